"""One look at the lake: every promise is held against the same finished load, at the same time.

Each table is opened and each source looked at once, however many promises they serve.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import narwhals as nw

from makegood.errors import MakegoodError
from makegood.lake.engine import collect, collect_table, scan
from makegood.lake.verdicts import still_standing, told
from makegood.measures import other_date
from makegood.measures.clock import EPOCH_START, Clock, microseconds
from makegood.measures.cost_of_breaking import CostOfBreaking, refuse
from makegood.measures.counted import Counted
from makegood.measures.counts import as_date
from makegood.measures.keepable import begin_of_window, find
from makegood.measures.keeping import Evidence, Part, assemble, over_of, without_number, worst
from makegood.measures.kept_rate import Frame, KeptRate
from makegood.measures.time_to_keep import Scale, Times, TimeToKeep
from makegood.measures.view import View, as_part
from makegood.measures.worklist import OLDER, Ask, WorkRows, in_order, make_link, near_until
from makegood.model import Gap, Keepable, PromiseState, Task, Why, Worklist
from makegood.project import Project, Source
from makegood.units import Tree
from makegood.written import Keep, Promise

if TYPE_CHECKING:
    from makegood.lake.store import Lake

# By kind of source, which is also its table: the times that a row may have.
STAMPS = {"events": ("started_us", "due_us", "done_us"), "counts": ("started_us",)}


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
    view : View or None
        The units to look at; None: the whole organisation.
    """

    def __init__(
        self, lake: "Lake", project: Project, now: datetime, as_of: datetime | None, view: View | None = None
    ) -> None:
        self._lake, self._project, self._now, self._as_of, self._view = lake, project, now, as_of, view
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
        state = self._state(promise)
        return state if self._view is None else as_part(state)

    def _state(self, promise: Promise) -> PromiseState:
        if not promise.keep:
            return without_number(promise, Why.NO_KEEP)
        known = {(source.name, source.kind): source for source in self._project.sources}
        if any((terms.source, kind_of(terms)) not in known for terms in promise.keep):
            return without_number(promise, Why.NO_DATA)
        source = self._project.source(promise.keep[-1].source)
        promise = promise if promise.touchpoint else replace(promise, touchpoint=source.touchpoint)
        evidence, clock = self._look(source.name)
        if clock is None:
            return without_number(promise, Why.UNREADABLE if evidence.rejected else Why.NO_DATA, evidence)
        parts = self._parts(promise, clock)
        if isinstance(parts, Why):
            return without_number(promise, parts, evidence, clock.as_of)
        standing = still_standing(promise, self._told.get(promise.id, []))
        closed = {name: v for name, v in standing.items() if v.closed_on is not None and v.closed_on <= clock.today}
        if self._view is not None:
            return assemble(promise, parts, clock, evidence, {}, over_of(closed))
        state = assemble(promise, parts, clock, evidence, closed)
        return replace(state, keepable=self._keepable(state, clock, evidence))

    def worklist(self, state: PromiseState, ask: Ask, tree: Tree) -> Worklist:
        """Who is to be called about one promise.

        Parameters
        ----------
        state : PromiseState
            The promise as this inquiry found it.
        ask : Ask
            Which of them to list.
        tree : Tree
            The organisation's units: who is responsible.
        """
        promise, since = state.promise, ask.since or (state.closed[-1].period.first if state.closed else None)
        found = Worklist(promise, state.headline, state.as_of, since, why=state.why)
        clock = self._look(promise.keep[-1].source)[1] if state.as_of and promise.keep else None
        rates = self._event_rates(promise, clock) if clock else []
        if not rates or clock is None:  # of what others have counted nobody is known by name
            return found
        today = ask.today or clock.today
        until, told_us = near_until(clock, ask.soon, today), microseconds(self._as_of or self._now)
        totals: list[dict[str, int]] = []
        tasks: list[Task] = []
        for rate in rates:
            source = self._project.source(rate.terms.source)
            work = WorkRows(rate, since, until, today, told_us, self._view.spans if self._view else None)
            values = self._rows("event_values", source.name) if rate.terms.amount else None
            chosen = work.reduce(self._rows("events", source.name), values, self._replies(source))
            totals += collect(work.totals(chosen))
            rows = work.listed(chosen, ask.kinds, ask.limit)
            links = self._links(source, rows)
            for task in work.tasks(collect(rows)):
                responsible = tree.responsible(task.unit, today)
                link = links(task)
                tasks.append(replace(task, kept_by=promise.kept_by or "", responsible=responsible, link=link))
        return replace(
            found,
            until=until,
            tasks=tuple(sorted(tasks, key=in_order)[: ask.limit]),
            waiting=sum(row["n"] for row in totals if row["rank"] == 0),
            about=sum(row["n"] for row in totals if row["rank"] == 1),
            late=sum(row["n"] for row in totals if row["rank"] == 2 and not row["answered"]),
            answered=sum(row["n"] for row in totals if row["rank"] == 2 and row["answered"]),
            older=sum(row["n"] for row in totals if row["rank"] == OLDER),
            knows_answers=any(self._knows_answers(rate.terms.source) for rate in rates),
        )

    def _reply_sources(self, source: Source) -> list[str]:
        """The sources of reviews, of the same touchpoint, that say about which event they are and when was replied."""
        needed = {"event_id", "replied_at"}
        reviews = [s for s in self._project.sources if s.kind == "reviews" and needed <= set(s.columns)]
        return [s.name for s in reviews if s.touchpoint == source.touchpoint]

    def _knows_answers(self, name: str) -> bool:
        source = self._project.source(name)
        return "answered_at" in source.columns or bool(self._reply_sources(source))

    def _replies(self, source: Source) -> Frame | None:
        names = self._reply_sources(source)
        if not names:
            return None
        voices = self._rows("voices", *names).filter(~nw.col("event_id").is_null())
        return voices.group_by("event_id").agg(replied_us=nw.col("replied_us").min())

    def _links(self, source: Source, rows: Frame) -> Callable[[Task], str]:
        """What fills the link of a source for each of its tasks."""
        kept = [name for name in source.link_fields if name not in ("event_id", "unit")]
        values: dict[tuple[str, str], str] = {}
        if kept:
            stored = self._rows("event_values", source.name).filter(nw.col("name").is_in(kept))
            for row in collect(stored.join(rows.select("event_id"), on="event_id", how="semi")):
                values[row["event_id"], row["name"]] = row["text"] or f"{row['number']:.15g}"

        def link(task: Task) -> str:
            cells = {name: values.get((task.event_id, name), "") for name in kept}
            return make_link(source.link, {"event_id": task.event_id, "unit": task.unit, **cells})

        return link

    def costs(self, promise: Promise) -> tuple[Gap, ...]:
        """What followed where a promise was broken, beside where it was kept: one gap for each outcome that is known.

        Nothing when nothing can be counted, when no voice or event is about its events, and no customer is known.
        """
        known = {source.name: source for source in self._project.sources if source.kind == "events"}
        if not promise.keep or any(terms.source not in known for terms in promise.keep):
            return ()
        evidence, clock = self._look(promise.keep[-1].source)
        asked: dict[str, list[Any]] = {}
        rates = self._event_rates(promise, clock) if clock else []
        for at, rate in enumerate(rates):
            before = tuple(earlier for earlier in rates[:at] if earlier.terms.source == rate.terms.source)
            cost = CostOfBreaking(rate, before=before)
            for outcome, frame in self._outcomes(cost):
                asked.setdefault(outcome, []).append(collect_table(frame))
        gaps = (cost.gap(outcome, tables) for outcome, tables in asked.items())
        return tuple(refuse(gap, Why.UNREADABLE) if evidence.unreadable else gap for gap in gaps)

    def _outcomes(self, cost: CostOfBreaking) -> Iterator[tuple[str, Frame]]:
        """The outcomes that the lake knows of the events of these terms."""
        source, events = cost.rate.terms.source, self._rows("events", cost.rate.terms.source)
        values = self._rows("event_values", source) if cost.rate.terms.amount else None
        about = [s for s in self._project.sources if source in s.about]
        reviews = [s.name for s in about if s.kind == "reviews"]
        if reviews:
            voices = self._rows("voices", *reviews)
            if self._as_of is not None:  # what was said later is not known yet
                voices = voices.filter(nw.col("said_us") <= microseconds(self._as_of))
            yield "stars", cost.stars(events, voices, values)
            yield "wrote", cost.wrote(events, voices, values)
        columns = self._project.source(source).given
        if "customer" in columns:
            yield "returned", cost.came_again(events, values)
            if "revenue" in columns:
                yield "revenue", cost.came_again(events, values, revenue=True)
        for other in about:
            their_clock = self._look(other.name)[1] if other.kind == "events" else None
            if their_clock is not None:
                others = self._rows("events", other.name)
                first = collect(others.select(day=nw.col("started_day").min()))[0]["day"]
                if first is not None:
                    known = (as_date(first), their_clock.known_until)
                    yield other.name, cost.followed(events, others, values, known)

    def _rows(self, table: str, *sources: str) -> Frame:
        if table not in self._frames:
            self._frames[table] = scan(self._lake, table)
        return self._frames[table].filter(nw.col("source").is_in(sources))

    def _look(self, source: str) -> tuple[Evidence, Clock | None]:
        """How good a source is, and the time to answer for; no time when nothing of it is known by then."""
        if source not in self._found:
            self._found[source] = self._look_anew(source)
        return self._found[source]

    def _look_anew(self, name: str) -> tuple[Evidence, Clock | None]:
        source, project = self._project.source(name), self._project
        events = self._rows(source.kind, name)
        rows = collect(events.select(rows=nw.len()))[0]["rows"]
        rejected = collect(self._rows("rejected", name).select(rows=nw.len()))[0]["rows"]
        if rows + rejected == 0:
            return Evidence(None, False, 0, 0), None
        self._facts[name] = self._lake.facts(name)
        _refuse_other_settings(project, source, self._facts[name]["clock"])
        bad, of_rows = worst(rejected, rows + rejected, self._facts[name].get("rejected", {}))
        if self._as_of is not None:
            events = events.filter(nw.col("newest_us") <= microseconds(self._as_of))
        stamps = STAMPS[source.kind]
        times = [nw.col(stamp).min().alias(stamp) for stamp in stamps]
        found = collect(events.select(*times, newest=nw.col("newest_us").max()))[0]
        known = [found[stamp] for stamp in stamps if found[stamp] is not None]
        if not known or not found["newest"]:
            return Evidence(None, False, bad, of_rows), None
        newest = min(EPOCH_START + timedelta(microseconds=found["newest"]), self._now)
        stale = not source.history and (self._as_of or self._now) - newest > timedelta(days=source.fresh)
        oldest = (EPOCH_START + timedelta(microseconds=min(known))).date()
        clock = Clock.at(newest, project, oldest, self._as_of)
        return Evidence(newest.astimezone(project.zone).date(), stale, bad, of_rows), clock

    def _parts(self, promise: Promise, clock: Clock) -> list[Part] | Why:
        """What each of the promise's terms counted, or why they cannot be counted."""
        rates = self._rates(promise, clock)
        if isinstance(rates, Why):
            return rates
        parts = []
        for rate in rates:
            rows = collect_table(self._reduce(rate))
            counted = rate.counts(rows) if self._view is None else self._view.counts(rate, rows)
            parts.append(Part(rate.terms, *counted, self._moved(rate)))
        return parts

    def _moved(self, rate: KeptRate | Counted) -> other_date.Moved | None:
        """Of the events whose promised date was moved, how many were kept by the other one; of a part none is told."""
        if isinstance(rate, Counted) or rate.terms.by not in other_date.OTHER or self._view is not None:
            return None
        rows = other_date.reduce(rate, self._rows("events", rate.terms.source))
        return other_date.read(rate, collect_table(rows))

    def _event_rates(self, promise: Promise, clock: Clock) -> list[KeptRate]:
        """Those of them that judge single events; none when they cannot be measured."""
        rates = self._rates(promise, clock)
        return [] if isinstance(rates, Why) else [rate for rate in rates if isinstance(rate, KeptRate)]

    def _reduce(self, rate: KeptRate | Counted) -> Frame:
        if isinstance(rate, Counted):
            return rate.reduce(self._rows("counts", rate.terms.source))
        values = self._rows("event_values", rate.terms.source) if rate.terms.amount else None
        return rate.reduce(self._rows("events", rate.terms.source), values)

    def _rates(self, promise: Promise, clock: Clock) -> list[KeptRate | Counted] | Why:
        """The measure of each of the promise's terms, or why they cannot be measured."""
        rates: list[KeptRate | Counted] = []
        for at, terms in enumerate(promise.keep):
            until = _until(promise, at)
            if self._look(terms.source)[1] is None:
                return Why.NO_DATA
            if terms.counts:
                rates.append(Counted(terms, clock, until, at == 0))
                continue
            if not _stamps_of(terms) <= _with_first(self._project.source(terms.source).given):
                return Why.NO_DEADLINE
            rate = KeptRate(terms, clock, until, at == 0, tuple(self._facts[terms.source]["dates_only"]))
            if rate.why_not:
                return rate.why_not
            _refuse_unread(promise, terms, self._facts[terms.source]["clock"])
            rates.append(rate)
        return rates

    def _keepable(self, state: PromiseState, clock: Clock, evidence: Evidence) -> Keepable | None:
        """What could be promised instead; nothing on data that are too old or unreadable, or without a start.

        Nothing of what others have counted, and nothing of a part: neither tells how long its events took.
        """
        terms = state.promise.keep[-1]
        if evidence.stale or evidence.unreadable or terms.counts or self._view is not None:
            return None
        if terms.from_ not in self._project.source(terms.source).given:
            return None
        told = state.running or state.verdict
        over = told.period.over if told else terms.over or "month"
        since = begin_of_window(clock.known_until, over)
        # Two promises about the same orders are answered by one look.
        key = (terms.source, Scale.of(terms), since)
        if key not in self._times:
            measure = TimeToKeep(terms, clock, since)
            values = self._rows("event_values", terms.source) if terms.amount else None
            rows = collect_table(measure.reduce(self._rows("events", terms.source), values))
            self._times[key] = measure.times(rows)
        return find(self._times[key], terms, clock, state.now, over)


