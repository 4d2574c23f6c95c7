"""OpenSLO v1: the rules of its specification, and names that stay apart.

No package ships its schema; the rules for the objects we write are written out here from the specification.
"""

import re
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some
from ruamel.yaml import YAML

from makegood.model import Why
from makegood.report.openslo import make_name, write
from tests.made_states import AMOUNT, QUARTER, WITHIN, broken, kept, promise, unclear, verdict, with_keep
from tests.report.told import told

NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")  # RFC 1123
DURATION = re.compile(r"[1-9]\d*[mhdwMQY]")


def named(given, name, **changes):
    return replace(given, promise=promise(id=name, **changes))


def documents(text):
    found = list(YAML(typ="safe").load_all(text))
    services = {one["metadata"]["name"] for one in found if one["kind"] == "Service"}
    for one in found:
        check(one, services)
    names = [(one["kind"], one["metadata"]["name"]) for one in found]
    assert len(names) == len(set(names))
    return found


def check(one, services):
    """What the specification asks of a document."""
    assert set(one) == {"apiVersion", "kind", "metadata", "spec"}
    assert (one["apiVersion"], one["kind"] in ("SLO", "Service")) == ("openslo/v1", True)
    assert NAME.fullmatch(one["metadata"]["name"])
    assert len(one["spec"]["description"]) <= 1050
    if one["kind"] == "Service":
        return
    spec = one["spec"]
    assert set(spec) == {"description", "service", "indicator", "timeWindow", "budgetingMethod", "objectives"}
    assert spec["service"] in services
    assert spec["budgetingMethod"] in ("Occurrences", "Timeslices")
    (window,) = spec["timeWindow"]
    assert DURATION.fullmatch(window["duration"])
    assert window["isRolling"] is False
    datetime.strptime(window["calendar"]["startTime"], "%Y-%m-%d %H:%M:%S")
    assert ZoneInfo(window["calendar"]["timeZone"])
    assert NAME.fullmatch(spec["indicator"]["metadata"]["name"])
    ratio = spec["indicator"]["spec"]["ratioMetric"]
    assert set(ratio) == {"counter", "good", "total"}
    assert all(ratio[part]["metricSource"]["spec"]["query"] for part in ("good", "total"))
    assert all(0 <= objective["target"] < 1 for objective in spec["objectives"])
    assert all(re.fullmatch(r"([a-z0-9.-]+/)?[\w.-]{1,63}", key) for key in one["metadata"]["annotations"])


def test_a_promise_is_an_objective_of_its_touchpoint():
    service, slo = documents(write(told(named(broken(), "delivery-1-2-days"))))
    assert (service["kind"], service["metadata"]["name"]) == ("Service", "delivery")
    assert (slo["metadata"]["name"], slo["spec"]["service"]) == ("delivery-1-2-days", "delivery")
    assert slo["spec"]["description"] == "Levering på 1-2 hverdage / Delivery in 1-2 business days"
    assert slo["spec"]["objectives"] == [{"displayName": "kept", "target": 0.95}]
    ratio = slo["spec"]["indicator"]["spec"]["ratioMetric"]
    assert ratio["good"]["metricSource"] == {
        "type": "Prometheus",
        "spec": {"query": 'makegood_promise_events_total{promise="delivery-1-2-days",outcome="kept"}'},
    }


@pytest.mark.parametrize(
    ("over", "judged", "duration"),
    [(None, None, "1M"), (None, QUARTER, "1Q"), ("year", QUARTER, "1Y"), ("quarter", None, "1Q")],
)
def test_the_window_is_the_period_of_the_verdict(over, judged, duration):
    state = with_keep(
        kept(closed=(verdict("kept", 9, 9, period=judged),) if judged else ()), replace(WITHIN, over=over)
    )
    *_, slo = documents(write(told(state)))
    assert slo["spec"]["timeWindow"][0]["duration"] == duration
    assert slo["spec"]["timeWindow"][0]["calendar"] == {
        "startTime": "2024-01-01 00:00:00",
        "timeZone": "Europe/Copenhagen",
    }


def test_what_openslo_cannot_say_is_left_out_and_named():
    always = replace(kept(), promise=promise(replace(AMOUNT, of=1.0), id="always"))
    text = write(told(always, replace(unclear(Why.NO_KEEP), promise=promise(None, id="friendly"))))
    assert documents(text) == []
    assert text == (
        "# left out: always: its objective is 100 %, and OpenSLO's are below that\n"
        "# left out: friendly: it has no measurable form\n"
    )


@given(some.lists(some.text(min_size=1, max_size=80), min_size=2, max_size=5, unique=True))
def test_any_touchpoints_get_allowed_names_that_stay_apart(touchpoints):
    names = [make_name(text) for text in touchpoints]
    assert all(NAME.fullmatch(name) for name in names)
    assert len(set(names)) == len(names)


def test_a_long_name_of_a_promise_is_shortened():
    *_, slo = documents(write(told(named(kept(), "a" * 90 + "-"))))
    assert len(slo["metadata"]["name"]) == 63
    assert slo["metadata"]["annotations"]["makegood/promise"] == "a" * 90 + "-"
