"""CPR, accounts, cards and plates: known numbers, and numbers that only look like them."""

import re

import pytest

from makegood.text.private import mask
from makegood.text.private.numbers import is_birth, passes_luhn

KEY = b"a key of 16 bytes"


@pytest.mark.parametrize(
    ("born", "exists"),
    [
        (("31", "04", "90", "1234"), False),
        (("00", "01", "90", "1234"), False),
        (("29", "02", "00", "0123"), False),  # 1900
        (("29", "02", "00", "4123"), True),  # 2000
        (("29", "02", "36", "9123"), True),  # 2036
        (("29", "02", "37", "9123"), False),  # 1937
        (("29", "02", "56", "5123"), True),  # 2056
        (("29", "02", "58", "5123"), False),  # 1858
        (("91", "01", "90", "1234"), True),  # day 31 and 60
        (("92", "01", "90", "1234"), False),
    ],
)
def test_the_seventh_digit_tells_the_century_and_the_date_must_exist(born: tuple[str, ...], exists: bool) -> None:
    # https://cpr.dk/cpr-systemet/opbygning-af-cpr-nummeret
    assert is_birth(*born) is exists


@pytest.mark.parametrize("number", ["4111111111111111", "5555555555554444", "378282246310005", "6011111111111117"])
def test_the_networks_own_test_numbers_pass_luhn_and_no_neighbour_does(number: str) -> None:
    assert passes_luhn(number)
    assert not any(passes_luhn(number[:-1] + last) for last in "0123456789" if last != number[-1])


@pytest.mark.parametrize("iban", ["DK50 0040 0440 1162 43", "GB82 WEST 1234 5698 7654 32", "DE89370400440532013000"])
def test_the_registrys_own_examples_are_accounts_and_a_changed_digit_is_none(iban: str) -> None:
    assert mask(f"x {iban} y", KEY).startswith("x [account:")
    changed = iban[:-1] + str((int(iban[-1]) + 1) % 10)
    assert "[account:" not in mask(f"x {changed} y", KEY)
    assert "[account:" in mask(f"IBAN: {changed}", KEY)


@pytest.mark.parametrize("text", ["4111 1111 1111 1112", "32-01-90-1234", "den 31.02.90 1234", "KR 12 345"])
def test_numbers_that_only_look_like_one_stay(text: str) -> None:
    assert mask(text, KEY) == text


def test_an_account_is_the_same_with_words_between_its_numbers() -> None:
    spellings = ["reg. 1234 konto 0001234567", "Reg.nr. 1234, kontonr. 0001234567", "konto 1234-0001234567"]
    assert len({re.findall(r"\[account:.*?\]", mask(text, KEY))[0] for text in spellings}) == 1
