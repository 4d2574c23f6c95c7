"""Telephone numbers of Denmark, Sweden, Norway, Germany, Britain and North America, and any with a plus."""

import re
from collections.abc import Iterator
from datetime import date

from makegood.text.private.cues import is_amount, is_called, is_kept, is_kept_after
from makegood.text.private.marker import Found, digits

_GAP = r"[ \u00a0\u2009\u202f\-‐‑–.]"
_ABROAD = re.compile(
    rf"(?<![A-Za-z0-9])(?<!\w\+)\(?(?:[+＋](?:\s(?=4[5-9]))?|00\s?(?=[1-9]))"
    rf"(?:4[57]\)?(?:{_GAP}{{0,2}}\(0\))?(?:{_GAP}{{0,2}}\d){{8}}|"
    rf"(?!4[57])[1-9]\d{{0,2}}\)?(?:{_GAP}{{0,2}}\(0\))?(?:{_GAP}{{0,2}}\(?\d\)?){{6,11}})(?!\d)"
)
_EIGHT = re.compile(
    rf"(?<!\d)(?:45({_GAP}))?([2-9]\d{{7}}|[2-9]\d({_GAP})\d\d\3\d\d\3\d\d|[2-9]\d{{3}}{_GAP}\d{{4}}|"
    rf"[2-9]\d({_GAP})\d{{3}}\4\d{{3}}|[2-9]\d\d({_GAP})\d\d\5\d{{3}}|[2-9]\d{_GAP}\d{{6}}|"
    rf"[2-9]\d{{3}}({_GAP})\d\d\6\d\d|[2-9]\d({_GAP})\d\d\7\d{{4}})(?!\w)(?![.,:/\-–]\d)"
)
_WITHIN = re.compile(
    r"(?<!\d)(?<!\d[-.,/ ])(?:\(0\d{1,4}\)|0\d{1,4})"
    r"(?:[ \u00a0]?[ \u00a0\-–/.][ \u00a0]?\d{2,8}(?:[ \u00a0-]\d{2,4}){0,3}|\d{8,10})(?!\w)(?![.,:/-]\d)"
)
_AMERICAN = re.compile(
    r"(?<!\d)(?<!\d[-.,/ ])(?:1[-. ])?(?:\([2-9]\d\d\)[-. ]{0,2}|[2-9]\d\d[-. ])[2-9]\d\d[-. ]\d{4}(?!\w)(?![-.]\d)"
)
_TEN = re.compile(r"(?<!\d)(?:45[2-9]\d{7}|1?[2-9]\d\d[2-9]\d{6})(?!\w)(?![.,:/-]\d)")
_YEARS = re.compile(r"(?:19|20)\d\d.(?:19|20)\d\d$")
_HUNDREDS = re.compile(r"\d\d00[-–.]\d\d(?:00|99)$")
_BARE_WITHIN = re.compile(r"07\d{8,9}$|01[567]\d{8,9}$")
_DATES = (
    re.compile(r"(?P<day>\d\d?)\D(?P<month>\d\d?)\D(?P<year>(?:19|20)\d\d)"),
    re.compile(r"(?P<year>(?:19|20)\d\d)\D(?P<month>\d\d?)\D(?P<day>\d\d?)"),
)
_AFTER_DIGIT = re.compile(r"\d[\s.,:/\-–]$")


def find(text: str) -> Iterator[Found]:
    """Numbers in every usual spelling; one that the words before call an order, a case or a size is none."""
    for match in _ABROAD.finditer(text):
        start, end = match.span()
        if text[start] == "(" and ")" not in match[0]:
            start += 1
        written = text[start:end]
        whole = digits(written).lstrip("0")
        if whole.startswith("1") and len(whole) != 11:
            continue  # North American numbers have ten digits
        if "+" in written or "＋" in written or not is_kept(text, start):
            yield Found(start, end, "phone", written)
    for pattern, accepts in ((_EIGHT, _is_eight), (_WITHIN, _is_within), (_AMERICAN, bool), (_TEN, _is_told)):
        for match in pattern.finditer(text):
            start, end = match.span()
            if accepts(match) and not is_amount(text, start, end):
                yield Found(start, end, "phone", match[0])


def _stands_free(text: str, start: int, end: int) -> bool:
    """Not glued to letters, unless they say telephone; not called an order."""
    glued = start > 0 and (text[start - 1].isalpha() or text[start - 1] == "_")
    return is_called(text, start) or not (glued or is_kept(text, start) or is_kept_after(text, end))


def _is_told(match: re.Match[str]) -> bool:
    return is_called(match.string, match.start())


def _is_eight(match: re.Match[str]) -> bool:
    text, start, end, written = match.string, match.start(), match.end(), match[0]
    grouped = not written.isdecimal()
    if not _stands_free(text, start, match.end()):
        return False
    if grouped and (_is_date(written) or _YEARS.match(written) or _HUNDREDS.match(written)):
        return False
    if grouped and _AFTER_DIGIT.search(text, max(0, start - 2), start):
        return False
    if grouped and text[end : end + 1].isspace() and text[end + 1 : end + 3].isdecimal():
        return is_called(text, start)  # a row of numbers goes on
    thousands = re.match(r"\d\d([ .])\d{3}\1\d{3}$", written)
    return not thousands or written[2] != "." or is_called(text, start)


def _is_within(match: re.Match[str]) -> bool:
    text, start, written = match.string, match.start(), match[0]
    number = digits(written)
    if not 9 <= len(number) <= 12 or number.startswith("00") or not _stands_free(text, start, match.end()):
        return False
    if len(number) == len(written):
        return _BARE_WITHIN.match(number) is not None or is_called(text, start)
    in_groups = max(map(len, re.findall(r"\d+", written))) >= 3
    return in_groups and not _is_date(written) and ("." not in written or is_called(text, start))


def _is_date(written: str) -> bool:
    """Whether it begins with a day that exists."""
    for form in _DATES:
        match = form.match(written)
        if match:
            try:
                date(*(int(match[part]) for part in ("year", "month", "day")))
            except ValueError:
                continue
            return True
    return False
