"""A mask: its kind, and a keyed hash of the value's normal form, the same however the value is spelled."""

import hashlib
import re
from typing import NamedTuple

KINDS = ("email", "account", "card", "cpr", "phone", "plate", "address", "name")
"""What is masked; where two are found in the same place, the earlier wins."""

MARKER = re.compile(rf"\[(?:{'|'.join(KINDS)}):[0-9a-f]{{12}}\]")
_BYTES = 6
_NOT_DIGIT = re.compile(r"\D")
_NOT_WORD = re.compile(r"[\W_]+")
_ZERO_IN_BRACKETS = re.compile(r"\(\s*0\s*\)")


class Found(NamedTuple):
    """Personal data in a text, from `start` to `end` (not included)."""

    start: int
    end: int
    kind: str
    value: str


def marker(kind: str, value: str, key: bytes) -> str:
    """The mask of a value.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    value : str
        In any usual spelling: `20 30 40 50` and `+45 2030-4050` have the same mask.
    key : bytes
        The organisation's key; at most 64 bytes of it count.

    Raises
    ------
    ValueError : for another kind.

    Examples
    --------
    >>> marker("phone", "20 30 40 50", b"a key of 16 bytes") == marker("phone", "004520304050", b"a key of 16 bytes")
    True
    """
    if kind not in KINDS:
        raise ValueError(f"{kind} is not one of {', '.join(KINDS)}")
    # A lone surrogate, as a damaged text may hold, is hashed as it stands.
    plain = f"{kind}:{normal(kind, value)}".encode("utf-8", "surrogatepass")
    return f"[{kind}:{hashlib.blake2b(plain, digest_size=_BYTES, key=key[:64]).hexdigest()}]"


def normal(kind: str, value: str) -> str:
    """The one spelling of a value that is hashed.

    Examples
    --------
    >>> normal("phone", "(+45) 2030-4050"), normal("cpr", "010190-1234"), normal("name", " Mette  HANSEN")
    ('+4520304050', '0101901234', 'mette hansen')
    """
    match kind:
        case "phone":
            return _normal_phone(value)
        case "card" | "cpr":
            return digits(value)
        case "account" | "plate":
            return _NOT_WORD.sub("", plain_digits(value)).casefold()
        case "email":
            return value.strip().casefold()
        case _:
            return " ".join(_NOT_WORD.sub(" ", plain_digits(value)).casefold().split())


def digits(value: str) -> str:
    """The digits alone, 0-9 however they are written."""
    return plain_digits(_NOT_DIGIT.sub("", value))


def plain_digits(value: str) -> str:
    """The text with digits of other scripts and full-width ones as 0-9, letter for letter."""
    if value.isascii():
        return value
    return "".join(str(int(letter)) if letter.isdecimal() else letter for letter in value)


def _normal_phone(value: str) -> str:
    """With a plus and the country; eight digits are Danish, ten with a leading 1 or an area code North American."""
    number = digits(_ZERO_IN_BRACKETS.sub("", value))
    if "+" in value or "＋" in value:
        return "+" + number
    if number.startswith("00"):
        return "+" + number[2:]
    if number.startswith("0"):
        return "+" + _country(number) + number[1:]
    if len(number) == 8:
        return "+45" + number
    if len(number) == 10 and number.startswith("45"):
        return "+" + number
    return "+1" + number[-10:] if len(number) in (10, 11) else "+" + number


def _country(number: str) -> str:
    """The country whose numbers within it are written like this: Britain, Germany or Sweden."""
    if re.match(r"01[567]\d{8,9}$", number):
        return "49"
    if len(number) == 11 or (len(number) == 10 and number.startswith("0800")):
        return "44"
    return "46"
