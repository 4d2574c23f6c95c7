"""What a spreadsheet does to data that pass through it: it shortens long ids, and turns dates to numbers or around.

Only what can be recognised with certainty is; leading zeros that a spreadsheet took away cannot be.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from makegood.errors import MakegoodError, Place
from makegood.sources.cells import Mask
from makegood.zones import DAY, Int64s

SHORTENED = "a spreadsheet has shortened this id (as 1.23E+17); export it again with the column as text"
EXCEL_DAYS = "excel days"
FIRST_EXCEL_DAY, LAST_EXCEL_DAY = 25_569, 73_050  # 1970-01-01 and 2099-12-31, counted from 1899-12-30
_SHORTENED = r"^\s*[+-]?\d(?:[.,]\d+)?[eE]\+\d{2,}\s*$"
_NUMBER = r"^\s*\d{5}(?:[.,]\d*)?\s*$"
_MANY = 5  # of each kind of cell before dates are said to be turned around
_MIDDLE = 12  # the last day that could be a month


def is_shortened(ids: pa.LargeStringArray) -> Mask:
    """Which ids stand as a power of ten, the way a spreadsheet writes a number of more than eleven digits.

    Examples
    --------
    >>> is_shortened(pa.array(["5.70306E+17", "5,7E+17", "570306133677760513", "4E12", None])).tolist()
    [True, True, False, False, False]
    """
    found: Mask = pc.match_substring_regex(ids, _SHORTENED).fill_null(False).to_numpy(zero_copy_only=False)
    return found


def are_excel_days(text: pa.LargeStringArray, empty: Mask) -> bool:
    """Whether every cell that is not empty is a number that Excel would show as a date from 1970 to 2099."""
    some = text.filter(pa.array(~empty))
    if not len(some) or not pc.all(pc.match_substring_regex(some, _NUMBER)).as_py():
        return False
    days = pc.cast(pc.utf8_slice_codeunits(pc.utf8_trim_whitespace(some), 0, 5), pa.int64())
    least, most = pc.min(days).as_py(), pc.max(days).as_py()
    return bool(least >= FIRST_EXCEL_DAY and most <= LAST_EXCEL_DAY)


def refuse_excel_days(cells: int, where: Place, name: str) -> MakegoodError:
    """The error for a column of dates that holds the numbers by which Excel counts days."""
    return MakegoodError(
        f"column `{name}` holds numbers where dates should be, as a spreadsheet counts days",
        where,
        f"{cells} cells are numbers such as 45321, none is a date",
        f"export it again with the column as dates; or write `dates: {EXCEL_DAYS}` if each number is a day since 1900",
    )


def read_excel_days(numbers: "np.typing.NDArray[np.float64]", has: Mask) -> tuple[Int64s, Mask]:
    """Days since 1899-12-30 as microseconds since 1970, to the millisecond, and which of them lie in 1970 to 2099."""
    is_read = has & (numbers >= FIRST_EXCEL_DAY) & (numbers < LAST_EXCEL_DAY + 1)
    days = np.where(is_read, numbers, FIRST_EXCEL_DAY) - FIRST_EXCEL_DAY
    return np.rint(days * (DAY // 1_000)).astype(np.int64) * 1_000, is_read


def are_turned(dates: Int64s, texts: Int64s) -> bool:
    """Whether day and month were turned around in the cells that became dates, and the others stayed text.

    A spreadsheet set to another country's dates takes 02/03 for 2 March or 3 February, and leaves 02/24 as text. So
    all its dates have days up to 12, and all its texts have later days.

    Parameters
    ----------
    dates, texts : int64 array
        Microseconds since 1970: the cells that are dates, and the dates that stand as text.
    """
    if min(len(dates), len(texts)) < _MANY:
        return False
    return bool((_day_of_month(dates) <= _MIDDLE).all() and (_day_of_month(texts) > _MIDDLE).all())


def _day_of_month(us: Int64s) -> Int64s:
    days = us.astype("datetime64[us]").astype("datetime64[D]")
    nth: Int64s = (days - days.astype("datetime64[M]")).astype(np.int64) + 1
    return nth
