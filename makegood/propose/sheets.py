"""Where a workbook's header is, before anyone has said which columns are wanted: the row with most names we know.

Offices write titles above their tables; the readers find a header by the wanted columns, so some have to be named.
"""

import zipfile
from pathlib import Path
from typing import Any

from makegood.propose.headers import find_meanings

HEAD = 100  # rows in which the header is looked for
FEWEST = 2  # known names that make a row a header
_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # zip, and the workbooks of before 2007


def find_names(path: Path) -> tuple[tuple[str, ...], ...]:
    """The known names in the header of each sheet, each set once; nothing where the file is no workbook.

    A file that is damaged or locked gives nothing, too: its reader says why.
    """
    if not _may_be_workbook(path):
        return ()
    import python_calamine

    try:
        book = python_calamine.load_workbook(path)
        found = [_known_names(book.get_sheet_by_name(name)) for name in book.sheet_names]
    except (python_calamine.CalamineError, OSError, ValueError, zipfile.BadZipFile):
        return ()
    return tuple(dict.fromkeys(names for names in found if names))


def _known_names(sheet: Any) -> tuple[str, ...]:
    """The known names in the row that has most of them; in two rows together, where those have more."""
    rows = [[" ".join(cell.split()) if isinstance(cell, str) else "" for cell in row] for row in _head(sheet)]
    pairs = [_join(_spread(rows[n], n, sheet), rows[n + 1]) for n in range(len(rows) - 1)]
    best: dict[str, str] = {}  # a name for each meaning: a title over all columns gives all the same
    for names in [*rows, *pairs]:
        known = {name: find_meanings(name).best for name in names}
        known = {name: meaning for name, meaning in known.items() if meaning}
        best = known if len(set(known.values())) > len(set(best.values())) else best
    return tuple(best) if len(set(best.values())) >= FEWEST else ()


def _head(sheet: Any) -> list[list[object]]:
    head: list[list[object]] = sheet.to_python(skip_empty_area=False, nrows=HEAD)
    return head


def _spread(names: list[str], row: int, sheet: Any) -> list[str]:
    """A row with each merged name over all of its columns."""
    spread = list(names)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top <= row <= bottom and left < len(names):
            spread[left : right + 1] = [names[left]] * (min(right, len(names) - 1) - left + 1)
    return spread


def _join(upper: list[str], lower: list[str]) -> list[str]:
    """The names of a header of two rows, as the reader of workbooks writes them."""
    pairs = zip(upper, lower, strict=False)
    return [f"{top} / {bottom}" if top and bottom and top != bottom else top or bottom for top, bottom in pairs]


def _may_be_workbook(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(8).startswith(_MAGIC)
    except OSError:
        return False
