"""Numbers that are a person's: CPR, accounts, cards and number plates."""

import re
from collections.abc import Iterator
from datetime import date

from makegood.text.private.cues import before, is_called, is_kept
from makegood.text.private.marker import Found, digits

_CPR = re.compile(
    r"(?<!\d)(?<!\d[-.,/])(\d\d)([ .-]?)(\d\d)\2(\d\d)"
    r"(\s?[-–‐‑—/]\s?|[ \u00a0.]?)(\d{4})(?![\d\t])(?![-/]\d)(?![.,]\d)",
)
_CPR_CUE = re.compile(r"(?:cpr|personn|person-n|ssn|social)[\w.\s:-]*$", re.IGNORECASE)
_IBAN = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z]{2}\d{2}(?:[ \u00a0-]?[A-Za-z0-9]{4}){2,7}(?:[ \u00a0-]?[A-Za-z0-9]{1,3})?)(?!\w)"
)
_IBAN_CUE = re.compile(r"iban[\s:.-]*(?:nr|no|is|er)?[\s:.]*$", re.IGNORECASE)
_IBAN_LENGTHS = {
    **{"DK": 18, "FO": 18, "GL": 18, "SE": 24, "NO": 15, "FI": 18, "IS": 26, "DE": 22, "GB": 22, "IE": 22, "NL": 18},
    **{"BE": 16, "FR": 27, "ES": 24, "IT": 27, "PL": 28, "CH": 21, "AT": 20, "PT": 25, "LU": 20, "LT": 20, "LV": 21},
    **{"EE": 20, "CZ": 24, "SK": 24, "HU": 28, "RO": 24, "BG": 22, "GR": 27, "TR": 26, "HR": 21, "SI": 19},
}
_ACCOUNT_CUE = r"(?<!\w)(?:reg|registrerings?|konto|bankkonto|lønkonto|nemkonto|account|acct|kto|sort\scode|giro|bank)"
_ACCOUNT_LINK = r"(?:[\s.:,;/=#()-]|(?:nr|nummer|number|no|er|is|min|mit|my|og|and|konto|kto|account|acct)(?!\w))"
_ACCOUNT_WORD = r"(?:konto|kto|account|acct)(?:nr|nummer|number|no)?(?!\w)"
_ACCOUNT = re.compile(
    rf"{_ACCOUNT_CUE}(?:nummeret|nummer|number|nr|no|en)?(?!\w){_ACCOUNT_LINK}{{0,8}}"
    rf"(\d{{4}}(?:[\s.,:;/=-]|{_ACCOUNT_WORD}|(?:og|and|nr|no|nummer)(?!\w)){{0,8}}\d{{6,10}}|"
    rf"\d\d-?\d\d-?\d\d(?:[\s.,:;/=-]|{_ACCOUNT_WORD}|(?:and|no|number)(?!\w)){{0,8}}\d{{7,8}}|"
    rf"\d{{4}}[ .]\d\d[ .]\d{{5}}|\d{{3}}[ -]\d{{3}}[ -]\d{{4}}|\d{{7,14}})(?!\d)(?![.,]\d)",
    re.IGNORECASE,
)
_LINKING_WORD = re.compile(r"[^\W\d_]+")
_CARD = re.compile(
    r"(?<!\d)(?<!\d[-.,/])(?:\d{4}([ \u00a0.-])\d{4}\1\d{4}\1\d{4}|"
    r"3[47]\d\d([ \u00a0.-]?)\d{6}\2\d{5}|\d{16})(?!\d)(?!-\d)"
)
_CARD_CUE = re.compile(
    r"(?:(?<!gave)(?<!adgangs)kort|(?<!gift )card|visa)\w*\.?[\s:]*(?:nr|nummer|no|number)?[\s.:]*$", re.IGNORECASE
)
_CARD_PREFIX = re.compile(r"4|5[0-8]|2[2-7]|6[0-9]|3[4-7]")
_PLATE = re.compile(
    r"(?<![\w-])([A-ZÆØÅ]{2}([ \u00a0-]?)\d{2}(?:\2|[ \u00a0])\d{3}|"
    r"(?<![A-Z] )[A-ZÆØÅ]{2}[ \u00a0-]\d{5}|[A-ZÆØÅ]{2}\d{5})"
    r"(?!\w)(?![-.,:]\d)"
)
_NO_PLATE = {"KR", "NR", "ID", "TV", "PC", "DK", "SE", "NO", "EU", "PO", "RE", "DE", "EN", "ER", "KL", "TL", "SO", "PR"}
_PLATE_CUE = (
    r"(?:nummer-?plade|nr-?plade|registreringsnummer|registreringsskilt|skiltnummer|reg\.?\s?nr|regnr|license\splate|"
    r"licence\splate|number\splate|plate|registration|bilen|min\sbil|varebil|kennzeichen|bilskilt)"
)
_CUED_PLATE = re.compile(
    rf"(?i:{_PLATE_CUE})\w*[\s.:]*(?i:nr|nummer|number|no|er|is|var|was|med|with)?[\s.:\"']*"
    r"((?i:[a-zæøå]{2}[ -]?\d{2}[ -]?\d{3}|[a-zæøå]{2}[ -]?\d{5})|[A-ZÅÄÖ]{3}[ -]?\d{2}[\dA-Z]|"
    r"[A-Z]{2}\d{2}[ -]?[A-Z]{3}|[A-ZÄÖÜ]{1,3}[ -][A-Z]{1,2}[ -]?\d{1,4})(?!\w)"
)
_ACCOUNT_WORDS = ("reg", "konto", "account", "acct", "kto", "sort code", "giro", "bank")
_PLATE_WORDS = ("plade", "reg", "skilt", "plate", "bil", "kennzeichen")


