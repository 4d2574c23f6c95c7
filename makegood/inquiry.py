"""One look at the lake: every promise is held against the same finished load, at the same time.

Each table is opened and each source looked at once, however many promises they serve.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import narwhals as nw

from makegood.errors import MakegoodError
from makegood.lake.engine import collect, collect_table, scan
from makegood.lake.verdicts import still_standing, told
from makegood.measures.clock import EPOCH_START, Clock, microseconds
from makegood.measures.keepable import begin_of_window, find
from makegood.measures.keeping import Evidence, Part, assemble, without_number, worst
from makegood.measures.kept_rate import Frame, KeptRate
from makegood.measures.time_to_keep import Scale, Times, TimeToKeep
from makegood.model import Keepable, PromiseState, Why
from makegood.project import Project, Source
from makegood.written import Keep, Promise

if TYPE_CHECKING:
    from makegood.lake.store import Lake


class Inquiry:
    """What the lake says of promises at one time.

    Parameters
    ----------
    lake : Lake
        A snapshot, so that all answers rest on the same load.
    project : Project
    now : datetime, aware
        The wall clock.
    as_of : datetime or None
        The time to answer for; left out, each source's newest timestamp.
    """

    def __init__(self, lake: "Lake", project: Project, now: datetime, as_of: datetime | None) -> None:
        self._lake, self._project, self._now, self._as_of = lake, project, now, as_of
        self._told = told(lake)
        self._frames: dict[str, Frame] = {}
        self._found: dict[str, tuple[Evidence, Clock | None]] = {}
        self._facts: dict[str, Mapping[str, Any]] = {}
        self._times: dict[tuple[str, Scale, date], Times] = {}

    def state(self, promise: Promise) -> PromiseState:
        """All that is known about one promise.

        Raises
        ------
        MakegoodError : when its source was read under other settings.

        Notes
        -----
        A source that makegood.yaml does not name has given nothing: the other promises still get their answers, and
        lint (P005) says where the name stands and what it may have meant.
        """
        if not promise.keep:
            return without_number(promise, Why.NO_KEEP)
        known = {source.name: source for source in self._project.sources if source.kind == "events"}
        if any(terms.event not in known for terms in promise.keep):
            return without_number(promise, Why.NO_DATA)
        source = known[promise.keep[-1].event]
        promise = promise if promise.touchpoint else replace(promise, touchpoint=source.touchpoint)
        evidence, clock = self._look(source.name)
        if clock is None:
            return without_number(promise, Why.UNREADABLE if evidence.rejected else Why.NO_DATA, evidence)
        parts = self._parts(promise, clock)
        if isinstance(parts, Why):
            return without_number(promise, parts, evidence, clock.as_of)
        standing = still_standing(promise, self._told.get(promise.id, []))
        closed = {name: v for name, v in standing.items() if v.closed_on is not None and v.closed_on <= clock.today}
        state = assemble(promise, parts, clock, evidence, closed)
        return replace(state, keepable=self._keepable(state, clock, evidence))

    def _rows(self, table: str, source: str) -> Frame:
        if table not in self._frames:
            self._frames[table] = scan(self._lake, table)
        return self._frames[table].filter(nw.col("source") == source)

    def _look(self, source: str) -> tuple[Evidence, Clock | None]:
        """How good a source is, and the time to answer for; no time when nothing of it is known by then."""
        if source not in self._found:
            self._found[source] = self._look_anew(source)
        return self._found[source]

    def _look_anew(self, name: str) -> tuple[Evidence, Clock | None]:
        source, project = self._project.source(name), self._project
        events = self._rows("events", name)
        rows = collect(events.select(rows=nw.len()))[0]["rows"]
        rejected = collect(self._rows("rejected", name).select(rows=nw.len()))[0]["rows"]
        if rows + rejected == 0:
            return Evidence(None, False, 0, 0), None
        self._facts[name] = self._lake.facts(name)
        _refuse_other_settings(project, source, self._facts[name]["clock"])
        bad, of_rows = worst(rejected, rows + rejected, self._facts[name].get("rejected", {}))
        if self._as_of is not None:
            events = events.filter(nw.col("newest_us") <= microseconds(self._as_of))
        times = [nw.col(stamp).min().alias(stamp) for stamp in ("started_us", "due_us", "done_us")]
        found = collect(events.select(*times, newest=nw.col("newest_us").max()))[0]
        known = [us for us in (found["started_us"], found["due_us"], found["done_us"]) if us is not None]
        if not known or not found["newest"]:
            return Evidence(None, False, bad, of_rows), None
        newest = min(EPOCH_START + timedelta(microseconds=found["newest"]), self._now)
        stale = not source.history and (self._as_of or self._now) - newest > timedelta(days=source.fresh)
        oldest = (EPOCH_START + timedelta(microseconds=min(known))).date()
        clock = Clock.at(newest, project, oldest, self._as_of)
        return Evidence(newest.astimezone(project.zone).date(), stale, bad, of_rows), clock

    def _parts(self, promise: Promise, clock: Clock) -> list[Part] | Why:
        """What each of the promise's terms counted, or why they cannot be counted."""
        parts = []
        for at, terms in enumerate(promise.keep):
            until = promise.keep[at + 1].since if at + 1 < len(promise.keep) else None
            if self._look(terms.event)[1] is None:
                return Why.NO_DATA
            if not _stamps_of(terms) <= set(self._project.source(terms.event).columns):
                return Why.NO_DEADLINE
            dates_only = tuple(self._facts[terms.event]["dates_only"])
            kept_rate = KeptRate(terms, clock, until, at == 0, dates_only)
            if kept_rate.why_not:
                return kept_rate.why_not
            _refuse_unread(promise, terms, self._facts[terms.event]["clock"])
            values = self._rows("event_values", terms.event) if terms.amount else None
            rows = collect_table(kept_rate.reduce(self._rows("events", terms.event), values))
            parts.append(Part(terms, *kept_rate.counts(rows)))
        return parts

    def _keepable(self, state: PromiseState, clock: Clock, evidence: Evidence) -> Keepable | None:
        """What could be promised instead; nothing on data that are too old or unreadable, or without a start."""
        terms = state.promise.keep[-1]
        if evidence.stale or evidence.unreadable:
            return None
        if terms.from_ not in self._project.source(terms.event).columns:
            return None
        told = state.running or state.verdict
        over = told.period.over if told else terms.over or "month"
        since = begin_of_window(clock.known_until, over)
        # Two promises about the same orders are answered by one look.
        key = (terms.event, Scale.of(terms), since)
        if key not in self._times:
            measure = TimeToKeep(terms, clock, since)
            values = self._rows("event_values", terms.event) if terms.amount else None
            rows = collect_table(measure.reduce(self._rows("events", terms.event), values))
            self._times[key] = measure.times(rows)
        return find(self._times[key], terms, clock, state.now, over)


