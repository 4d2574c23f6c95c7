"""The verdict on a closed period is careful, and says what it would take when it cannot tell."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.measures.clock import Clock
from makegood.measures.counts import Counts
from makegood.measures.verdict import choose_over, estimate, find_period, judge, period_of, periods_between
from makegood.model import State, Why
from makegood.project import Project
from makegood.written import Keep

MARCH = period_of(date(2026, 3, 9), "month")
TERMS = Keep("orders", 0.95, by="due_at")


def clock(day=date(2026, 4, 10)):
    return Clock.at(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), Project(organisation="Test"))


def march(kept, n=100, units=("",), days=31):
    return Counts.of(
        (date(2026, 3, 1) + timedelta(days=i), unit, n, kept + i % 2) for i in range(days) for unit in units
    )


@pytest.mark.parametrize(("kept", "state"), [(98, "kept"), (94, "cannot tell"), (90, "broken")])
def test_a_closed_month_is_kept_broken_or_cannot_be_told(kept, state):
    assert judge(march(kept), MARCH, 0.95, TERMS, clock()).state.value == state


def test_an_interval_that_holds_the_objective_says_so():
    assert judge(march(94), MARCH, 0.95, TERMS, clock()).why is Why.STRADDLES


@pytest.mark.parametrize(("day", "closed_on"), [(date(2026, 4, 3), None), (date(2026, 4, 4), date(2026, 4, 4))])
def test_a_period_closes_when_three_days_have_passed_after_its_last(day, closed_on):
    assert judge(march(98), MARCH, 0.95, TERMS, clock(day)).closed_on == closed_on


def test_a_running_period_has_a_count_and_no_verdict():
    running = judge(march(98), MARCH, 0.95, TERMS, clock(date(2026, 3, 20)))
    assert (running.state, running.why, running.n) == (State.CANNOT_TELL, Why.NO_PERIOD, 3100)


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        (march(1, n=1, days=20), Why.FEW_EVENTS),
        (march(90, days=3), Why.FEW_DAYS),
        (march(2, n=3, days=20), Why.FEW_EVENTS),
        (Counts.of((date(2026, 3, 1 + i), "", 100, 100 if i % 2 else 30) for i in range(28)), Why.FEW_EFFECTIVE),
        (Counts.of([]), Why.FEW_EVENTS),
    ],
)
def test_too_little_evidence_is_a_verdict_of_its_own(counts, why):
    verdict = judge(counts, MARCH, 0.95, TERMS, clock())
    assert (verdict.state, verdict.why) == (State.CANNOT_TELL, why)


def test_rows_that_cannot_be_read_leave_nothing_told():
    verdict = judge(march(98), MARCH, 0.95, TERMS, clock(), unreadable=True)
    assert (verdict.state, verdict.why) == (State.CANNOT_TELL, Why.UNREADABLE)


def test_units_that_differ_widen_the_interval_and_days_alone_do_not_see_it():
    shares = {"A": 100, "B": 99, "C": 98, "D": 85, "E": 99}
    days = [date(2026, 3, 1) + timedelta(days=i) for i in range(31)]
    counts = Counts.of((day, unit, 100, kept) for day in days for unit, kept in shares.items())
    both = estimate(counts, (MARCH.first, MARCH.last), TERMS, clock())
    by_day = estimate(counts, (MARCH.first, MARCH.last), Keep("o", 0.95, by="due_at", cluster=("day",)), clock())
    assert both.n_eff < by_day.n_eff
    assert (both.clusters, by_day.clusters) == (5, 31)


@pytest.mark.parametrize(("a_day", "over"), [(100, "month"), (2, "quarter"), (1, "year")])
def test_the_period_is_the_shortest_with_enough_evidence(a_day, over):
    days = [(date(2025, 1, 1) + timedelta(days=i), "", a_day, a_day - (i % 9 == 0)) for i in range(365)]
    assert choose_over(Counts.of(days), TERMS) == over


def test_periods_follow_each_other_without_a_gap():
    names = [p.name for p in periods_between(date(2025, 11, 30), date(2026, 4, 1), "quarter")]
    assert names == ["2025-Q4", "2026-Q1", "2026-Q2"]
    assert period_of(date(2024, 2, 5), "month").last == date(2024, 2, 29)


ROWS = st.lists(
    st.tuples(st.dates(date(2026, 3, 1), date(2026, 3, 31)), st.sampled_from("ABCDEF"), st.integers(1, 40)),
    min_size=1,
    max_size=60,
).flatmap(lambda rows: st.tuples(st.just(rows), st.tuples(*(st.integers(0, n) for _, _, n in rows))))


@given(ROWS)
def test_one_more_kept_event_never_lowers_the_share(rows):
    listed = [(day, unit, n, kept) for (day, unit, n), kept in zip(*rows, strict=True)]
    day, unit, n, kept = listed[0]
    more = [(day, unit, n + 1, kept + 1), *listed[1:]]
    window = (MARCH.first, MARCH.last)
    before, after = (estimate(Counts.of(r), window, TERMS, clock()).value for r in (listed, more))
    assert before is None or after >= before


@given(ROWS, st.randoms())
def test_the_order_of_rows_changes_nothing(rows, random):
    listed = [(day, unit, n, kept) for (day, unit, n), kept in zip(*rows, strict=True)]
    shuffled = random.sample(listed, len(listed))
    first, second = (judge(Counts.of(r), MARCH, 0.95, TERMS, clock()) for r in (listed, shuffled))
    assert (first.state, first.estimate.n_eff) == (second.state, pytest.approx(second.estimate.n_eff))


@given(st.dates(), st.sampled_from(["month", "quarter", "year"]))
def test_a_period_is_found_again_by_its_name(day, over):
    period = period_of(day, over)
    assert find_period(period.name) == (period if day.year >= 1000 else None)


@pytest.mark.parametrize(
    "name", ["", "Q1", "2026-Q5", "2026-Q0", "2026-13", "2026-00", "2026-3", "0000", "2026-Q1 ", "２０２６"]
)
def test_any_other_name_is_no_period(name):
    assert find_period(name) is None
