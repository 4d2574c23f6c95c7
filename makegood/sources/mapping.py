"""What the columns of a source mean: our names and theirs, joined columns, and rows that belong to something else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from makegood.errors import MakegoodError, Place, guess
from makegood.project import Project, Source
from makegood.sources.batch import Batch
from makegood.sources.cells import Mask, Places, as_text, is_empty, join_text
from makegood.sources.damage import SHORTENED, is_shortened
from makegood.sources.deliveries import join_all
from makegood.sources.files import read_rows, stands_alone
from makegood.sources.fingerprint import hash_numbers, hash_text
from makegood.sources.join import Joined, Partners, unjoined
from makegood.sources.joined_files import gather
from makegood.sources.matching import hold
from makegood.sources.refusals import Refusal, bad_rows
from makegood.sources.row_ids import RowHashes
from makegood.sources.rows import Rows
from makegood.sources.survey import Customs, Question, look_through

IDS = ("event_id", "voice_id", "count_id")
_SETTINGS = Place("makegood.yaml")


@dataclass(frozen=True)
class Names:
    """Our names and theirs for one source.

    Attributes
    ----------
    theirs : mapping of str to tuple of str
        For each of our names the column that holds it; an id may have several.
    wanted : tuple of str
        The columns to read from the source's own files.
    """

    theirs: Mapping[str, tuple[str, ...]]
    wanted: tuple[str, ...]

    def column(self, ours: str) -> str:
        """Their name, for messages and for the account of rejected rows."""
        return ", ".join(self.theirs[ours])


@dataclass(frozen=True)
class Mapped:
    """One file's rows, with what the settings say about them.

    Attributes
    ----------
    rows : Rows
        Columns under their names; joined ones under the names that `take:` gives them.
    nth : int64 array (n_rows,)
        Which event of its row each is, from 1, where a join splits rows; else 0.
    is_many : bool array (n_rows,)
        Rows with several partners in a join that rejects them.
    is_left_out : bool array (n_rows,)
        Rows that `where:` leaves out.
    customs : Customs
        How the columns of each file are written, by what all files say.
    hashes : RowHashes
        Of all columns of the file's own row, and which event of it this is; of nothing where rows have an id.
    """

    rows: Rows
    nth: Places
    is_many: Mask
    is_left_out: Mask
    customs: Customs
    hashes: RowHashes


def find_names(source: Source, known: Sequence[str], many: Sequence[str] = ()) -> Names:
    """Check a source's `columns:`, and say which columns have to be read.

    Parameters
    ----------
    source : Source
    known : sequence of str
        Our names for this kind of source.
    many : sequence of str
        Those of them that may stand for several columns, as ids may.

    Raises
    ------
    MakegoodError : when a name is not one of ours, or stands for several columns and may not.
    """
    taken = {ours: theirs for join in source.join for ours, theirs in join.take.items()}
    theirs = {**source.columns, **{ours: (ours,) for ours in taken if ours in known}}
    for ours, names in theirs.items():
        if ours not in known:
            what = f"`columns:` of {source.name} has a name that {source.kind} do not have"
            raise MakegoodError(what, _SETTINGS, ours, guess(ours, known))
        if len(names) != 1 and not (names and ours in (*IDS, *many)):
            what = f"`{ours}` of {source.name} is one column"
            raise MakegoodError(what, _SETTINGS, ", ".join(names) or "none", "name one column")
    read = [name for names in theirs.values() for name in names]
    on = [ours for join in source.join for ours in join.on]
    everything = dict.fromkeys([*read, *source.where, *source.exclude, *source.keep_columns, *on])
    return Names(theirs, tuple(name for name in everything if name not in taken))


def read_mapped(
    source: Source, project: Project, names: Names, question: Question, whole: bool = False
) -> Iterator[Mapped | Batch]:
    """The rows of each file; and for each joined file with rows that are no rows, a batch that counts them.

    Parameters
    ----------
    source, project, names : Source, Project, Names
    question : Question
        What to find out over all files before the first is read.
    whole : bool
        Hash all columns of each row, for rows without an id.
    """
    stamps = {theirs[0]: ours for ours, theirs in names.theirs.items() if theirs[0] in question.times}
    partners: list[Partners] = []
    for join in source.join:
        mine, files = gather(source, join, project, stamps)
        partners.append(mine)
        for rows in files:
            if rows.bad or rows.facts:
                read, left_out = len(rows.bad) + len(rows.asides), len(rows.asides)
                yield Batch(rows.file, {}, bad_rows(source.name, rows), read, 0, left_out, facts=rows.facts)
        del files
    chain = _Chain(source, partners, stamps)
    customs = _ask(source, project, names, question, chain)
    for rows in read_rows(source, source.files, project.folder, names.wanted, whole=whole):
        hashes = _hash_rows(rows, whole)
        found = chain.join(replace(rows, columns={n: rows.columns[n] for n in names.wanted}))
        if whole:
            hashes = hashes.at(found.origin).plus(hash_numbers(found.nth, found.nth > 0, ""))
        yield Mapped(found.rows, found.nth, found.is_many, ~hold(found.rows, source.where), customs, hashes)


@dataclass(frozen=True)
class _Chain:
    """The joins of a source, with what they found."""

    source: Source
    partners: Sequence[Partners]
    stamps: Mapping[str, str]

    def join(self, rows: Rows) -> Joined:
        joins = self.source.join
        return join_all(rows, joins, self.partners, self.stamps) if joins else unjoined(rows)


def _ask(source: Source, project: Project, names: Names, question: Question, chain: _Chain) -> Customs:
    """What all files say together; one file alone speaks for itself."""
    if stands_alone(source, project.folder):
        return Customs(decimal=question.decimal)
    asked = {*question.times, *question.numbers}
    on = [ours for join in source.join for ours in join.on]
    wanted = [name for name in names.wanted if name in asked or name in on]
    files = read_rows(source, source.files, project.folder, wanted, names.wanted)
    return look_through((chain.join(rows).rows for rows in files), question)


def _hash_rows(rows: Rows, whole: bool) -> RowHashes:
    """Of the cells as text, whatever they mean: another mapping changes no id."""
    texts = ((name, as_text(column)) for name, column in rows.columns.items() if whole)
    return RowHashes.of((hash_text(text, ~is_empty(text), name) for name, text in texts), len(rows.lines))


def read_id(rows: Rows, names: tuple[str, ...], nth: Places) -> pa.LargeStringArray:
    """The ids as text: the cell, or several with `|` between them; null where one of several is null."""
    parts = [as_text(rows.columns[name]) for name in names]
    ids = parts[0]
    if len(parts) > 1:  # a mark within a part is written so that two ids stay two
        parts = [pc.replace_substring_regex(part, r"([|\\])", r"\\\1") if _has_mark(part) else part for part in parts]
        ids = join_text(parts, "|")
    if nth.any():
        ids = join_text([ids, pa.array(nth).cast(pa.large_string())], "#")
    return ids


def optional_text(names: Names, ours: str, rows: Rows) -> pa.LargeStringArray:
    """A column that need not be mapped, as text; null where it says nothing."""
    if ours not in names.theirs:
        return pa.nulls(len(rows.lines), pa.large_string())
    text = as_text(rows.columns[names.column(ours)])
    empty = is_empty(text)
    return pc.if_else(pa.array(empty), None, text) if empty.any() else text


def refuse_ids(source: Source, names: Names, ours: str, part: Mapped) -> list[Refusal]:
    """Rows with an empty or shortened id, and rows with several partners where `when_many` is `reject`."""
    mine = ~part.is_left_out
    empty = [(name, is_empty(as_text(part.rows.columns[name]))) for name in names.theirs.get(ours, ())]
    refusals = [Refusal(mine & hit, name, f"{ours} is empty", "empty") for name, hit in empty]
    keys = [name for id_name in IDS for name in names.theirs.get(id_name, ())]
    for name in dict.fromkeys([*keys, *(name for join in source.join for name in join.on)]):
        hit = is_shortened(as_text(part.rows.columns[name]))
        refusals.append(Refusal(mine & hit, name, SHORTENED, "number"))
    if source.join:
        reason = "several rows of the joined file belong to this one, and `when_many` is `reject`"
        on = dict.fromkeys(name for join in source.join if join.when_many == "reject" for name in join.on)
        refusals.append(Refusal(mine & part.is_many, ", ".join(on), reason, "text"))
    return refusals


def _has_mark(part: pa.LargeStringArray) -> bool:
    return bool(pc.any(pc.match_substring_regex(part, r"[|\\]")).as_py())
