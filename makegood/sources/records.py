"""Where the records of a delimited text begin and end, and which of them are not whole.

A block of bytes comes in; out come the spans of the good records and the line of every bad one. Line ends and quotes
are counted for the whole block at once. Only where quotes stand in odd places is it read record by record: there the
record in which a bad quote opens is rejected, and reading goes on at the next line, so that no line swallows others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int64]

_NEVER_CLOSED, _AFTER_QUOTE = -1, -2  # in place of a number of fields
_BAD_QUOTES = {
    _NEVER_CLOSED: "a quote opens in this line and is never closed",
    _AFTER_QUOTE: "text follows a closing quote in this line",
}
_PATIENCE = 8  # records read one by one before trying many at once again
_REACH = 64 << 10  # bytes tried at once after that, then twice as many each time
LONGEST = 16 << 20  # bytes of a record that is still looked for its closing quote
_LF, _CR, _QUOTE = 10, 13, 34
_LEAST_FIELDS = 4  # with fewer, a line of a customer's text may look like a row by chance


@dataclass(frozen=True)
class Records:
    """The records of a block.

    Attributes
    ----------
    starts, stops : int64 array (n_good,)
        First byte of each good record, and the byte after its line end.
    lines : int64 array (n_good,)
        Lines of the block before each good record.
    bad : list of (int, str)
        Lines before each bad record, and what is wrong with it.
    used : int
        Bytes of the block; the rest belongs to a record that the block does not end.
    used_lines : int
        Lines in them.
    """

    starts: Positions
    stops: Positions
    lines: Positions
    bad: list[tuple[int, str]]
    used: int
    used_lines: int

    @property
    def has_breaks(self) -> bool:
        """Whether a good record may hold a line break."""
        return bool(len(self.lines)) and self.used_lines > len(self.lines)


def find_records(block: bytes, delimiter: bytes, fields: int, is_last: bool) -> Records:
    """Find the records of a block that begins at the start of a record.

    Parameters
    ----------
    block : bytes
        UTF-8 text. Line ends are LF, CRLF or CR.
    delimiter : bytes
        One byte.
    fields : int
        How many fields a record has.
    is_last : bool
        Whether the text ends with this block.

    Notes
    -----
    A record of several lines, each of which alone would be a whole row, is taken for a quote that is never closed.
    """
    marks = _Marks.of(block, delimiter, is_last)
    stops, counts = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    position, reach, patience = 0, len(block), _PATIENCE
    while position < len(block):
        ends, numbers, is_odd = _whole_records(marks, position, position + reach, fields)
        stops.append(ends)
        counts.append(numbers)
        position, is_end = int(ends[-1]) if len(ends) else position, position + reach >= len(block)
        if not is_odd and not is_end:
            reach *= 2
            continue
        if not is_odd and not marks.never_closes(position, is_last):
            break
        patience = _PATIENCE if len(ends) > patience else patience * 2
        slow = list(islice(_one_by_one(marks, position, fields, is_last), patience))
        if not slow:
            break
        stops.append(np.array([stop for stop, _ in slow], np.int64))
        counts.append(np.array([count for _, count in slow], np.int64))
        position, reach = slow[-1][0], _REACH
    return _sort_out(marks, np.concatenate(stops), np.concatenate(counts), fields)


def _sort_out(marks: "_Marks", stops: Positions, counts: Positions, fields: int) -> Records:
    """Good records, bad records and blank lines, from where each ends and how many fields it has."""
    starts = np.concatenate([[0], stops])[: len(stops)].astype(np.int64)
    lines = np.searchsorted(marks.lines, starts, side="right").astype(np.int64)
    used = int(stops[-1]) if len(stops) else 0
    used_lines = int(np.searchsorted(marks.lines, used, side="right"))
    good = counts == fields
    bad: list[tuple[int, str]] = []
    if not good.all() or fields == 1:
        first = marks.letters[starts]
        blank = (first == _LF) | (first == _CR)
        wrong = np.flatnonzero(~good & ~blank)
        bad = [
            (line, _BAD_QUOTES.get(count, f"{count} field{'s' * (count != 1)}; {fields} expected"))
            for line, count in zip(lines[wrong].tolist(), counts[wrong].tolist(), strict=True)
        ]
        good &= ~blank
        starts, stops, lines = starts[good], stops[good], lines[good]
    return Records(starts, stops, lines, bad, used, used_lines)


@dataclass(frozen=True)
class _Marks:
    """Where the line ends, quotes and delimiters of a block stand; `lines` holds the byte after each line end."""

    block: bytes
    letters: npt.NDArray[np.uint8]
    delimiter: int
    lines: Positions
    quotes: Positions
    delimiters: Positions

    @staticmethod
    def of(block: bytes, delimiter: bytes, is_last: bool) -> "_Marks":
        x = np.frombuffer(block, np.uint8)
        lines = np.flatnonzero(x == _LF) + 1
        if b"\r" in block and block.count(b"\r") != block.count(b"\r\n"):
            returns = np.flatnonzero(x == _CR) + 1
            within = returns[returns < len(x)]
            alone = within[x[within] != _LF]
            if is_last and x[-1] == _CR:
                alone = np.append(alone, len(x))
            lines = np.sort(np.concatenate([lines, alone]))
        if is_last and len(x) and (not len(lines) or lines[-1] != len(x)):
            lines = np.append(lines, len(x))
        quotes = np.flatnonzero(x == _QUOTE) if b'"' in block else np.zeros(0, np.int64)
        return _Marks(block, x, delimiter[0], lines, quotes, np.flatnonzero(x == delimiter[0]))

    def line_of(self, position: int) -> int:
        return int(np.searchsorted(self.lines, position, side="right"))

    def never_closes(self, position: int, is_last: bool) -> bool:
        """Whether what is left begins with a quoted field that will not end."""
        left = len(self.block) - position
        has_quotes = bool(len(self.quotes)) and self.quotes[-1] >= position
        return left > 0 and has_quotes and (is_last or left > LONGEST)

    def first_odd_quote(self, quotes: Positions, position: int) -> int | None:
        x, last = self.letters, len(self.letters) - 1
        before, after = x[np.maximum(quotes - 1, 0)], x[np.minimum(quotes + 1, last)]
        fits = np.empty(len(quotes), bool)
        opening, closing = slice(0, None, 2), slice(1, None, 2)
        fits[opening] = self._ends_field(before[opening]) | (quotes[opening] == position) | (before[opening] == _QUOTE)
        fits[closing] = self._ends_field(after[closing]) | (quotes[closing] == last) | (after[closing] == _QUOTE)
        odd = np.flatnonzero(~fits)
        return int(quotes[odd[0]]) if len(odd) else None

    def _ends_field(self, values: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
        ends: npt.NDArray[np.bool_] = (values == self.delimiter) | (values == _LF) | (values == _CR)
        return ends


def _whole_records(marks: _Marks, start: int, stop: int, fields: int) -> tuple[Positions, Positions, bool]:
    """Ends and numbers of fields of the records before the first with odd quotes, and whether there is such a one."""
    lines = marks.lines[slice(*np.searchsorted(marks.lines, [start, stop], side="right"))]
    delimiters = marks.delimiters[slice(*np.searchsorted(marks.delimiters, [start, stop]))]
    quotes = marks.quotes[slice(*np.searchsorted(marks.quotes, [start, stop]))]
    if not len(quotes):
        return lines, _count_fields(delimiters, lines, start, fields), False
    odd = marks.first_odd_quote(quotes, start)
    is_end = np.searchsorted(quotes, lines) % 2 == 0
    if odd is not None:
        is_end &= np.arange(len(lines)) < np.searchsorted(lines, odd, side="right")
    ends = lines[is_end]
    outside = delimiters[np.searchsorted(quotes, delimiters) % 2 == 0]
    counts = _count_fields(outside, ends, start, fields)
    if len(ends) and len(ends) < (last := int(np.flatnonzero(is_end)[-1]) + 1):
        naive = _count_fields(delimiters, lines[:last], start, fields)
        sound = _swallows(naive, is_end[:last], counts, fields)
        return ends[:sound], counts[:sound], odd is not None or sound < len(ends)
    return ends, counts, odd is not None


def _count_fields(delimiters: Positions, ends: Positions, position: int, fields: int) -> Positions:
    """Fields between one end and the next; quick where each record has as many as expected."""
    each = fields - 1
    if each and len(ends) and len(delimiters) >= each * len(ends):
        table = delimiters[: each * len(ends)].reshape(-1, each)
        starts = np.concatenate([[position], ends[:-1]])
        rest = delimiters[each * len(ends) : each * len(ends) + 1]
        if (table[:, 0] >= starts).all() and (table[:, -1] < ends).all() and not (rest < ends[-1]).any():
            return np.full(len(ends), fields)
    return np.diff(np.searchsorted(delimiters, ends), prepend=0) + 1


def _swallows(naive: Positions, is_end: npt.NDArray[np.bool_], counts: Positions, fields: int) -> int:
    """The first record that holds lines which alone are whole rows, or the number of records."""
    if fields < _LEAST_FIELDS:
        return len(counts)
    ends = np.flatnonzero(is_end)
    firsts = np.concatenate([[0], ends[:-1] + 1])
    looks_whole = naive == fields
    first_looks_whole = looks_whole[firsts]
    looks_whole[firsts] = True
    swallows = np.logical_and.reduceat(looks_whole, firsts) & (ends > firsts)
    swallows &= first_looks_whole | (counts != fields)
    return int(np.argmax(swallows)) if swallows.any() else len(counts)


def _one_by_one(marks: _Marks, position: int, fields: int, is_last: bool) -> Iterator[tuple[int, int]]:
    """The end of each record and its number of fields (or what is wrong with its quotes), until one is not finished."""
    while position < len(marks.block):
        is_cut = not is_last and len(marks.block) - position <= LONGEST
        found = _one_record(marks, position, fields, is_cut)
        if found is None:
            return
        yield found
        position = found[0]


def _one_record(marks: _Marks, position: int, fields: int, is_cut: bool) -> tuple[int, int] | None:
    """The end of one record and its number of fields; None when the block does not end it."""
    block, patterns = marks.block, _patterns(bytes([marks.delimiter]))
    last_field = patterns.fields.match(block, position).end()  # type: ignore[union-attr]
    last = patterns.last.match(block, last_field)
    if not last:
        quoted = patterns.quoted.match(block, last_field)
        line = marks.line_of(last_field)
        if is_cut and (not quoted or quoted.end() == len(block) or line == len(marks.lines)):
            return None
        stop = int(marks.lines[line]) if line < len(marks.lines) else len(block)
        return stop, _AFTER_QUOTE if quoted and quoted.end() < stop else _NEVER_CLOSED
    stop = last.end()
    if is_cut and stop == len(block) and block[-1] != _LF:
        return None
    record = block[position:stop]
    count = len(patterns.field.findall(block, position, last_field)) + 1
    if len(record.splitlines()) > 1:
        lines = marks.lines[marks.line_of(position) : np.searchsorted(marks.lines, stop, side="right")]
        delimiters = marks.delimiters[np.searchsorted(marks.delimiters, position) :]
        naive = _count_fields(delimiters, lines, position, fields)
        if _swallows(naive, lines == stop, np.array([count]), fields) == 0:
            return int(lines[0]), _NEVER_CLOSED
    return stop, count


@dataclass(frozen=True)
class _Patterns:
    fields: re.Pattern[bytes]  # all fields but the last
    field: re.Pattern[bytes]
    last: re.Pattern[bytes]
    quoted: re.Pattern[bytes]


@lru_cache(maxsize=8)
def _patterns(delimiter: bytes) -> _Patterns:
    mark = re.escape(delimiter)
    quoted = rb'"(?:[^"]++|"")*+"'
    field = rb"(?:" + quoted + rb"(?=[" + mark + rb'\r\n]|\Z)|(?!")[^' + mark + rb"\r\n]*+)"
    return _Patterns(
        re.compile(rb"(?:" + field + mark + rb")*+"),
        re.compile(field + mark),
        re.compile(field + rb"(?:\r\n|\r|\n|\Z)"),
        re.compile(quoted),
    )
