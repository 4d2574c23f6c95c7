"""The promises with a measurable form as OpenSLO v1: a service for each touchpoint, an objective for each promise.

In: the states, for the period that each promise is judged over. Out: YAML documents for tools that know OpenSLO. The
two counters are those of `check --format openmetrics`. Source: OpenSLO specification v1 (openslo/v1).
"""

import re
import unicodedata
from hashlib import blake2b
from io import StringIO
from typing import Any

from makegood.model import PromiseState
from makegood.project import Project
from makegood.report.told import Told
from makegood.written import Over

VERSION = "openslo/v1"
LONGEST_NAME = 63  # RFC 1123, as OpenSLO asks of names
LONGEST_TEXT = 1050
WINDOWS: dict[Over, str] = {"month": "1M", "quarter": "1Q", "year": "1Y"}
Fields = dict[str, Any]
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ð": "d"})


def write(told: Told) -> str:
    """All documents in one text.

    Notes
    -----
    What OpenSLO cannot say is left out and named in a comment at the top: a promise without a measurable form, and an
    objective of 100 %, for which there is no budget.
    """
    from ruamel.yaml import YAML

    sayable = [state for state in told.states if state.promise.keep and _objective(state) < 1]
    documents = [*_services(sayable), *(_slo(state, told.project) for state in sayable)]
    yaml, out = YAML(), StringIO()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = LONGEST_TEXT
    yaml.explicit_start = True
    yaml.dump_all(documents, out)
    return "".join(f"# {line}\n" for line in _left_out(told)) + out.getvalue()


def make_name(text: str) -> str:
    """A name as OpenSLO allows: small letters, digits and dashes, at most 63, and another one for another text.

    Examples
    --------
    >>> make_name("delivery-1-2-days"), make_name("Værksted")
    ('delivery-1-2-days', 'vaerksted-92d9')
    """
    folded = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    if name == text and len(name) <= LONGEST_NAME:
        return name
    # What was changed could be the name of another: a hash of the whole keeps them apart.
    mark = blake2b(text.encode(), digest_size=2).hexdigest()
    return "-".join(filter(None, (name[: LONGEST_NAME - 5].strip("-"), mark)))


def _objective(state: PromiseState) -> float:
    return state.promise.keep[-1].of


def _left_out(told: Told) -> list[str]:
    lines = []
    for state in told.states:
        if not state.promise.keep:
            lines.append(f"left out: {state.promise.id}: it has no measurable form")
        elif _objective(state) >= 1:
            lines.append(f"left out: {state.promise.id}: its objective is 100 %, and OpenSLO's are below that")
    return lines


def _touchpoint(state: PromiseState) -> str:
    return state.promise.touchpoint or "promises"


def _services(states: list[PromiseState]) -> list[Fields]:
    touchpoints = dict.fromkeys(_touchpoint(state) for state in states)
    return [
        {
            "apiVersion": VERSION,
            "kind": "Service",
            "metadata": {"name": make_name(touchpoint), "displayName": touchpoint},
            "spec": {"description": f"Promises that are kept or broken at: {touchpoint}"[:LONGEST_TEXT]},
        }
        for touchpoint in touchpoints
    ]


def _slo(state: PromiseState, project: Project) -> Fields:
    promise, name = state.promise, make_name(state.promise.id)
    says = " / ".join(dict.fromkeys(promise.says.values())) or promise.id
    return {
        "apiVersion": VERSION,
        "kind": "SLO",
        "metadata": {
            "name": name,
            "displayName": next(iter(promise.says.values()), promise.id),
            "annotations": {"makegood/promise": promise.id, "makegood/version": promise.version},
        },
        "spec": {
            "description": says[:LONGEST_TEXT],
            "service": make_name(_touchpoint(state)),
            "indicator": {
                "metadata": {"name": f"{name[: LONGEST_NAME - 5].strip('-')}-kept"},
                "spec": _indicator(state),
            },
            "timeWindow": [_window(state, project)],
            "budgetingMethod": "Occurrences",
            "objectives": [{"displayName": "kept", "target": _objective(state)}],
        },
    }


def _indicator(state: PromiseState) -> Fields:
    terms = state.promise.keep[-1]
    form = f"within {terms.within}" if terms.within else f"by {terms.by}" if terms.by else "by an amount"
    return {
        "description": f"Events of the source {terms.event} kept {form}, of those whose deadline has passed.",
        "ratioMetric": {
            "counter": True,
            "good": _metric(f'makegood_promise_events_total{{promise="{state.promise.id}",outcome="kept"}}'),
            "total": _metric(f'sum(makegood_promise_events_total{{promise="{state.promise.id}"}})'),
        },
    }


def _metric(query: str) -> Fields:
    return {"metricSource": {"type": "Prometheus", "spec": {"query": query}}}


def _window(state: PromiseState, project: Project) -> Fields:
    judged = state.verdict or state.running
    over = state.promise.keep[-1].over or (judged.period.over if judged else "month")
    since = min((said.since for said in state.promise.said), default=None)
    # A calendar window is aligned: any first of January begins a month, a quarter and a year.
    start = f"{since.year if since else 2024}-01-01 00:00:00"
    return {
        "duration": WINDOWS[over],
        "calendar": {"startTime": start, "timeZone": project.time_zone},
        "isRolling": False,
    }
