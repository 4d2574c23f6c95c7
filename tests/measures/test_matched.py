"""Two groups made alike: the difference that was planted is found, and its interval holds it as often as it says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.measures.matched import Cells, compare

LEVELS = [("unit", "weeks"), ("weeks",), ()]


def cells(rows: list[tuple[int, int, int, bool, float, float]], squares: list[float] | None = None) -> Cells:
    """From rows of (unit, weeks, day, broken, n, total); without squares the cases of a cell are all alike."""
    unit, weeks, day, broken, n, total = (np.array(column) for column in zip(*rows, strict=True))
    square = np.array(squares) if squares else total**2 / n
    keys = {"unit": unit.astype(np.int64), "weeks": weeks.astype(np.int64)}
    return Cells(keys, day.astype(np.int64), broken.astype(bool), n.astype(float), total.astype(float), square)


def drawn(seed: int, effect: float, days: int = 80) -> Cells:
    """Two seasons: in the second more is broken and stars are lower anyway; each day has a mood of its own."""
    chance, rows, squares = np.random.default_rng(seed), [], []
    for day in range(days):
        season, mood = int(day >= days // 2), chance.normal(0, 0.3)
        for unit in range(3):
            for broken in (False, True):
                n = int(chance.poisson((1.5 if season else 0.3) if broken else 5))
                if n:
                    stars = 4 - season - effect * broken - 0.5 * unit + mood + chance.normal(0, 1, n)
                    rows.append((unit, season, day, broken, n, float(stars.sum())))
                    squares.append(float((stars**2).sum()))
    return cells(rows, squares)


def test_a_difference_worked_out_by_hand():
    """Stratum 1: kept 4, broken 2. Stratum 2: kept 3, broken 2; as many broken in each: 1.5 on average."""
    rows = [(1, 0, d, False, 10, 40.0) for d in range(5)] + [(1, 0, d, True, 4, 8.0) for d in range(5)]
    rows += [(2, 0, d, False, 50, 150.0) for d in range(5)] + [(2, 0, d, True, 4, 8.0) for d in range(5)]
    found = compare(cells(rows), LEVELS)
    assert found is not None
    assert (found.broken.value, found.kept.value, found.difference.value) == (2.0, 3.5, -1.5)
    assert (found.broken.n, found.kept.n, found.unmatched, found.clusters) == (40, 300, 0, 5)
    assert found.matched_on == ("unit", "weeks")


def test_what_differed_beforehand_is_not_taken_for_the_effect():
    found = compare(drawn(1, 0.0), LEVELS)
    crude = compare(drawn(1, 0.0), [()])
    assert found is not None
    assert crude is not None
    assert found.difference.low < 0 < found.difference.high
    assert crude.difference.high < -0.2


def test_the_interval_holds_the_planted_difference_nineteen_times_in_twenty():
    """300 draws: a 95 % interval misses 15 times, give or take 4."""
    missed = 0
    for seed in range(300):
        found = compare(drawn(seed, 0.6), LEVELS)
        assert found is not None
        missed += not found.difference.low <= -0.6 <= found.difference.high
    assert missed <= 27


def test_cases_without_a_partner_are_counted_and_the_rest_matched_on_less_when_they_are_many():
    alike = [(1, 0, d, False, 10, 40.0) for d in range(8)] + [(1, 0, d, True, 5, 10.0) for d in range(8)]
    few, many = ([(2, 0, d, True, size, 2.0 * size) for d in range(2)] for size in (4, 40))
    found = compare(cells(alike + few), LEVELS)
    assert found is not None
    assert (found.matched_on, found.unmatched, found.difference.value) == (("unit", "weeks"), 8, -2.0)
    found = compare(cells(alike + many), LEVELS)
    assert found is not None
    assert (found.matched_on, found.unmatched) == (("weeks",), 0)


@pytest.mark.parametrize(
    "rows",
    [
        [(1, 0, d, False, 10, 40.0) for d in range(8)] + [(1, 0, 0, True, 29, 58.0)],
        [(1, 0, d, False, 20, 80.0) for d in range(3)] + [(1, 0, d, True, 20, 40.0) for d in range(3)],
    ],
    ids=["29 broken", "3 days"],
)
def test_too_little_gives_no_difference(rows):
    assert compare(cells(rows), LEVELS) is None


@given(st.permutations(range(40)), st.integers(1, 3))
def test_the_order_of_cells_and_how_they_are_cut_change_nothing(order, parts):
    rows = [(u, 0, d, b, 6.0, 6.0 * (u + b) + d % 3) for u in range(2) for d in range(10) for b in (False, True)]
    cut = [(u, w, d, b, n / parts, t / parts) for u, w, d, b, n, t in (rows[at] for at in order) for _ in range(parts)]
    one, other = compare(cells(rows), LEVELS), compare(cells(cut), LEVELS)
    assert one is not None
    assert other is not None
    for a, b in ((one.broken, other.broken), (one.kept, other.kept), (one.difference, other.difference)):
        assert (a.value, a.low, a.high) == pytest.approx((b.value, b.low, b.high))


def test_kept_and_broken_changed_for_each_other_turn_the_sign_where_all_strata_are_alike():
    rows = [(1, 0, d, b, 8, 8.0 * (2 + 2 * b) + d % 2) for d in range(9) for b in (False, True)]
    one = compare(cells(rows), LEVELS)
    other = compare(cells([(u, w, d, not b, n, t) for u, w, d, b, n, t in rows]), LEVELS)
    assert one is not None
    assert other is not None
    assert one.difference.value == -other.difference.value


def test_days_that_go_together_are_worth_fewer_cases_and_independent_ones_as_many():
    moods = compare(drawn(1, 0.6), LEVELS)
    assert moods is not None
    assert 0 < moods.kept.n_eff < moods.kept.n
    rows = [(1, 0, d, b, 8, 8.0 * b) for d in range(9) for b in (False, True)]
    alone = compare(cells(rows, [8.0 * b + 4 for _, _, _, b, _, _ in rows]), LEVELS)
    assert alone is not None
    assert alone.difference.n_eff == alone.difference.n
