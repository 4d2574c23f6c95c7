"""The date that was promised first, remembered where a source only tells the date that is promised now.

`first_due_*` is empty as long as the date has not moved. When a row brings another date than the lake holds, the first
one stays with the new row: what is kept is the first promise, however often it moves. Where one read has several rows
of an id, the date of the oldest is the first. A source that maps `first_due_at` says it itself.
"""

from typing import TYPE_CHECKING

from makegood.lake.engine import select_all
from makegood.lake.tables import Table

if TYPE_CHECKING:
    from makegood.lake.changes import Comparison

PARTS = ("at", "us", "day", "business_day", "open_seconds")


def has_first_due(table: Table) -> bool:
    """Whether the rows of a table have a date promised first."""
    return "first_due_us" in table.schema.names


def find_elders(read: "Comparison", key: str) -> None:
    """Make the table `elders`: of ids that a read has twice, the date that its oldest row promises.

    None where rows are equally old: then nobody can say which came first. Needs `staged` and `twice`.
    """
    due = ", ".join(f"due_{part}" for part in PARTS)
    read.db.execute(
        f"""create or replace temp table elders as select {key}, newest_us, {due} from (
            select *, row_number() over (partition by {key} order by newest_us, content) as place,
                max(newest_us) over (partition by {key}) as newest,
                min(due_us) over (partition by {key}, newest_us) as lowest,
                max(due_us) over (partition by {key}, newest_us) as highest
            from staged semi join twice using ({key}) where due_us is not null)
        where place = 1 and newest_us < newest and lowest = highest"""
    )


def is_news(table: Table) -> str:
    """SQL: whether a row that is in the lake already (`there`, `here`) now has a first date from an older row."""
    elder = " and ".join(f"elders.{name} = here.{name}" for name in table.key)
    return f"""(there.first_due_us is null and here.first_due_us is null and exists (
        select 1 from elders where {elder} and elders.due_us is distinct from there.due_us))"""


def remember(read: "Comparison", table: Table, winners: str, has_lake: bool) -> str:
    """The rows to store, as SQL, each with the date promised first where that is another than its date now.

    Parameters
    ----------
    read : Comparison
    table : Table
    winners : str
        The rows to store, as SQL, with `file_row_number`.
    has_lake : bool
        Whether the lake has rows of this table.

    Notes
    -----
    The lake's date was told earlier and stays, but where its row is newer than the one read now (an old export is read
    after a new one), that one's date is older. A row whose newest time is its end is not taken for newer: the end may
    have been a mistake that is now corrected.
    """
    same = " and ".join(f"{{}}.{name} = here.{name}" for name in table.key)
    there = (
        f"({select_all(read.db, read.lake[table.name], table.schema)})"
        if has_lake
        else "(select * from staged limit 0)"
    )
    older = "there.newest_us is distinct from there.done_us and {} < there.newest_us"
    columns = ", ".join(
        f"""case which when 'first' then first_{part} when 'there' then there_{part} when 'elder' then elder_{part} end
            as first_due_{part}"""
        for part in PARTS
    )
    sides = ", ".join(
        f"there.first_due_{part} as first_{part}, there.due_{part} as there_{part}, elders.due_{part} as elder_{part}"
        for part in PARTS
    )
    read.db.execute(
        f"""create or replace temp table firsts as select * from (
            select file_row_number, due_us, {columns} from (
                select here.file_row_number, here.due_us, {sides}, case
                    when there.first_due_us is not null then 'first'
                    when elders.due_us is not null and (there.content is null or there.content = here.content
                        or {older.format("elders.newest_us")}) then 'elder'
                    when {older.format("here.newest_us")} then null
                    when there.due_us is not null then 'there'
                    when elders.due_us is not null then 'elder'
                    end as which
                from {winners} here
                left join {there} there on {same.format(*["there"] * len(table.key))}
                left join elders on {same.format(*["elders"] * len(table.key))}
                where here.first_due_us is null))
        where first_due_us is not null and first_due_us is distinct from due_us"""
    )
    if not read.one("select count(*) from firsts"):
        return winners
    replaced = ", ".join(
        f"coalesce(firsts.first_due_{part}, each.first_due_{part}) as first_due_{part}" for part in PARTS
    )
    return f"(select each.* replace ({replaced}) from {winners} each left join firsts using (file_row_number))"
