"""`init` on every folder of the shared data that holds events or reviews, and on the sample, against hand-made keys."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pytest
from ruamel.yaml import YAML

from makegood import flow
from makegood.propose.proposal import Proposal, ProposedSource
from makegood.propose.tables import read_columns
from makegood.sources import READERS
from tests.examples.example_runs import shared

NOW = datetime(2026, 3, 16, 6, tzinfo=UTC)
KEYS: dict[str, Any] = YAML(typ="safe").load(Path(__file__).with_name("real_folders.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def all_proposed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Proposal]:
    """The proposal for each folder of the shared data, linked in as `data`."""
    found = {}
    for name, key in KEYS.items():
        folder = tmp_path_factory.mktemp(name.lower())
        (folder / "data").symlink_to(shared(name), target_is_directory=True)
        paths = [folder / "data" / file for file in key["only"]] if "only" in key else [folder / "data"]
        found[name] = flow.propose(paths, folder, NOW)
    return found


@pytest.fixture(params=list(KEYS))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def proposal(name: str, all_proposed: dict[str, Proposal]) -> Proposal:
    return all_proposed[name]


@pytest.fixture
def folder(name: str, tmp_path: Path) -> Path:
    """A folder of its own with the same data and nothing written yet."""
    (tmp_path / "data").symlink_to(shared(name), target_is_directory=True)
    return tmp_path


def bare(files: tuple[str, ...]) -> str:
    return ", ".join(file.removeprefix("data/") for file in files)


def columns_of(source: ProposedSource) -> dict[str, list[str]]:
    return {use.ours: list(use.theirs) for use in source.uses}


def test_each_file_is_what_the_key_says(name: str, proposal: Proposal):
    key = KEYS[name]
    assert {bare(s.files): s.kind for s in proposal.sources} == {f: k["kind"] for f, k in key["sources"].items()}
    assert {bare(f.files): f.reason for f in proposal.findings} == key.get("others", {})
    assert [f.file.removeprefix("data/") for f in proposal.unreadable] == key.get("unreadable", [])


def test_each_column_means_what_the_key_says(name: str, proposal: Proposal):
    for source in proposal.sources:
        key = KEYS[name]["sources"][bare(source.files)]
        assert columns_of(source) == key["columns"]
        assert list(source.numbers) == key.get("numbers", [])
        assert list(source.cancelled) == key.get("exclude", [])
        unread = [] if source.kind in READERS else ["kind"]
        times = [source.table.column(use.theirs[0]) for use in source.uses if use.ours.endswith("_at")]
        unknown = ["dates"] if any(not column.forms for column in times) else []
        assert list(source.missing) == key.get("missing", []) + unknown + unread
        join = source.join
        told = ("on", "take", "when_many")
        found = {"files": [bare(join.files)], **{name: getattr(join, name) for name in told}} if join else None
        assert found == key.get("join")


def test_no_more_is_asked_than_the_key_says(name: str, proposal: Proposal):
    asked = [question.column or question.about for question in proposal.questions]
    assert asked == ["organisation", *KEYS[name]["asked"]]


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_is_written_loads_and_reads(name: str, language: str, proposal: Proposal, folder: Path):
    flow.write_proposal(proposal, folder, language, NOW)
    register = flow.open_project(folder)
    assert register.promises == ()
    ready = [source for source in proposal.sources if source.is_ready]
    assert [source.name for source in register.project.sources] == [source.name for source in ready]
    for source, stop in zip(register.project.sources, ready, strict=True):
        key = KEYS[name]["sources"][bare(stop.files)]
        if language == "en" and "touchpoint" in key:
            assert source.touchpoint == key["touchpoint"]
    if language == "en":
        loads = {load.source: load for load in flow.read(register, NOW)}
        assert all(loads[source.name].read >= source.table.rows for source in ready)


def test_no_cell_stands_in_what_is_written(proposal: Proposal, folder: Path):
    """Long cells are what people said; none of them may be in a file that is shown around."""
    flow.write_proposal(proposal, folder, "en", NOW)
    text = (folder / "makegood.yaml").read_text(encoding="utf-8")
    for source in proposal.sources:
        for column in source.table.columns:
            if column.kind == "text" and column.length >= 20:
                cells = read_columns(source.table, [column.name], source.table.path.parents[1]).columns[column.name]
                long = [cell for cell in pc.unique(cells).to_pylist() if cell and len(cell) >= 20]
                assert [cell for cell in long if cell in text] == []


def test_the_samples_own_settings_are_found_again(tmp_path: Path):
    """Each column that its makegood.yaml maps is proposed so, apart from what only a person can know."""
    flow.make_sample(tmp_path, size=0.2)
    known = {source.name: source for source in flow.open_project(tmp_path).project.sources}
    found = {bare(source.files): source for source in flow.propose([tmp_path / "data"], tmp_path, NOW).sources}
    for source in known.values():
        proposal = found[bare(source.files)]
        expected = {ours: list(theirs) for ours, theirs in source.columns.items()}
        if source.name == "punctures":  # a part of the workshop's file, in which other rows have a promised time
            expected["due_at"] = ["lovet_klar"]
        assert columns_of(proposal) == expected, source.name
        assert dict.fromkeys([proposal.status] if proposal.cancelled else [], proposal.cancelled) == source.exclude
    assert len(found) == len({source.files for source in known.values()})
    assert found["calls.csv"].numbers == ("waited_seconds",)


def test_what_is_written_of_the_sample_reads_the_same_rows(tmp_path: Path):
    flow.make_sample(tmp_path / "made", size=0.2)
    made = flow.read(flow.open_project(tmp_path / "made"), NOW)
    (tmp_path / "found").mkdir()
    (tmp_path / "found" / "data").symlink_to(tmp_path / "made" / "data", target_is_directory=True)
    proposal = flow.propose([tmp_path / "found" / "data"], tmp_path / "found", NOW)
    flow.write_proposal(proposal, tmp_path / "found", "da", NOW)
    found = {load.source: load for load in flow.read(flow.open_project(tmp_path / "found"), NOW)}
    names = {"collect": "click-and-collect", "parts": "spare-parts"}
    for load in made:
        if load.source in ("workshop", "punctures"):
            continue  # one file here, told apart by a person
        other = found[names.get(load.source, load.source)]
        assert (other.read, other.kept, other.rejected) == (load.read, load.kept, load.rejected), load.source
    both = [load for load in made if load.source in ("workshop", "punctures")]
    assert sum(load.kept for load in both) == found["workshop"].kept
