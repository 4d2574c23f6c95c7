"""OpenMetrics: read by Prometheus's own parser; what is not known has no sample."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as some
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from makegood.model import Count, Headline, PromiseState, Why
from makegood.report.openmetrics import write
from tests.made_states import AS_OF, broken, kept, promise, slipping, unclear
from tests.report.told import told


def named(given, name, **changes):
    return replace(given, promise=promise(id=name, **changes))


def samples(text):
    """(name, labels) to value, of every sample that the parser finds."""
    families = list(text_string_to_metric_families(text))
    assert len({family.name for family in families}) == len(families)
    return {(s.name, tuple(sorted(s.labels.items()))): s.value for family in families for s in family.samples}


def of(found, name, **labels):
    return found.get((name, tuple(sorted(labels.items()))))


def test_counts_objective_and_interval_are_those_of_the_answer():
    found = samples(write(told(named(broken(), "a"))))
    assert of(found, "makegood_promise_events_total", promise="a", outcome="kept") == 2978
    assert of(found, "makegood_promise_events_total", promise="a", outcome="broken") == 412
    assert of(found, "makegood_promise_verdict_events", promise="a", period="2026-03", outcome="broken") == 412
    assert of(found, "makegood_promise_objective_ratio", promise="a") == 0.95
    assert of(found, "makegood_promise_kept_ratio", promise="a", period="2026-03") == 2978 / 3390
    assert of(found, "makegood_promise_kept_low_ratio", promise="a", period="2026-03") == 0.86
    assert of(found, "makegood_promise_kept_high_ratio", promise="a", period="2026-03") == 0.901
    assert of(found, "makegood_promise_as_of_timestamp_seconds", promise="a") == AS_OF.timestamp()


def test_exactly_one_state_is_on():
    given = {"a": broken(), "b": slipping(), "c": unclear(Why.STRADDLES), "d": kept()}
    found = samples(write(told(*(named(state, name) for name, state in given.items()))))
    for name, state in given.items():
        on = [
            dict(labels)["makegood_promise_state"]
            for (family, labels), value in found.items()
            if family == "makegood_promise_state" and ("promise", name) in labels and value == 1
        ]
        assert on == [str(state.headline)]


def test_every_name_that_has_a_unit_ends_in_it_and_the_text_ends_in_eof():
    text = write(told(broken(now=slipping().now, newest=date(2026, 5, 10))))
    units = {family.name: family.unit for family in text_string_to_metric_families(text)}
    assert {name for name, unit in units.items() if unit and not name.endswith(f"_{unit}")} == set()
    assert {unit for unit in units.values() if unit} == {"events", "ratio", "seconds"}
    assert text.endswith("\n# EOF\n")


def test_what_is_not_known_has_no_sample_and_never_a_zero():
    unread = PromiseState(promise(id="a"), Headline.CANNOT_TELL, Why.NO_DATA, None, Count(0, 0), None)
    found = samples(write(told(unread)))
    named = {name for name, labels in found if ("promise", "a") in labels}
    assert named == {"makegood_promise_info", "makegood_promise_state", "makegood_promise_now"}
    assert of(found, "makegood_promise_state", promise="a", makegood_promise_state="kept") == 0
    assert of(found, "makegood_promise_state", promise="a", makegood_promise_state="cannot tell") == 1


def test_the_newest_day_begins_at_midnight_in_the_organisations_zone():
    found = samples(write(told(named(kept(newest=date(2026, 5, 10)), "a"))))
    assert of(found, "makegood_promise_newest_day_timestamp_seconds", promise="a") == 1778364000


@given(some.text(max_size=30))
def test_any_words_in_a_label_come_back_as_they_were(text):
    found = samples(write(told(named(kept(), "a", touchpoint=text))))
    (labels,) = [dict(labels) for name, labels in found if name == "makegood_promise_info"]
    assert labels["touchpoint"] == text


def test_without_promises_only_the_version_is_told():
    assert {name for name, _ in samples(write(told()))} == {"makegood_build_info"}
