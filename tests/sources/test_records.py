"""Where records begin and end, compared with a reader that goes letter by letter."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.sources.records import LONGEST, Records, find_records

NEVER_CLOSED = "a quote opens in this line and is never closed"
AFTER_QUOTE = "text follows a closing quote in this line"


def good(text: bytes, records: Records) -> list[bytes]:
    return [text[a:b] for a, b in zip(records.starts.tolist(), records.stops.tolist(), strict=True)]


def find(text: bytes, fields: int = 2, is_last: bool = True) -> Records:
    return find_records(text, b",", fields, is_last)


def line_stop(text: bytes, at: int) -> int:
    """The byte after the line end of the line in which a byte stands."""
    while at < len(text):
        if text[at : at + 2] == b"\r\n":
            return at + 2
        if text[at : at + 1] in (b"\r", b"\n"):
            return at + 1
        at += 1
    return at


def letter_by_letter(text: bytes, fields: int) -> tuple[list[bytes], list[int], list[tuple[int, str]]]:
    """Good records, the lines before each, and the bad ones: the rules of `records` without any vector."""
    found: list[bytes] = []
    lines: list[int] = []
    bad: list[tuple[int, str]] = []
    start = line = 0
    while start < len(text):
        at, count, reason = start, 1, ""
        while True:
            if text[at : at + 1] == b'"':
                opened, at = at, at + 1
                while at < len(text) and (text[at : at + 1] != b'"' or text[at : at + 2] == b'""'):
                    at += 2 if text[at : at + 2] == b'""' else 1
                is_closed, at = at < len(text), at + 1
                if not is_closed or text[at : at + 1] not in (b",", b"\r", b"\n", b""):
                    stop = line_stop(text, opened)
                    reason = AFTER_QUOTE if is_closed and at < stop else NEVER_CLOSED
                    break
            while at < len(text) and text[at : at + 1] not in (b",", b"\r", b"\n"):
                at += 1
            if text[at : at + 1] != b",":
                stop = line_stop(text, at)
                break
            at, count = at + 1, count + 1
        record = text[start:stop]
        if reason:
            bad.append((line, reason))
        elif record.strip(b"\r\n") and count != fields:
            bad.append((line, f"{count} field{'s' * (count != 1)}; {fields} expected"))
        elif record.strip(b"\r\n"):
            found.append(record)
            lines.append(line)
        ends = record.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        start, line = stop, line + ends.count(b"\n")
    return found, lines, bad


PIECES = st.sampled_from([b"a", b"bc", b",", b",", b'"', b'""', b'"x"', b"\n", b"\n", b"\r\n", b"\r", b"a,b\n"])
TEXTS = st.lists(PIECES, max_size=40).map(b"".join)


@settings(deadline=None, max_examples=400)
@given(TEXTS, st.integers(1, 3))
def test_any_text_gives_the_records_of_a_reader_that_goes_letter_by_letter(text: bytes, fields: int) -> None:
    records = find(text, fields)
    assert (good(text, records), records.lines.tolist(), records.bad) == letter_by_letter(text, fields)
    assert records.used == len(text)


@settings(deadline=None, max_examples=300)
@given(TEXTS, st.integers(1, 3), st.integers(1, 7))
def test_a_text_in_small_blocks_gives_the_same_records(text: bytes, fields: int, size: int) -> None:
    whole = find(text, fields)
    found: list[bytes] = []
    bad: list[tuple[int, str]] = []
    lines: list[int] = []
    pending, before = text[:size], 0
    for at in range(size, len(text) + 2 * size, size):
        is_last = at >= len(text)
        part = find(pending, fields, is_last)
        found += good(pending, part)
        bad += [(line + before, reason) for line, reason in part.bad]
        lines += (part.lines + before).tolist()
        before += part.used_lines
        pending = pending[part.used :] + text[at : at + size]
        if is_last:
            break
    assert (found, lines, bad) == (good(text, whole), whole.lines.tolist(), whole.bad)


@pytest.mark.parametrize("calm", [0.5, 0.95, 0.999])
def test_a_long_text_with_odd_quotes_now_and_then_gives_them_too(calm: float) -> None:
    chance = random.Random(4)
    odd = [b'"', b'""', b'x"y,z\n', b'"x"y,\n', b'p,"q\nr"\n', b"one\n", b'"\n', b",", b'u,"']
    pieces = [b'ab,"c, d"\n' if chance.random() < calm else chance.choice(odd) for _ in range(30_000)]
    text = b"".join(pieces)
    records = find(text)
    assert (good(text, records), records.lines.tolist(), records.bad) == letter_by_letter(text, 2)


def test_many_lines_with_inch_marks_are_whole_records() -> None:
    text = b"".join(b'%d,27" wheel\n' % number for number in range(3000))
    assert len(find(text).lines) == 3000


def test_a_quote_that_opens_and_never_closes_takes_no_other_line() -> None:
    text = b'a,b\nc,"d\ne,f\n"g",h\n'
    records = find(text)
    assert good(text, records) == [b"a,b\n", b"e,f\n", b'"g",h\n']
    assert records.bad == [(1, NEVER_CLOSED)]


def test_two_lone_quotes_do_not_swallow_the_rows_between_them() -> None:
    rows = [b"1,b,c,d\n", b'2,",c,d\n', b"3,b,c,d\n", b'4,",c,d\n', b"5,b,c,d\n"]
    records = find(b"".join(rows), fields=4)
    assert good(b"".join(rows), records) == [rows[0], rows[2], rows[4]]
    assert records.bad == [(1, NEVER_CLOSED), (3, NEVER_CLOSED)]


def test_two_lone_quotes_far_from_the_end_of_a_block_do_not_swallow_rows_either() -> None:
    rows = [b"1,b,c,d\n", b'2,",c,d\n', b"3,b,c,d\n", b'4,",c,d\n', b'5,"b\nb",c,d\n', b"6,"]
    records = find(b"".join(rows), fields=4, is_last=False)
    assert good(b"".join(rows), records) == [rows[0], rows[2], rows[4]]
    assert records.bad == [(1, NEVER_CLOSED), (3, NEVER_CLOSED)]


def test_a_text_of_several_lines_with_commas_is_one_record() -> None:
    text = b'1,"one, two\nthree, four, five, six\n\nseven",c,d\n2,b,c,d\n'
    records = find(text, fields=4)
    assert (records.lines.tolist(), records.bad) == ([0, 4], [])


def test_an_open_quote_is_waited_for_until_its_record_is_too_long() -> None:
    short = b'a,b\nc,"' + b"d" * 100
    assert find(short, is_last=False).used == 4
    long = b'a,b\nc,"' + (b"d" * 9_999 + b"\n") * (LONGEST // 9_999 + 1)
    records = find(long, is_last=False)
    assert records.bad[0] == (1, NEVER_CLOSED)
    assert records.bad[1] == (2, "1 field; 2 expected")


@pytest.mark.parametrize("text", [b"", b"\n", b"\r\n\r\n", b"\r"])
def test_blank_lines_are_no_records(text: bytes) -> None:
    records = find(text)
    assert (len(records.lines), records.bad, records.used) == (0, [], len(text))
