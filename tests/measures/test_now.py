"""`now` finds a slip, stays quiet while the promise holds, and starts afresh when it is over."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.measures.now import STAKES, pool, watch
from makegood.model import Pace

START = date(2026, 1, 1)


def days_of(*runs, start=START):
    """(days, n, kept) runs as consecutive days."""
    rows = [(n, kept) for length, n, kept in runs for _ in range(length)]
    return [(start + timedelta(days=i), n, kept) for i, (n, kept) in enumerate(rows)]


def test_a_day_below_the_objective_bets_as_the_formula_says():
    """M_d = (M_{d-1}+1)(1+lam(p0-X_d)), averaged over lam = c/(1-p0); by hand for two days at p0 = .9."""
    days = days_of((30, 20, 18), (1, 20, 16))
    by_hand = sum(31 * (1 + c / 0.1 * (0.9 - 0.8)) for c in STAKES) / len(STAKES)
    assert watch(days, 0.9, alarm_every=10_000).evidence == pytest.approx(by_hand)


def test_a_slip_is_dated_to_its_first_bad_day():
    now = watch(days_of((60, 100, 98), (8, 100, 85)), 0.95)
    assert (now.pace, now.since) == (Pace.SLIPPING, START + timedelta(days=60))


def test_the_alarm_stays_until_the_share_since_the_slip_is_at_the_objective_again():
    slip = [(60, 100, 98), (8, 100, 85)]
    assert watch(days_of(*slip, (20, 100, 98)), 0.95).pace is Pace.SLIPPING
    assert watch(days_of(*slip, (28, 100, 98)), 0.95).pace is Pace.HOLDING


def test_after_the_alarm_the_watch_starts_afresh():
    first, second = [(60, 100, 98), (8, 100, 85), (40, 100, 98)], [(8, 100, 85)]
    now = watch(days_of(*first, *second), 0.95)
    assert now.since == START + timedelta(days=108)


@pytest.mark.parametrize(("length", "n"), [(2, 100), (40, 0), (5, 4)])
def test_too_few_days_or_events_say_too_little_yet(length, n):
    assert watch(days_of((length, n, n)), 0.95).pace is Pace.TOO_LITTLE


def test_no_days_at_all_say_too_little_yet():
    assert watch([], 0.95).pace is Pace.TOO_LITTLE


def test_an_objective_of_everything_holds_as_long_as_nothing_breaks():
    assert watch(days_of((800, 50, 50)), 1.0).pace is Pace.HOLDING
    broken = watch(days_of((100, 50, 50), (1, 50, 49)), 1.0)
    assert broken.since == START + timedelta(days=100)


def test_a_kept_promise_raises_no_alarm_in_a_year():
    rng = np.random.default_rng(1)
    for _ in range(20):
        shares = rng.beta(0.97 * 49, 0.03 * 49, 365)
        days = [(START + timedelta(days=i), 100, int(rng.binomial(100, p))) for i, p in enumerate(shares)]
        assert watch(days, 0.95).alarmed_on is None


def test_the_last_28_days_are_counted_beside_it():
    now = watch(days_of((60, 10, 9), (28, 10, 10)), 0.8)
    assert (now.n_28, now.kept_28) == (280, 280)


@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=60))
def test_pooling_loses_no_event_but_those_that_wait(rows):
    days = [(START + timedelta(days=i), n, min(n, x)) for i, (n, x) in enumerate(rows)]
    steps = pool(days)
    waiting = sum(n for _, n, _ in days) - sum(s.n for s in steps)
    assert 0 <= waiting < 10
    assert all(s.n >= 10 and s.first <= s.last for s in steps)
