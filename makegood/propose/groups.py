"""Files that belong together: those with the same columns are one source, named by what their names have in common."""

import glob
import os
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from makegood.propose.headers import split_words
from makegood.propose.mapping import Group
from makegood.propose.tables import MOST_CHOICES, Column, Table

_NOISE = frozenset({"dataset", "data", "export", "eksport", "csv", "final", "udtraek", "rapport", "report"})


def group_tables(tables: Sequence[Table], folder: Path) -> tuple[Group, ...]:
    """The sources that files make, in the order of their first files; each has a name of its own."""
    by_header: dict[tuple[str, ...], list[Table]] = {}
    for table in tables:
        by_header.setdefault(tuple(sorted(table.header)), []).append(table)
    groups: list[Group] = []
    for alike in by_header.values():
        files = sorted({table.name for table in alike})
        name = _free(_name(files, folder), [group.name for group in groups])
        groups.append(Group(name, _patterns(files, folder), tuple(alike), _as_one(alike)))
    return tuple(groups)


def _patterns(files: Sequence[str], folder: Path) -> tuple[str, ...]:
    """One pattern, where it means these files and no other; else their names."""
    if len(files) < 2 or len({os.path.dirname(file) for file in files}) > 1:
        return tuple(files)
    first = _common(files).rstrip("0123456789")
    last = _common([file[::-1] for file in files])[::-1].lstrip("0123456789")
    pattern = f"{first}*{last}"
    meant = {Path(os.path.relpath(path, folder)).as_posix() for path in glob.glob(str(folder / pattern))}
    clean = not any(glob.has_magic(part) for part in (first, last)) and len(os.path.basename(first)) > 0
    return (pattern,) if clean and meant == set(files) else tuple(files)


def _name(files: Sequence[str], folder: Path) -> str:
    """What the files' names have in common, without numbers, the folder's own name and words that say nothing."""
    stems = [re.sub(r"\.[^/]*$", "", os.path.basename(file)) for file in files]
    common = _common(stems)
    words = [word for word in re.split(r"[^\w]+|_", common.lower()) if word and not word.isdigit()]
    noise = {*_NOISE, *split_words(folder.resolve().name)}
    told = [word for word in words if split_words(word) and split_words(word)[0] not in noise]
    return "-".join(told or words) or re.sub(r"\W+", "-", stems[0].lower()).strip("-") or "source"


def _common(texts: Sequence[str]) -> str:
    """The letters with which all texts begin."""
    least, most = min(texts), max(texts)
    same = (place for place, letter in enumerate(least) if letter != most[place])
    return least[: next(same, len(least))]


def _free(name: str, taken: Sequence[str]) -> str:
    n = 2
    free = name
    while free in taken:
        free, n = f"{name}-{n}", n + 1
    return free


def _as_one(tables: Sequence[Table]) -> Table:
    """All files as one table; what one of them leaves open, the others may settle."""
    first = tables[0]
    if len(tables) == 1:
        return first
    columns = tuple(_merge([table.column(name) for table in tables]) for name in first.header)
    rows, bad = sum(table.rows for table in tables), sum(table.bad for table in tables)
    return replace(first, rows=rows, bad=bad, columns=columns)


def _merge(columns: Sequence[Column]) -> Column:
    said = [column for column in columns if column.kind != "empty"]
    if not said:
        return columns[0]
    usual = max(said, key=lambda column: column.filled)
    choices = tuple(dict.fromkeys(cell for column in said for cell in column.choices))
    few = choices if all(column.choices for column in said) and len(choices) <= MOST_CHOICES else ()
    clear = [column.forms for column in said if len(column.forms) == 1]
    forms = clear[0] if clear and all(clear[0][0] in column.forms for column in said) else usual.forms
    lows, highs = ([value for column in said if (value := getattr(column, end)) is not None] for end in ("low", "high"))
    newest = [column.newest for column in said if column.newest is not None]
    return replace(
        usual,
        filled=sum(column.filled for column in said),
        distinct=len(few) or sum(column.distinct for column in said),
        forms=forms,
        is_zoned=all(column.is_zoned for column in said),
        dates_only=all(column.dates_only for column in said),
        newest=max(newest, default=None),
        low=min(lows, default=None),
        high=max(highs, default=None),
        is_whole=all(column.is_whole for column in said if column.kind == "number"),
        choices=few,
        is_damaged=any(column.is_damaged for column in said),
    )
