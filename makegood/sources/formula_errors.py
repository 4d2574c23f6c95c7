"""Where do formulas of a workbook give an error (#N/A, #REF!)? To its reader these cells look empty.

An order whose date of delivery is #N/A is no order that was never delivered: its row has to be rejected.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

REASON = "a formula gives an error here (#N/A, #REF! and the like) instead of a value"
_BLOCK = 4 << 20  # bytes
_ERROR = re.compile(rb"""<(?:\w+:)?c\s(?=[^>]*?\bt=["']e["'])[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>]*>""")
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def find_errors(path: Path, sheet: str) -> Mapping[int, frozenset[int]]:
    """For each row that has an error its columns, both from 0; for .xlsx and .xlsm, nothing is known for others.

    Raises
    ------
    zipfile.BadZipFile, xml.etree.ElementTree.ParseError, KeyError, OSError, zlib.error : when the workbook is damaged.
    """
    if not zipfile.is_zipfile(path):
        return {}
    found: dict[int, set[int]] = {}
    with zipfile.ZipFile(path) as archive:
        if _WORKBOOK not in archive.namelist():
            return {}
        for letters, digits in _search(archive, _part_of(archive, sheet)):
            found.setdefault(int(digits) - 1, set()).add(_column(letters))
    return {row: frozenset(columns) for row, columns in found.items()}


def _search(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[bytes, bytes]]:
    """The places of cells with errors, block by block; a tag that is cut waits for the next."""
    pending = b""
    with archive.open(part) as stream:
        while block := stream.read(_BLOCK):
            text = pending + block
            end = text.rfind(b"<")
            if b't="e"' in text or b"t='e'" in text:
                yield from (match.groups() for match in _ERROR.finditer(text[:end]))  # type: ignore[misc]
            pending = text[end:] if end >= 0 else b""


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The part of the archive that holds a sheet."""
    (relation,) = (
        next(value for name, value in element.attrib.items() if name.endswith("}id"))
        for element in ElementTree.fromstring(archive.read(_WORKBOOK)).iter()
        if element.tag.endswith("}sheet") and element.get("name") == sheet
    )
    (target,) = (
        element.attrib["Target"]
        for element in ElementTree.fromstring(archive.read(_RELATIONS)).iter()
        if element.get("Id") == relation
    )
    return str(PurePosixPath("xl", target)).lstrip("/")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
