"""The stable document of `makegood check --format json`, described by check.schema.json.

Fields are added, never renamed or removed, while `format` stays the same. A number that is not finite is null.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from importlib.resources import files
from json import loads
from math import isfinite
from typing import Any

from makegood import __version__
from makegood.model import Estimate, Headline, Keepable, Limit, OtherDate, PromiseState, Quantile, Verdict
from makegood.project import Project
from makegood.said import Talk
from makegood.written import Promise

FORMAT = "makegood.check/1"
Fields = dict[str, Any]


def document(
    project: Project,
    states: Sequence[PromiseState],
    as_of: datetime | None = None,
    unit: str | None = None,
    said: Talk | None = None,
) -> Fields:
    """All states as plain JSON values, in the order given.

    Parameters
    ----------
    project : Project
        Its name and time zone.
    states : sequence of PromiseState
        One per promise.
    as_of : datetime or None
        The time at which the whole was true; left out, the newest of the states.
    unit : str or None
        The unit that looks; None: the whole organisation.
    said : Talk or None
        What customers talk about; None where nothing of it is known.
    """
    return {
        "format": FORMAT,
        "makegood": __version__,
        "organisation": project.organisation,
        "time_zone": project.time_zone,
        "unit": unit,
        "as_of": _time(as_of or max((state.as_of for state in states if state.as_of), default=None)),
        "overview": {
            "promises": len(states),
            **{_name(headline): sum(state.headline is headline for state in states) for headline in Headline},
        },
        "promises": [_state(state) for state in states],
        "said": _said(said) if said else None,
    }


def schema() -> Fields:
    """The JSON Schema (2020-12) of the document."""
    text = files("makegood.report").joinpath("check.schema.json").read_text(encoding="utf-8")
    read: Fields = loads(text)
    return read


def _state(state: PromiseState) -> Fields:
    rejected, rows = state.unreadable
    now = state.now
    return {
        **_promise(state.promise),
        "headline": str(state.headline),
        "why": _text(state.why),
        "as_of": _time(state.as_of),
        "newest": _text(state.newest),
        "objective": _number(state.objective),
        "count": {
            "n": state.count.n,
            "kept": state.count.kept,
            "broken": state.count.broken,
            "not_due": state.count.not_due,
            "no_deadline": state.count.no_deadline,
            "before_terms": state.count.before_terms,
            "excluded": [{"reason": reason, "n": n} for reason, n in state.count.excluded],
            "by_promise": state.count.by_promise,
        },
        "now": {
            "pace": str(now.pace),
            "since": _text(now.since),
            "alarmed_on": _text(now.alarmed_on),
            "n_28": now.n_28,
            "kept_28": now.kept_28,
            "evidence": _number(now.evidence),
        },
        "closed": [_verdict(verdict) for verdict in state.closed],
        "running": _verdict(state.running) if state.running else None,
        "units": [
            {
                "unit": unit.unit,
                "n": unit.n,
                "kept": unit.kept,
                "low": _number(unit.low),
                "high": _number(unit.high),
                "unlike": unit.unlike,
                "better": unit.better,
            }
            for unit in state.units
        ],
        "weeks": [{"monday": week.day.isoformat(), "n": week.n, "kept": week.kept} for week in state.weeks],
        "whole": _estimate(state.whole) if state.whole else None,
        "known_by": _text(state.known_by),
        "unreadable": {"rejected": rejected, "rows": rows},
        "waiting": state.waiting,
        "other_date": _other_date(state.other_date) if state.other_date else None,
        "keepable": _keepable(state.keepable) if state.keepable else None,
    }


def _said(said: Talk) -> Fields:
    return {
        "first": said.first.isoformat(),
        "last": said.last.isoformat(),
        "voices": said.voices,
        "before": said.before,
        "why": _text(said.why),
        "topics": [
            {
                "theme": topic.theme,
                "names": dict(topic.names),
                "touchpoint": topic.touchpoint or None,
                "voices": topic.voices,
                "negative": topic.negative,
                "neutral": topic.neutral,
                "positive": topic.positive,
                "before": topic.before,
            }
            for topic in said.topics
        ],
    }


def _other_date(other: OtherDate) -> Fields:
    return {"stamp": other.stamp, "changed": other.changed, "n": other.n, "kept": other.kept}


def _promise(promise: Promise) -> Fields:
    return {
        "promise": promise.id,
        "version": promise.version,
        "says": dict(promise.says),
        "said": [
            {
                "where": said.where,
                "since": said.since.isoformat(),
                "by": said.by,
                "until": _text(said.until),
            }
            for said in promise.said
        ],
        "touchpoint": promise.touchpoint,
        "kept_by": promise.kept_by,
        "explained_by": promise.explained_by,
    }


def _verdict(verdict: Verdict) -> Fields:
    period = verdict.period
    return {
        "period": {
            "name": period.name,
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
            "over": period.over,
        },
        "state": str(verdict.state),
        "why": _text(verdict.why),
        "n": verdict.n,
        "kept": verdict.kept,
        "objective": _number(verdict.objective),
        "estimate": _estimate(verdict.estimate),
        "closed_on": _text(verdict.closed_on),
        "frozen_at": _time(verdict.frozen_at),
        "backfilled": verdict.backfilled,
        "correction": {"n": verdict.correction[0], "kept": verdict.correction[1]} if verdict.correction else None,
        "state_today": _text(verdict.state_today),
    }


def _estimate(estimate: Estimate) -> Fields:
    first, last = estimate.window
    return {
        "value": _number(estimate.value),
        "low": _number(estimate.low),
        "high": _number(estimate.high),
        "n": estimate.n,
        "n_eff": _number(estimate.n_eff),
        "clusters": estimate.clusters,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "as_of": _time(estimate.as_of),
        "method": estimate.method,
        "why_empty": _text(estimate.why_empty),
    }


def _keepable(keepable: Keepable) -> Fields:
    return {
        "unit": keepable.unit,
        **_limit(keepable.limit),
        "recent": _recent(*keepable.recent) if keepable.recent else None,
        "followed": keepable.n,
        "still_open": keepable.still_open,
        "half": _quantile(keepable.half),
        "nine_in_ten": _quantile(keepable.nine_in_ten),
        "by_unit": [{"unit": unit, **_limit(limit)} for unit, limit in keepable.by_unit],
        "by_season": [{"period": period.name, **_limit(limit)} for period, limit in keepable.by_season],
    }


def _recent(since: date, n: int, kept: int) -> Fields:
    return {"since": since.isoformat(), "n": n, "kept": kept}


def _limit(limit: Limit) -> Fields:
    return {
        "limit": _number(limit.value),
        "usual": _number(limit.usual),
        "why": _text(limit.why),
        "estimate": _estimate(limit.estimate),
    }


def _quantile(quantile: Quantile) -> Fields:
    return {"value": _number(quantile.value), "low": _number(quantile.low), "high": _number(quantile.high)}


def _name(headline: Headline) -> str:
    return str(headline).replace(" ", "_")


def _number(number: float | None) -> float | None:
    return float(number) if number is not None and isfinite(number) else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _time(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
