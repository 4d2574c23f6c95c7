"""Which files a source means, and the rows of each: CSV, JSON, Parquet or a workbook, told apart by what is in them."""

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from makegood.errors import MakegoodError, Place
from makegood.project import Source
from makegood.sources import delimited, json_rows, parquet, workbook
from makegood.sources.rows import Rows
from makegood.sources.sheet_header import Wish

_OPEN = "~$"  # Excel's mark on the small file that stands beside a workbook as long as somebody has it open
_TIMES = ("started_at", "due_at", "done_at", "updated_at", "said_at")

_HEAD = 64 << 10  # bytes


def find_files(patterns: Sequence[str], folder: Path) -> list[tuple[Path, str]]:
    """The files that the patterns mean, in the order of their names, none twice.

    Parameters
    ----------
    patterns : sequence of str
        Names or patterns with `*`, `?` and `**`, seen from the folder.
    folder : Path
        The project's folder.

    Returns
    -------
    list of (Path, str)
        Each file, and its name seen from the folder, with forward slashes.

    Raises
    ------
    MakegoodError : when a pattern matches no file.
    """
    found: dict[str, tuple[str, Path]] = {}
    for pattern in patterns:
        whole = folder / pattern
        paths = [whole]
        if glob.has_magic(pattern) and not whole.exists():
            matches = (Path(match) for match in glob.glob(str(whole), recursive=True))
            paths = [path for path in matches if not path.is_dir() and not path.name.startswith(_OPEN)]
        if not paths:
            fix = f"the place looked in is {_where(whole)}"
            raise MakegoodError("no file matches", Place("makegood.yaml"), f"files: {pattern}", fix)
        for path in paths:
            name = _name(path, folder)
            same = str(path.resolve())
            found[same] = min(found.get(same, (name, path)), (name, path))
    return [(path, name) for name, path in sorted(found.values())]


def read_rows(
    source: Source,
    patterns: Sequence[str],
    folder: Path,
    wanted: Sequence[str],
    named: Sequence[str] = (),
    *,
    whole: bool = False,
) -> Iterator[Rows]:
    """The wanted columns of each file, or all; those that are only named have to be there, and are not read.

    Raises
    ------
    MakegoodError : when a file cannot be read, is no table, or lacks a column.
    """
    for path, name in find_files(patterns, folder):
        head, encoding, delimiter = _read_head(path), source.encoding, source.delimiter
        if head.startswith(parquet.MAGIC):
            yield parquet.read(path, name, wanted, named, whole=whole)
        elif workbook.is_workbook(path):
            is_own = tuple(patterns) == source.files
            needed, times = _roles(source) if is_own else (_keys(source, patterns), frozenset())
            wish = Wish(tuple(wanted), tuple(named), needed, times, whole, source.dates)
            yield from workbook.read(path, name, wish, source.sheets if is_own else ())
        elif json_rows.is_json(head, encoding):
            told = source.records
            yield json_rows.read(path, name, wanted, named, encoding=encoding, records=told, whole=whole)
        else:
            yield delimited.read(path, name, wanted, named, encoding=encoding, delimiter=delimiter, whole=whole)


def stands_alone(source: Source, folder: Path) -> bool:
    """Whether a source is one table: one file, and of a workbook one sheet."""
    files = find_files(source.files, folder)
    if len(files) > 1:
        return False
    ((path, name),) = files
    return not workbook.is_workbook(path) or workbook.count_sheets(path, name, source.sheets) < 2


def _keys(source: Source, patterns: Sequence[str]) -> frozenset[str]:
    """The columns of a joined file without which a row is no row."""
    joins = [join for join in source.join if join.files == tuple(patterns)]
    return frozenset(name for join in joins for name in join.on.values())


def _roles(source: Source) -> tuple[frozenset[str], frozenset[str]]:
    """The columns without which a row is no row, and those that hold times."""
    theirs = source.columns
    times = {name for ours in _TIMES for name in theirs.get(ours, ())}
    begins = next((ours for ours in ("started_at", "said_at", "due_at") if ours in theirs), "")
    needed = {name for ours in ("event_id", "voice_id", begins) for name in theirs.get(ours, ())}
    return frozenset(needed), frozenset(times)


def _read_head(path: Path) -> bytes:
    """The first bytes; of a file that cannot be opened none, and the CSV reader says why."""
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError:
        return b""


def _name(path: Path, folder: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()


def _where(pattern: Path) -> str:
    """The folder in which a pattern was looked for, and whether it is there."""
    parts = pattern.parts
    plain = Path(*parts[: next((i for i, part in enumerate(parts) if glob.has_magic(part)), len(parts) - 1)])
    return f"`{plain.as_posix()}`" + ("" if plain.is_dir() else ", which does not exist")
