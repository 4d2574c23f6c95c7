"""The file of units: what is read, and every mistake with its place."""

from datetime import date
from pathlib import Path

import pytest

from makegood.errors import Place
from makegood.promises.load import Problems, load
from makegood.promises.tree import read_tree
from makegood.units import Place as UnitPlace

WHERE = Place("makegood.yaml", 3, 1)


def read(folder: Path, text: str, encoding: str = "utf-8") -> tuple[tuple[UnitPlace, ...], str]:
    (folder / "units.csv").write_bytes(text.encode(encoding))
    tree, problems = read_tree(folder, "units.csv", WHERE)
    return tree.places, "\n".join(map(str, problems))


def test_a_tree_with_dates_and_names_is_read(tmp_path: Path) -> None:
    text = (
        "unit,parent,kind,since,until,name,responsible\nDK,,country,,,,\n17,DK,shop,2026-03-01,,Havnen,shop manager\n"
    )
    places = (
        UnitPlace("DK", kind="country"),
        UnitPlace("17", "DK", "shop", date(2026, 3, 1), None, "Havnen", "shop manager"),
    )
    assert read(tmp_path, text) == (places, "")
    assert read(tmp_path, "\ufeff" + text.replace(",", ";").replace("\n", "\r\n")) == (places, "")
    assert read(tmp_path, text.replace("DK,,country,,,,", 'DK,,"country",,,,\n\n,,,,,,')) == (places, "")


def test_only_the_unit_is_required(tmp_path: Path) -> None:
    assert read(tmp_path, "unit\nAarhus\n007\n") == ((UnitPlace("Aarhus"), UnitPlace("007")), "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "",
            "units.csv:1 there is no column `unit`\n  found: an empty file\n"
            "  fix:   begin the file with a line of column names: unit,parent,kind,since,until,name,responsible",
        ),
        (
            "unit,parnt\na,\n",
            "units.csv:1:6 no such column in a file of units\n  found: parnt\n"
            "  fix:   did you mean `parent`? Allowed: kind, name, parent, responsible, since, unit, until",
        ),
        ("unit,unit\na,b\n", "units.csv:1:6 the column stands twice\n  found: unit\n  fix:   keep one of them"),
        ("unit,kind\n,shop\n", "units.csv:2:1 a unit without its name\n  fix:   write it as the data write it"),
        (
            'unit,since\n"a, b",1.3.26\n',
            "units.csv:2:8 `since` is not a date\n  found: 1.3.26\n  fix:   write 2026-03-01",
        ),
        (
            "unit,since,until\na,2026-03-01,2026-02-01\n",
            "units.csv:2:14 `until` is before `since`\n  found: since 2026-03-01, until 2026-02-01\n"
            "  fix:   swap them, or mend one",
        ),
        (
            "unit,parent\nnorth,\na,nort\n",
            "units.csv:3:3 the parent of `a` is no unit of this file\n  found: nort\n"
            "  fix:   did you mean `north`? Allowed: a, north; or give it a line of its own",
        ),
        (
            "unit,parent,since,until\nn,,,\ns,,,\na,n,,2026-03-01\na,s,2026-03-01,\n",
            "units.csv:5:1 `a` has two places on 2026-03-01\n  found: the first is in line 4\n"
            "  fix:   end the earlier one with `until` the day before the later one's `since`",
        ),
        (
            "unit,parent\nn,\na,n\na,n\n",
            "units.csv:4:1 `a` has two places at all times\n  found: the first is in line 3\n"
            "  fix:   end the earlier one with `until` the day before the later one's `since`",
        ),
        (
            "unit,parent\na,b\nb,c\nc,a\n",
            "units.csv:2:3 `a` stands above itself\n  found: a -> b -> c -> a\n"
            "  fix:   give one of them another parent, or none",
        ),
        (
            "unit,parent,since,until\na,,,2026-02-28\na,b,2026-03-01,\nb,a,,\n",
            "units.csv:3:3 `a` stands above itself\n  found: a -> b -> a\n"
            "  fix:   give one of them another parent, or none",
        ),
        (
            "unit,parent\na,a\n",
            "units.csv:2:3 `a` stands above itself\n  found: a -> a\n  fix:   give one of them another parent, or none",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place_and_its_fix(tmp_path: Path, text: str, said: str) -> None:
    assert read(tmp_path, text) == ((), said)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    _, told = read(tmp_path, "unit,parent,since\na,x,\nb,,tomorrow\n")
    assert told.count("fix:") == 2


def test_a_file_that_is_not_there_or_not_text_is_told(tmp_path: Path) -> None:
    _, (missing,) = read_tree(tmp_path, "units.csv", WHERE)
    assert str(missing) == (
        "makegood.yaml:3:1 the file of units cannot be opened\n  found: units.csv: No such file or directory\n"
        "  fix:   write the tree there (docs/units.md), or remove `units:`"
    )
    _, told = read(tmp_path, "unit\nKøge\n", "cp1252")
    assert told == "units.csv the file is not UTF-8\n  fix:   save it as UTF-8 in your editor"


def test_a_project_with_a_wrong_tree_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "promises").mkdir()
    (tmp_path / "promises" / "a.yaml").write_text("", encoding="utf-8")
    (tmp_path / "makegood.yaml").write_text("organisation: x\nunits: units.csv\n", encoding="utf-8")
    (tmp_path / "units.csv").write_text("unit,parent\na,b\n", encoding="utf-8")
    with pytest.raises(Problems) as error:
        load(tmp_path)
    assert str(error.value).startswith("units.csv:2:3 the parent of `a` is no unit of this file")
    (tmp_path / "units.csv").write_text("unit,parent\na,\n", encoding="utf-8")
    assert load(tmp_path).units.places == (UnitPlace("a"),)


@pytest.mark.parametrize(
    ("link", "said"),
    [
        (
            "https://x.example/{order}",
            "`link` of a has a name that is not stored\n  found: order\n"
            "  fix:   Allowed: event_id, number, unit; a column is kept with `keep_columns:`",
        ),
        (
            "javascript:alert({event_id})",
            "`link` is not the address of a page\n  found: javascript:alert({event_id})\n  fix:   begin it with https://",
        ),
        (
            "https://x.example/{event_id",
            "a brace in `link` is not closed\n  found: https://x.example/{event_id\n"
            "  fix:   write names in braces: `{event_id}`",
        ),
        (
            "https://x.example/{event_id!r}",
            "only names stand in the braces of `link`\n  found: https://x.example/{event_id!r}\n"
            "  fix:   write `{event_id}`",
        ),
    ],
)
def test_a_link_that_cannot_be_made_is_told(tmp_path: Path, link: str, said: str) -> None:
    (tmp_path / "promises").mkdir()
    (tmp_path / "promises" / "a.yaml").write_text("", encoding="utf-8")
    settings = (
        "organisation: x\nsources:\n  - name: a\n    kind: events\n    files: a.csv\n    columns: {event_id: id}\n"
        f"    keep_columns: number\n    link: '{link}'\n"
    )
    (tmp_path / "makegood.yaml").write_text(settings, encoding="utf-8")
    with pytest.raises(Problems) as error:
        load(tmp_path)
    assert str(error.value) == f"makegood.yaml:8:5 {said}"
