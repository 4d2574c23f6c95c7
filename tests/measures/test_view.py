"""A view counts its own units on their own days, and nothing else."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from makegood.lake.engine import collect_table
from makegood.measures.clock import Clock
from makegood.measures.kept_rate import KeptRate
from makegood.measures.view import View, as_part
from makegood.model import Headline, Pace, State, Why
from makegood.units import Place, Tree
from makegood.written import Duration, Keep
from tests.made_states import BROKEN_MARCH, broken, kept, slipping, unclear
from tests.measures.frames import PROJECT, event, on_duckdb, table
from tests.measures.test_kept_rate import at, within

MOVED = date(2026, 3, 9)
TREE = Tree(
    (
        Place("north"),
        Place("south"),
        Place("A", "north"),
        Place("B", "north", until=date(2026, 3, 8)),
        Place("B", "south", since=MOVED),
        Place("C", "south"),
    )
)
UNITS = ("A", "B", "C", None, "elsewhere")


def view(unit: str, today: date = date(2026, 3, 20)) -> View:
    return View(unit, TREE.below(unit), today)


def counted(rows: list[dict], unit: str):
    rate = KeptRate(within("2 days"), Clock.at(at(20), PROJECT, date(2026, 1, 1)))
    return view(unit).counts(rate, collect_table(rate.reduce(on_duckdb(table(rows)))))


def test_an_event_belongs_where_its_unit_was_on_the_day_of_its_deadline() -> None:
    rows = [event(at(6), at(7), unit="B"), event(at(7), None, unit="B"), event(at(2), None, unit="C")]
    (north, north_days), (south, south_days) = counted(rows, "north"), counted(rows, "south")
    assert (north.kept, north.broken) == (1, 0)  # due on the 8th
    assert (south.kept, south.broken) == (0, 2)  # due on the 9th, and C's
    assert north_days.by_unit() == [("B", 1, 1)]
    assert (int(north_days.waiting.sum()), int(south_days.waiting.sum())) == (0, 2)


def test_what_is_not_due_or_excluded_belongs_where_its_unit_is_today() -> None:
    rows = [event(at(19), None, unit="B"), event(at(2), None, unit="B", excluded="status=cancelled")]
    (north, _), (south, _) = counted(rows, "north"), counted(rows, "south")
    assert (north.not_due, north.excluded) == (0, ())
    assert (south.not_due, south.excluded) == (1, (("status=cancelled", 1),))


@given(st.lists(st.tuples(st.integers(2, 19), st.sampled_from(UNITS), st.booleans()), max_size=40))
def test_the_parts_together_are_the_whole_of_their_units(drawn: list[tuple[int, str | None, bool]]) -> None:
    rows = [event(at(day), at(day) if done else None, unit=unit) for day, unit, done in drawn]
    north, south = counted(rows, "north")[0], counted(rows, "south")[0]
    mine = [row for row in rows if row["unit"] in ("A", "B", "C")]
    rate = KeptRate(within("2 days"), Clock.at(at(20), PROJECT, date(2026, 1, 1)))
    whole, _ = rate.counts(collect_table(rate.reduce(on_duckdb(table(mine)))))
    for name in ("kept", "broken", "not_due"):
        assert getattr(north, name) + getattr(south, name) == getattr(whole, name)


def test_a_part_has_no_verdict_and_no_number_of_the_source() -> None:
    part = as_part(broken(unreadable=(3, 100), known_by=date(2026, 6, 1)))
    assert (part.headline, part.why) == (Headline.CANNOT_TELL, Why.PART)
    assert [(v.state, v.why, v.n) for v in part.closed] == [(State.CANNOT_TELL, Why.PART, BROKEN_MARCH.n)]
    assert (part.unreadable, part.known_by) == ((0, 0), None)
    assert as_part(kept()).headline is Headline.CANNOT_TELL


def test_a_part_slips_when_it_slips() -> None:
    part = as_part(slipping())
    assert (part.headline, part.why, part.now.pace) == (Headline.SLIPPING, None, Pace.SLIPPING)


def test_what_is_wrong_with_the_source_is_wrong_with_its_parts() -> None:
    for why in (Why.STALE, Why.UNREADABLE, Why.NO_DATA, Why.NO_KEEP, Why.DATES_ONLY):
        assert as_part(unclear(why)).why is why
    for why in (Why.STRADDLES, Why.FEW_EVENTS, Why.NO_PERIOD, Why.NONE_DUE):
        assert as_part(unclear(why)).why is Why.PART


def test_what_was_judged_by_the_promise_of_the_day_is_counted_on_the_units_own_days() -> None:
    terms = Keep("orders", 0.9, by="due_at", or_within=Duration.parse("2 days"))
    rate = KeptRate(terms, Clock.at(at(20), PROJECT, date(2026, 1, 1)))
    rows = [event(at(2), None, unit="B"), event(at(10), at(11), unit="B"), event(at(11), at(12), unit="B")]
    found = collect_table(rate.reduce(on_duckdb(table(rows))))
    north, south = (view(unit).counts(rate, found)[0] for unit in ("north", "south"))
    assert (north.kept, north.broken, north.by_promise) == (0, 1, 1)
    assert (south.kept, south.broken, south.by_promise) == (2, 0, 2)
