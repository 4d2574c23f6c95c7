"""What is written can be read back, says why, and marks what is open; no name of a column can break it."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from makegood import flow
from makegood.errors import MakegoodError
from makegood.propose.settings import quote
from tests.propose.made import NOW, columns, propose, rows, write

HEADER = "Ordrenr;Butik;Bestilt;Lovet dato;Leveret;Status;Beløb"
LINE = "{i};B{h};{d:02}-01-2026 10:00;{d:02}-02-2026;{d:02}-02-2026 11:00;Leveret;{i}"
ORDERS = rows(HEADER, LINE) + "99;B1;01-01-2026 10:00;;;Annulleret;1\n"


def written(folder: Path, language: str, **files: str) -> str:
    flow.write_proposal(propose(folder, **files), folder, language, NOW)
    return (folder / "makegood.yaml").read_text(encoding="utf-8")


def test_the_whole_file_as_a_person_sees_it(tmp_path: Path):
    folder = tmp_path / "Nordlys"
    assert written(folder, "da", ordrer=ORDERS) == (
        """\
# Skrevet af `makegood init`. Se efter linjer med `# ?`: dem kan kun I afgøre.
# Hver nøgle forklares af `makegood explain NØGLE`.
organisation: Nordlys   # ? mappens navn
languages: [da]
country: DK
time_zone: Europe/Copenhagen   # ? gættet ud fra kolonnernes sprog

# Kundens vej gennem organisationen, og hvem der har ansvaret. Ret navnene til jeres egne.
journey:
  - {touchpoint: levering, stage: levering, function: drift}

sources:
  # ordrer: 41 rækker i 1 fil: ordrer, opkald eller sager, én i hver række; det viser en lovet dato, hvornår
  # det blev gjort og et nummer.
  - name: ordrer
    kind: events
    files: data/ordrer.csv
    touchpoint: levering
    columns:
      event_id: Ordrenr     # navnet; forskelligt i hver række
      unit: Butik           # navnet; 24 forskellige
      started_at: Bestilt   # navnet; dato og klokkeslæt
      due_at: Lovet dato    # navnet; dato uden klokkeslæt; 1 tomme
      done_at: Leveret      # navnet; dato og klokkeslæt; 1 tomme
    exclude: {Status: [Annulleret]}   # ? tælles ikke med, men vises
    # ikke brugt: Beløb
"""
    )


def test_the_first_promise_is_a_comment_and_loads_once_its_marks_are_gone(tmp_path: Path):
    calls = rows("call id,called at,wait seconds", "{i},2026-01-{d:02} 10:00,{i}")
    mails = rows("ticket,received,solved", "{i},2026-01-{d:02} 10:00,2026-02-{d:02} 10:00")
    written(tmp_path, "en", orders=ORDERS, calls=calls, mails=mails)
    file = tmp_path / "promises" / "first.yaml"
    assert flow.open_project(tmp_path).promises == ()
    lines = file.read_text(encoding="utf-8").splitlines()
    examples = [line[2:] for line in lines if line.startswith(("# - promise", "#   "))]
    file.write_text("\n".join(examples) + "\n", encoding="utf-8")
    found = {promise.id: promise.keep[0] for promise in flow.open_project(tmp_path).promises}
    assert {name: (str(keep.within or ""), keep.by, keep.amount is not None) for name, keep in found.items()} == {
        "calls-1": ("", None, True),
        "mails-1": ("24 hours", None, False),
        "orders-1": ("", "due_at", False),
    }


def test_a_log_that_no_promise_about_time_fits_is_said_so(tmp_path: Path):
    text = rows("Ordrenr;Bestilt;Afsendt", "{i};{d:02}-01-2026;{d:02}-02-2026")
    yaml = written(tmp_path, "en", ordrer=text)
    assert "# ? ordrer: Afsendt says when it was shipped, not delivered. Does that count as done?" in yaml
    promises = (tmp_path / "promises" / "first.yaml").read_text(encoding="utf-8")
    assert "# ordrer: without a promised date, a time of completion or a number no promise about time" in promises


def test_what_cannot_be_read_yet_is_a_comment_with_the_reason(tmp_path: Path):
    yaml = written(tmp_path, "en", reviews=rows("stars,text", "{h},a long text with number {i}").replace("\n1", "\n2"))
    assert "# Cannot be read yet: it does not say when it was said." in yaml
    assert "\n  # - name: reviews\n" in yaml
    assert flow.open_project(tmp_path).project.sources == ()


def test_nothing_that_fits_still_gives_settings_that_load(tmp_path: Path):
    yaml = written(tmp_path, "da", priser=rows("vare;pris", "v{i};{i}"))
    assert "# Ingen af filerne kan holdes op mod et løfte" in yaml
    assert flow.open_project(tmp_path).project.sources == ()
    assert flow.read(flow.open_project(tmp_path), NOW) == ()


def test_settings_that_are_there_are_left_alone(tmp_path: Path):
    proposal = propose(tmp_path, ordrer=ORDERS)
    (tmp_path / "makegood.yaml").write_text("mine")
    with pytest.raises(MakegoodError) as told:
        flow.write_proposal(proposal, tmp_path, "da", NOW)
    assert str(told.value) == (
        f"{tmp_path}/makegood.yaml there is a makegood.yaml already, and it is left alone\n"
        "  fix:   change it by hand, move it away first, or give another folder with `--folder`"
    )
    assert (tmp_path / "makegood.yaml").read_text() == "mine"
    assert not (tmp_path / "promises").exists()


def test_promises_that_are_there_are_left_alone(tmp_path: Path):
    (tmp_path / "promises").mkdir()
    (tmp_path / "promises" / "mine.yaml").write_text("")
    files = flow.write_proposal(propose(tmp_path, ordrer=ORDERS), tmp_path, "da", NOW)
    assert files == (tmp_path / "makegood.yaml",)
    assert [path.name for path in (tmp_path / "promises").iterdir()] == ["mine.yaml"]


@given(st.text(max_size=30))
def test_any_text_is_read_back_as_it_was(text: str):
    assert YAML(typ="safe").load(f"key: [{quote(text)}]") == {"key": [text]}


_NAMES = st.text(
    st.characters(codec="utf-8", exclude_characters='\r\n\0"', exclude_categories=("Cs", "Cc")), min_size=1, max_size=20
)


@given(_NAMES, _NAMES)
def test_no_name_of_a_column_breaks_the_file(first: str, second: str):
    names = [f"{first.strip()} order id", f"{second.strip()} ordered", "delivered"]
    head = ",".join(f'"{name}"' for name in names)
    text = rows(head, "{i},2026-01-{d:02} 10:00,2026-02-{d:02} 10:00")
    with tempfile.TemporaryDirectory() as name:
        folder = write(Path(name), orders=text)
        proposal = flow.propose([folder / "data"], folder, NOW)
        flow.write_proposal(proposal, folder, "en", NOW)
        sources = flow.open_project(folder).project.sources
        expected = [columns(source) for source in proposal.sources if source.is_ready]
        assert [{ours: " + ".join(theirs) for ours, theirs in s.columns.items()} for s in sources] == expected