def find(text: str, small: str) -> Iterator[Found]:
    """CPR numbers, accounts, cards and Danish plates; `small` is the text in small letters."""
    yield from _find_cpr(text)
    yield from _find_ibans(text)
    if any(word in small for word in _ACCOUNT_WORDS):
        yield from _find_accounts(text)
    yield from _find_cards(text)
    for match in _PLATE.finditer(text):
        if match[1][:2] not in _NO_PLATE and not is_kept(text, match.start()):
            yield Found(*match.span(1), "plate", match[1])


def find_cued_plates(text: str, small: str) -> Iterator[Found]:
    """Plates, also of the neighbours, that the words before call so."""
    if any(word in small for word in _PLATE_WORDS):
        for match in _CUED_PLATE.finditer(text):
            yield Found(*match.span(1), "plate", match[1])


def _find_cpr(text: str) -> Iterator[Found]:
    for match in _CPR.finditer(text):
        day, inner, month, year, mark, serial = match.groups()
        hyphened = bool(mark.strip()) and mark != "."
        if not is_birth(*map(digits, (day, month, year, serial))):
            continue
        told = _CPR_CUE.search(before(text, match.start())) is not None
        if not told and text[match.start() - 1 : match.start()].isalpha():
            continue  # the tail of a longer code
        if int(day) > 31 and not (told or hyphened):
            continue  # a replacement number looks like a telephone or an order
        # 12.03.24 1030 is a date and a time, 01.01.90-1234 is a person; an order number may have ten digits.
        if (
            told
            or (hyphened and mark.strip() != "/")
            or (not inner and not is_kept(text, match.start()) and not is_called(text, match.start()))
        ):
            yield Found(*match.span(), "cpr", match[0])


def is_birth(day: str, month: str, year: str, serial: str) -> bool:
    """Whether a CPR number's date exists; modulus 11 is not asked for: numbers without it are issued since 2007.

    Examples
    --------
    >>> is_birth("29", "02", "00", "0123"), is_birth("29", "02", "01", "0123")  # 1900 was no leap year
    (False, False)
    >>> is_birth("29", "02", "00", "4678"), is_birth("61", "01", "90", "1234")  # 60 is added in replacement numbers
    (True, True)
    """
    short, seventh = int(year), int(serial[0])
    if seventh <= 3:
        century = 1900
    elif seventh in (4, 9):
        century = 2000 if short <= 36 else 1900
    else:
        century = 2000 if short <= 57 else 1800
    try:
        date(century + short, int(month), int(day) - 60 * (int(day) > 60))
    except ValueError:
        return False
    return True


def _find_ibans(text: str) -> Iterator[Found]:
    for match in _IBAN.finditer(text):
        told = _IBAN_CUE.search(before(text, match.start())) is not None
        for value in _shorter(match[1]):
            if told or _is_iban(value):
                yield Found(match.start(1), match.start(1) + len(value), "account", value)
                break


def _find_accounts(text: str) -> Iterator[Found]:
    for match in _ACCOUNT.finditer(text):
        # The words between the two numbers are no part of the account.
        yield Found(*match.span(1), "account", _LINKING_WORD.sub("", match[1]))


def _shorter(spelled: str) -> Iterator[str]:
    """The match, and what is left of it as words that followed the number are taken away."""
    yield spelled
    while " " in spelled:
        spelled = spelled.rpartition(" ")[0]
        if len(spelled) >= 15:
            yield spelled


def _is_iban(spelled: str) -> bool:
    """Whether country, length and check digits fit (ISO 13616, modulus 97)."""
    plain = re.sub(r"\W", "", spelled).upper()
    if not plain.isascii() or _IBAN_LENGTHS.get(plain[:2]) != len(plain):
        return False
    return int("".join(str(int(letter, 36)) for letter in plain[4:] + plain[:4])) % 97 == 1


def _find_cards(text: str) -> Iterator[Found]:
    for match in _CARD.finditer(text):
        number = digits(match[0])
        grouped = len(match[0]) > len(number)
        valid = _CARD_PREFIX.match(number) and passes_luhn(number) and (grouped or not is_kept(text, match.start()))
        # After the word for a card a number with a slip of the pen is a card all the same.
        if valid or _CARD_CUE.search(before(text, match.start())):
            yield Found(*match.span(), "card", number)


def passes_luhn(number: str) -> bool:
    """Whether the last digit is the check digit (ISO/IEC 7812-1).

    Examples
    --------
    >>> passes_luhn("4111111111111111"), passes_luhn("4111111111111112")
    (True, False)
    """
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])
    return (sum(map(int, number[::-2])) + sum(doubled)) % 10 == 0
