"""`cost_of_breaking` sees what followed, and only where it could follow; the same on every engine."""

from datetime import UTC, date, datetime, timedelta

import duckdb
import narwhals as nw
import pyarrow as pa
import pytest

from makegood.lake.engine import collect_table
from makegood.lake.tables import VOICES
from makegood.measures.clock import Clock
from makegood.measures.cost_of_breaking import CostOfBreaking
from makegood.measures.kept_rate import KeptRate
from makegood.model import Why
from makegood.written import Duration, Keep
from tests.measures.frames import PROJECT, event, on_duckdb, table

FIRST = datetime(2026, 1, 5, 11, tzinfo=UTC)
TERMS = Keep("orders", 0.9, within=Duration.parse("2 days"))


def cost(as_of: datetime = FIRST + timedelta(days=400), terms: Keep = TERMS) -> CostOfBreaking:
    return CostOfBreaking(KeptRate(terms, Clock.at(as_of, PROJECT, date(2026, 1, 1))))


def together(*tables: pa.Table) -> tuple[nw.LazyFrame, ...]:
    """The tables as one DuckDB sees them."""
    connection = duckdb.connect()
    return tuple(nw.from_native(connection.from_arrow(rows)) for rows in tables)


def order(day: int, took: int, **other):
    started = FIRST + timedelta(days=day)
    return event(started, started + timedelta(days=took), **other)


def voices(rows: list[tuple[str | None, float | None]]) -> pa.Table:
    return pa.Table.from_pylist(
        [{"source": "reviews", "voice_id": str(i), "event_id": e, "rating": r} for i, (e, r) in enumerate(rows)],
        schema=VOICES.schema,
    )


def sums(frame) -> dict[int, tuple[int, int]]:
    """(n, total) by broken."""
    found = {0: (0, 0), 1: (0, 0)}
    for row in collect_table(frame).to_pylist():
        n, total = found[row["broken"]]
        found[row["broken"]] = (n + row["n"], total + row["total"])
    return found


def test_stars_are_those_of_voices_about_events_that_count():
    rows = [order(0, 1), order(0, 5), order(0, 5), order(399, 0)]
    said = voices([("0", 5.0), ("1", 1.0), ("1", 2.5), ("2", None), ("3", 4.0), ("9", 3.0), (None, 3.0)])
    frames = together(table(rows), said)
    assert sums(cost().stars(*frames)) == {0: (1, 5000), 1: (2, 3500)}
    assert sums(cost().wrote(*frames)) == {0: (1, 1), 1: (2, 2)}


def test_an_event_nobody_wrote_about_is_a_zero_and_two_voices_are_one():
    rows = [order(0, 1), order(0, 1), order(0, 5)]
    said = voices([("0", 5.0), ("0", 4.0)])
    assert sums(cost().wrote(*together(table(rows), said))) == {0: (2, 1), 1: (1, 0)}


def test_of_each_customer_the_first_event_counts_and_what_comes_after_its_deadline():
    rows = [
        order(0, 5, customer="ida", revenue_cents=10_000),
        order(1, 1, customer="ida", revenue_cents=5_000),  # before the deadline: nothing was known yet
        order(100, 1, customer="ida", revenue_cents=20_000),
        order(190, 1, customer="ida", revenue_cents=90_000),  # too late to count
        order(0, 1, customer="bo", revenue_cents=10_000),
        order(0, 1, revenue_cents=10_000),  # nobody knows who
    ]
    events = on_duckdb(table(rows))
    assert sums(cost().came_again(events)) == {0: (1, 0), 1: (1, 1)}
    assert sums(cost().came_again(events, revenue=True)) == {0: (1, 0), 1: (1, 20_000)}


def test_who_has_not_had_the_time_to_come_again_is_not_counted():
    rows = [order(0, 5, customer="ida"), order(300, 1, customer="bo")]
    assert sums(cost().came_again(on_duckdb(table(rows)))) == {0: (0, 0), 1: (1, 0)}


def test_two_events_of_one_moment_are_one_first_event():
    rows = [order(0, 5, customer="ida"), order(0, 1, customer="ida")]
    assert sums(cost().came_again(on_duckdb(table(rows)))) == {0: (0, 0), 1: (1, 0)}


def test_a_complaint_follows_the_event_it_is_about():
    rows = [order(0, 1), order(0, 5), order(0, 5)]
    other = [
        event(FIRST + timedelta(days=9), about="1", source="complaints"),
        event(FIRST + timedelta(days=10), about="1", source="complaints"),
        event(FIRST + timedelta(days=300), about="2", source="complaints"),
        event(FIRST + timedelta(days=3), about="0", excluded="status=withdrawn", source="complaints"),
    ]
    assert sums(cost().followed(*together(table(rows), table(other)))) == {0: (1, 0), 1: (2, 1)}


@pytest.mark.parametrize("outcome", ["stars", "returned"])
def test_too_few_are_refused_with_their_numbers(outcome):
    found = cost().gap(outcome, [collect_table(cost().came_again(on_duckdb(table([order(0, 1, customer="a")]))))])
    assert (found.broken.n, found.kept.n, found.difference.value) == (0, 1, None)
    assert found.difference.why_empty is Why.FEW_EVENTS
    assert found.days == (180 if outcome == "returned" else 0)


