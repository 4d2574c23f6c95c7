"""What one unit may see: itself and what lies below it, on the days on which it lay there; never beside or above.

In: what a measure counted, by unit and day. Out: the same of the view's own units, and a state without a verdict: a
verdict is about the whole organisation.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import compute

from makegood.measures.counted import Counted
from makegood.measures.counts import Counts, day_number
from makegood.measures.kept_rate import KeptRate
from makegood.model import Count, Headline, Pace, PromiseState, State, Verdict, Why
from makegood.units import Span


@dataclass(frozen=True)
class View:
    """The units of a view, each with the days on which it belongs to it.

    Parameters
    ----------
    unit : str
        The unit that looks.
    spans : mapping of unit to spans
        Itself and those below it.
    today : date
        What has no deadline yet belongs where its unit stands today.
    """

    unit: str
    spans: Mapping[str, tuple[Span, ...]] = field(hash=False)
    today: date

    def counts(self, rate: KeptRate | Counted, rows: pa.Table) -> tuple[Count, Counts]:
        """What `rate.reduce` collected, of this view alone, as `rate.counts` gives it.

        An event belongs here by the local day of its deadline; one that does not count, by today.
        """
        due = compute.greater_equal(rows["due"], 0)
        ever = compute.is_in(rows["unit"], pa.array(self.spans, pa.string()))
        now = [unit for unit, spans in self.spans.items() if any(_holds(span, self.today) for span in spans)]
        today = compute.is_in(rows["unit"], pa.array(now, pa.string()))
        came_due, others = rows.filter(compute.and_(due, ever)), rows.filter(compute.and_(compute.invert(due), today))
        mine = self._on_its_days(rate.counts(came_due)[1])  # a row of the one is a row of the other
        return rate.counts(pa.concat_tables([came_due.filter(pa.array(mine)), others]))

    def _on_its_days(self, counts: Counts) -> NDArray[np.bool_]:
        inside = np.zeros(len(counts.day), bool)
        for index, name in enumerate(counts.units):
            for first, last in self.spans.get(name, ()):
                mine = counts.unit == index
                if first is not None:
                    mine &= counts.day >= day_number(first)
                if last is not None:
                    mine &= counts.day <= day_number(last)
                inside |= mine
        return inside


def as_part(state: PromiseState) -> PromiseState:
    """The state of a view: its counts, intervals and now, and no verdict; nothing of the whole source."""
    waits = state.why is Why.NONE_DUE and state.count.not_due > 0
    why = state.why if state.why in _OF_THE_SOURCE or waits else Why.PART
    slipping = state.now.pace is Pace.SLIPPING and why is Why.PART
    return replace(
        state,
        headline=Headline.SLIPPING if slipping else Headline.CANNOT_TELL,
        why=None if slipping else why,
        closed=tuple(_unjudged(verdict) for verdict in state.closed),
        known_by=None,
        unreadable=(0, 0),
    )


_OF_THE_SOURCE = (Why.NO_KEEP, Why.NO_DATA, Why.STALE, Why.UNREADABLE, Why.DATES_ONLY, Why.NO_DEADLINE)


def _unjudged(verdict: Verdict) -> Verdict:
    return replace(verdict, state=State.CANNOT_TELL, why=Why.PART)


def _holds(span: Span, day: date) -> bool:
    return (span[0] or date.min) <= day <= (span[1] or date.max)
