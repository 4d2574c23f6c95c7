"""One look at the lake: every promise is held against the same finished load, at the same time.

Each table is opened and each source looked at once, however many promises they serve.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import narwhals as nw

from makegood.errors import MakegoodError
from makegood.lake.engine import collect, collect_table, scan
from makegood.lake.verdicts import told
from makegood.measures.clock import EPOCH_START, Clock, microseconds
from makegood.measures.keeping import Evidence, Part, assemble, without_number
from makegood.measures.kept_rate import Frame, KeptRate
from makegood.model import Promise, PromiseState, Why
from makegood.project import Project

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
        self._found: dict[str, tuple[Evidence, Clock] | None] = {}
        self._facts: dict[str, Mapping[str, Any]] = {}

    def state(self, promise: Promise) -> PromiseState:
        """All that is known about one promise.

        Raises
        ------
        MakegoodError : when its source is not in makegood.yaml, or was read under other settings.
        """
        if not promise.keep:
            return without_number(promise, Why.NO_KEEP)
        found = self._look(promise.keep[-1].event)
        if found is None:
            return without_number(promise, Why.NO_DATA)
        evidence, clock = found
        parts = self._parts(promise, clock)
        if isinstance(parts, Why):
            return without_number(promise, parts, evidence)
        told_before = self._told.get((promise.id, promise.version), {})
        closed = {name: v for name, v in told_before.items() if v.closed_on is not None and v.closed_on <= clock.today}
        return assemble(promise, parts, clock, evidence, closed)

    def _rows(self, table: str, source: str) -> Frame:
        if table not in self._frames:
            self._frames[table] = scan(self._lake, table)
        return self._frames[table].filter(nw.col("source") == source)

    def _look(self, source: str) -> tuple[Evidence, Clock] | None:
        """How good a source is and the time to answer for, or None when it has given nothing yet."""
        if source not in self._found:
            self._found[source] = self._look_anew(source)
        return self._found[source]

    def _look_anew(self, name: str) -> tuple[Evidence, Clock] | None:
        source, project = self._project.source(name), self._project
        events = self._rows("events", name)
        if self._as_of is not None:
            events = events.filter(nw.col("newest_us") <= microseconds(self._as_of))
        times = [nw.col(stamp).min().alias(stamp) for stamp in ("started_us", "due_us", "done_us")]
        found = collect(events.select(*times, newest=nw.col("newest_us").max(), rows=nw.len()))[0]
        if found["newest"] is None:
            return None
        self._facts[name] = self._lake.facts(name)
        _refuse_another_clock(project, name, self._facts[name]["clock"])
        rejected = collect(self._rows("rejected", name).select(rows=nw.len()))[0]["rows"]
        newest = EPOCH_START + timedelta(microseconds=found["newest"])
        stale = not source.history and (self._as_of or self._now) - newest > timedelta(days=source.fresh)
        first = min(us for us in (found["started_us"], found["due_us"], found["done_us"]) if us is not None)
        clock = Clock.at(self._as_of or newest, project, (EPOCH_START + timedelta(microseconds=first)).date())
        return Evidence(newest.astimezone(project.zone).date(), stale, rejected, found["rows"] + rejected), clock

    def _parts(self, promise: Promise, clock: Clock) -> list[Part] | Why:
        """What each of the promise's terms counted, or why they cannot be counted."""
        parts = []
        for at, terms in enumerate(promise.keep):
            until = promise.keep[at + 1].since if at + 1 < len(promise.keep) else None
            self._look(terms.event)
            dates_only = tuple(self._facts.get(terms.event, {}).get("dates_only", ()))
            kept_rate = KeptRate(terms, clock, until, at == 0, dates_only)
            if kept_rate.why_not:
                return kept_rate.why_not
            values = self._rows("event_values", terms.event) if terms.amount else None
            rows = collect_table(kept_rate.reduce(self._rows("events", terms.event), values))
            parts.append(Part(terms, *kept_rate.counts(rows)))
        return parts


def _refuse_another_clock(project: Project, source: str, read_with: Mapping[str, str]) -> None:
    """What was read under other settings cannot be measured under these."""
    other = [name for name, value in project.clock.items() if read_with.get(name) != value]
    if other:
        raise MakegoodError(
            f"{' and '.join(other)} changed after the source {source} was read",
            found=", ".join(f"{name}: {read_with.get(name)}, now {project.clock[name]}" for name in other),
            fix="run `makegood read` again: dates and business days are counted when data are read",
        )
