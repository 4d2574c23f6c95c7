"""What a read changes: its rows beside those the lake holds already, compared by DuckDB on disk, not in memory.

Of rows with one id the one with the largest `newest_us` wins, then the one with the largest `content`, so that the
order of rows and files never matters. A row is new, the same (`content` is equal), or changed.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from makegood.errors import MakegoodError
from makegood.lake.delta import Edit, Written
from makegood.lake.engine import from_files, quote, select_all
from makegood.lake.first_due import find_elders, has_first_due, is_news, remember
from makegood.lake.staging import ROWS_IN_GROUP, Staged
from makegood.lake.tables import DATA, PART_OF, REJECTED, Table, history_of

SHARED_IDS, SHARED_IDS_SHARE = 10, 0.01  # more rows than both whose id stands for things of other times: a wrong id
GROUPS_IN_FILE = 16  # about two million rows: a changed row costs one such file


@dataclass
class Changes:
    """The next version of every table that changes, and how many rows of the read were what."""

    edits: dict[str, Edit] = field(default_factory=dict)
    repeated: Counter[str] = field(default_factory=Counter)  # by `excluded`; empty for rows that count
    added: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True)
class Comparison:
    """A read beside the lake.

    Attributes
    ----------
    db : DuckDB connection
        In memory, with a folder for what does not fit.
    staged : Staged
        The read.
    lake : mapping of table name to list of str
        The Parquet files the lake holds now.
    all_columns : bool
        Whether to compare every column, and not `content` alone: the clock's settings, which shape days and business
        days but not `content`, are others than at the source's last read.
    load_id : str
        Stands in every new row and in the name of every new file.
    folder : Path
        Where new files are written until they are committed.
    """

    db: Any
    staged: Staged
    lake: Mapping[str, list[str]]
    all_columns: bool
    load_id: str
    folder: Path

    def write(self, name: str, query: str) -> list[Written]:
        """The rows of a query as new files; none when there are no rows."""
        return write(self.db, query, self.folder / name, f"{self.load_id}-{name}")

    def column(self, query: str) -> list[Any]:
        """The first column of a query's rows."""
        return [row[0] for row in self.db.execute(query).fetchall()]

    def one(self, query: str) -> Any:
        """The only value of a query."""
        return self.column(query)[0]


def write(db: Any, query: str, folder: Path, name: str) -> list[Written]:
    """Write the rows of a query to `folder/name-0.parquet` and on, a new file after each two million rows."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    db.execute(
        f"copy ({query}) to {quote(str(folder))} (format parquet, compression zstd, row_group_size {ROWS_IN_GROUP}, "
        f"row_groups_per_file {GROUPS_IN_FILE}, filename_pattern {quote(name + '-{i}')}, "
        "write_empty_file false, return_stats true)"
    )
    return [Written(folder / Path(path).name, rows) for path, rows, *_ in db.fetchall() if rows]


def compare(read: Comparison, source: str) -> Changes:
    """Find what a read of `source` changes, and write the files of the next version of every table it touches."""
    changes = Changes()
    for table in DATA:
        if table not in PART_OF and table.name in read.staged.paths:
            _compare_table(read, table, changes)
    _replace_rejected(read, source, changes)
    return changes


def _compare_table(read: Comparison, table: Table, changes: Changes) -> None:
    key = ", ".join(table.key)
    winners = _find_winners(read, table, changes)
    rows: int = read.one(f"select count(*) from {winners}")
    added, changed = rows, 0
    if read.lake.get(table.name):
        _find_fresh(read, table, winners)
        winners = f"(select * from {winners} semi join fresh using (file_row_number))"
        changed = read.one("select count(*) from fresh where changed")
        added = read.one("select count(*) from fresh") - changed
    changes.added, changes.changed = changes.added + added, changes.changed + changed
    changes.unchanged += rows - added - changed
    if changed:
        read.db.execute(
            f"create or replace temp table changed as select {key} from {winners} "
            "semi join (select file_row_number from fresh where changed) using (file_row_number)"
        )
    if added + changed:
        if has_first_due(table):
            winners = remember(read, table, winners, bool(read.lake.get(table.name)))
        new = {table: winners, **{part: _find_parts(read, table, part, winners) for part in _parts(table)}}
        for each, incoming in new.items():
            _write_next(read, each, key, incoming, bool(changed), changes)


def _parts(table: Table) -> list[Table]:
    return [part for part, whole in PART_OF.items() if whole == table]


def _find_winners(read: Comparison, table: Table, changes: Changes) -> str:
    """The read's rows, one for each id, as SQL; counts those that others of the same id have beaten."""
    key = ", ".join(table.key)
    excluded = "excluded" if "excluded" in table.schema.names else "null"
    staged = from_files([str(read.staged.paths[table.name])], "file_row_number = true")
    read.db.execute(f"create or replace temp view staged as select * from {staged}")
    read.db.execute(
        f"create or replace temp table twice as select {key} from staged group by {key} having count(*) > 1"
    )
    read.db.execute(
        f"""create or replace temp table losers as select file_row_number, excluded from (
            select file_row_number, coalesce({excluded}, '') as excluded, row_number() over (
                partition by {key} order by newest_us desc nulls last, content desc, file_row_number) as place
            from staged semi join twice using ({key})) where place > 1"""
    )
    repeated = dict(read.db.execute("select excluded, count(*) from losers group by excluded").fetchall())
    _refuse_shared_ids(read, table, key)
    if has_first_due(table):
        find_elders(read, key)
    changes.repeated.update(repeated)
    return "(select * from staged anti join losers using (file_row_number))" if repeated else "staged"


