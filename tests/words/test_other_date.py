"""Both dates are told where they are not the same."""

from dataclasses import replace

import pytest

from makegood.model import Count, Headline, OtherDate
from makegood.words.promise import answer, how_made, needs_words, other_date_sentence
from makegood.written import Duration, Keep
from tests.made_states import BY, broken, kept, state, with_keep

MOVED = OtherDate("first_due_at", 212, 3390, 2101)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("da", "For 212 af 3.390 blev datoen flyttet; målt mod den første dato er 2.101 af 3.390 holdt."),
        ("en", "For 212 of 3,390 the date was moved; held against the first date, 2,101 of 3,390 were kept."),
    ],
)
def test_the_count_against_the_first_date_stands_beside_that_against_the_last(language, said):
    given = broken(other_date=MOVED)
    assert other_date_sentence(given, language) == said
    assert answer(given, language).split(". ")[1] + "." == said


def test_the_count_against_the_last_date_stands_beside_that_against_the_first():
    given = kept(other_date=replace(MOVED, stamp="due_at"))
    assert "målt mod den seneste dato er 2.101 af 3.390 holdt" in other_date_sentence(given, "da")
    assert "held against the latest date" in other_date_sentence(given, "en")


def test_a_date_that_has_not_come_is_not_counted():
    given = kept(other_date=OtherDate("due_at", 3, 0, 0))
    assert (
        other_date_sentence(given, "da")
        == "For 3 af 3.390 blev datoen flyttet, og den seneste dato er ikke nået endnu."
    )
    assert (
        other_date_sentence(given, "en") == "For 3 of 3,390 the date was moved, and the latest date has not come yet."
    )


def test_without_a_closed_period_it_is_of_all_that_has_come_due():
    given = state(Headline.CANNOT_TELL, count=Count(8, 2), other_date=OtherDate("first_due_at", 1, 10, 7))
    assert other_date_sentence(given, "en") == (
        "For 1 of 10 the date was moved; held against the first date, 7 of 10 were kept."
    )


def test_nothing_is_said_where_no_date_was_moved():
    assert (other_date_sentence(kept(), "da"), needs_words(kept())) == ("", False)
    assert needs_words(kept(other_date=MOVED))


def test_how_many_were_judged_by_what_is_said_where_the_number_is_explained():
    keep = replace(BY, or_within=Duration(2.0, "business days"))
    given = with_keep(broken(count=Count(2978, 412, by_promise=390)), keep)
    assert how_made(given, "da")[:2] == (
        "Et tilfælde er holdt, når det er gjort senest på det tidspunkt, der er lovet for netop det. Har det ikke sin "
        "egen dato, gælder løftet, som det var den dag, det begyndte: højst 2 hverdage, fra det begynder, til det er "
        "gjort.",
        "Efter sin egen dato er bedømt 3.000, efter løftet 390.",
    )
    assert how_made(given, "en")[:2] == (
        "A case is kept when it is done no later than the time promised for that very case. Without a date of its own "
        "it is held against the promise as it was on the day it began: at most 2 business days from when it begins to "
        "when it is done.",
        "Judged by a date of their own: 3,000; by the promise: 390.",
    )


def test_a_promise_by_the_first_date_says_so():
    given = with_keep(kept(), Keep(event="orders", of=0.95, by="first_due_at"))
    assert how_made(given, "da")[0].endswith(
        "der først blev lovet for netop det, også selv om datoen siden er flyttet."
    )
    assert how_made(given, "en")[0].endswith(
        "the time first promised for that very case, even if the date has been moved since."
    )
