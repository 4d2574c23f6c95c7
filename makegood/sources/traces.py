"""Which of the organisation's own files hold a person as written, by file and number of rows; never what stands there.

makegood does not change these files. In CSV and JSON lines are counted, in Parquet files and workbooks rows.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from makegood.errors import MakegoodError
from makegood.project import Project
from makegood.sources import parquet, workbook
from makegood.sources.files import find_files

_LEAST = 6  # letters; a shorter number has to fill its cell
_BETWEEN = r"[;,|:\"'\s]"


def look_into(project: Project, who: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """The files of all sources, and of their joins, that hold one of these as written.

    Parameters
    ----------
    project : Project
    who : sequence of str
        Names, numbers and addresses as the files write them; case does not matter.

    Returns
    -------
    dict of str to int
        File, seen from the project's folder, and how many of its rows or lines.
    tuple of str
        Files that could not be looked into.
    """
    pattern = re.compile("|".join(map(_pattern, who)), re.IGNORECASE)
    found, unseen = {}, []
    for path, name in _all_files(project):
        try:
            rows = sum(1 for row in _rows(path) if pattern.search(row))
        except (OSError, ValueError, MakegoodError):
            unseen.append(name)
            continue
        if rows:
            found[name] = rows
    return found, tuple(unseen)


def _pattern(written: str) -> str:
    words = r"\s+".join(map(re.escape, written.split()))
    if written.isdecimal() and len(written) < _LEAST:
        return rf"(?:^|(?<={_BETWEEN})){words}(?=$|{_BETWEEN})"
    return rf"(?<!\w){words}(?!\w)"


def _all_files(project: Project) -> list[tuple[Path, str]]:
    found: dict[str, Path] = {}
    for source in project.sources:
        for patterns in (source.files, *(join.files for join in source.join)):
            for pattern in patterns:
                try:
                    found.update({name: path for path, name in find_files([pattern], project.folder)})
                except MakegoodError:  # no such file: then nobody stands in it
                    continue
    return [(found[name], name) for name in sorted(found)]


def _rows(path: Path) -> Iterator[str]:
    with path.open("rb") as stream:
        head = stream.read(1 << 16)
    if head.startswith(parquet.MAGIC):
        yield from _parquet_rows(path)
    elif workbook.is_workbook(path):
        yield from _sheet_rows(path)
    else:
        with path.open(encoding=_encoding(path, head), errors="replace") as lines:
            yield from (line.rstrip("\r\n") for line in lines)


def _encoding(path: Path, head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        with path.open(encoding="utf-8-sig") as text:
            while text.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _parquet_rows(path: Path) -> Iterator[str]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches():
            yield from (_as_row(row.values()) for row in batch.to_pylist())


def _sheet_rows(path: Path) -> Iterator[str]:
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(str(path)) as book:
        for name in book.sheet_names:
            yield from (_as_row(row) for row in book.get_sheet_by_name(name).to_python())


def _as_row(cells: Any) -> str:
    plain = (int(cell) if isinstance(cell, float) and cell.is_integer() else cell for cell in cells)
    return "\t".join("" if cell is None else str(cell) for cell in plain)
