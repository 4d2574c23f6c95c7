"""Read the file that `units:` names: the organisation's tree, with its dates, and all that is wrong with it at once."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from makegood.errors import MakegoodError, Place, guess
from makegood.units import Place as UnitPlace
from makegood.units import Tree

COLUMNS = ("unit", "parent", "kind", "since", "until", "name", "responsible")
DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True)
class _Row:
    """One line of the file: its cells by column, and where each stands."""

    cells: Mapping[str, str]
    line: int
    starts: Mapping[str, int]
    file: str

    def at(self, column: str) -> Place:
        return Place(self.file, self.line, self.starts.get(column, 1))


def read_tree(folder: Path, name: str, where: Place) -> tuple[Tree, list[MakegoodError]]:
    """The tree, or none of it with every reason why not.

    Parameters
    ----------
    folder : Path
        Where makegood.yaml is.
    name : str
        The file, seen from there: CSV in UTF-8 with the columns `COLUMNS`; only `unit` is required.
    where : Place
        Where makegood.yaml names it.
    """
    try:
        text = (folder / name).read_bytes().decode("utf-8-sig")
    except OSError as error:
        fix = "write the tree there (docs/units.md), or remove `units:`"
        return Tree(), [MakegoodError("the file of units cannot be opened", where, f"{name}: {error.strerror}", fix)]
    except UnicodeDecodeError:
        return Tree(), [MakegoodError("the file is not UTF-8", Place(name), fix="save it as UTF-8 in your editor")]
    lines = text.splitlines()
    header = lines[0] if lines else ""
    delimiter = max(DELIMITERS, key=header.count)
    names = [cell.strip() for cell in next(csv.reader([header], delimiter=delimiter), [])]
    problems = list(_check_header(names, name, _starts(header, delimiter)))
    if problems:
        return Tree(), problems
    rows = list(_rows(lines, names, delimiter, name))
    places: list[tuple[_Row, UnitPlace]] = []
    for row in rows:
        place, wrong = _place(row)
        problems += wrong
        if place is not None:
            places.append((row, place))
    problems += _check_parents(places)
    problems += _check_twice(places)
    tree = Tree(tuple(place for _, place in places))
    if not problems:
        problems += _check_circles(tree, places)
    return (tree, []) if not problems else (Tree(), problems)


def _check_header(names: Sequence[str], file: str, starts: Sequence[int]) -> Iterator[MakegoodError]:
    if "unit" not in names:
        fix = f"begin the file with a line of column names: {','.join(COLUMNS)}"
        yield MakegoodError("there is no column `unit`", Place(file, 1), ", ".join(names) or "an empty file", fix)
        return
    for at, name in enumerate(names):
        place = Place(file, 1, starts[at])
        if name not in COLUMNS:
            yield MakegoodError("no such column in a file of units", place, name, guess(name, COLUMNS))
        elif name in names[:at]:
            yield MakegoodError("the column stands twice", place, name, "keep one of them")


def _rows(lines: Sequence[str], names: Sequence[str], delimiter: str, file: str) -> Iterator[_Row]:
    """Each line is a row of its own: no cell of a tree goes over two lines."""
    for number, line in enumerate(lines[1:], start=2):
        cells = next(csv.reader([line], delimiter=delimiter), [])
        if any(cell.strip() for cell in cells):
            padded = [cell.strip() for cell in cells] + [""] * len(names)
            yield _Row(
                dict(zip(names, padded, strict=False)),
                number,
                dict(zip(names, _starts(line, delimiter), strict=False)),
                file,
            )


def _starts(line: str, delimiter: str) -> list[int]:
    """Where each cell of a line begins, counted from 1."""
    starts, quoted = [1], False
    for at, letter in enumerate(line):
        quoted ^= letter == '"'
        if letter == delimiter and not quoted:
            starts.append(at + 2)
    return starts


def _place(row: _Row) -> tuple[UnitPlace | None, list[MakegoodError]]:
    problems: list[MakegoodError] = []
    if not row.cells["unit"]:
        problems.append(MakegoodError("a unit without its name", row.at("unit"), fix="write it as the data write it"))
    days: dict[str, date | None] = {}
    for column in ("since", "until"):
        text = row.cells.get(column, "")
        try:
            days[column] = date.fromisoformat(text) if text else None
        except ValueError:
            problems.append(MakegoodError(f"`{column}` is not a date", row.at(column), text, "write 2026-03-01"))
    if problems:
        return None, problems
    since, until = days["since"], days["until"]
    if since and until and until < since:
        found = f"since {since}, until {until}"
        return None, [MakegoodError("`until` is before `since`", row.at("until"), found, "swap them, or mend one")]
    texts = {name: row.cells.get(name, "") for name in ("unit", "parent", "kind", "name", "responsible")}
    return UnitPlace(**texts, since=since, until=until), []


def _check_parents(places: Sequence[tuple[_Row, UnitPlace]]) -> Iterator[MakegoodError]:
    units = {place.unit for _, place in places}
    for row, place in places:
        if place.parent and place.parent not in units:
            what = f"the parent of `{place.unit}` is no unit of this file"
            fix = f"{guess(place.parent, units)}; or give it a line of its own"
            yield MakegoodError(what, row.at("parent"), place.parent, fix)


def _check_twice(places: Sequence[tuple[_Row, UnitPlace]]) -> Iterator[MakegoodError]:
    """A unit has one place at a time."""
    for at, (row, place) in enumerate(places):
        for earlier, other in places[:at]:
            if other.unit != place.unit:
                continue
            first = max(place.since or date.min, other.since or date.min)
            if first <= min(place.until or date.max, other.until or date.max):
                when = "at all times" if first == date.min else f"on {first}"
                what = f"`{place.unit}` has two places {when}"
                fix = "end the earlier one with `until` the day before the later one's `since`"
                yield MakegoodError(what, row.at("unit"), f"the first is in line {earlier.line}", fix)
                break


def _check_circles(tree: Tree, places: Sequence[tuple[_Row, UnitPlace]]) -> Iterator[MakegoodError]:
    """Nobody stands above themselves, on any day on which something changes."""
    changes = {place.since or date.min for _, place in places}
    changes |= {place.until + timedelta(days=1) for _, place in places if place.until and place.until < date.max}
    told: set[str] = set()
    for day in sorted(changes):
        for row, place in places:
            if place.unit not in told and place.holds_on(day) and (circle := _circle(tree, place.unit, day)):
                told.update(circle)
                way = " -> ".join([*circle, circle[0]])
                what = f"`{place.unit}` stands above itself"
                yield MakegoodError(what, row.at("parent"), way, "give one of them another parent, or none")


def _circle(tree: Tree, unit: str, day: date) -> list[str]:
    """The units from one back to itself; none when the way ends at the top or goes round without it."""
    way = [unit]
    while (place := tree.on(way[-1], day)) is not None and place.parent:
        if place.parent == unit:
            return way
        if place.parent in way:
            return []
        way.append(place.parent)
    return []
