"""Known answers and properties of the interval under a kept-rate."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.measures.interval import design_effect, effective, wilson

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
CLUSTERS = st.lists(
    st.integers(1, 50).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), min_size=4, max_size=30
)


@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_newcombes_published_intervals(x, n, low, high):
    """Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3."""
    assert wilson(x / n, n) == pytest.approx((low, high), abs=5e-5)


def test_the_nhs_weeks_pool_to_the_published_share_and_widen_a_hundredfold():
    """Twenty weeks of the NHS four-hour promise (qicharts2 `nhs_accidents`): p .95290, deff 115, .9508-.9549."""
    path = SHARED / "known_answers" / "nhs_four_hour_weeks.csv"
    assert path.exists(), "the shared data are missing: this test reads ../shared/data/known_answers"
    with path.open(newline="") as file:
        weeks = [(int(row["n"]), int(row["r"])) for row in csv.DictReader(file)]
    n, kept = sum(w[0] for w in weeks), sum(w[1] for w in weeks)
    share = kept / n
    assert (n, round(share, 5)) == (5_587_970, 0.95290)
    assert round(design_effect(weeks)) == 115
    assert [round(end, 4) for end in wilson(share, n)] == [0.9527, 0.9531]
    assert [round(end, 4) for end in wilson(share, effective(weeks))] == [0.9508, 0.9549]


def test_all_kept_and_none_kept_reach_the_ends():
    assert wilson(1.0, 50)[1] == 1.0
    assert wilson(0.0, 50)[0] == 0.0


def test_clusters_that_differ_say_less():
    assert effective([(10, 1), (10, 9)] * 4) < effective([(10, 5)] * 8)


@given(CLUSTERS)
def test_clusters_never_say_more_than_their_events(clusters):
    assert 0 < effective(clusters) <= sum(n for n, _ in clusters)


@given(CLUSTERS)
def test_kept_and_broken_mirror_each_other(clusters):
    mirrored = [(n, n - x) for n, x in clusters]
    assert effective(mirrored) == pytest.approx(effective(clusters))


@given(CLUSTERS, st.randoms())
def test_the_order_of_clusters_changes_nothing(clusters, random):
    assert effective(random.sample(clusters, len(clusters))) == pytest.approx(effective(clusters))
