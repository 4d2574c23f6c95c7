"""Counts and shares never look surer than they are."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.errors import MakegoodError
from makegood.words.numbers import needed_decimals, objective_share, part_of, share, share_between, share_range
from makegood.words.phrases import whole


@pytest.mark.parametrize(
    ("number", "da", "en"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1.000", "1,000"),
        (3390, "3.390", "3,390"),
        (-1200, "-1.200", "-1,200"),
    ],
)
def test_whole_numbers_have_their_thousands_apart(number, da, en):
    assert (whole(number, "da"), whole(number, "en")) == (da, en)


def test_a_count_is_said_of_its_whole():
    assert (part_of(88, 100, "da"), part_of(412, 3390, "en")) == ("88 af 100", "412 of 3,390")


@pytest.mark.parametrize(
    ("value", "da", "en"),
    [
        (0.0, "0 %", "0 %"),
        (1.0, "100 %", "100 %"),
        (0.12153, "12 %", "12 %"),
        (0.004, "under 1 %", "under 1 %"),
        (0.9999, "over 99 %", "over 99 %"),
        (0.995, "over 99 %", "over 99 %"),
        (0.994, "99 %", "99 %"),
        (0.005, "under 1 %", "under 1 %"),
        (0.006, "1 %", "1 %"),
    ],
)
def test_a_share_reads_as_none_or_all_only_when_it_is(value, da, en):
    assert (share(value, "da"), share(value, "en")) == (da, en)


def test_decimals_use_the_mark_of_the_language():
    assert (share(0.1215, "da", 1), share(0.1215, "en", 1)) == ("12,2 %", "12.2 %")
    assert (share(0.99999, "da", 1), share(0.0001, "en", 2)) == ("over 99,9 %", "0.01 %")


@pytest.mark.parametrize(
    ("ends", "da", "en"),
    [
        ((0.1215, 0.101, 0.142), "12 %, mellem 10 og 14", "12 %, between 10 and 14"),
        ((0.0, 0.0, 0.1611), "0 %, højst 16", "0 %, at most 16"),
        ((1.0, 0.8389, 1.0), "100 %, mindst 84", "100 %, at least 84"),
        ((0.9991, 0.982, 0.9999), "over 99 %, mindst 98", "over 99 %, at least 98"),
        ((0.5, 0.001, 0.999), "50 %, mellem 0 og 100", "50 %, between 0 and 100"),
    ],
)
def test_a_share_is_said_with_what_it_may_lie_between(ends, da, en):
    assert (share_between(*ends, "da"), share_between(*ends, "en")) == (da, en)


def test_a_range_is_said_from_end_to_end():
    assert share_range(0.667, 0.953, "da") == "fra 67 til 95 %"
    assert share_range(0.667, 0.9999, "en") == "from 67 to over 99 %"
    assert share_range(0.0001, 0.3, "en") == "from under 1 to 30 %"


@pytest.mark.parametrize(
    ("low", "high", "objective", "decimals"),
    [
        (0.86, 0.901, 0.95, 0),
        (0.93, 0.9482, 0.95, 1),  # in whole percents its end would be 95, and the verdict is broken
        (0.93, 0.9497, 0.95, 2),
        (0.9503, 0.97, 0.95, 0),
        (0.9961, 0.9972, 0.995, 1),
        (0.9962, 0.9964, None, 2),
        (0.5, 0.5, None, 0),
    ],
)
def test_decimals_come_only_where_whole_percents_mislead(low, high, objective, decimals):
    assert needed_decimals(low, high, objective) == decimals


@pytest.mark.parametrize(
    ("objective", "da"), [(0.95, "95 %"), (0.975, "97,5 %"), (0.999, "99,9 %"), (0.9, "90 %"), (1.0, "100 %")]
)
def test_an_objective_keeps_its_decimals(objective, da):
    assert objective_share(objective, "da") == da


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_only_nothing_reads_0_percent_and_only_all_reads_100(count):
    part, n = count
    assert (share(part / n, "en") == "0 %") == (part == 0)
    assert (share(part / n, "en") == "100 %") == (part == n)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=2).map(sorted))
def test_a_larger_share_never_reads_smaller(shares):
    order = ["0 %", "under 1 %", *[f"{number} %" for number in range(1, 100)], "over 99 %", "100 %"]
    places = [order.index(share(value, "en")) for value in shares]
    assert all(before <= after for before, after in pairwise(places))


@given(st.integers(0, 2000), st.integers(0, 2))
def test_a_share_and_the_rest_of_it_make_a_hundred(thousandths, decimals):
    kept = thousandths / 2000
    shown = [share(value, "en", decimals) for value in (kept, 1 - kept)]
    numbers = [float(text.removesuffix(" %")) for text in shown if text[0].isdigit()]
    assert len(numbers) < 2 or sum(numbers) == pytest.approx(100)


def test_a_language_we_do_not_speak_is_refused():
    with pytest.raises(MakegoodError) as error:
        whole(1, "dk")
    assert str(error.value) == ("makegood does not speak that language\n  found: dk\n  fix:   Allowed: da, en")
