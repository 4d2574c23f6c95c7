"""The document for machines: as its schema says, and as its page says."""

import json
import re
from dataclasses import replace
from datetime import UTC, date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from makegood.model import Count, Headline, Now, OtherDate, Pace, State, Why
from makegood.project import Project
from makegood.report.json import document, schema
from makegood.written import Said
from tests.made_states import (
    AS_OF,
    BROKEN_MARCH,
    MAY,
    SLIPPING,
    UNCLEAR_MARCH,
    broken,
    estimate,
    keepable,
    kept,
    promise,
    slipping,
    state,
    unclear,
    units,
    verdict,
    weeks,
    with_keep,
)
from tests.made_talk import FEW, TALK

DOCS = Path(__file__).resolve().parents[2] / "docs" / "check-json.md"
PROJECT = Project(organisation="Nordlys Cykler")


def full_state():
    given = broken(
        now=SLIPPING,
        closed=(replace(BROKEN_MARCH, backfilled=True, correction=(3392, 2987), state_today=State.CANNOT_TELL),),
        running=verdict(State.CANNOT_TELL, 40, 45, 0.7, 0.98, period=MAY, closed_on=None, correction=(46, 41)),
        count=Count(3000, 390, 27, 12, 3, (("order_status=cancelled", 14),)),
        units=units(("Vejle", 70, 90, True, False), ("Als", 1, 1, None, False)),
        weeks=weeks(0.9, 0.8),
        whole=estimate(3000, 3390, 0.87, 0.9),
        known_by=date(2026, 8, 20),
        unreadable=(14, 9000),
        waiting=38,
        other_date=OtherDate("first_due_at", 212, 3390, 2101),
        keepable=keepable(),
    )
    said = (Said(where="ad", since=date(2025, 1, 1), by="marketing", until=date(2026, 2, 28)),)
    return replace(given, promise=promise(said=said))


STATES = (
    full_state(),
    kept(),
    slipping(),
    unclear(Why.STRADDLES, UNCLEAR_MARCH),
    with_keep(unclear(Why.NO_KEEP, as_of=None, objective=None, newest=None), None),
    *[unclear(why) for why in Why],
)


def paths(value, at=""):
    """Every field of a document, as the page names it: verdicts and estimates by their own names."""
    if isinstance(value, list):
        for each in value:
            yield from paths(each, at + "[]")
    elif isinstance(value, dict):
        for name, each in value.items():
            here = f"{at}.{name}" if at else name
            if here in ("promises[].says", "said.topics[].names"):
                yield here
                continue
            yield here
            inside = {"closed": "verdict", "running": "verdict", "estimate": "estimate", "whole": "estimate"}.get(
                name, here
            )
            for item in each if name == "closed" else [each]:
                yield from paths(item, inside)


def documented():
    return set(re.findall(r"^\| `([a-z0-9_.\[\]]+)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE))


def described(part, at=""):
    for name, each in part.get("properties", {}).items():
        here = f"{at}.{name}" if at else name
        yield here, each
        yield from described(each, here)
        yield from described(each.get("items", {}), here + "[]")


def all_described():
    whole = schema()
    parts = [("", whole), *[(name, part) for name, part in whole["$defs"].items()]]
    return [field for name, part in parts for field in described(part, name)]


def validator():
    return Draft202012Validator(schema(), format_checker=FormatChecker())


def test_the_schema_is_itself_valid():
    Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_kind_of_state_makes_a_valid_document():
    made = document(PROJECT, STATES, AS_OF)
    assert [error.message for error in validator().iter_errors(json.loads(json.dumps(made)))] == []


def test_a_document_without_promises_is_valid():
    made = document(PROJECT, (), None)
    validator().validate(made)
    assert made["overview"] == {"promises": 0, "kept": 0, "slipping": 0, "broken": 0, "cannot_tell": 0}


def test_the_schema_refuses_what_it_does_not_know():
    made = document(PROJECT, STATES, AS_OF)
    assert not validator().is_valid({**made, "more": 1})
    assert not validator().is_valid({name: value for name, value in made.items() if name != "as_of"})
    made["promises"][0]["closed"][0]["closed_on"] = "5 May"
    assert not validator().is_valid(made)


def test_every_field_stands_in_the_docs_and_the_docs_name_no_other():
    shown = set(paths(document(PROJECT, STATES, AS_OF, said=TALK)))
    assert shown - documented() == set()
    assert documented() - shown == set()


def test_every_field_of_the_schema_is_described_and_stands_in_the_docs():
    fields = all_described()
    assert [name for name, part in fields if not part.get("description", "").strip()] == []
    assert {name for name, _ in fields} == documented()


def test_the_docs_say_what_the_schema_says():
    page = DOCS.read_text(encoding="utf-8")
    missing = [
        name
        for name, part in all_described()
        if not re.search(rf"^\| `{re.escape(name)}` \| .* \| {re.escape(part['description'])} \|$", page, re.MULTILINE)
    ]
    assert missing == []


def test_every_word_of_the_model_is_allowed():
    enums = {name: set(part["enum"]) - {None} for name, part in all_described() if "enum" in part}
    assert enums["promises[].headline"] == set(map(str, Headline))
    assert enums["promises[].why"] == enums["verdict.why"] == set(map(str, Why))
    assert enums["promises[].now.pace"] == set(map(str, Pace))
    assert enums["estimate.why_empty"] == set(map(str, Why))
    assert enums["verdict.state"] == enums["verdict.state_today"] == set(map(str, State))
    assert [why for why in Why if f"`{why}`" not in DOCS.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), -float("inf")])
