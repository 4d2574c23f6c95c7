"""Kaplan-Meier and log-rank against textbook numbers and by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.measures.survival import kaplan_meier, log_rank

# Freireich et al. (1963), Blood 21:699-716: weeks in remission of acute leukaemia; a plus: still in remission.
SIX_MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"


def counted(times: str) -> tuple[np.ndarray, np.ndarray]:
    done, opened = np.zeros(36, np.int64), np.zeros(36, np.int64)
    for time in times.split():
        (opened if time.endswith("+") else done)[int(time.rstrip("+"))] += 1
    return done, opened


def test_the_curve_of_6_mp_is_that_of_the_textbooks():
    curve = kaplan_meier(*counted(SIX_MP))
    assert [round(curve.share[week], 4) for week in (6, 7, 10, 13, 16, 22, 23)] == [
        0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482,
    ]  # fmt: skip
    assert curve.at_risk[[6, 7, 10, 13, 16, 22, 23]].tolist() == [21, 17, 15, 12, 11, 7, 6]


def test_the_interval_of_6_mp_is_that_of_other_programs():
    """As R's survfit prints it with conf.type = "log-log"."""
    curve = kaplan_meier(*counted(SIX_MP))
    ends = [(round(curve.low[week], 3), round(curve.high[week], 3)) for week in (6, 7, 10, 13, 16, 22, 23)]
    assert ends == [
        (0.620, 0.952), (0.563, 0.923), (0.503, 0.889), (0.432, 0.849), (0.368, 0.805), (0.268, 0.747), (0.188, 0.680),
    ]  # fmt: skip


def test_half_of_those_on_placebo_relapsed_within_8_weeks_and_on_6_mp_within_23():
    assert kaplan_meier(*counted(PLACEBO)).quantile(0.5) == (8, 4, 11)
    assert kaplan_meier(*counted(SIX_MP)).quantile(0.5) == (23, 13, None)


def test_the_log_rank_of_6_mp_against_placebo_is_16_79():
    chi2, chance = log_rank([counted(SIX_MP), counted(PLACEBO)])
    assert round(chi2, 2) == 16.79
    assert chance == pytest.approx(4.17e-5, rel=0.01)


def test_a_group_beside_its_own_double_takes_equally_long():
    chi2, chance = log_rank([counted(SIX_MP)] * 3)
    assert (round(chi2, 9), round(chance, 6)) == (0.0, 1.0)


def test_when_none_is_open_the_curve_is_the_plain_share():
    curve = kaplan_meier(np.array([0, 3, 1, 0]), np.zeros(4, np.int64))
    assert curve.share.tolist() == [1.0, 0.25, 0.0, 0.0]
    assert curve.quantile(0.5)[0] == 1


def test_when_all_are_open_nothing_is_done_and_no_quantile_is_reached():
    curve = kaplan_meier(np.zeros(3, np.int64), np.array([2, 3, 4]))
    assert curve.share.tolist() == [1.0, 1.0, 1.0]
    assert curve.quantile(0.5) == (None, None, None)


def test_one_event_is_done_when_it_is_done():
    curve = kaplan_meier(np.array([0, 1]), np.array([0, 0]))
    assert (curve.share.tolist(), curve.quantile(0.9)) == ([1.0, 0.0], (1, 1, 1))


def test_no_events_give_a_curve_that_says_nothing():
    curve = kaplan_meier(np.zeros(3, np.int64), np.zeros(3, np.int64))
    assert (curve.share.tolist(), curve.at_risk.tolist()) == ([1.0] * 3, [0] * 3)


COUNTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=20)


@given(COUNTS)
def test_the_curve_never_rises_and_lies_in_its_interval(rows: list[tuple[int, int]]):
    curve = kaplan_meier(*np.array(rows, np.int64).T)
    assert (np.diff(curve.share) <= 0).all()
    assert ((curve.low <= curve.share + 1e-12) & (curve.share <= curve.high + 1e-12)).all()
    assert ((curve.low >= 0) & (curve.high <= 1)).all()


@given(COUNTS)
def test_events_that_are_alike_give_a_wider_interval_of_the_same_share(rows: list[tuple[int, int]]):
    done, opened = np.array(rows, np.int64).T
    plain, alike = kaplan_meier(done, opened), kaplan_meier(done, opened, np.full(len(done), 2.0))
    assert (alike.share == plain.share).all()
    assert (alike.low <= plain.low).all()
    assert (alike.high >= plain.high).all()


@given(COUNTS)
def test_all_twice_gives_the_same_share(rows: list[tuple[int, int]]):
    done, opened = np.array(rows, np.int64).T
    assert np.allclose(kaplan_meier(2 * done, 2 * opened).share, kaplan_meier(done, opened).share)
