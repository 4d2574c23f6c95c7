"""A read that is killed leaves the lake as it was, or has finished; two reads at once lose and double nothing."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from makegood.lake import delta, ledger
from makegood.lake.store import Lake
from makegood.lake.tables import TABLES
from tests.lake import killed_load

POINTS = 50
DATA = [name for name in TABLES if name not in ("loads", "verdicts")]
LOAD_IDS = ("load_id", "replaced_by")


class Loader:
    """The process that loads and can be killed."""

    def __init__(self):
        here = Path(__file__).resolve()
        env = {**os.environ, "PYTHONPATH": str(here.parents[2])}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.lake.killed_load"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=env,
        )
        assert self.process.stdout.readline() == "ready\n"

    def start(self, *jobs):
        self.process.stdin.write(json.dumps([[str(folder), which] for folder, which in jobs]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def wait(self):
        return json.loads(self.process.stdout.readline())

    def run(self, *jobs):
        self.start(*jobs)
        assert self.wait() == [0] * len(jobs)

    def kill(self, folder, which, moment):
        """Start a load and kill it when `moment()` returns."""
        (child,) = self.start((folder, which))
        moment()
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        self.wait()

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture(scope="module")
def loader():
    loader = Loader()
    yield loader
    loader.close()


def state(folder):
    """Every row a reader sees, in order, without the loads' ids."""
    lake, tables = Lake(folder).snapshot(), {}
    for name in DATA:
        files, schema = lake.files(name)
        names = [column for column in schema.names if column not in LOAD_IDS]
        whole = pa.concat_tables([schema.empty_table(), *(pq.read_table(f, partitioning=None) for f in files)])
        order = [(column, "ascending") for column in names]
        tables[name] = whole.select(names).cast(pa.schema([schema.field(c) for c in names])).sort_by(order)
    return tables


def same(one, two):
    return all(one[name].equals(two[name]) for name in DATA)


def left_behind(folder):
    """Files that no finished load has written, and half-written log entries."""
    finished = {row["load_id"] for row in ledger.rows(folder)}
    entry = re.compile(r"\d{20}\.(json|checkpoint\.parquet)|_last_checkpoint")
    return [
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.name != ".lock"
        and not (entry.fullmatch(path.name) or (path.name[:17] in finished and path.parent.name in TABLES))
    ]


def unrecorded(folder):
    """Whether a table has a version that no reader sees yet: the kill fell between the first commit and the last."""
    versions = Lake(folder).versions()
    return any(
        delta.exists(folder / name) and delta.newest_version(folder / name) != versions.get(name) for name in DATA
    )


def next_commits(folder, *tables):
    """The log entries that the next commit of these tables makes."""
    versions = [delta.newest_version(folder / name) if delta.exists(folder / name) else -1 for name in tables]
    return [folder / name / "_delta_log" / f"{n + 1:020d}.json" for name, n in zip(tables, versions, strict=True)]


def until_one_of(commits):
    late = time.monotonic() + 20
    while not any(commit.exists() for commit in commits):
        assert time.monotonic() < late


@pytest.fixture(scope="module", params=["first", "second"])
def case(request, tmp_path_factory, loader):
    """A lake before a load, the state before and after it, and how long it takes until and after its first commit."""
    folder = tmp_path_factory.mktemp(request.param)
    before, after = folder / "before", folder / "after"
    before.mkdir()
    if request.param == "second":
        loader.run((before, "first"))
    shutil.copytree(before, after)
    commits = next_commits(after, *DATA)
    began = time.monotonic()
    loader.start((after, request.param))
    until_one_of(commits)
    first = time.monotonic()
    assert loader.wait() == [0]
    return request.param, before, state(before), state(after), first - began, time.monotonic() - first


