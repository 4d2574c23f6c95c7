"""Telephone numbers: every spelling has one mask, and the words before decide."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.text.private import marker, mask

KEY = b"a key of 16 bytes"
SPELLINGS = [
    "{a}{b}{c}{d}",
    "{a} {b} {c} {d}",
    "{a}-{b}-{c}-{d}",
    "{a}{b} {c}{d}",
    "+45 {a}{b}-{c}{d}",
    "0045 {a} {b} {c} {d}",
]
SPELLINGS += ["+45{a}{b}{c}{d}", "(+45) {a} {b} {c} {d}", "45 {a} {b} {c} {d}", "{a}\u00a0{b}\u00a0{c}\u00a0{d}"]
numbers = st.from_regex(r"[2-9][0-9]{7}", fullmatch=True)


@given(numbers, st.sampled_from(SPELLINGS))
def test_any_danish_number_has_one_mask_in_every_spelling(number: str, spelling: str) -> None:
    spelled = spelling.format(a=number[:2], b=number[2:4], c=number[4:6], d=number[6:])
    masked = mask(f"Ring til mig på {spelled} i dag", KEY)
    if "[" in masked or not re.match(r"(?:19|20)\d\d", number):
        assert masked == f"Ring til mig på {marker('phone', number, KEY)} i dag"


@given(numbers)
def test_no_digit_of_a_number_is_left_beside_its_mask(number: str) -> None:
    masked = mask(f"Mit nummer er {number}.", KEY)
    assert re.sub(r"\[phone:\w{12}\]", "", masked) == "Mit nummer er ."


@pytest.mark.parametrize(
    "cue", ["ordre", "Ordrenr.", "sag", "faktura nr.", "tracking", "pakke", "kundenr.", "#", "CVR", "ref:"]
)
@given(number=numbers)
def test_after_the_word_for_an_order_a_number_stays(cue: str, number: str) -> None:
    assert mask(f"Min {cue} {number} mangler", KEY) == f"Min {cue} {number} mangler"


@pytest.mark.parametrize("cue", ["tlf.", "ring", "mobil:", "telefonnummer er", "call", "sms til"])
@given(number=numbers)
def test_the_nearest_word_decides(cue: str, number: str) -> None:
    text = f"ordre 12345678, {cue} {number}"
    assert mask(text, KEY) == f"ordre 12345678, {cue} {marker('phone', number, KEY)}"
