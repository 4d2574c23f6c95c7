"""What can be promised, word for word, in both languages."""

from dataclasses import replace
from datetime import date

import pytest

from makegood.model import Quantile, Why
from makegood.words.keepable import by_season, by_unit, can_promise, how_long, instead, say_limit, too_few, until_then
from makegood.words.promise import next_step
from makegood.written import Amount, Duration, Keep
from tests.made_states import AMOUNT, BY, WITHIN, broken, keepable, kept, limit, promise, slipping

TELLS = (
    "19.400 af 20.000 tilfælde siden 1. marts (97 %, mellem 96 og 98), og i 388 af 400 siden 7. april",
    "19,400 of 20,000 cases since 1 March (97 %, between 96 and 98), and in 388 of 400 since 7 April",
)


@pytest.mark.parametrize(
    ("column", "danish", "english"),
    [
        ("minutter", "højst 61 minutter", "at most 61 minutes"),
        ("Seconds", "højst 61 sekunder", "at most 61 seconds"),
        ("wait_s", "højst 61 i `wait_s`", "at most 61 in `wait_s`"),
    ],
)
def test_a_column_named_after_what_it_counts_is_said_as_a_word(column: str, danish: str, english: str):
    terms = Keep("queue", 0.9, amount=Amount(column, "broken", at_most=15))
    assert say_limit(61.0, terms, keepable(unit=None), "da") == danish
    assert say_limit(61.0, terms, keepable(unit=None), "en") == english


def test_a_broken_promise_says_what_to_promise_instead():
    given = broken(keepable=keepable(), waiting=38)
    assert next_step(given, "da") == (
        f"Lov 2-3 hverdage, som I holdt i {TELLS[0]}, eller ret processen - og ring til de 38, der stadig venter."
    )
    assert next_step(given, "en") == (
        f"Promise 2-3 business days, which you kept in {TELLS[1]}, or mend the process - and call the 38 still waiting."
    )


def test_a_slipping_promise_says_what_can_be_promised_until_it_is_mended():
    given = slipping(keepable=keepable())
    assert next_step(given, "da").endswith(f" Indtil da kan I love 2-3 hverdage: det blev holdt i {TELLS[0]}.")
    assert next_step(given, "en").endswith(
        f" Until then you can promise 2-3 business days: that was kept in {TELLS[1]}."
    )


@pytest.mark.parametrize("length", [3.0, 4.0])
def test_what_is_promised_already_is_no_advice(length):
    same = promise(Keep("orders", 0.95, within=Duration(length, "business days")))
    assert instead(broken(keepable=keepable(), promise=same), "x", "da") == ""
    assert until_then(slipping(keepable=keepable(), promise=same), "da") == ""


def test_without_a_promise_that_holds_none_is_advised():
    none = keepable(limit=limit(None, 60, 100, 0.5, why=Why.OUT_OF_REACH), recent=None)
    assert next_step(broken(keepable=none), "da") == next_step(broken(), "da")
    assert can_promise(broken(keepable=none), "da") == "Hvad I kan love, kan vi ikke sige endnu: ingen grænse holder."
    assert can_promise(broken(keepable=none), "en") == "What you can promise we cannot say yet: no limit holds."


def test_a_promise_that_is_kept_is_left_alone_and_the_report_still_tells():
    given = kept(keepable=keepable(limit=limit(2.0, 19990, 20000, 0.9991), recent=None))
    assert next_step(given, "da") == next_step(kept(), "da")
    assert can_promise(given, "da") == (
        "I kan love 2 hverdage: det blev holdt i 19.990 af 20.000 tilfælde siden 1. marts "
        "(99,95 %, mellem 99,91 og 99,99)."
    )


def test_each_with_a_deadline_of_its_own_can_be_promised_the_same():
    days = keepable(unit="days", limit=limit(43.0, 970, 1000, 0.955, usual=10.0), recent=None)
    assert can_promise(broken(promise=promise(BY), keepable=days), "en") == (
        "You can promise 43 days: that was kept in 970 of 1,000 cases since 1 March (97 %, between 96 and 98)."
    )


