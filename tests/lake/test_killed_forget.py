"""Forgetting that is killed: the person is there as before, or gone for all readers; what comes next does the rest."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pytest

from makegood import flow, forgotten
from makegood.errors import VanishedError
from makegood.lake.engine import collect, scan
from makegood.lake.store import Lake
from makegood.persons import find_key, hash_persons
from tests.forgetful_shop import HER_ORDERS, HER_WORDS, IDA, NOW, find_anywhere, forget, make, read
from tests.lake.lake_rows import everything

POINTS = 16
Kill = Callable[[Path, int], tuple[int, int]]


@pytest.fixture(scope="module")
def kill() -> Iterator[Kill]:
    """Forget her in a process that is killed at its n-th step; gives how it ended and how many steps there were."""
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.lake.killed_forget"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=env,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"

    def at(folder: Path, n: int) -> tuple[int, int]:
        process.stdin.write(json.dumps([str(folder), n]) + "\n")
        process.stdin.flush()
        status, steps = json.loads(process.stdout.readline())
        return status, steps

    yield at
    process.stdin.close()
    process.wait()
    process.stdout.close()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("killed") / "shop")


def needles(folder: Path) -> list[str]:
    hashes = hash_persons(pa.array(IDA, pa.large_string()), find_key(folder)).to_pylist()
    return [*IDA, *hashes, HER_WORDS, *HER_ORDERS]


def is_there(folder: Path) -> bool:
    """Whether readers see her: all of it, or nothing."""
    rows = repr(everything(Lake(folder / "lake")))
    seen = {one in rows for one in (*needles(folder)[4:6], HER_WORDS, *HER_ORDERS)}
    assert len(seen) == 1
    return seen.pop()


def test_killed_at_any_step_she_is_there_or_gone_and_what_comes_next_does_the_rest(
    kill: Kill, shop: Path, tmp_path: Path
) -> None:
    """Every third kill is followed by a read, which does the rest of what was finished for readers."""
    before = everything(Lake(shop / "lake"))
    whole = Path(shutil.copytree(shop, tmp_path / "whole"))
    status, steps = kill(whole, 0)
    assert status == 0
    assert steps > POINTS
    ended = set()
    for point in range(POINTS):
        folder = Path(shutil.copytree(shop, tmp_path / str(point)))
        status, _ = kill(folder, 1 + point * (steps - 1) // (POINTS - 1))
        assert os.WTERMSIG(status) == signal.SIGKILL
        there = is_there(folder)
        if there:
            assert everything(Lake(folder / "lake")) == before
        ended.add((there, forgotten.is_unfinished(folder)))
        if point % 3 == 0:
            read(folder)
            assert is_there(folder) == there
            assert there or find_anywhere(folder / "lake", *needles(folder)) == []
        forget(folder)
        assert find_anywhere(folder / "lake", *needles(folder)) == []
        assert not forgotten.is_unfinished(folder)
        shutil.rmtree(folder)
    assert ended >= {(True, False), (False, True)}


def test_answers_asked_for_while_she_is_forgotten_are_as_always(kill: Kill, shop: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(shop, tmp_path / "shop"))
    register = flow.open_project(folder)
    always, seen = flow.measure(register, NOW), 0
    with ThreadPoolExecutor(1) as pool:
        forgetting = pool.submit(kill, folder, 0)
        while not forgetting.done():
            assert flow.measure(register, NOW) == always
            seen += 1
    assert forgetting.result()[0] == 0
    assert seen
    assert not is_there(folder)


def test_a_look_from_before_she_was_forgotten_says_that_it_is_over(shop: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(shop, tmp_path / "shop"))
    before = Lake(folder / "lake").snapshot()
    rows = scan(before, "events")
    forget(folder)
    for look in (lambda: scan(before, "events"), lambda: collect(rows)):
        with pytest.raises(VanishedError) as error:
            look()
        assert str(error.value) == ("what was being read was erased meanwhile\n  fix:   run the same command again")
