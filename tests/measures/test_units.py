"""A unit is unlike the others only when chance would hardly ever show it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.measures.units import MANY, compare, fit

ALIKE = [(f"shop {i}", 300, 291 + i % 3) for i in range(11)]


def test_a_shop_far_below_the_others_is_unlike_them_and_the_others_are_not():
    states = compare([*ALIKE, ("shop x", 300, 230)])
    assert {s.unit for s in states if s.unlike} == {"shop x"}
    assert not next(s for s in states if s.unit == "shop x").better


def test_a_shop_far_above_the_others_is_unlike_them_in_the_good_way():
    low = [(name, n, kept - 90) for name, n, kept in ALIKE]
    chosen = next(s for s in compare([*low, ("shop x", 3000, 2990)]) if s.unlike)
    assert (chosen.unit, chosen.better) == ("shop x", True)


def test_few_units_or_few_events_say_nothing():
    assert [s.unlike for s in compare(ALIKE[:4])] == [None] * 4
    assert next(s for s in compare([*ALIKE, ("tiny", 5, 0)]) if s.unit == "tiny").unlike is None


def test_alike_units_are_called_unlike_less_than_once_in_a_hundred_times():
    rng = np.random.default_rng(2)
    wrong = 0
    for _ in range(300):
        share = rng.beta(0.95 * 49, 0.05 * 49, 12)
        n = rng.integers(100, 2000, 12)
        units = [(str(i), int(m), int(rng.binomial(m, p))) for i, (m, p) in enumerate(zip(n, share, strict=True))]
        wrong += any(state.unlike for state in compare(units))
    assert wrong <= 3


def test_moments_recover_the_share_and_the_correlation():
    rng = np.random.default_rng(3)
    n = np.full(4000, 200.0)
    kept = rng.binomial(200, rng.beta(0.9 * 49, 0.1 * 49, 4000)).astype(float)
    others = fit(n, kept)
    assert others.share == pytest.approx(0.9, abs=0.005)
    assert others.correlation == pytest.approx(0.02, abs=0.003)


def test_very_many_events_give_the_same_answer_by_the_shorter_way():
    scale = MANY // 300 + 1
    states = compare([(name, n * scale, kept * scale) for name, n, kept in [*ALIKE, ("shop x", 300, 230)]])
    assert {s.unit for s in states if s.unlike} == {"shop x"}


@settings(max_examples=30)
@given(st.permutations([*ALIKE, ("shop x", 300, 250)]))
def test_the_order_of_units_changes_nothing(units):
    assert [(s.unit, s.unlike) for s in compare(units)] == [
        (s.unit, s.unlike) for s in compare([*ALIKE, ("shop x", 300, 250)])
    ]
