"""A mask: the same for the same value in any spelling, and another for another key, kind or value."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.text.private.marker import KINDS, digits, marker, normal, plain_digits

KEY = b"a key of 16 bytes"


@pytest.mark.parametrize("kind", KINDS)
def test_a_mask_reads_its_kind_and_twelve_hexadecimal_digits(kind: str) -> None:
    assert re.fullmatch(rf"\[{kind}:[0-9a-f]{{12}}\]", marker(kind, "x1", KEY))


def test_another_kind_is_refused() -> None:
    with pytest.raises(
        ValueError, match=r"^iris is not one of email, account, card, cpr, phone, plate, address, name$"
    ):
        marker("iris", "blue", KEY)


@pytest.mark.parametrize(
    ("kind", "spellings"),
    [
        ("phone", ["20304050", "20 30 40 50", "+45 2030-4050", "0045 20304050", "(+45) 20.30.40.50", "45 20 30 40 50"]),
        ("phone", ["070-123 45 67", "+46 (0)70 123 45 67", "0046701234567"]),
        ("phone", ["07700 900123", "+44 7700 900123"]),
        ("phone", ["0151 23456789", "+49 151 23456789"]),
        ("phone", ["555-234-5678", "(555) 234 5678", "+1 555 234 5678", "1-555-234-5678"]),
        ("email", ["Mette.Hansen@Example.DK", "mette.hansen@example.dk "]),
        ("cpr", ["010190-1234", "0101901234", "01 01 90 1234"]),
        ("account", ["DK50 0040 0440 1162 43", "dk5000400440116243"]),
        ("card", ["4111 1111 1111 1111", "4111-1111-1111-1111"]),
        ("plate", ["AB 12 345", "ab12345"]),
        ("address", ["Nørregade 12, 2. th", "nørregade 12 2 th"]),
        ("name", ["Mette  Hansen", "METTE HANSEN"]),
    ],
)
def test_a_value_has_one_mask_in_any_usual_spelling(kind: str, spellings: list[str]) -> None:
    assert len({marker(kind, value, KEY) for value in spellings}) == 1


@given(st.text(st.characters(exclude_categories=())), st.sampled_from(KINDS))
def test_any_value_has_a_mask_and_its_normal_form_is_its_own(value: str, kind: str) -> None:
    assert marker(kind, value, KEY) == marker(kind, value, KEY)
    if kind != "phone" and len(value) == len(value.casefold()):
        assert normal(kind, normal(kind, value)) == normal(kind, value)


def test_another_key_kind_or_value_is_another_mask() -> None:
    masks = [marker("phone", "20304050", KEY), marker("phone", "20304051", KEY), marker("phone", "20304050", KEY[1:])]
    assert len({mask[-13:] for mask in [*masks, marker("cpr", "+4520304050", KEY)]}) == 4


def test_digits_of_any_script_are_the_same_digits() -> None:
    assert digits("２０-٣٠") == "2030"
    assert plain_digits("a２b") == "a2b"


def test_the_page_on_privacy_names_every_kind_and_no_other() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "privacy.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == KINDS
