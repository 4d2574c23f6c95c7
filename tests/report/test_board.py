"""The board's page as data: verdicts side by side, counts added, nothing judged twice, three things at most."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from makegood.errors import MakegoodError
from makegood.model import Headline, Period, UnitState
from makegood.report.board import Ask, as_today, make_board, within
from makegood.report.board_period import refuse_empty, refuse_open, unknown_period
from tests.made_states import keepable
from tests.report.boards import (
    AS_OF,
    BROKEN,
    KEPT,
    MADE,
    MONTHS,
    PROJECT,
    Q1,
    Q4,
    UNCLEAR,
    board,
    judged,
    made,
    monthly,
    slipping,
)

YEAR = Period("2026", date(2026, 1, 1), date(2026, 12, 31), "year")


def test_a_quarter_judged_as_a_whole_shows_its_verdict_and_count():
    (row,) = board(made("a", judged(Q4, KEPT, 96), judged(Q1, BROKEN, 80))).rows
    assert (row.then.verdicts, row.then.count) == ((("broken", "broken"),), "20 of 100 not kept")
    assert (row.before.verdicts, row.before.count) == ((("kept", "kept"),), "96 of 100 kept")


def test_months_stand_side_by_side_and_only_their_counts_are_added():
    (row,) = board(made("a", *monthly(KEPT, KEPT, KEPT, KEPT, UNCLEAR, KEPT))).rows
    assert row.then.verdicts == (("unclear", "cannot tell in Feb"), ("kept", "kept in Jan and Mar"))
    assert (row.then.kind, row.then.count) == ("unclear", "291 of 300 kept in all")
    assert row.before.verdicts == (("kept", "kept in Oct, Nov and Dec"),)


def test_danish_is_spoken_to_a_danish_board():
    page = board(made("a", *monthly(KEPT, KEPT, KEPT, KEPT, BROKEN, KEPT)), language="da")
    assert page.rows[0].then.verdicts == (("broken", "brudt i feb."), ("kept", "holdt i jan. og mar."))
    assert page.rows[0].then.count == "i alt 291 af 300 holdt"
    assert page.compared == "1. kvartal 2026, ved siden af 4. kvartal 2025"
    assert [then for _, then, _ in page.groups] == [
        "0 af 1 holdt hver gang",
        "1 af 1 brudt mindst én gang",
        "0 af 1 kan ikke afgøres",
        "0 af 1 uden vurdering",
    ]


def test_a_quarter_with_a_month_missing_says_so():
    (row,) = board(made("a", *monthly(KEPT, KEPT))).rows
    assert (row.then.note, row.before.verdicts) == ("only 2 of 3 months have a verdict", ())


def test_where_months_and_the_quarter_were_judged_nothing_counts_twice():
    both = (*monthly(KEPT, KEPT, KEPT), judged(Q1, KEPT, 291, 300))
    assert within(both, Q1) == (both[-1],)
    (row,) = board(made("a", *both)).rows
    assert row.then.count == "291 of 300 kept"


@given(some.permutations(monthly(KEPT, BROKEN, KEPT, KEPT, UNCLEAR, KEPT)))
def test_the_order_of_the_verdicts_changes_nothing(shuffled):
    states = (made("a", *monthly(KEPT, BROKEN, KEPT, KEPT, UNCLEAR, KEPT)),)
    page = make_board(PROJECT, states, {"a": shuffled}, Ask(Q1, Q4, True), "en", MADE)
    assert page == board(*states)


@given(some.lists(some.sampled_from([KEPT, BROKEN, UNCLEAR]), min_size=0, max_size=6))
def test_each_promise_is_in_one_group_and_the_groups_add_up(told):
    page = board(made("a", *(monthly(*told) if told else ())), made("b", judged(Q1, KEPT)))
    assert [text.split()[2] for _, text, _ in page.groups] == ["2"] * 4
    assert sum(int(text.split()[0]) for _, text, _ in page.groups) == 2


def test_a_promise_judged_by_years_has_no_verdict_on_a_quarter_and_says_so():
    (row,) = board(made("a", judged(Period("2025", date(2025, 1, 1), date(2025, 12, 31), "year"), KEPT))).rows
    assert (row.then.kind, row.then.verdicts, row.then.count) == ("none", (), "judged year by year")


def test_a_correction_stands_beside_what_was_fixed_and_does_not_change_it():
    later = judged(Q1, KEPT, 97, 100, correction=(102, 80), state_today=BROKEN)
    page = board(made("a", later))
    assert page.rows[0].then.count == "97 of 100 kept"
    assert page.rows[0].notes == ("Corrected since.",)
    assert page.corrections == (
        "Promise a, the 1st quarter of 2026: fixed as 97 of 100 (kept), since corrected to 80 of 102 (today: broken).",
    )


def test_without_frozen_the_figures_are_those_of_today_and_what_was_fixed_stands_below():
    told = judged(Q1, KEPT, 97, 100, correction=(102, 80), state_today=BROKEN)
    state = made("a", told)
    page = make_board(PROJECT, (state,), {"a": (as_today(told),)}, Ask(Q1, Q4, False), "en", MADE)
    assert (page.rows[0].then.kind, page.rows[0].then.count) == ("broken", "22 of 102 not kept")
    assert page.corrections == (
        "Promise a, the 1st quarter of 2026: fixed as 97 of 100 (kept), since corrected to 80 of 102 (today: broken).",
    )


def test_without_corrections_it_says_that_nothing_was_corrected():
    assert board(made("a", judged(Q1, KEPT))).corrections == ("Nothing has been corrected since.",)


def test_more_corrections_than_there_is_room_for_are_counted():
    states = [made(f"p{n}", judged(Q1, KEPT, correction=(99, 96))) for n in range(5)]
    page = board(*states)
    assert len(page.corrections) == 4
    assert page.corrections[-1] == "And 2 more corrections; they stand in the whole report."


def test_a_promise_that_slips_now_says_so_beside_what_was_kept_then():
    (row,) = board(made("a", judged(Q1, KEPT), **slipping(date(2026, 4, 7)))).rows
    assert (row.slipping, row.notes) == (True, ("Slipping now, since 7 April.",))


def test_terms_that_changed_and_were_judged_anew_are_told_beside_what_was_told_then():
    then = judged(Q1, KEPT)
    anew = replace(judged(Q1, BROKEN, 80), frozen_at=datetime(2026, 4, 19, tzinfo=UTC))
    state = made("a", anew)
    page = make_board(PROJECT, (state,), {"a": (then,)}, Ask(Q1, Q4, True), "en", MADE)
    assert page.rows[0].then.count == "97 of 100 kept"
    assert page.rows[0].notes == ("The promise has changed since and was judged anew: broken.",)


def test_one_thing_to_do_one_to_decide_and_one_to_leave_alone():
    page = board(
        made("a", judged(Q1, BROKEN, 80), headline=Headline.BROKEN, waiting=7),
        made("b", judged(Q1, BROKEN, 10), headline=Headline.BROKEN, waiting=12),
        made("c", judged(Q1, KEPT)),
    )
    assert page.today == '"Promise b": call the 12 still waiting.'
    assert page.decide == '"Promise b": 90 of 100 not kept. Promise what you can keep, or mend the process.'
    assert page.leave == '"Promise c": 97 of 100 kept, and it is not slipping. Add nothing.'


def test_what_can_be_kept_is_the_choice_beside_mending_the_process():
    page = board(made("a", judged(Q1, BROKEN, 80), headline=Headline.BROKEN, keepable=keepable()))
    assert page.decide.startswith(
        '"Promise a": 20 of 100 not kept. Promise 2-3 business days, which you kept in 19,400'
    )
    assert page.decide.endswith(", or mend the process.")


def test_when_all_is_well_nothing_is_urgent_and_something_is_still_left_alone():
    page = board(made("a", judged(Q1, KEPT)), language="da")
    assert (page.today, page.decide) == ("Intet haster.", "Der er intet at beslutte.")
    assert page.leave == '"Løfte a": 97 af 100 holdt, og det skrider ikke. Læg ikke mere på.'


@pytest.mark.parametrize(
    ("given", "leave"),
    [
        (made("a", judged(Q1, UNCLEAR)), '"Promise a": draw no conclusion until it can be told.'),
        (
            made("a", judged(Q1, BROKEN)),
            "Promise no more, and start nothing new, until what is promised is kept.",
        ),
        (
            made("a", judged(Q1, KEPT), units=(UnitState("Als", 100, 50, 0.4, 0.6, True, False),)),
            "Promise no more, and start nothing new, until what is promised is kept.",
        ),
    ],
)
def test_there_is_always_one_thing_to_leave_alone(given, leave):
    assert board(given).leave == leave


def test_what_slips_is_decided_on_when_nothing_is_broken():
    page = board(made("a", judged(Q1, KEPT), **slipping(date(2026, 4, 7))))
    assert page.decide == '"Promise a": it is slipping. Find out what happened around 7 April.'


def test_the_broken_come_first_and_those_without_room_are_counted():
    states = [made(f"p{n}", judged(Q1, KEPT if n else BROKEN)) for n in range(30)]
    page = board(*reversed(states))
    assert page.rows[0].id == "p0"
    left = 30 - len(page.rows)
    assert 12 <= len(page.rows) < 30
    assert page.more == f"And {left} more promises ({left} kept every time); they stand in the whole report."


def test_rows_of_more_lines_leave_room_for_fewer():
    short = [made(f"p{n}", judged(Q1, KEPT)) for n in range(30)]
    long = [made(f"p{n}", *monthly(BROKEN, UNCLEAR, KEPT), says="Vi lover dig meget " * 9) for n in range(30)]
    assert len(board(*long).rows) < len(board(*short).rows)


def test_a_chart_has_steps_of_one_length_and_none_from_after_the_period():
    after = judged(Period("2026-04", date(2026, 4, 1), date(2026, 4, 30), "month"), KEPT)
    (row,) = board(made("a", judged(Q4, KEPT), *monthly(KEPT, UNCLEAR, KEPT, n=200, kept=190), after)).rows
    assert [point.words for point in row.points] == [
        "January 2026\n190 of 200",
        "February 2026\n190 of 200",
        "March 2026\n190 of 200",
    ]
    assert [point.share for point in row.points] == [0.95] * 3


def test_the_small_chart_shows_the_two_periods_only():
    (row,) = board(made("a", judged(Q4, KEPT), judged(Q1, KEPT))).rows
    assert len(row.spark.dots) == 25
    assert [cell.kind for cell in row.spark.cells] == ["kept", "kept"]


def test_a_long_promise_is_cut_between_words():
    (row,) = board(made("a", judged(Q1, KEPT), says="Vi lover dig meget " * 9)).rows
    assert row.text == "Vi lover dig meget Vi lover dig meget Vi lover dig meget Vi…"


def test_a_year_counts_its_months_instead_of_naming_them():
    page = board(made("a", *monthly(KEPT, KEPT, KEPT, KEPT, KEPT, KEPT)), period=replace(YEAR, name="2026"))
    assert page.rows[0].then.verdicts == (("kept", "kept in Jan, Feb and Mar"),)
    assert page.rows[0].then.note == "only 3 of 12 months have a verdict"


def test_a_name_that_is_no_period_says_how_to_write_one():
    assert str(unknown_period("Q1")) == (
        "there is no such period\n"
        "  found: Q1\n"
        "  fix:   write a quarter as 2026-Q1, a month as 2026-03, or a year as 2026"
    )


def test_a_period_that_has_not_closed_is_refused():
    with pytest.raises(MakegoodError) as error:
        refuse_open(YEAR, (made("a"),))
    assert str(error.value) == (
        "2026 has not closed yet\n"
        f"  found: data up to {AS_OF.date()}; it ends on 2026-12-31\n"
        "  fix:   choose an earlier period, or read newer data with `makegood read`"
    )
    refuse_open(Q1, (made("a"),))


def test_without_data_there_is_no_page():
    with pytest.raises(MakegoodError, match="no data have been read yet"):
        refuse_open(Q1, (made("a", as_of=None),))


@pytest.mark.parametrize(
    ("shown", "frozen", "text"),
    [
        (
            (judged(MONTHS[0], KEPT), judged(MONTHS[1], KEPT)),
            True,
            "nothing was fixed for 2026-Q1\n"
            "  found: fixed: 2025-10 to 2025-11\n"
            "  fix:   choose one of these, run `makegood read` so that closed periods are fixed, or leave out --frozen",
        ),
        (
            (),
            False,
            "no promise has a verdict in 2026-Q1\n"
            "  found: verdicts: nothing at all\n"
            "  fix:   choose one of these, or see `makegood check` for why there is none",
        ),
    ],
)
def test_a_period_without_any_verdict_is_refused(shown, frozen, text):
    with pytest.raises(MakegoodError) as error:
        refuse_empty(Q1, {"a": shown}, frozen)
    assert str(error.value) == text