def test_where_the_same_followed_in_every_case_no_interval_is_made_up():
    rows = [order(d, 1 + 4 * (i % 2), customer=f"{d}-{i}") for d in range(10) for i in range(8)]
    found = cost().gap("returned", [collect_table(cost().came_again(on_duckdb(table(rows))))])
    assert (found.broken.n, found.kept.n) == (40, 40)
    assert found.difference.why_empty is Why.NO_DIFFERENCE


def _followed(broken_again: int, kept_again: int):
    """32 broken and 32 kept on 8 days, of which so many each day came again."""
    rows = []
    for day in range(8):
        for i in range(8):
            broken, at = i >= 4, i % 4
            rows.append(order(day, 5 if broken else 1, customer=f"{day}-{i}"))
            if at < (broken_again if broken else kept_again):
                rows.append(order(day + 50, 1, customer=f"{day}-{i}"))
    return cost().gap("returned", [collect_table(cost().came_again(on_duckdb(table(rows))))])


def test_none_of_a_few_is_not_known_exactly():
    """0 of 32 against 8 of 32: Wilson's 0-10.7 % stands for what seems not to vary."""
    found = _followed(0, 1)
    assert (found.broken.value, found.kept.value, found.difference.value) == (0.0, 0.25, -0.25)
    assert found.broken.low == 0.0
    assert found.broken.high == pytest.approx(0.1072, abs=1e-4)
    assert found.difference.high >= -0.25 + 0.1072
    assert found.difference.low < -0.25


def test_all_against_none_is_a_difference():
    found = _followed(4, 0)
    assert (found.difference.value, found.difference.why_empty) == (1.0, None)
    assert found.difference.low == pytest.approx(1 - 2**0.5 * 0.1072, abs=1e-4)


def test_nothing_at_all_is_refused():
    found = cost().gap("returned", [collect_table(cost().came_again(on_duckdb(table([]))))])
    assert found.difference.why_empty is Why.FEW_EVENTS


def test_the_difference_is_that_of_the_planted_shop():
    """Broken orders come again half as often: one in four against one in two."""
    rows = []
    for day in range(60):
        for i in range(8):
            broken, again = i >= 4, i % 4 < (1 if i >= 4 else 2)
            rows.append(order(day, 5 if broken else 1, customer=f"{day}-{i}", unit=f"shop {i % 2}"))
            if again:
                rows.append(order(day + 50, 1, customer=f"{day}-{i}", unit="elsewhere"))
    found = cost().gap("returned", [collect_table(cost().came_again(on_duckdb(table(rows))))])
    assert (found.broken.value, found.kept.value, found.difference.value) == (0.25, 0.5, -0.25)
    assert found.matched_on == ("unit", "weeks")
    assert found.unmatched == 0


def test_duckdb_and_spark_see_the_same_whole_numbers(spark):
    rows = [order(d % 50, 1 + d % 4, customer=f"c{d % 70}", unit=f"u{d % 3}", revenue_cents=d * 731) for d in range(80)]
    other = [event(FIRST + timedelta(days=d), about=str(d * 2), source="complaints") for d in range(40)]
    said = voices([(str(i), float(1 + i % 5)) for i in range(0, 80, 3)])
    frames = {"events": table(rows), "others": table(other), "voices": said}
    connection = duckdb.connect()
    duck = {name: nw.from_native(connection.from_arrow(rows)) for name, rows in frames.items()}
    sparks = {name: nw.from_native(spark.createDataFrame(rows)) for name, rows in frames.items()}
    for ask in (
        lambda f: cost().stars(f["events"], f["voices"]),
        lambda f: cost().came_again(f["events"], revenue=True),
        lambda f: cost().followed(f["events"], f["others"]),
    ):
        one, two = (
            {tuple(sorted(row.items(), key=str)) for row in collect_table(ask(f)).to_pylist()} for f in (duck, sparks)
        )
        assert one == two
        assert one


def test_a_log_of_complaints_says_nothing_of_before_it_began_and_of_after_it_ends():
    rows = [order(0, 5), order(20, 5), order(20, 1), order(150, 5)]
    other = [event(FIRST + timedelta(days=day), about="1", source="complaints") for day in (19, 25, 250)]
    frames = together(table(rows), table(other))
    known = tuple((FIRST + timedelta(days=day)).date() for day in (19, 250))
    assert sums(cost().followed(*frames, known=known)) == {0: (1, 0), 1: (1, 1)}
    assert sums(cost().followed(*frames)) == {0: (1, 0), 1: (3, 1)}


def test_a_customer_of_the_earlier_terms_is_no_new_one_under_the_later():
    changed = (FIRST + timedelta(days=50)).date()
    clock = cost().rate.clock
    early = KeptRate(TERMS, clock, until=changed)
    late = KeptRate(Keep("orders", 0.9, within=Duration.parse("3 days"), since=changed), clock, first=False)
    rows = [order(0, 5, customer="ida"), order(60, 1, customer="ida"), order(60, 1, customer="bo")]
    events = on_duckdb(table(rows))
    assert sums(CostOfBreaking(early).came_again(events)) == {0: (0, 0), 1: (1, 1)}
    assert sums(CostOfBreaking(late, before=(early,)).came_again(events)) == {0: (1, 0), 1: (0, 0)}