def _until(promise: Promise, at: int) -> date | None:
    """The first day that a promise's terms no longer cover: the next terms' first, or the day after it ended."""
    if at + 1 < len(promise.keep):
        return promise.keep[at + 1].since
    return promise.until + timedelta(days=1) if promise.until else None


def _with_first(given: set[str]) -> set[str]:
    """A source that gives a date gives the first one, too: the lake remembers it."""
    return given | {"first_due_at"} if "due_at" in given else given


def kind_of(terms: Keep) -> str:
    """The kind of source, and the table, that these terms count."""
    return "counts" if terms.counts else "events"


def _stamps_of(terms: Keep) -> set[str]:
    """The times without which these terms cannot be judged."""
    if terms.amount:
        return {terms.from_}
    if terms.by:
        return {terms.by, terms.to, *([terms.from_] if terms.or_within else [])}
    return {terms.from_, terms.to}


def _refuse_other_settings(project: Project, source: Source, read_with: Mapping[str, str]) -> None:
    """What was read under other settings cannot be measured under these."""
    other = [name for name, value in project.clock.items() if read_with.get(name) != value]
    if other:
        raise MakegoodError(
            f"{' and '.join(other)} changed after the source {source.name} was read",
            found=", ".join(f"{name}: {read_with.get(name)}, now {project.clock[name]}" for name in other),
            fix="run `makegood read` again: dates and business days are counted when data are read",
        )
    settings = project.read_with(source)
    if any(read_with.get(name) != settings[name] for name in ("rows", "columns")):
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
            found=f"a source {terms.source} read without it",
            fix="run `makegood read` again",
        )
