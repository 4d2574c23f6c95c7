"""Workbooks of the old form (.xls), byte by byte, for want of a library that still writes them.

The compound file is that of [MS-CFB], the records those of [MS-XLS]: just enough of both for one sheet.
"""

import struct
from collections.abc import Sequence

DATE_FORMAT = 22  # built in: m/d/yy h:mm
Cell = str | float | bool | None
ERROR = True  # a cell with #N/A


def compound(name: str, stream: bytes) -> bytes:
    """A compound file that holds one stream, of 4096 bytes or more so that it lies in whole sectors."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    stream = stream.ljust(4096, b"\0")
    sectors = -(-len(stream) // 512)
    stream = stream.ljust(sectors * 512, b"\0")
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    chain = [fat, end, *range(3, sectors + 2), end]
    table = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    root = _entry("Root Entry", 5, 1, end, 0)
    directory = (root + _entry(name, 2, free, 2, len(stream))).ljust(512, b"\0")
    return head + table + directory + stream


def old_workbook(rows: Sequence[Sequence[Cell]], dates: int, merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """One sheet; numbers in the column `dates` are shown as dates, `merged` is (first row, last row, columns)."""
    begin = struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0)
    styles = b"".join(_record(0xE0, struct.pack("<HHH", 0, form, 0) + bytes(14)) for form in (0, DATE_FORMAT))
    name = b"Ark1"
    length = 4 + len(begin) + len(styles) + 4 + 8 + len(name) + 4
    top = _record(0x809, begin) + styles
    top += _record(0x85, struct.pack("<IBBBB", length, 0, 0, len(name), 0) + name) + _record(0x0A, b"")
    body = _record(0x809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0))
    body += _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            place = struct.pack("<HHH", row, column, int(column == dates))
            if isinstance(cell, bool):
                body += _record(0x205, place + b"\x2a\x01")
            elif isinstance(cell, str):
                text = cell.encode("latin-1")
                body += _record(0x204, place + struct.pack("<HB", len(text), 0) + text)
            elif cell is not None:
                body += _record(0x203, place + struct.pack("<d", cell))
    if merged:
        body += _record(0xE5, struct.pack("<H", len(merged)) + b"".join(struct.pack("<4H", *area) for area in merged))
    return compound("Workbook", top + body + _record(0x0A, b""))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    lead = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return lead + bytes(16 + 4 + 16) + struct.pack("<IQ", start, size)
