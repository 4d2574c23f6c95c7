"""The figures that the page of kept_rate claims, on a small simulation; `make bench` prints them all."""

from datetime import date

import numpy as np
import pytest

from bench.verdicts import Tally, first_alarm, plain_wilson, simulate, tally, verdict
from makegood.measures.verdict import period_of

MARCH = period_of(date(2026, 3, 1), "month")


def verdicts(objective: float, share: float, a_day: int, times: int = 400) -> tuple[Tally, Tally]:
    rng = np.random.default_rng(11)
    drawn = [simulate(share, a_day, 31, rng) for _ in range(times)]
    ours = tally([verdict(kept, a_day, objective, MARCH) for kept in drawn])
    return ours, tally([plain_wilson(kept, a_day, objective) for kept in drawn])


@pytest.mark.parametrize(("objective", "a_day"), [(0.8, 100), (0.95, 20), (0.95, 100), (0.99, 100)])
def test_at_exactly_the_objective_a_verdict_is_seldom_wrong_on_either_side(objective, a_day):
    ours, _ = verdicts(objective, objective, a_day)
    assert max(ours.kept, ours.broken) <= 0.06  # .05, and what 400 draws add by chance


def test_the_usual_interval_is_wrong_more_than_twice_as_often():
    ours, plain = verdicts(0.95, 0.95, 100)
    assert plain.kept + plain.broken > 2 * (ours.kept + ours.broken)


def test_a_hundred_a_day_tell_a_good_month_from_a_bad_one():
    assert verdicts(0.95, 0.97, 100)[0].kept >= 0.78
    assert verdicts(0.95, 0.93, 100)[0].broken >= 0.74
    assert verdicts(0.95, 0.90, 100)[0].broken >= 0.99


def test_a_kept_promise_raises_no_alarm_in_a_year_and_a_slip_is_seen_in_weeks():
    rng = np.random.default_rng(12)
    years = [first_alarm(simulate(0.97, 100, 365, rng), 100, 0.95) for _ in range(40)]
    assert years == [None] * 40
    delays = [first_alarm(simulate(0.90, 100, 200, rng), 100, 0.95) for _ in range(40)]
    assert np.mean(delays) <= 16
