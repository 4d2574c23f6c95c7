"""What voices say, as statements: made of the table `voices`, and kept so that each voice is understood once.

A folder for each reader (its weights and themes), in it Parquet files, and `files.json`, which names those that are
finished. `current` names the folder that is read; it is swapped when a new reader has been through all voices, and
the old folder is removed. Each step is one rename: a kill leaves what was there, and the next read goes on from it.
"""

import json
import os
import secrets
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from makegood.lake.engine import from_files, open_duckdb, quote, select_all
from makegood.lake.tables import STATEMENTS, VOICES
from makegood.statement import Statement

if TYPE_CHECKING:
    import pyarrow as pa

    from makegood.lake.store import Lake

PART = 20_000  # voices: so many are understood again after a kill, at most
BATCH = 1_000  # voices handed to the reader at once
MEMORY = "600MB"

_HAS_WORDS = "coalesce(title, '') || coalesce(text, '') <> ''"


class Reader(Protocol):
    """What takes voices apart; each voice by itself, so that it does not matter which others are read with it."""

    @property
    def hash(self) -> str:
        """Hexadecimal digits of all that decides what it finds: weights and themes."""

    def read(self, texts: Sequence[str]) -> Iterator[tuple[Statement, ...]]:
        """The statements of each text, in the order of the texts."""


def files(lake: Path) -> list[str]:
    """The Parquet files of the folder that is read; none before voices were understood."""
    folder = _current(lake)
    return [] if folder is None else [str(folder / name) for name in _listed(folder)]


def understand(lake: "Lake", reader: Reader, watch: Callable[[int, int], None] | None = None) -> int:
    """Understand the voices that are new or changed, and forget the statements of those that are changed or gone.

    Parameters
    ----------
    lake : Lake
    reader : Reader
        Another `hash` than before: all voices are understood, and the earlier statements are read until that is done.
    watch : function or None
        Given how many voices are done, and how many there are to do: a progress bar.

    Returns
    -------
    int
        How many voices were understood. One without any statement is looked at each time, which costs nothing.
    """
    from filelock import FileLock

    home = lake.folder / STATEMENTS.name
    voices = lake.snapshot().files(VOICES.name)[0]
    if not voices and not home.exists():
        return 0
    home.mkdir(parents=True, exist_ok=True)
    with FileLock(home / ".lock"):
        folder = home / reader.hash
        folder.mkdir(exist_ok=True)
        with open_duckdb(home / ".spill", MEMORY) as db:
            db.execute(f"create view voices as {select_all(db, voices, VOICES.schema)}")
            _drop(db, folder, _stale(db, folder))
            done = _fill(db, folder, reader, watch)
        _write(home / "current", reader.hash)
        for other in (path for path in home.iterdir() if path.is_dir() and path != folder):
            shutil.rmtree(other)
        _sweep(folder)
    return done


def erase(lake: Path, voices: Collection[tuple[str, str]]) -> None:
    """Remove every statement of these voices, each a (source, voice_id), from every file, finished or not."""
    from filelock import FileLock

    home = lake / STATEMENTS.name
    if not home.exists():
        return
    with FileLock(home / ".lock"):
        with open_duckdb(home / ".spill", MEMORY) as db:
            db.execute("create table gone (source varchar, voice_id varchar)")
            if voices:
                db.executemany("insert into gone values (?, ?)", [list(voice) for voice in sorted(voices)])
            for folder in sorted(path.parent for path in home.glob("*/files.json")):
                held = f"semi join gone using {_VOICE}"
                stale = [name for name in _listed(folder) if _count(db, f"{from_files([str(folder / name)])} {held}")]
                _drop(db, folder, stale, f"anti join gone using {_VOICE}")
        for folder in (path for path in home.iterdir() if path.is_dir()):
            _sweep(folder)


_VOICE = "(source, voice_id)"
_SAME = "(source, voice_id, content)"


def _current(lake: Path) -> Path | None:
    pointer = lake / STATEMENTS.name / "current"
    try:
        name = pointer.read_text(encoding="ascii")
    except FileNotFoundError:
        return None
    return pointer.parent / name


def _listed(folder: Path) -> list[str]:
    try:
        names: list[str] = json.loads((folder / "files.json").read_text(encoding="ascii"))
    except FileNotFoundError:
        return []
    return names


