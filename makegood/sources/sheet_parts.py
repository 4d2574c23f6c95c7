"""The parts of an .xlsx archive that its reader does not show: where a sheet stands in it, and how far its cells reach.

The reader makes room for every cell between the first and the last, so one stray cell at the far end of a sheet would
cost more memory than any machine has.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

MOST_CELLS = 60_000_000  # about 2 GB in the reader; a full sheet of 57 columns
BLOCK = 4 << 20  # bytes
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_EXTENT = re.compile(rb"""<(?:\w+:)?dimension\s[^>]*?ref=["'](?:[A-Z]+\d+:)?([A-Z]{1,3})(\d{1,7})["']""")
_FILLED = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>]*(?<!/)>""")


def find_part(path: Path, sheet: str) -> str:
    """The part of the archive that holds a sheet; empty where the file is another kind of workbook.

    Raises
    ------
    zipfile.BadZipFile, xml.etree.ElementTree.ParseError, KeyError, ValueError : when the workbook is damaged.
    """
    if not zipfile.is_zipfile(path):
        return ""
    with zipfile.ZipFile(path) as archive:
        if _WORKBOOK not in archive.namelist():
            return ""
        (relation,) = (
            next((value for name, value in element.attrib.items() if name.endswith("}id")), "")
            for element in ElementTree.fromstring(archive.read(_WORKBOOK)).iter()
            if element.tag.endswith("}sheet") and element.get("name") == sheet
        )
        (target,) = (
            element.attrib["Target"]
            for element in ElementTree.fromstring(archive.read(_RELATIONS)).iter()
            if element.get("Id") == relation
        )
        return str(PurePosixPath("xl", target)).lstrip("/")


def is_too_wide(path: Path, sheet: str) -> bool:
    """Whether the cells of a sheet reach so far that they could not be held.

    The file says how far it reaches; as that counts cells without a value too, it is looked at more closely then.
    """
    part = find_part(path, sheet)
    if not part:
        return False
    with zipfile.ZipFile(path) as archive, archive.open(part) as stream:
        said = _EXTENT.search(stream.read(BLOCK))
    if not said or _area(said[1], int(said[2])) <= MOST_CELLS:
        return False
    widest, last = 0, 0
    for letters, digits in _filled(path, part):
        widest, last = max(widest, column_of(letters)), max(last, int(digits))
    return (widest + 1) * last > MOST_CELLS


def column_of(letters: bytes) -> int:
    """The number of a column from 0.

    Examples
    --------
    >>> [column_of(letters) for letters in (b"A", b"Z", b"AA", b"XFD")]
    [0, 25, 26, 16383]
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _area(letters: bytes, rows: int) -> int:
    return (column_of(letters) + 1) * rows


def _filled(path: Path, part: str) -> Iterator[tuple[bytes, bytes]]:
    """The places of the cells that hold something, block by block; a tag that is cut waits for the next."""
    pending = b""
    with zipfile.ZipFile(path) as archive, archive.open(part) as stream:
        while block := stream.read(BLOCK):
            text = pending + block
            end = text.rfind(b"<")
            yield from (match.groups() for match in _FILLED.finditer(text[:end]))  # type: ignore[misc]
            pending = text[end:] if end >= 0 else b""