def _stamps_of(terms: Keep) -> set[str]:
    """The times without which these terms cannot be judged."""
    if terms.amount:
        return {terms.from_}
    return {terms.by, terms.to} if terms.by else {terms.from_, terms.to}


def _refuse_other_settings(project: Project, source: Source, read_with: Mapping[str, str]) -> None:
    """What was read under other settings cannot be measured under these."""
    other = [name for name, value in project.clock.items() if read_with.get(name) != value]
    if other:
        raise MakegoodError(
            f"{' and '.join(other)} changed after the source {source.name} was read",
            found=", ".join(f"{name}: {read_with.get(name)}, now {project.clock[name]}" for name in other),
            fix="run `makegood read` again: dates and business days are counted when data are read",
        )
    if any(read_with.get(name) != source.mapping[name] for name in ("rows", "columns")):
        raise MakegoodError(
            f"what the columns of the source {source.name} mean has changed since it was read",
            found=f"other settings under `name: {source.name}` in makegood.yaml",
            fix="run `makegood read` again",
        )


def _refuse_unread(promise: Promise, terms: Keep, read_with: Mapping[str, str]) -> None:
    """An amount that was never read would make every event look as if it had none."""
    if terms.amount and terms.amount.column not in read_with["numbers"].split(", "):
        raise MakegoodError(
            f"the column {terms.amount.column} was not read yet, and the promise {promise.id} is about it",
            found=f"a source {terms.event} read without it",
            fix="run `makegood read` again",
        )
