"""Verdicts as they were told: the first told stands, also under terms that have changed since."""

from dataclasses import replace
from datetime import UTC, datetime

from makegood.lake.verdicts import as_told
from makegood.model import State
from tests.made_states import APRIL, MARCH, verdict

FIRST = verdict(State.KEPT, 97, 100, 0.95, 0.99, period=MARCH)
ANEW = replace(FIRST, state=State.BROKEN, frozen_at=datetime(2026, 6, 1, tzinfo=UTC))
NEXT = verdict(State.KEPT, 96, 100, 0.95, 0.99, period=APRIL)


def test_of_two_told_on_one_period_the_first_is_shown():
    assert as_told([("old", FIRST), ("new", ANEW), ("new", NEXT)], [ANEW, NEXT]) == (FIRST, NEXT)


def test_what_was_corrected_since_comes_from_the_verdict_that_stands():
    corrected = replace(FIRST, correction=(100, 80), state_today=State.BROKEN)
    assert as_told([("terms", FIRST)], [corrected]) == (corrected,)


def test_a_verdict_of_which_nothing_stands_is_shown_as_it_was_told():
    assert as_told([("terms", FIRST)], []) == (FIRST,)
    assert as_told([], [FIRST]) == ()
