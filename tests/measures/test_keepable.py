"""The promise you can keep: against a search event by event, in every order, and by simulation."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.keepable import simulate_times, true_limit
from makegood.measures.clock import Clock
from makegood.measures.counts import day_number
from makegood.measures.interval import effective, effective_columns, lowest_columns, wilson
from makegood.measures.keepable import begin_of_window, count, find
from makegood.measures.time_to_keep import LATER, Scale, Times
from makegood.model import Now, Pace, Why
from makegood.written import Amount, Duration, Keep
from tests.measures.frames import PROJECT
from tests.measures.keepable_by_hand import Event, last_28_days, tightest

AS_OF = datetime(2026, 3, 31, 12, tzinfo=UTC)
TERMS = Keep("orders", 0.9, within=Duration(2, "days"))
STEADY = Now(Pace.HOLDING)
CLOCK = Clock.at(AS_OF, PROJECT)


def as_times(events: list[Event], terms: Keep = TERMS) -> Times:
    names = tuple(sorted({event.unit for event in events})) or ("",)
    scale = Scale.of(terms)
    rows = [
        (day_number(e.start), names.index(e.unit), min(e.age, scale.most), LATER if e.time is None else e.time, 1)
        for e in events
    ]
    start, unit, age, time, n = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    return Times(start, unit, age, time, n, scale, names)


def drawn_events(n: int, chances: list[float], days: int = 60, seed: int = 1, units: int = 1) -> list[Event]:
    """Events on the days before AS_OF; the chance of each number of steps, and the rest never done."""
    rng = np.random.default_rng(seed)
    steps = rng.choice(len(chances) + 1, n, p=[*chances, 1 - sum(chances)])
    found = []
    for i, step in enumerate(steps.tolist()):
        age = i % days
        took = step if step < len(chances) and step <= age else None
        found.append(Event(AS_OF.date() - timedelta(days=age + 1), f"shop {i % units}", age, took))
    return found


def kept(events: list[Event], terms: Keep = TERMS, now: Now = STEADY):
    return find(as_times(events, terms), terms, CLOCK, now, "month")


def test_the_shortest_deadline_that_holds_is_found():
    found = kept(drawn_events(6000, [0, 0.55, 0.25, 0.15, 0.02]))
    assert (found.limit.value, found.limit.usual, found.limit.why) == (3.0, 1.0, None)
    assert found.limit.estimate.low >= 0.9


def test_the_number_at_a_limit_is_what_a_verdict_would_say():
    events = drawn_events(3000, [0, 0.5, 0.45], units=5)
    number = kept(events).limit.estimate
    due = [event for event in events if event.age >= 2]
    n_eff = []
    for name in ("start", "unit"):
        clusters = {}
        for event in due:
            n, done = clusters.get(getattr(event, name), (0, 0))
            clusters[getattr(event, name)] = (n + 1, done + (event.time is not None))
        n_eff.append(effective(list(clusters.values())))
    assert number.n == len(due)
    assert number.n_eff == pytest.approx(min(n_eff))
    assert (number.low, number.high) == pytest.approx(wilson(number.value, min(n_eff)))


def test_without_an_event_there_is_no_promise_and_a_reason():
    found = kept([])
    assert (found.limit.value, found.limit.why, found.limit.estimate.why_empty) == (
        None, Why.NONE_DUE, Why.FEW_EVENTS,
    )  # fmt: skip
    assert (found.half.value, found.by_unit, found.by_season, found.recent) == (None, (), (), None)


def test_one_event_is_too_few_and_so_are_29_for_how_long_it_takes():
    assert kept(drawn_events(1, [0, 1.0])).limit.why is Why.FEW_EVENTS
    assert kept(drawn_events(29, [0, 1.0])).half.value is None
    assert kept(drawn_events(30, [0, 1.0])).half.value == 1.0


def test_when_many_are_never_done_no_deadline_holds():
    assert kept(drawn_events(6000, [0, 0.5])).limit.why is Why.OUT_OF_REACH


def test_when_the_share_stays_near_the_objective_it_cannot_be_told():
    assert kept(drawn_events(600, [0, 0.9])).limit.why is Why.STRADDLES


def test_when_all_are_done_at_once_the_tightest_limit_holds():
    assert kept(drawn_events(600, [1.0])).limit.value == 0.0


def test_a_slip_makes_the_promise_looser_at_once():
    """For a year two days held; in the last week only three do."""
    events = drawn_events(12_000, [0, 0.5, 0.49], days=300)
    slip = AS_OF.date() - timedelta(days=8)
    late = [replace(e, time=3 if e.age >= 3 else None) if e.start >= slip and e.time == 2 else e for e in events]
    now = Now(Pace.SLIPPING, since=slip)
    assert (kept(events).limit.value, kept(late, now=now).limit.value) == (2.0, 3.0)
    assert kept(late, now=now).recent[0] == slip


def test_a_season_has_its_own_limit():
    march = [Event(date(2026, 3, day), "", 30 - day, 3) for day in range(1, 28) for _ in range(20)]
    february = [Event(date(2026, 2, day), "", 58 - day, 1) for day in range(1, 29) for _ in range(20)]
    found = kept([*march, *february])
    assert {period.name: limit.value for period, limit in found.by_season} == {"2026-02": 1.0, "2026-03": 3.0}


def test_a_unit_with_few_events_says_so():
    events = [*drawn_events(600, [0, 1.0]), *[replace(e, unit="small") for e in drawn_events(99, [0, 1.0])]]
    units = dict(kept(events).by_unit)
    assert (units["shop 0"].value, units["small"].value, units["small"].why) == (1.0, None, Why.FEW_EVENTS)


def test_an_amount_has_a_limit_that_can_be_kept_too():
    terms = Keep("calls", 0.9, amount=Amount("waited", "broken", at_most=180))
    steps = [20] * 10 + [21] * 9 + [None]
    events = [replace(e, age=180, time=steps[i % 20]) for i, e in enumerate(drawn_events(3000, [1.0], days=61))]
    found = kept(events, terms)
    assert (found.unit, found.limit.value) == (None, 210.0)


def test_the_window_holds_each_season_once():
    assert begin_of_window(date(2026, 3, 16), "month") == date(2025, 3, 1)
    assert begin_of_window(date(2024, 2, 29), "year") == date(2023, 1, 1)


ROWS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 6) | st.none(), st.integers(0, 4), st.integers(1, 40)),
    min_size=4, max_size=40,
)  # fmt: skip


def spread(rows) -> list[Event]:
    return [
        Event(
            AS_OF.date() - timedelta(days=age + 1), f"shop {unit}", age, time if time is None or time <= age else None
        )
        for age, time, unit, n in rows
        for _ in range(n)
    ]


@settings(max_examples=40)
@given(ROWS, st.sampled_from([0.5, 0.8, 0.95]))
def test_whatever_the_events_the_limit_is_that_of_the_search_event_by_event(rows, objective):
    events, terms = spread(rows), Keep("orders", objective, within=Duration(2, "days"))
    expected = tightest(events, objective, 30, last_28_days(CLOCK.known_until))
    assert kept(events, terms).limit.value == expected


@settings(max_examples=25)
@given(ROWS, st.randoms())
def test_the_order_of_rows_changes_nothing(rows, random):
    events = spread(rows)
    assert kept(random.sample(events, len(events))) == kept(events)


@settings(max_examples=25)
@given(ROWS)
def test_a_longer_limit_never_keeps_fewer_of_the_same_events(rows):
    times = as_times([replace(event, age=30) for event in spread(rows)])
    shares = count(times, TERMS)
    assert (np.diff(shares.kept) >= 0).all()
    assert (shares.n == shares.n[0]).all()


@settings(max_examples=25)
@given(ROWS, st.sampled_from([0.5, 0.8]))
def test_a_higher_objective_never_allows_a_tighter_promise(rows, objective):
    events = spread(rows)
    lower, higher = (
        kept(events, Keep("orders", of, within=Duration(2, "days"))).limit.value for of in (objective, objective + 0.1)
    )
    assert higher is None or (lower is not None and lower <= higher)


@settings(max_examples=40)
@given(
    st.lists(st.lists(st.tuples(st.integers(1, 50), st.floats(0, 1)), min_size=2, max_size=6), min_size=1, max_size=4)
)
def test_many_columns_at_once_say_what_one_by_one_say(columns):
    rows = max(len(column) for column in columns)
    n, done = np.zeros((rows, len(columns)), np.int64), np.zeros((rows, len(columns)), np.int64)
    for at, column in enumerate(columns):
        for row, (size, share) in enumerate(column):
            n[row, at], done[row, at] = size, int(size * share)
    n_eff, clusters = effective_columns(n, done)
    for at, column in enumerate(columns):
        pairs = list(zip(n[: len(column), at].tolist(), done[: len(column), at].tolist(), strict=True))
        assert n_eff[at] == pytest.approx(effective(pairs))
        assert clusters[at] == len(column)
    share = done.sum(axis=0) / n.sum(axis=0)
    lows = [wilson(float(p), float(m))[0] for p, m in zip(share, n_eff, strict=True)]
    assert lowest_columns(share, n_eff) == pytest.approx(lows)


def test_the_promise_found_holds_in_truth_in_95_of_100_draws():
    """As the page claims; the limit below the true one is kept nearly at the objective: the hardest case."""
    rng = np.random.default_rng(5)
    chosen = [
        find(simulate_times(rng, 40, 120), Keep("orders", 0.95, within=Duration(2, "days")), CLOCK, STEADY, "year")
        for _ in range(150)
    ]
    limits = [found.limit.value for found in chosen]
    told = [limit for limit in limits if limit is not None]
    assert len(told) >= 120
    assert np.mean([limit >= true_limit(0.95) for limit in told]) >= 0.95
