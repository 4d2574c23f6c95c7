"""Whom to call, in words: the count first, kindly, in both languages."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from makegood.model import Headline, Task, TaskState, Why, Worklist
from makegood.words.worklist import (
    knows_no_answers,
    say_more,
    say_more_here,
    say_nobody,
    say_notes,
    say_over,
    say_state,
    say_step,
    say_summary,
    say_when,
    say_who,
)
from makegood.written import Keep
from tests.made_states import AMOUNT, AS_OF, BY, KEPT_MARCH, kept, promise, unclear

DAY = date(2026, 5, 7)
WORK = Worklist(promise(), Headline.BROKEN, AS_OF, DAY, DAY, (), 1, 2, 1300)
TASK = Task("A1", "Aarhus", TaskState.WAITING, DAY, DAY, None, 2)


@pytest.mark.parametrize(
    ("work", "da", "en"),
    [
        (
            WORK,
            "Ring til dem: 1 venter stadig, 2 er tæt på fristen og 1.300 fik det ikke som lovet.",
            "Call them: 1 still waiting, 2 close to the deadline and 1,300 did not get it as promised.",
        ),
        (replace(WORK, about=0, late=0), "Ring til dem: 1 venter stadig.", "Call them: 1 still waiting."),
        (replace(WORK, waiting=0, about=0, late=0), "Ingen at ringe til.", "Nobody to call."),
        (
            Worklist(promise(None), Headline.CANNOT_TELL, why=Why.NO_KEEP),
            "Kan ikke opgøres: ikke målbart.",
            "Cannot be listed: not measurable.",
        ),
    ],
)
def test_the_summary_counts_each_kind_that_there_is(work: Worklist, da: str, en: str) -> None:
    assert (say_summary(work, "da"), say_summary(work, "en")) == (da, en)


def test_the_notes_say_what_the_list_leaves_out() -> None:
    assert say_notes(WORK, "da") == ("Frister fra 7. maj.",)
    assert say_notes(replace(WORK, since=None, answered=1, older=2), "da") == (
        "1 har I allerede svaret.",
        "2 med ældre frist er heller ikke klaret (`--since`).",
    )
    assert say_notes(replace(WORK, since=None, answered=2, older=1), "en") == (
        "2 have been answered already.",
        "1 with an older deadline is not done either (`--since`).",
    )


@pytest.mark.parametrize(
    ("task", "keep", "da", "en"),
    [
        (TASK, None, "2 hverdage over", "2 business days over"),
        (TASK, BY, "2 dage over", "2 days over"),
        (replace(TASK, over=0), BY, "under 1 dag over", "less than 1 day over"),
        (replace(TASK, state=TaskState.ABOUT, over=0), BY, "i dag", "today"),
        (replace(TASK, state=TaskState.ABOUT, over=-1), BY, "om 1 dag", "in 1 day"),
        (replace(TASK, over=None, amount=181.5), AMOUNT, "181,5", "181.5"),
        (replace(TASK, over=None), AMOUNT, "intet tal", "no number"),
    ],
)
def test_how_late_is_said_in_the_promises_own_days(task: Task, keep: object, da: str, en: str) -> None:
    work = replace(WORK, promise=promise(keep)) if keep else WORK  # type: ignore[arg-type]
    assert (say_over(task, work, "da"), say_over(task, work, "en")) == (da, en)


def test_the_state_says_also_who_was_told_and_what_the_data_do_not_reach() -> None:
    assert say_state(replace(TASK, answered=True), "da") == "venter stadig, har fået besked"
    assert say_state(replace(TASK, state=TaskState.ABOUT, over=1), "en") == "the data end before it"
    assert say_state(replace(TASK, state=TaskState.LATE), "da") == "ikke som lovet"


def test_days_and_times_are_short() -> None:
    moment = datetime(2026, 5, 7, 9, 5)
    assert [say_when(when, "da") for when in (DAY, moment, None)] == ["7.5.26", "7.5.26 09.05", ""]
    assert [say_when(when, "en") for when in (DAY, moment)] == ["7 May 26", "7 May 26 09:05"]


def test_the_units_responsible_acts_before_the_function() -> None:
    assert say_who(replace(TASK, kept_by="drift", responsible="butikschef")) == "butikschef"
    assert say_who(replace(TASK, kept_by="drift")) == "drift"


def test_how_many_more_is_said_only_when_there_are_more() -> None:
    assert (say_more(0, "da"), say_more_here(0, "a", "da")) == ("", "")
    assert say_more(1, "da") == "1 mere: `--limit`, eller `--format xlsx`."
    assert say_more_here(2, "a", "en") == "2 more stand in: `makegood list a`"
    assert say_nobody(1, "da") == "Om 1 andet løfte er der ingen at ringe til."


def test_the_step_stands_where_somebody_is_to_be_called() -> None:
    all_kept = replace(KEPT_MARCH, kept=KEPT_MARCH.n)
    assert say_step(kept(), "demo", "da") == "> Hvem: makegood list delivery demo"
    assert say_step(kept(closed=(all_kept,)), "", "da") == ""
    assert say_step(kept(closed=(all_kept,), waiting=1), "", "en") == "> Who: makegood list delivery"
    assert say_step(unclear(Why.NO_DATA), "", "en") == ""


def test_where_others_have_counted_no_list_of_names_is_pointed_to() -> None:
    counted = promise(Keep(counts="phone", of=0.8))
    assert say_step(kept(promise=counted), "", "da") == ""


def test_that_the_data_know_no_answers_is_said_only_of_those_who_could_be_answered() -> None:
    assert knows_no_answers([WORK])
    assert not knows_no_answers([replace(WORK, knows_answers=True), replace(WORK, late=0)])