def test_a_number_that_is_not_finite_is_null(odd):
    bad = estimate(9, 10, 0.5, 1.0, n_eff=odd, value=odd)
    given = state(Headline.KEPT, now=Now(Pace.HOLDING, evidence=odd), whole=bad)
    made = document(PROJECT, (given,), AS_OF)
    text = json.dumps(made, allow_nan=False)
    assert '"evidence": null' in text
    assert (made["promises"][0]["whole"]["value"], made["promises"][0]["whole"]["n_eff"]) == (None, None)
    validator().validate(made)


def test_what_can_be_promised_stands_with_its_share_and_who_has_too_few():
    told = document(PROJECT, (kept(keepable=keepable()), kept()), AS_OF)["promises"]
    assert told[1]["keepable"] is None
    whole = told[0]["keepable"]
    assert (whole["unit"], whole["limit"], whole["usual"], whole["estimate"]["low"]) == (
        "business days",
        3.0,
        2.0,
        0.965,
    )
    assert whole["recent"] == {"since": "2026-04-07", "n": 400, "kept": 388}
    assert [(row["unit"], row["limit"], row["why"]) for row in whole["by_unit"]] == [
        ("Aarhus", 2.0, None),
        ("Als", None, "few-events"),
    ]
    assert [(row["period"], row["limit"]) for row in whole["by_season"]] == [("2026-03", 2.0), ("2026-04", 4.0)]


def test_what_customers_talk_about_stands_beside_the_promises():
    made = document(PROJECT, (kept(),), AS_OF, said=TALK)
    validator().validate(made)
    assert made["said"]["topics"][0] == {
        "theme": "delivery_time",
        "names": {"da": "leveringstid", "en": "delivery time"},
        "touchpoint": "levering",
        "voices": 212,
        "negative": 160,
        "neutral": 12,
        "positive": 40,
        "before": 180,
    }
    few = document(PROJECT, (kept(),), AS_OF, said=FEW)
    validator().validate(few)
    assert (few["said"]["topics"], few["said"]["why"]) == ([], "few-events")
    assert document(PROJECT, (kept(),), AS_OF)["said"] is None


def test_days_and_times_are_iso():
    made = document(PROJECT, (full_state(),), AS_OF)["promises"][0]
    assert made["now"]["since"] == "2026-04-07"
    assert made["as_of"] == AS_OF.astimezone(UTC).isoformat() == "2026-05-10T12:00:00+00:00"
    assert made["closed"][0]["frozen_at"] == "2026-05-05T05:00:00+00:00"


def test_times_are_in_utc_whatever_zone_they_come_in():
    local = AS_OF.astimezone(ZoneInfo("Europe/Copenhagen"))
    assert document(PROJECT, (kept(as_of=local),)) == document(PROJECT, (kept(),))


def test_the_whole_is_true_at_the_time_given_or_else_at_the_newest_of_the_states():
    older = kept(as_of=AS_OF.replace(day=1))
    assert document(PROJECT, (older, kept(), STATES[4]))["as_of"] == AS_OF.isoformat()
    assert document(PROJECT, (kept(),), older.as_of)["as_of"] == older.as_of.isoformat()


def test_the_overview_counts_every_state():
    overview = document(PROJECT, STATES, AS_OF)["overview"]
    assert overview["promises"] == len(STATES) == sum(n for name, n in overview.items() if name != "promises")


def test_promises_stand_in_the_order_given():
    states = [replace(kept(), promise=promise(id=name)) for name in ("b", "a", "c")]
    assert [each["promise"] for each in document(PROJECT, states, AS_OF)["promises"]] == ["b", "a", "c"]
