"""How the columns of a source are written, found over all its files before any of them is read.

A file of a single day may leave it open whether day or month stands first, whether a comma marks decimals, and whether
only dates are meant; its siblings say it.
"""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from makegood.errors import Place
from makegood.sources.date_choice import Agreed, Look, agree
from makegood.sources.decimals import Tally, agree_marks, count_marks
from makegood.sources.rows import Rows
from makegood.sources.timestamps import Clock, look_at


@dataclass(frozen=True)
class Question:
    """The columns to look at: times, numbers, those of the numbers that a promise judges; and the mark that is told."""

    clock: Clock
    times: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    judged: frozenset[str] = frozenset()
    decimal: str | None = None


@dataclass(frozen=True)
class Customs:
    """For each column, how each file is written; empty for a source of one file, which speaks for itself.

    `decimal` is the mark that the source tells, for all its columns.
    """

    times: Mapping[str, Mapping[str, Agreed]] = field(default_factory=dict)
    marks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    decimal: str | None = None

    def time(self, column: str, file: str) -> Agreed | None:
        """How the times of a file are written, or None where nothing was agreed."""
        return self.times.get(column, {}).get(file)

    def mark(self, column: str, file: str) -> str | None:
        """The decimal mark of a file, or None where nothing was agreed."""
        return self.decimal or self.marks.get(column, {}).get(file)


def look_through(files: Iterable[Rows], question: Question) -> Customs:
    """Look at every file, a thread for each column, and agree.

    Raises
    ------
    MakegoodError : when a file leaves its form open and the others contradict each other.
    """
    counted = () if question.decimal else question.numbers
    looks: dict[str, list[Look]] = {name: [] for name in question.times}
    tallies: dict[str, list[Tally]] = {name: [] for name in counted}
    with ThreadPoolExecutor() as pool:
        for rows in files:
            where, columns = Place(rows.file), rows.columns
            looking = {n: pool.submit(look_at, columns[n], question.clock, where, n) for n in question.times}
            counting = {n: pool.submit(count_marks, columns[n], rows.file) for n in counted}
            for name, look in looking.items():
                looks[name].append(look.result())
            for name, tally in counting.items():
                tallies[name].append(tally.result())
    return Customs(
        {name: agree(found, name) for name, found in looks.items()},
        {name: agree_marks(found, name, name in question.judged) for name, found in tallies.items()},
        question.decimal,
    )