def check(folder, which, before, after):
    """The lake is as before or as after; reading again ends right. Says whether the load had finished."""
    seen = state(folder)
    finished = same(seen, after)
    assert finished or same(seen, before)
    mid = unrecorded(folder)
    again = killed_load.load(folder, which)
    assert again.unchanged == (again.kept if finished else 2 * killed_load.ROWS // 3 if which == "second" else 0)
    assert same(state(folder), after)
    assert left_behind(folder) == []
    return "after" if finished else "between" if mid else "before"


def test_a_load_killed_at_any_of_50_moments_leaves_all_or_nothing_and_reading_again_ends_right(case, loader, tmp_path):
    """Half of the moments are spread from its start to its first commit, half from there to its end."""
    which, start, before, after, head, tail = case
    landed = []
    for point in range(POINTS):
        folder = tmp_path / str(point)
        shutil.copytree(start, folder)
        commits = next_commits(folder, *DATA) if point % 2 else []

        def moment(share=point / POINTS, commits=commits):
            if commits:
                until_one_of(commits)
            time.sleep(0.6 * tail * share if commits else head * share)

        loader.kill(folder, which, moment)
        landed.append(check(folder, which, before, after))
        shutil.rmtree(folder)
    assert len(landed) == POINTS
    assert {"before", "between"} <= set(landed)


@pytest.mark.parametrize("table", ["events", "event_values", "events_history", "event_values_history", "rejected"])
def test_a_load_killed_right_after_a_tables_commit_leaves_nothing_of_it(case, loader, tmp_path, table):
    which, start, before, after, *_ = case
    folder = tmp_path / "lake"
    shutil.copytree(start, folder)
    commits = next_commits(folder, table, "loads")  # a first load has no history to commit
    loader.kill(folder, which, lambda: until_one_of(commits))
    assert check(folder, which, before, after) in ("between", "after")


def test_the_same_read_in_two_processes_at_once_is_stored_once(case, loader, tmp_path):
    which, start, _, after, *_ = case
    folder = tmp_path / "lake"
    shutil.copytree(start, folder)
    loader.run((folder, which), (folder, which))
    assert same(state(folder), after)
    loads = Lake(folder).loads()[-2:]
    assert loads[1].unchanged == loads[1].kept == loads[0].kept


def test_reads_of_two_sources_in_two_processes_at_once_are_both_stored(case, loader, tmp_path):
    which, start, _, after, *_ = case
    folder = tmp_path / "lake"
    shutil.copytree(start, folder)
    loader.run((folder, which), (folder, "other"))
    seen = state(folder)
    assert all(seen[name].equals(after[name]) for name in DATA if name != "voices")
    assert seen["voices"].num_rows == 2_000
    assert sorted(load.source for load in Lake(folder).loads()[-2:]) == ["orders", "reviews"]


def test_a_reader_sees_whole_loads_only_while_others_load(case, loader, tmp_path):
    which, start, before, after, *_ = case
    folder = tmp_path / "lake"
    shutil.copytree(start, folder)
    last = next_commits(folder, "loads")
    loader.start((folder, which))
    seen = []
    while not last[0].exists():
        seen.append(state(folder))
    assert loader.wait() == [0]
    assert seen
    assert all(same(each, before) or same(each, after) for each in seen)
    assert same(state(folder), after)


def test_tidying_that_is_killed_changes_no_row_and_can_be_done_again(loader, tmp_path):
    start = tmp_path / "start"
    for which in ("first", "second", "other", "first"):
        start.mkdir(exist_ok=True)
        loader.run((start, which))
    rows = state(start)
    for point in range(8):
        folder = tmp_path / str(point)
        shutil.copytree(start, folder)
        commits = next_commits(folder, "events", "loads") if point % 2 else []

        def moment(point=point, commits=commits):
            if commits:
                until_one_of(commits)
            time.sleep(0.03 * point)

        loader.kill(folder, "tidy", moment)
        assert same(state(folder), rows)
        killed_load.load(folder, "tidy")
        assert same(state(folder), rows)
        assert left_behind(folder) == []
        assert killed_load.load(folder, "first").changed == 0
