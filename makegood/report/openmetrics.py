"""The answers as OpenMetrics text, for a monitor that scrapes or picks up a file.

In: the states. Out: one family a question, one sample a promise. What is not known has no sample, never a zero: a
panel shows a gap, and an alert on absence can be written. Source: OpenMetrics 1.0, text format.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time

from makegood import __version__
from makegood.model import Headline, Pace, PromiseState
from makegood.report.told import Told

Labels = dict[str, str]
Sample = tuple[str, Labels, float]  # (suffix, labels, value)


@dataclass(frozen=True)
class Family:
    """One metric family: its samples differ by their labels."""

    name: str
    kind: str
    about: str
    samples: tuple[Sample, ...]
    unit: str = ""


def write(told: Told) -> str:
    """The whole exposition, ended by `# EOF`.

    Notes
    -----
    `makegood_promise_events_total` counts all that has come due. It grows, and falls only when data are corrected,
    which a monitor takes for a restart.
    """
    lines = [line for family in _families(told) if family.samples for line in _say(family)]
    return "\n".join([*lines, "# EOF"]) + "\n"


def _families(told: Told) -> Iterator[Family]:
    states = told.states
    yield Family("makegood_build", "info", "The version of makegood.", (("_info", {"version": __version__}, 1),))
    yield Family("makegood_promise", "info", "What a promise is and who keeps it.", tuple(map(_info, states)))
    yield _outcomes(
        "makegood_promise_events", "counter", "Events whose deadline has passed, since the data begin.", "_total",
        ((state, {}, state.count.kept, state.count.broken) for state in states if state.as_of),
    )  # fmt: skip
    yield _outcomes(
        "makegood_promise_verdict_events", "gauge", "Events of the last closed period.", "",
        ((s, {"period": v.period.name}, v.kept, v.n - v.kept) for s in states if (v := s.verdict)),
    )  # fmt: skip
    yield _outcomes(
        "makegood_promise_recent_events", "gauge", "Events of the last 28 days.", "",
        ((state, {}, state.now.kept_28, state.now.n_28 - state.now.kept_28) for state in states if state.now.n_28),
    )  # fmt: skip
    yield _gauge(
        "makegood_promise_waiting_events", "events", "Not done, of those due since the last closed period began.",
        ((state, {}, state.waiting) for state in states if state.count.n),
    )  # fmt: skip
    yield _gauge(
        "makegood_promise_objective_ratio", "ratio", "The share that is to be kept.",
        ((state, {}, state.objective) for state in states),
    )  # fmt: skip
    for name, about in (("value", "The share kept"), ("low", "Its low end"), ("high", "Its high end")):
        ending = "" if name == "value" else f"_{name}"
        yield _gauge(
            f"makegood_promise_kept{ending}_ratio", "ratio", f"{about}, in the last closed period.",
            ((s, {"period": v.period.name}, getattr(v.estimate, name)) for s in states if (v := s.verdict)),
        )  # fmt: skip
    yield _states("makegood_promise_state", "The one word for a promise.", [(s, s.headline) for s in states], Headline)
    yield _states("makegood_promise_now", "Whether it is slipping.", [(s, s.now.pace) for s in states], Pace)
    yield _gauge(
        "makegood_promise_as_of_timestamp_seconds", "seconds", "When the answer was true.",
        ((state, {}, state.as_of.timestamp() if state.as_of else None) for state in states),
    )  # fmt: skip
    yield _gauge(
        "makegood_promise_newest_day_timestamp_seconds", "seconds", "When the newest day with data began.",
        (
            (s, {}, datetime.combine(s.newest, time(), told.project.zone).timestamp() if s.newest else None)
            for s in states
        ),
    )  # fmt: skip


def _info(state: PromiseState) -> Sample:
    promise = state.promise
    labels = {
        "promise": promise.id,
        "version": promise.version,
        "touchpoint": promise.touchpoint or "",
        "kept_by": promise.kept_by or "",
        "why": str(state.why or ""),
    }
    return "_info", labels, 1


def _outcomes(
    name: str, kind: str, about: str, suffix: str, rows: Iterable[tuple[PromiseState, Labels, int, int]]
) -> Family:
    samples = tuple(
        (suffix, {"promise": state.promise.id, **labels, "outcome": outcome}, n)
        for state, labels, kept, broken in rows
        for outcome, n in (("kept", kept), ("broken", broken))
    )
    return Family(name, kind, about, samples, "events")


def _gauge(name: str, unit: str, about: str, rows: Iterable[tuple[PromiseState, Labels, float | None]]) -> Family:
    known = tuple(("", {"promise": s.promise.id, **labels}, value) for s, labels, value in rows if value is not None)
    return Family(name, "gauge", about, known, unit)


def _states(
    name: str, about: str, rows: list[tuple[PromiseState, Headline | Pace]], every: type[Headline | Pace]
) -> Family:
    samples = tuple(
        ("", {"promise": state.promise.id, name: str(one)}, int(one is found)) for state, found in rows for one in every
    )
    return Family(name, "stateset", about, samples)


def _say(family: Family) -> Iterator[str]:
    yield f"# TYPE {family.name} {family.kind}"
    if family.unit:
        yield f"# UNIT {family.name} {family.unit}"
    yield f"# HELP {family.name} {_escaped(family.about)}"
    for suffix, labels, value in family.samples:
        told = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
        yield f"{family.name}{suffix}{{{told}}} {value!r}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')
