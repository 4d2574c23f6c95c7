"""The five lines of a Monday: each is there, each event is named once, and nobody is thanked for luck."""

from dataclasses import replace
from datetime import UTC, date, datetime

from makegood.model import Headline, Now, Pace, PromiseState, Task, TaskState, UnitState, Why, Worklist
from makegood.words.monday import say_monday
from tests.made_states import broken
from tests.made_states import kept as kept_state


def state(name: str, pace: Pace = Pace.HOLDING, n: int = 100, kept: int = 97, **other) -> PromiseState:
    made = kept_state()
    promise = replace(made.promise, id=name, says={"da": f"Vi lover {name}", "en": f"We promise {name}"})
    now = Now(pace, date(2026, 3, 3) if pace is Pace.SLIPPING else None, None, n, kept)
    return replace(made, promise=promise, now=now, weeks=(), **other)


def waits(promise: PromiseState, *tasks: tuple[str, int]) -> Worklist:
    listed = tuple(Task(name, "Aarhus", TaskState.WAITING, None, None, None, over) for name, over in tasks)
    return Worklist(promise.promise, promise.headline, tasks=listed, waiting=len(listed))


def texts(states, waiting=(), beside=None, language="en") -> dict[str, str]:
    found = say_monday("Nordlys", states, waiting, beside or {}, language)
    assert [line.kind for line in found.lines] == ["kept", "call", "unusual", "thanks", "leave"]
    return {line.kind: line.text for line in found.lines} | {"subject": found.subject}


def test_an_event_that_breaks_two_promises_is_called_once_and_the_longest_first() -> None:
    one, two = state("a"), state("b")
    found = texts([one, two], [waits(one, ("7", 1), ("8", 3)), waits(two, ("7", 2), ("9", 9))])
    assert found["call"].startswith("3 are still waiting; longest: 9 (9 ")
    assert found["call"].count("7 (") == 1
    assert "7 (2 " in found["call"]
    assert found["subject"].endswith(": call 3")


def test_one_who_waits_and_nobody_who_waits() -> None:
    one = state("a")
    assert texts([one], [waits(one, ("7", 1))])["call"].startswith("1 is still waiting: 7 (1 ")
    assert texts([one])["call"] == "Nobody is waiting for what you promised."
    assert texts([one])["subject"].endswith(": nobody to call")


def test_what_slips_is_named_with_its_count_and_its_first_day() -> None:
    found = texts([state("a"), state("b", Pace.SLIPPING, kept=80)], language="da")
    assert found["kept"] == '1 af 2 løfter holder lige nu. "Vi lover b" skrider: 80 af 100 holdt de seneste 28 dage.'
    assert '"Vi lover b" begyndte at skride 3. marts' in found["unusual"]


def test_one_that_was_broken_and_holds_now_is_not_said_to_slip():
    found = texts([replace(broken(), now=Now(Pace.HOLDING, None, None, 100, 97), weeks=())])
    assert "is slipping" not in found["kept"]
    assert '"Delivery in 1-2 business days" was broken in March: 412 of 3,390 not kept.' in found["kept"]


def test_a_slip_without_a_case_lately_has_no_count_of_nothing():
    found = texts([state("a", Pace.SLIPPING, n=0, kept=0)])
    assert '"We promise a" is slipping; none came due in the last 28 days.' in found["kept"]
    assert "0 of 0" not in found["kept"]


def test_where_nothing_is_unusual_it_says_so() -> None:
    assert texts([state("a")])["unusual"] == "Nothing unusual."


def test_data_that_stopped_are_unusual_and_promises_without_data_are_not_counted() -> None:
    old = state("a", Pace.TOO_LITTLE, headline=Headline.CANNOT_TELL, why=Why.STALE, newest=date(2026, 3, 12))
    found = texts([old])
    assert 'Data on "We promise a" are missing since 12 March' in found["unusual"]
    assert texts([])["kept"] == "There are no promises with data yet."


def test_thanks_go_where_it_is_better_than_elsewhere_and_then_to_the_largest_part_kept() -> None:
    states = [state("a", kept=98), state("b", kept=99), state("c", n=20, kept=20)]
    assert texts(states)["thanks"].startswith('"We promise b": 99 of 100 kept')
    better = {"a": UnitState("Aarhus", 100, 98, None, None, unlike=True, better=True)}
    assert texts(states, beside=better)["thanks"].startswith('"We promise a" is kept more often here')


def test_where_no_figure_says_thanks_it_asks_for_what_went_well() -> None:
    found = texts([state("a", n=20, kept=20)])
    assert found["thanks"] == "The figures do not say it this week. Ask what went well, and say thank you for that."
    assert found["leave"] == "Start nothing new until the basics are in order."


def test_a_unit_that_keeps_it_less_often_is_asked_kindly_and_not_told_to_leave_it_alone() -> None:
    worse = {"b": UnitState("Aarhus", 100, 60, None, None, unlike=True)}
    found = texts([state("a", kept=99), state("b", n=400, kept=390)], beside=worse)
    assert '"We promise b" is kept less often here than in the other units: 60 of 100.' in found["unusual"]
    assert "Ask those who do the work what is different." in found["unusual"]
    assert "We promise b" not in found["leave"]


def test_the_day_is_that_of_the_newest_data() -> None:
    early = state("a", as_of=datetime(2026, 3, 2, tzinfo=UTC))
    found = say_monday("Nordlys", [early, state("b", as_of=datetime(2026, 3, 16, tzinfo=UTC))], [], {}, "da")
    assert found.as_of == date(2026, 3, 16)
    assert found.subject == "Nordlys, uge 12: ingen at ringe til"
