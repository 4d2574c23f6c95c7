"""The cells of one column of a sheet, of whatever kinds, as one Arrow column that the rest of makegood reads.

Numbers, times and texts stay what they are where a column holds one kind. Where people mixed them they become text,
dates in the form that the typed ones have, so that both are read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from makegood.errors import MakegoodError, Place
from makegood.sources.cells import as_text, is_empty
from makegood.sources.damage import are_turned
from makegood.sources.date_choice import MONTH_FIRST, read_as
from makegood.sources.date_forms import FORMS, Reading

TEXT, NUMBER, TIME, SECONDS = "text", "number", "time", "seconds"
_TYPES = {TEXT: pa.large_string(), NUMBER: pa.float64(), TIME: pa.timestamp("us"), SECONDS: pa.float64()}
_KINDS: dict[type, str] = {
    str: TEXT,
    bool: TEXT,
    int: NUMBER,
    float: NUMBER,
    date: TIME,
    datetime: TIME,
    time: SECONDS,
    timedelta: SECONDS,
}
_EXACT = 1e15  # a spreadsheet keeps fifteen digits of a number
Portion = Mapping[str, pa.Array]


@dataclass(frozen=True)
class Column:
    """What has to be known about a column beside its cells: its place, its name, and the source's `dates:`."""

    where: Place
    name: str
    told: str | None = None


def sort_out(cells: Sequence[object]) -> Portion:
    """Some cells by kind: for each kind that is there a column as long as the cells, null where another kind stands.

    Examples
    --------
    >>> {kind: column.to_pylist() for kind, column in sort_out([1.0, "x", ""]).items()}
    {'number': [1.0, None, None], 'text': [None, 'x', None]}
    """
    types = set(map(type, cells))
    if len(types) == 1 and (kind := _KINDS[next(iter(types))]) != SECONDS and not types & {bool, date}:
        column = pa.array([cell or None for cell in cells] if kind == TEXT else cells, _TYPES[kind])
        return {kind: column} if column.null_count < len(column) else {}
    found = {}
    for kind in sorted({_KINDS[kind] for kind in types}):
        mine = [_value(cell) if _KINDS[type(cell)] == kind and cell != "" else None for cell in cells]
        column = pa.array(mine, _TYPES[kind])
        if column.null_count < len(column):
            found[kind] = column
    return found


def put_together(portions: Sequence[Portion], lengths: Sequence[int], column: Column) -> pa.Array:
    """The portions as one column.

    Parameters
    ----------
    portions, lengths : sequence of Portion, of int
        From `sort_out`, and the number of cells in each.
    column : Column

    Returns
    -------
    pyarrow.Array (sum of lengths,)
        Numbers (durations as seconds), timestamps without a zone, or text.

    Raises
    ------
    MakegoodError : when a spreadsheet has turned day and month around in some of the cells.
    """
    kinds = sorted({kind for portion in portions for kind in portion})
    whole = {
        kind: pa.concat_arrays(
            [
                portion.get(kind, pa.nulls(length, _TYPES[kind]))
                for portion, length in zip(portions, lengths, strict=True)
            ]
        )
        for kind in kinds
    }
    if len(whole) == 1:
        (only,) = whole.values()
        return _number_text(only) if kinds == [NUMBER] and _is_inexact(only) else only
    if not whole:
        return pa.nulls(sum(lengths), pa.large_string())
    texts = [whole[TEXT]] if TEXT in whole else []
    if NUMBER in whole:
        texts.append(_number_text(whole[NUMBER]))
    if SECONDS in whole:
        said = [None if cell is None else str(timedelta(seconds=cell)) for cell in whole[SECONDS].to_pylist()]
        texts.append(pa.array(said, pa.large_string()))
    if TIME in whole:
        pattern = _pattern_of(whole[TIME], whole.get(TEXT), column)
        texts.append(pc.strftime(whole[TIME], format=f"{pattern} %H:%M:%S").cast(pa.large_string()))
    return pc.coalesce(*texts)


def _value(cell: object) -> object:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return datetime.combine(cell, time())
    if isinstance(cell, time):
        return cell.hour * 3600 + cell.minute * 60 + cell.second + cell.microsecond / 1e6
    return cell.total_seconds() if isinstance(cell, timedelta) else cell


def _is_inexact(numbers: pa.Array) -> bool:
    most = pc.max(pc.abs(numbers)).as_py()
    return most is not None and most >= _EXACT


def _number_text(numbers: pa.Array) -> pa.LargeStringArray:
    """Numbers as text; one of more than fifteen digits as a power of ten, because the others are lost."""
    text = as_text(numbers)
    if not _is_inexact(numbers):
        return text
    cells = zip(numbers.to_pylist(), text.to_pylist(), strict=True)
    return pa.array([f"{n:.14E}" if n is not None and abs(n) >= _EXACT else t for n, t in cells], pa.large_string())


def _pattern_of(times: pa.Array, text: pa.LargeStringArray | None, column: Column) -> str:
    """How to write real dates so that they are read together with those that were typed as text beside them."""
    name = column.told if column.told in {form.name for form in FORMS} else None
    if name is None and text is not None:
        name = _form_of(times, text, column)
    return (name or "yyyy-mm-dd").replace("yyyy", "%Y").replace("yy", "%y").replace("mm", "%m").replace("dd", "%d")


def _form_of(times: pa.Array, text: pa.LargeStringArray, column: Column) -> str | None:
    """The form of the typed dates; none where there are none, or where day and month could be either."""
    empty = is_empty(text)
    readings = {form.name: read_as(form.name, text, empty) for form in FORMS if form.is_guessed}
    name = max(readings, key=lambda form: int(readings[form].is_read.sum()))
    reading = readings[name]
    if not reading.is_read.any():
        return None
    if are_turned(pc.cast(times.drop_null(), pa.int64()).to_numpy(), reading.wall[reading.is_read]):
        raise MakegoodError(
            f"a spreadsheet seems to have turned day and month around in column `{column.name}`",
            column.where,
            f"{len(times) - times.null_count} cells are dates, all with days up to 12; "
            f"{reading.is_read.sum()} are text, all with later days",
            f"export it again with the column as text; or write `dates: {name}` if the dates are right",
        )
    for pair in MONTH_FIRST.items():
        if name in pair and _reads_the_same(*(readings[form] for form in pair)):
            return None
    return name


def _reads_the_same(one: Reading, other: Reading) -> bool:
    return bool(np.array_equal(one.is_read, other.is_read))
