"""The answers and the findings of lint as SARIF 2.1.0: each points at the line where its promise is written.

In: the states, the findings and their places. Out: one run. A broken promise is an error, a slipping one and a finding
of lint a warning, one that cannot be told a note; a promise that is kept is no result, because a viewer would list it
as an alert. Source: OASIS, Static Analysis Results Interchange Format 2.1.0 (2020), sections 3.13 to 3.50.
"""

import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from makegood import __version__
from makegood.errors import Place
from makegood.model import Headline, PromiseState
from makegood.report.told import Rule, Told
from makegood.words.promise import paragraph

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
Fields = dict[str, Any]

STATES = {
    Headline.BROKEN: ("error", "A promise is broken: in its last closed period fewer were kept than its objective."),
    Headline.SLIPPING: ("warning", "A promise is slipping: since a day fewer are kept than its objective asks for."),
    Headline.CANNOT_TELL: ("note", "It cannot be told whether a promise is kept: too little, too old or unreadable."),
}
HELP = "Run `makegood check` for the whole answer, and `makegood report` for what is behind it."


def write(told: Told) -> str:
    """The whole document as JSON.

    Parameters
    ----------
    told : Told
        Without states only what lint found is told, as `makegood lint --format sarif` does.
    """
    rules = [*(_state_rule(headline) for headline in STATES if told.states), *map(_lint_rule, told.rules)]
    at = {rule["id"]: index for index, rule in enumerate(rules)}
    results = [result | {"ruleIndex": at[result["ruleId"]]} for result in (*_states(told), *_findings(told))]
    driver = {
        "name": "makegood",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": rules,
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",  # as the places of keys are counted
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder in which makegood was run."}}},
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _rule_id(headline: Headline) -> str:
    return f"promise-{str(headline).replace(' ', '-')}"


def _state_rule(headline: Headline) -> Fields:
    level, about = STATES[headline]
    return {
        "id": _rule_id(headline),
        "name": "".join(part.capitalize() for part in _rule_id(headline).split("-")),
        "shortDescription": {"text": about},
        "help": {"text": HELP.replace("`", ""), "markdown": HELP},
        "defaultConfiguration": {"level": level},
    }


def _lint_rule(rule: Rule) -> Fields:
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.about},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": "warning"},
    }


def _states(told: Told) -> Iterator[Fields]:
    for state in told.states:
        headline = _told_as(state)
        if headline is None:
            continue
        place = told.places.get(state.promise.id)
        yield {
            "ruleId": _rule_id(headline),
            "level": "error" if told.needs_person(state) and headline is Headline.CANNOT_TELL else STATES[headline][0],
            "message": {"text": _plain(paragraph(state, told.language))},
            **_where(place, told),
            "partialFingerprints": {"makegoodPromise/v1": f"{_rule_id(headline)}:{state.promise.id}"},
            "properties": _numbers(state),
        }


def _told_as(state: PromiseState) -> Headline | None:
    """What is wrong with it; older news of a broken period stand, also when newer data are missing."""
    if state.headline is Headline.CANNOT_TELL:
        return Headline.BROKEN if state.needs_person else Headline.CANNOT_TELL
    if state.headline is Headline.KEPT:
        return None
    return state.headline


def _numbers(state: PromiseState) -> Fields:
    verdict = state.verdict
    counted = {"period": verdict.period.name, "n": verdict.n, "kept": verdict.kept} if verdict else {}
    return {"promise": state.promise.id, "objective": state.objective, **counted}


def _findings(told: Told) -> Iterator[Fields]:
    for place, finding in told.findings:
        yield {
            "ruleId": finding.code,
            "level": "warning",
            "message": {"text": _plain(f"{finding.what}. Fix: {finding.fix}")},
            **_where(place, told),
        }


def _where(place: Place | None, told: Told) -> Fields:
    if place is None:
        return {}
    region = {"startLine": place.line, **({"startColumn": place.column} if place.column else {})} if place.line else {}
    physical: Fields = {"artifactLocation": {"uri": _uri(place.file, told.project.folder), "uriBaseId": "%SRCROOT%"}}
    return {"locations": [{"physicalLocation": physical | ({"region": region} if region else {})}]}


def _plain(text: str) -> str:
    """Square brackets would begin a link (3.11.6)."""
    return text.replace("[", "\\[").replace("]", "\\]")


def _uri(file: str, folder: Path) -> str:
    """Seen from where the command was run when the folder was named from there, else from the folder."""
    below = not folder.is_absolute() and ".." not in folder.parts
    return quote((PurePosixPath(folder.as_posix()) / file if below else PurePosixPath(file)).as_posix())
