"""What is masked and what stays: written cases, made cases, properties, hard texts and shared data."""

import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bench.mask_cases import make_cases
from makegood.text.private import KINDS, mask, mask_column
from tests.examples.example_runs import shared

KEY = b"a key of 16 bytes"
HERE = Path(__file__).parent
WRITTEN: list[dict[str, Any]] = [
    YAML(typ="safe").load((HERE / name).read_text(encoding="utf-8"))
    for name in ("written_before.yaml", "written_after.yaml")
]
MASKED = [(text, expected) for cases in WRITTEN for text, expected in cases["masked"]]
STAYS = [text for cases in WRITTEN for text in cases["stays"]]
PIECES = [text for text, _ in MASKED] + STAYS


def kinds_alone(masked: str) -> str:
    return re.sub(r":[0-9a-f]{12}\]", "]", masked)


@pytest.mark.parametrize(("text", "expected"), MASKED)
def test_what_is_personal_is_masked_by_its_kind_and_nothing_beside_it(text: str, expected: str) -> None:
    assert kinds_alone(mask(text, KEY)) == expected


@pytest.mark.parametrize("text", STAYS)
def test_evidence_and_plain_words_stay(text: str) -> None:
    assert mask(text, KEY) == text


def test_at_least_300_cases_are_written_by_hand_and_half_of_them_stay() -> None:
    assert len(PIECES) == len(set(PIECES)) >= 300
    assert len(STAYS) >= len(PIECES) / 2


@pytest.mark.parametrize("seed", [1, 2])
def test_of_2000_made_texts_99_of_100_are_masked_in_each_kind_and_1_of_100_that_must_stay(seed: int) -> None:
    right, asked = Counter[str](), Counter[str]()
    for case in make_cases(2_000, seed):
        masked = mask(case.text, KEY)
        asked[case.kind] += 1
        if case.secret is None:
            right[case.kind] += masked == case.text
        else:
            alone = masked.count("[") == 1
            right[case.kind] += alone and f"[{case.kind}:" in masked and case.secret not in masked
    assert set(KINDS) < set(asked)
    assert {kind: f"{right[kind]} of {n}" for kind, n in asked.items() if right[kind] < 0.99 * n} == {}


any_text = st.text(st.characters(exclude_categories=()), max_size=60)
mixed = st.lists(st.sampled_from(PIECES) | any_text, max_size=6)


@given(mixed, st.sampled_from([" ", "", "\n", ", ", ". "]))
@example(["Hej Mette", "Mvh Lars", "20304050 20304051"], " ")
def test_masked_twice_is_masked_once(pieces: list[str], between: str) -> None:
    once = mask(between.join(pieces), KEY)
    assert mask(once, KEY) == once


@given(mixed)
def test_the_same_text_gives_the_same_and_what_is_no_mask_is_in_the_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    masked = mask(text, KEY)
    assert mask(text, KEY) == masked
    at = 0
    for kept in re.split(r"\[[a-z]+:[0-9a-f]{12}\]", masked):
        at = text.index(kept, at) + len(kept)


@given(st.lists(st.none() | st.sampled_from(PIECES), max_size=20))
def test_a_column_is_each_text_masked_alone_and_nulls_stay(texts: list[str | None]) -> None:
    column = mask_column(pa.array(texts, pa.large_string()), KEY)
    assert column.type == pa.large_string()
    assert column.to_pylist() == [None if text is None else mask(text, KEY) for text in texts]


def test_a_column_of_none_has_none() -> None:
    assert mask_column(pa.array([], pa.large_string()), KEY).to_pylist() == []
    assert mask_column(pa.array([None], pa.large_string()), KEY).to_pylist() == [None]


@pytest.mark.parametrize(("text", "expected"), MASKED)
def test_another_key_gives_another_mask(text: str, expected: str) -> None:
    assert mask(text, KEY) != mask(text, b"another key of 16")


HARD = [
    "1",
    "20 ",
    "A",
    "Aa ",
    "a@",
    "a.",
    "Hej ",
    "Hej Aa ",
    "Avej ",
    "vej 1 ",
    "ordre ",
    "-",
    " ",
    "a-",
    "Aa-",
    "konto ",
]
HARD += ["reg 1234 ", "DK50 0040 ", "(", "0 ", "\ufdfa", "20304050 ", "0101901234 ", "Ab C. D. ", "a@b.dk ", "1 Aa Aa "]
HARD += [
    "+45 ",
    "Mvh ",
    "\n",
    "4111 ",
    "AB 12 ",
    "talte med ",
    "\ud800",
    "\0",
    "😀",
    "Nørregade 12, 2. ",
    "nr. ",
    "[name:",
]


@pytest.mark.parametrize("piece", HARD)
def test_ten_thousand_letters_of_anything_take_no_second(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    for hard in (text, text + "x", f"ordre {text}20304050", f"Mvh{text}"):
        began = time.process_time()
        mask(hard, KEY)
        assert time.process_time() - began < 1


def test_real_reviews_masked_twice_are_masked_once_and_no_mask_stands_inside_another() -> None:
    in_cells = pyarrow.csv.ParseOptions(newlines_in_values=True)
    texts = pyarrow.csv.read_csv(shared("danish_reviews") / "reviews.csv", parse_options=in_cells)["text"]
    column = texts.slice(0, 2_000).cast(pa.large_string()).combine_chunks()
    masked = mask_column(column, KEY)
    assert mask_column(masked, KEY).equals(masked)
    assert not any(re.search(r"\[[a-z]+:[^\]]*\[", text or "") for text in masked.to_pylist())