def _refuse_shared_ids(read: Comparison, table: Table, key: str) -> None:
    """One thing that is told twice began at one time; rows of one id that began at many are many things."""
    names = table.schema.names
    began = f"coalesce({', '.join(name for name in ('started_us', 'due_us', 'said_us') if name in names)})"
    lost = read.one(
        f"select coalesce(sum(times - 1), 0) from (select count(distinct {began}) as times from staged "
        f"semi join twice using ({key}) group by {key})"
    )
    rows = read.one("select count(*) from staged")
    if lost > max(SHARED_IDS, SHARED_IDS_SHARE * rows):
        raise MakegoodError(
            f"the {table.key[-1]} is not unique, so nothing was stored",
            found=f"{lost:,} of {rows:,} rows share it with a row that began at another time",
            fix=f"name the columns that together are unique: `{table.key[-1]}: [column, column]`",
        )


def _find_fresh(read: Comparison, table: Table, winners: str) -> None:
    """Make the table `fresh`: rows the lake does not have, or has otherwise."""
    same = " and ".join(f"there.{name} = here.{name}" for name in table.key)
    there = select_all(read.db, read.lake[table.name], table.schema)
    compared = table.read_schema.names if read.all_columns else ["content"]
    differs = " or ".join(f"there.{name} is distinct from here.{name}" for name in compared)
    differs += f" or {is_news(table)}" if has_first_due(table) else ""
    read.db.execute(
        f"""create or replace temp table fresh as
            select here.file_row_number, there.content is not null as changed
            from {winners} here left join ({there}) there on {same}
            where {differs}"""
    )


def _find_parts(read: Comparison, table: Table, part: Table, winners: str) -> str:
    """The rows of `part` that belong to the winners, as SQL: a row that lost takes its parts with it."""
    if part.name not in read.staged.paths:
        return ""
    key = ", ".join(table.key)
    rows = from_files([str(read.staged.paths[part.name])], "file_row_number = true")
    if winners == "staged":
        return rows
    mine = f"(select * from {rows} semi join (select {key}, content from {winners}) using ({key}, content))"
    return f"""(
        select * from {mine} anti join twice using ({key})
        union all by name
        select * from {mine} semi join twice using ({key})
        qualify row_number() over (partition by {", ".join(part.key)} order by file_row_number) = 1)"""


def _write_next(read: Comparison, table: Table, key: str, incoming: str, replace: bool, changes: Changes) -> None:
    """Write the new rows of a table; where old ones are replaced, also their history and what stays of their files."""
    edit, history = Edit(), history_of(table)
    if incoming:
        columns = ", ".join(f'"{name}"' for name in table.read_schema.names)
        edit.added += read.write(
            f"{table.name}-new", f"select {columns}, {quote(read.load_id)} as load_id from {incoming}"
        )
    if replace and (there := read.lake.get(table.name)):
        edit.removed = read.column(
            f"select distinct filename from {from_files(there, 'filename = true')} semi join changed using ({key})"
        )
    if edit.removed:
        old = from_files(edit.removed)
        edit.added += read.write(f"{table.name}-rest", f"select * from {old} anti join changed using ({key})")
        replaced = f"select *, {quote(read.load_id)} as replaced_by from {old} semi join changed using ({key})"
        changes.edits[history.name] = Edit(read.write(history.name, replaced))
    if edit.added or edit.removed:
        changes.edits[table.name] = edit


def _replace_rejected(read: Comparison, source: str, changes: Changes) -> None:
    """Rejected rows of the files read now replace the earlier ones of these files, if they differ."""
    there, path = read.lake.get(REJECTED.name), read.staged.paths.get(REJECTED.name)
    columns = ", ".join(f'"{name}"' for name in REJECTED.read_schema.names)
    empty = f"(select {columns} from {from_files(there)} where false)" if there else ""
    new = f"(select {columns} from {from_files([str(path)])})" if path else empty
    if not new:
        return
    edit = Edit()
    if there:
        read.db.execute("create or replace temp table files_read (file varchar)")
        read.db.executemany("insert into files_read values (?)", [[file] for file in sorted(read.staged.files)])
        mine = f"source = {quote(source)} and file in (from files_read)"
        old = f"(select {columns} from {from_files(there)} where {mine})"
        if not read.one(f"select count(*) from (({old} except all {new}) union all ({new} except all {old}))"):
            return
        edit.removed = read.column(f"select distinct filename from {from_files(there, 'filename = true')} where {mine}")
    if edit.removed:
        edit.added += read.write("rejected-rest", f"select * from {from_files(edit.removed)} where not ({mine})")
    edit.added += read.write("rejected-new", f"select *, {quote(read.load_id)} as load_id from {new}")
    changes.edits[REJECTED.name] = edit
