"""Proof that a person is gone: every byte of the lake and every text that its files hold, searched.

The pages of a Parquet file are compressed, so both are searched: the file as it stands, and each value in it. It does
not use what has erased the person, so that a mistake there is found here.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

_ID_COLUMNS = {"event_id": "event", "about": "event", "voice_id": "voice"}
_LOG = "_delta_log"
_CHUNK = 1 << 24  # bytes of a file in memory


@dataclass(frozen=True)
class Sought:
    """What must not be found.

    Attributes
    ----------
    hashes : collection of str
        Keyed hashes of the person, and of masks without their kind: letters that stand nowhere by chance.
    events, voices : frozenset of (str, str)
        Source and id.
    about : mapping of str to sequence of str
        For each source those whose events its rows may be about.
    written : collection of str
        Patterns of the person as written (RE2).
    """

    hashes: Collection[str]
    events: frozenset[tuple[str, str]] = frozenset()
    voices: frozenset[tuple[str, str]] = frozenset()
    about: Mapping[str, Sequence[str]] = field(default_factory=dict)
    written: Collection[str] = ()


@dataclass(frozen=True)
class Proof:
    """What was searched, and what was found.

    Attributes
    ----------
    files, bytes, values : int
        Files; bytes in them; texts in Parquet files, each after it was decoded.
    hashes, ids : mapping of str to int
        File or table and column, and how often a hash or an id of the person was found there.
    written : mapping of str to int
        The same for the person as written: a name that is a shop's, or that was never masked.
    """

    files: int
    bytes: int
    values: int
    hashes: Mapping[str, int]
    ids: Mapping[str, int]
    written: Mapping[str, int]

    @property
    def is_gone(self) -> bool:
        """Whether no hash and no id of the person was found."""
        return not self.hashes and not self.ids


def search(lake: Path, sought: Sought) -> Proof:
    """Search every file of a folder, whatever it is; nothing is skipped, whether the lake knows the file or not."""
    files = sorted(path for path in lake.rglob("*") if path.is_file())
    counted: dict[str, Counter[str]] = {name: Counter() for name in ("hashes", "ids", "written")}
    size = values = 0
    for path in files:
        name = path.relative_to(lake).as_posix()
        try:
            size += _search_bytes(path, name, sought, counted)
            if path.suffix == ".parquet":
                values += _search_values(path, sought, counted)
            elif path.parent.name == _LOG and (hits := _count_in_log(path, sought)):
                counted["ids"][name] += hits
        except FileNotFoundError:  # another change has deleted it meanwhile
            continue
    found = (dict(sorted((+counted[kind]).items())) for kind in ("hashes", "ids", "written"))
    return Proof(len(files), size, values, *found)


def _search_bytes(path: Path, name: str, sought: Sought, counted: Mapping[str, Counter[str]]) -> int:
    hashes = re.compile(b"|".join(re.escape(one.encode()) for one in sought.hashes) or b"(?!)")
    size, before = 0, b""
    with path.open("rb") as stream:
        while part := stream.read(_CHUNK):
            size += len(part)
            found = before + part
            if hits := len(hashes.findall(found)):
                counted["hashes"][name] += hits
            before = found[-64:] if len(part) == _CHUNK else b""
    return size


def _count_in_log(path: Path, sought: Sought) -> int:
    """How many files of a log have an id of the person among their smallest and largest values."""
    stats: list[str] = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        parts = [told.get(name) for name in ("add", "remove")] if isinstance(told, dict) else []
        stats += [str(part["stats"]) for part in parts if isinstance(part, dict) and part.get("stats")]
    quoted = _quoted_ids(sought)
    return sum(any(id in text for id in quoted) for text in stats)


def _quoted_ids(sought: Sought) -> set[str]:
    """The ids as they stand in the statistics of a log."""
    return {json.dumps(id, ensure_ascii=plain) for _, id in (*sought.events, *sought.voices) for plain in (True, False)}


def _search_values(path: Path, sought: Sought, counted: Mapping[str, Counter[str]]) -> int:
    import pyarrow.parquet as pq

    values = 0
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches():
            for label, texts in _texts(path.parent.name, pa.Table.from_batches([batch])):
                values += len(texts) - texts.null_count
                for kind, patterns in (
                    ("hashes", [re.escape(one) for one in sought.hashes]),
                    ("written", sought.written),
                ):
                    if patterns and (hits := _count(texts, "|".join(patterns))):
                        counted[kind][label] += hits
                if path.parent.name == _LOG and ".stats" in label and sought.events | sought.voices:
                    quoted = "|".join(re.escape(id) for id in sorted(_quoted_ids(sought)))
                    counted["ids"][label] += _count(texts, quoted)
            for label, hits in _count_ids(path.parent.name, batch, sought).items():
                counted["ids"][label] += hits
    return values


def _count(texts: pa.Array, pattern: str) -> int:
    return pc.sum(pc.match_substring_regex(texts, pattern)).as_py() or 0


def _texts(table: str, rows: pa.Table) -> list[tuple[str, pa.Array]]:
    """Every column that holds text, also those inside other columns."""
    found, columns = [], [(f"{table}.{name}", rows.column(name)) for name in rows.column_names]
    while columns:
        label, column = columns.pop()
        column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        if pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        if pa.types.is_struct(column.type):
            columns += [(f"{label}.{field.name}", column.field(place)) for place, field in enumerate(column.type)]
        elif pa.types.is_map(column.type):
            columns += [(f"{label}.key", column.keys), (f"{label}.value", column.items)]
        elif pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
            columns.append((label, column.flatten()))
        elif pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            found.append((label, column))
    return found


def _count_ids(table: str, rows: pa.RecordBatch, sought: Sought) -> dict[str, int]:
    """How many rows name an event or a review of the person; the same letters in another source are another thing."""
    counted: dict[str, int] = {}
    if "source" not in rows.schema.names:
        return counted
    for name, kind in _ID_COLUMNS.items():
        if name not in rows.schema.names:
            continue
        pairs = set(sought.events if kind == "event" else sought.voices)
        ids = pa.array(sorted({id for _, id in pairs}), pa.string())
        near = rows.filter(pc.is_in(rows.column(name), value_set=ids))
        points = name == "about" or (name == "event_id" and "voice_id" in rows.schema.names)
        hits = 0
        for source, id in zip(near.column("source").to_pylist(), near.column(name).to_pylist(), strict=True):
            of = sought.about.get(source, ()) if points else (source,)
            hits += any((one, id) in pairs for one in of)
        if hits:
            counted[f"{table}.{name}"] = hits
    return counted
