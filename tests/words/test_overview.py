"""All promises in one line."""

from hypothesis import given
from hypothesis import strategies as st

from makegood.model import Headline, Now, Pace, Why
from makegood.words.overview import overview, say_counts
from tests.made_states import HOLDING, broken, kept, slipping, state, unclear


def test_all_states_are_counted_also_those_that_nobody_is_in():
    assert overview([kept()], "da") == "1 løfte: 1 holder | 0 skrider | 0 brudt | 0 kan ikke afgøres"
    assert overview([kept()], "en") == "1 promise: 1 kept | 0 slipping | 0 broken | 0 cannot tell"


def test_the_line_reads_as_the_first_screen():
    states = [*[kept()] * 7, slipping(), broken(), *[unclear()] * 3]
    assert overview(states, "da") == "12 løfter: 7 holder | 1 skrider | 1 brudt | 3 kan ikke afgøres"
    assert overview(states, "en") == "12 promises: 7 kept | 1 slipping | 1 broken | 3 cannot tell"


@given(st.lists(st.sampled_from(list(Headline))))
def test_the_states_add_up_to_all_promises(headlines):
    assert sum(n for _, n, _ in say_counts([state(headline) for headline in headlines], "en")) == len(headlines)


def test_of_a_part_nothing_is_judged_and_what_holds_now_is_counted():
    quiet, holds = unclear(Why.PART, now=Now(Pace.TOO_LITTLE)), unclear(Why.PART, now=HOLDING)
    part = [holds, holds, slipping(), quiet]
    assert overview(part, "da") == "4 løfter: 2 holder lige nu | 1 skrider | 1 kan ikke afgøres"
    assert overview(part, "en") == "4 promises: 2 holding now | 1 slipping | 1 cannot tell"
