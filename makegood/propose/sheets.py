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
    """The known names in the row that has most of them."""
    best: tuple[str, ...] = ()
    for row in sheet.to_python(nrows=HEAD):
        names = [" ".join(cell.split()) for cell in row if isinstance(cell, str)]
        known = tuple(dict.fromkeys(name for name in names if find_meanings(name).scores))
        if len(known) > len(best):
            best = known
    return best if len(best) >= FEWEST else ()


def _may_be_workbook(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(8).startswith(_MAGIC)
    except OSError:
        return False