@pytest.mark.parametrize(
    ("value", "usual", "unit", "da", "en"),
    [
        (3.0, 2.0, "business days", "2-3 hverdage", "2-3 business days"),
        (20.0, 2.0, "days", "20 dage", "20 days"),
        (1.0, 1.0, "business days", "1 hverdag", "1 business day"),
        (1.0, 0.0, "days", "1 dag", "1 day"),
        (0.0, 0.0, "business days", "samme dag", "the same day"),
        (36.0, 24.0, "hours", "24-36 timer", "24-36 hours"),
    ],
)
def test_a_range_is_said_only_where_it_promises_something(value, usual, unit, da, en):
    given = keepable(unit=unit)
    assert (say_limit(value, WITHIN, given, "da", usual), say_limit(value, WITHIN, given, "en", usual)) == (da, en)


def test_an_amount_is_said_with_its_column():
    given, least = keepable(unit=None), Keep("calls", 0.9, amount=Amount("minutter", "broken", at_least=10))
    assert say_limit(1240.0, AMOUNT, given, "da") == "højst 1.240 i `waited_seconds`"
    assert say_limit(8.0, least, given, "en") == "at least 8 minutes"


def test_how_long_it_takes_is_told_by_half_and_nine_in_ten():
    given = kept(keepable=keepable())
    assert how_long(given, "da") == "Halvdelen tager højst 2 hverdage, 9 af 10 højst 3 hverdage (mellem 2 og 3)."
    assert (
        how_long(given, "en") == "Half take at most 2 business days, 9 in 10 at most 3 business days (between 2 and 3)."
    )
    later = keepable(nine_in_ten=Quantile(0.9, None, 20.0, None))
    assert how_long(kept(keepable=later), "da") == "Halvdelen tager højst 2 hverdage, og 9 af 10 mere, end vi har set."
    unsure = keepable(nine_in_ten=Quantile(0.9, 20.0, 9.0, None))
    assert how_long(kept(keepable=unsure), "en").endswith("9 in 10 at most 20 business days (at least 9).")


def test_an_amount_has_half_and_nine_in_ten_too():
    given = kept(promise=promise(AMOUNT), keepable=keepable(unit=None))
    assert how_long(given, "da") == (
        "Halvdelen har højst 2 i `waited_seconds`, 9 af 10 har højst 3 i `waited_seconds` (mellem 2 og 3)."
    )


def test_seasons_and_units_are_rows_with_their_counts():
    given = kept(keepable=keepable())
    assert by_season(given, "da") == (
        ("marts 2026", "2 hverdage", "1.960 af 2.000 (98 %, mellem 97 og 99)"),
        ("april 2026", "3-4 hverdage", "1.940 af 2.000 (97 %, mellem 96 og 98)"),
    )
    assert by_unit(given, "en") == (("Aarhus", "2 business days", "980 of 1,000 (98 %, between 97 and 99)"),)
    assert too_few(given, "da") == "1 med for få tilfælde"


def test_units_stand_in_the_order_of_their_names():
    rows = tuple((name, limit(2.0, 98, 100, 0.96)) for name in ("Østerbro", "Aalborg", "Vejle"))
    given = kept(keepable=keepable(by_unit=rows))
    assert [row[0] for row in by_unit(given, "da")] == ["Vejle", "Østerbro", "Aalborg"]


def test_without_anything_to_measure_nothing_is_said():
    assert [can_promise(kept(), "da"), how_long(kept(), "da"), too_few(kept(), "da")] == ["", "", ""]
    assert (by_season(kept(), "da"), by_unit(kept(), "da")) == ((), ())


def test_a_day_of_another_year_has_its_year():
    early = keepable(recent=(date(2025, 12, 1), 400, 388))
    assert "siden 1. december 2025." in can_promise(replace(kept(), keepable=early), "da")
