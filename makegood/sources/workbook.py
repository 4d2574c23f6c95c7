"""An Excel or OpenDocument workbook as rows: each sheet that holds the wanted columns, like a file of its own.

In: .xlsx, .xlsm, .xlsb, .xls and .ods, told by what is in them. Out: for each sheet `Rows` with the file's name and the
sheet's (`data/calls.xlsx[January]`), and the lines that Excel shows.
"""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from makegood.errors import MakegoodError, Place, guess
from makegood.sources.formula_errors import find_errors
from makegood.sources.rows import Rows
from makegood.sources.sheet_header import HEAD, Lacking, Sheet, Wish
from makegood.sources.sheet_parts import is_too_wide
from makegood.sources.sheet_table import read_table

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHOWN = 5  # sheets named in an error
_SETTINGS = Place("makegood.yaml")


@dataclass(frozen=True)
class Choice:
    """The sheets to read, and those that were put aside because they are hidden."""

    chosen: tuple[str, ...]
    hidden: tuple[str, ...]


def is_workbook(path: Path) -> bool:
    """Whether it is a workbook; a file that cannot be opened is left to the reader of CSV, which says why."""
    try:
        with path.open("rb") as stream:
            head = stream.read(len(_OLE))
        if head == _OLE:
            return True
        if not head.startswith(_ZIP):
            return False
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            is_open_document = "mimetype" in names and b"spreadsheet" in archive.read("mimetype")
        return is_open_document or any(name.startswith("xl/") for name in names)
    except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError):
        return False


def count_sheets(path: Path, file: str, sheets: Sequence[str] = ()) -> int:
    """How many sheets would be looked at.

    Raises
    ------
    MakegoodError : when the workbook cannot be read, or `sheets:` names none of it.
    """
    return len(_choose(_open(path, file), sheets, file).chosen)


def read(path: Path, file: str, wish: Wish, sheets: Sequence[str] = ()) -> Iterator[Rows]:
    """Read the wanted columns of every sheet that holds them; the first `Rows` also say which sheets were passed over.

    Parameters
    ----------
    path, file : Path, str
        The workbook, and its name in messages.
    wish : Wish
        The columns.
    sheets : sequence of str
        Names or patterns of the sheets to read, hidden ones too; left out, all that are not hidden.

    Raises
    ------
    MakegoodError : when the workbook cannot be read, no sheet holds the columns, a sheet that `sheets:` names lacks
        one, or a sheet holds more than half of them and not all.
    """
    book = _open(path, file)
    choice = _choose(book, sheets, file)
    found: list[Rows] = []
    lacking: dict[str, Lacking] = {}
    for name in choice.chosen:
        sheet = _load(book, path, name, file)
        if sheet.is_empty:
            continue
        rows = read_table(sheet, wish, f"{file}[{name}]")
        if isinstance(rows, Rows):
            found.append(rows)
        elif sheets or 2 * len(rows.missing) < len(wish.names):
            raise _lacks_some(rows, f"{file}[{name}]", bool(sheets))
        else:
            lacking[name] = rows
    if not found:
        raise _lacks_all(lacking, choice.hidden, wish, file)
    passed_over = [f"{file}[{name}]" for name in book.sheet_names if name in (*lacking, *choice.hidden)]
    yield found[0].noting(tuple(passed_over))
    yield from found[1:]


def _open(path: Path, file: str) -> "CalamineWorkbook":
    import python_calamine

    try:
        return python_calamine.load_workbook(path)
    except python_calamine.PasswordError:
        fix = "open it in Excel, take the password away (File, Info, Protect Workbook), and save it"
        raise MakegoodError("this workbook is locked with a password", Place(file), fix=fix) from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise _damaged(file) from None


def _choose(book: "CalamineWorkbook", sheets: Sequence[str], file: str) -> Choice:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    known = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    names = [sheet.name for sheet in known]
    for pattern in sheets:
        if not any(_matches(name, pattern) for name in names):
            what = "no sheet of this workbook is called so"
            raise MakegoodError(what, Place(file), f"sheets: {pattern}", guess(pattern, names))
    if sheets:
        return Choice(tuple(name for name in names if any(_matches(name, pattern) for pattern in sheets)), ())
    visible = [sheet.name for sheet in known if sheet.visible == SheetVisibleEnum.Visible]
    return Choice(tuple(visible), tuple(name for name in names if name not in visible))


def _matches(name: str, pattern: str) -> bool:
    return name == pattern or fnmatchcase(name.casefold(), pattern.casefold())


def _load(book: "CalamineWorkbook", path: Path, name: str, file: str) -> Sheet:
    from python_calamine import CalamineError

    place = Place(f"{file}[{name}]")
    try:
        if is_too_wide(path, name):
            fix = "delete the rows and columns beyond the table (Ctrl+End shows the last cell), and save it"
            raise MakegoodError("a cell far outside the table makes this sheet too large", place, fix=fix)
        sheet = book.get_sheet_by_name(name)
        errors = find_errors(path, name)
        left = sheet.start[1] if sheet.start else 0
        return Sheet(sheet.iter_rows(), sheet.merged_cell_ranges or (), errors, left, is_empty=not sheet.start)
    except (CalamineError, OSError, zipfile.BadZipFile, zlib.error, ElementTree.ParseError, KeyError, ValueError):
        raise _damaged(file) from None


def _damaged(file: str) -> MakegoodError:
    fix = "open it in Excel and save it again as .xlsx, or export it as CSV"
    return MakegoodError("this workbook cannot be read", Place(file), "a damaged file, or no workbook", fix)


def _lacks_some(sheet: Lacking, file: str, is_named: bool) -> MakegoodError:
    """A month whose header was changed must not go missing without a word."""
    missing = ", ".join(f"`{name}`" for name in sheet.missing)
    if not sheet.line:
        return MakegoodError(f"none of the columns is named in the first {HEAD} rows", Place(file), missing, _ROW)
    fix = guess(sheet.missing[0], sheet.names)
    fix += "" if is_named else "; or name the sheets to read with `sheets:`"
    return MakegoodError("this sheet has some of the columns, and lacks others", Place(file, sheet.line), missing, fix)


def _lacks_all(lacking: "dict[str, Lacking]", hidden: Sequence[str], wish: Wish, file: str) -> MakegoodError:
    """What is nearest; cells are shown only of a row that names at least one of the columns."""
    told = [_tell(name, sheet) for name, sheet in lacking.items()][:_SHOWN]
    rest = [f"{len(lacking) - _SHOWN} more sheets"] if len(lacking) > _SHOWN else []
    names = [name for sheet in lacking.values() for name in sheet.names]
    missing = next((name for sheet in lacking.values() if sheet.line for name in sheet.missing), "")
    fix = guess(missing, names) if missing else _ROW
    if hidden:
        fix = f"name a hidden sheet in `sheets:` ({', '.join(hidden[:_SHOWN])}), or: {fix}"
    nothing = "all its sheets are hidden or empty" if hidden else "only empty sheets"
    what = f"no sheet has the columns {', '.join(f'`{name}`' for name in wish.names)}"
    return MakegoodError(what, Place(file), "; ".join([*told, *rest]) or nothing, fix)


def _tell(name: str, sheet: Lacking) -> str:
    if not sheet.line:
        return f"{name}: none of them in the first {HEAD} rows"
    return f"{name}, row {sheet.line}: {', '.join(sheet.names)}"


_ROW = "each column needs its name in one row above the data"
