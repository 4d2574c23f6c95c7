"""Where do formulas of a workbook give an error (#N/A, #REF!)? To its reader these cells look empty.

An order whose date of delivery is #N/A is no order that was never delivered: its row has to be rejected.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from makegood.sources.sheet_parts import column_of, find_part

REASON = "a formula gives an error here (#N/A, #REF! and the like) instead of a value"
_BLOCK = 4 << 20  # bytes
_ERROR = re.compile(rb"""<(?:\w+:)?c\s(?=[^>]*?\bt=["']e["'])[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>]*>""")


def find_errors(path: Path, sheet: str) -> Mapping[int, frozenset[int]]:
    """For each row that has an error its columns, both from 0; for .xlsx and .xlsm, nothing is known for others.

    Raises
    ------
    zipfile.BadZipFile, xml.etree.ElementTree.ParseError, KeyError, OSError, zlib.error : when the workbook is damaged.
    """
    found: dict[int, set[int]] = {}
    if part := find_part(path, sheet):
        for letters, digits in _search(path, part):
            found.setdefault(int(digits) - 1, set()).add(column_of(letters))
    return {row: frozenset(columns) for row, columns in found.items()}


def _search(path: Path, part: str) -> Iterator[tuple[bytes, bytes]]:
    """The places of cells with errors, block by block; a tag that is cut waits for the next."""
    pending = b""
    with zipfile.ZipFile(path) as archive, archive.open(part) as stream:
        while block := stream.read(_BLOCK):
            text = pending + block
            end = text.rfind(b"<")
            if b't="e"' in text or b"t='e'" in text:
                yield from (match.groups() for match in _ERROR.finditer(text[:end]))  # type: ignore[misc]
            pending = text[end:] if end >= 0 else b""