def _write(path: Path, text: str) -> None:
    """The whole text or the one that was there."""
    new = path.with_name(f".{path.name}.new")
    with new.open("w", encoding="ascii") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(new, path)


def _list(folder: Path, names: Sequence[str]) -> None:
    _write(folder / "files.json", json.dumps(sorted(names)))


def _count(db: Any, rows: str) -> int:
    found: int = db.execute(f"select count(*) from {rows}").fetchone()[0]
    return found


def _stale(db: Any, folder: Path) -> list[str]:
    """The files that hold a statement of a voice that is changed or gone."""
    paths = [str(folder / name) for name in _listed(folder)]
    if not paths:
        return []
    found = db.execute(
        f"select distinct filename from {from_files(paths, 'filename = true')} anti join voices using {_SAME}"
    ).fetchall()
    return [Path(name).name for (name,) in found]


def _drop(db: Any, folder: Path, stale: Sequence[str], rest: str = f"semi join voices using {_SAME}") -> None:
    """Write these files anew with the rows that stay."""
    if not stale:
        return
    there = from_files([str(folder / name) for name in stale])
    names = [name for name in _listed(folder) if name not in stale]
    new = f"{secrets.token_hex(6)}.parquet"
    columns = ", ".join(f'"{name}"' for name in STATEMENTS.schema.names)
    to = f"{quote(str(folder / new))} (format parquet, compression zstd)"
    rows = db.execute(f"copy (select {columns} from {there} {rest}) to {to}").fetchone()[0]
    _list(folder, [*names, new] if rows else names)
    for name in (*stale, *([] if rows else [new])):
        (folder / name).unlink()


def _fill(db: Any, folder: Path, reader: Reader, watch: Callable[[int, int], None] | None) -> int:
    import pyarrow.parquet as pq

    paths = [str(folder / name) for name in _listed(folder)]
    known = f"anti join {from_files(paths)} using {_SAME}" if paths else ""
    db.execute(
        "create table todo as select source, voice_id, content, "
        "concat_ws(chr(10), nullif(title, ''), nullif(text, '')) as words, "
        f"row_number() over (order by source, voice_id) - 1 as row from voices {known} where {_HAS_WORDS}"
    )
    all_of_them, done = _count(db, "todo"), 0
    for start in range(0, all_of_them, PART):
        new = f"{secrets.token_hex(6)}.parquet"
        rows = 0
        with pq.ParquetWriter(folder / new, STATEMENTS.schema, compression="zstd", write_statistics=False) as writer:
            for at in range(start, min(start + PART, all_of_them), BATCH):
                voices = db.execute(f"select * from todo where row between {at} and {at + BATCH - 1} order by row")
                table = _rows(voices.fetchall(), reader)
                writer.write_table(table)
                rows, done = rows + table.num_rows, min(at + BATCH, all_of_them)
                if watch:
                    watch(done, all_of_them)
        if rows:
            _list(folder, [*_listed(folder), new])
        else:
            (folder / new).unlink()
    return done


def _rows(voices: Sequence[tuple[Any, ...]], reader: Reader) -> "pa.Table":
    import pyarrow as pa

    listed = []
    for (source, voice, content, *_), statements in zip(voices, reader.read([v[3] for v in voices]), strict=True):
        for statement in statements:
            found: list[tuple[str, float | None]] = [(theme.id, theme.probability) for theme in statement.themes]
            about = found or [("", None)]
            tones = dict(zip(("negative", "neutral", "positive"), statement.tones, strict=True))
            told = {"nth": statement.nth, "text": statement.text, "language": statement.language, **tones}
            told |= {"tone": statement.tone.value, "model": statement.model}
            told |= {"source": source, "voice_id": voice, "content": content}
            listed += [
                {**told, "theme": theme, "place": place, "theme_probability": probability}
                for place, (theme, probability) in enumerate(about)
            ]
    return pa.Table.from_pylist(listed, schema=STATEMENTS.schema)


def _sweep(folder: Path) -> None:
    """Delete the files that a kill has left unfinished."""
    listed = _listed(folder)
    for path in folder.glob("*.parquet"):
        if path.name not in listed:
            path.unlink()
