"""The whole way on a small shop: what is read, judged, frozen, corrected and refused."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from makegood import flow
from makegood.errors import MakegoodError
from makegood.model import Headline, Pace, State, Why
from tests.shop import NOW, PROMISE, SETTINGS, make, order, orders, read, state

MARCH = date(2026, 3, 1)
GOOD = orders(MARCH, 45, 40, late=1)


def test_a_month_that_has_closed_is_judged_and_the_running_one_is_counted(tmp_path: Path) -> None:
    read(make(tmp_path, GOOD))
    found = state(tmp_path)
    assert (found.headline, found.verdict.period.name, found.verdict.state) == (Headline.KEPT, "2026-03", State.KEPT)
    assert (found.verdict.n, found.verdict.kept) == (29 * 40, 29 * 39)
    assert (found.running.period.name, found.running.why) == ("2026-04", Why.NO_PERIOD)
    assert found.count.n == found.verdict.n + found.running.n
    assert found.count.n + found.count.not_due == len(GOOD)


def test_a_frozen_verdict_stays_and_the_correction_stands_beside_it(tmp_path: Path) -> None:
    read(make(tmp_path, GOOD))
    told = state(tmp_path).verdict
    assert (told.frozen_at, told.backfilled) == (NOW, True)
    later = NOW + timedelta(days=1)
    worse = [row | ({"delivered": "2026-04-30 12:00"} if row["ordered"] < "2026-03-15" else {}) for row in GOOD]
    read(make(tmp_path, worse), later)
    found = state(tmp_path, later).verdict
    assert (found.state, found.n, found.kept, found.frozen_at) == (told.state, told.n, told.kept, told.frozen_at)
    assert found.correction == (1160, 15 * 39)


def test_a_verdict_taken_when_its_period_closes_is_not_marked_as_afterwards(tmp_path: Path) -> None:
    read(make(tmp_path, GOOD))
    read(make(tmp_path, orders(MARCH, 70, 40, late=1)), NOW + timedelta(days=30))
    assert [(v.period.name, v.backfilled) for v in state(tmp_path).closed] == [("2026-03", True), ("2026-04", False)]


def test_another_promise_text_is_another_promise_and_is_judged_anew(tmp_path: Path) -> None:
    read(make(tmp_path, GOOD))
    make(tmp_path, GOOD, PROMISE.replace("90 %", "99 %"))
    found = state(tmp_path).verdict
    assert (found.state, found.frozen_at) == (State.BROKEN, None)


def test_as_of_answers_as_it_stood(tmp_path: Path) -> None:
    read(make(tmp_path, GOOD))
    found = state(tmp_path, as_of=datetime(2026, 3, 20, 12, tzinfo=UTC))
    assert (found.closed, found.headline, found.why) == ((), Headline.CANNOT_TELL, Why.NO_PERIOD)
    assert found.count.n == 17 * 40


def test_a_slip_is_never_shown_as_kept(tmp_path: Path) -> None:
    read(make(tmp_path, [*orders(MARCH, 35, 40, late=1), *orders(date(2026, 4, 5), 12, 40, late=15, start=9000)]))
    found = state(tmp_path)
    assert (found.verdict.state, found.now.pace, found.headline) == (State.KEPT, Pace.SLIPPING, Headline.SLIPPING)
    assert found.now.since == date(2026, 4, 7)


def test_a_source_with_nothing_new_cannot_tell(tmp_path: Path) -> None:
    read(make(tmp_path, GOOD, settings=SETTINGS.replace("    history: true\n", "")))
    found = state(tmp_path)
    assert (found.headline, found.why, found.newest) == (Headline.CANNOT_TELL, Why.STALE, date(2026, 4, 17))
    assert state(tmp_path, now=datetime(2026, 4, 18, 12, tzinfo=UTC)).headline is Headline.KEPT


def test_before_the_first_read_there_are_no_data(tmp_path: Path) -> None:
    found = state(make(tmp_path, GOOD))
    assert (found.headline, found.why, found.count.n) == (Headline.CANNOT_TELL, Why.NO_DATA, 0)


def test_a_promise_without_a_measurable_form_cannot_be_told(tmp_path: Path) -> None:
    read(make(tmp_path, GOOD, PROMISE[: PROMISE.index("  keep:")]))
    assert (state(tmp_path).headline, state(tmp_path).why) == (Headline.CANNOT_TELL, Why.NO_KEEP)


def test_too_many_unreadable_rows_leave_nothing_told_and_nothing_frozen(tmp_path: Path) -> None:
    broken = [row | ({"ordered": "soon"} if i % 10 == 0 else {}) for i, row in enumerate(GOOD)]
    read(make(tmp_path, broken))
    found = state(tmp_path)
    assert (found.headline, found.why) == (Headline.CANNOT_TELL, Why.UNREADABLE)
    assert found.unreadable == (180, 1800)
    read(make(tmp_path, GOOD))
    assert state(tmp_path).headline is Headline.KEPT


def test_hours_cannot_be_judged_on_dates(tmp_path: Path) -> None:
    dates = [row | {"delivered": row["delivered"][:10]} for row in GOOD]
    read(make(tmp_path, dates, PROMISE.replace("2 days", "48 hours")))
    assert (state(tmp_path).headline, state(tmp_path).why) == (Headline.CANNOT_TELL, Why.DATES_ONLY)


def test_terms_that_changed_judge_each_event_by_those_it_began_under(tmp_path: Path) -> None:
    terms = "[{event: orders, within: 2 days, of: 90 %}, {event: orders, within: 3 days, of: 80 %, since: 2026-03-16}]"
    rows = [
        *orders(MARCH, 15, 40),
        *(order(9000 + i, date(2026, 3, 16) + timedelta(days=i // 40), 3) for i in range(1000)),
    ]
    read(make(tmp_path, rows, PROMISE.replace("{event: orders, within: 2 days, of: 90 %}", terms)))
    found = state(tmp_path)
    assert (found.count.broken, found.objective) == (0, 0.8)
    assert 0.8 < found.closed[0].objective < 0.9


def test_excluded_orders_are_counted_apart_also_when_they_are_cancelled_later(tmp_path: Path) -> None:
    read(make(tmp_path, GOOD))
    cancelled = [row | ({"status": "cancelled"} if int(row["id"]) < 100 else {}) for row in GOOD]
    read(make(tmp_path, cancelled))
    found = state(tmp_path).count
    assert found.excluded == (("status=cancelled", 100),)
    assert found.n + found.not_due + 100 == len(GOOD)


def test_another_country_asks_for_a_new_read(tmp_path: Path) -> None:
    read(make(tmp_path, GOOD))
    make(tmp_path, GOOD, settings=SETTINGS + "country: SE\n")
    with pytest.raises(MakegoodError) as error:
        state(tmp_path)
    assert str(error.value) == (
        "country changed after the source orders was read\n"
        "  found: country: DK, now SE\n"
        "  fix:   run `makegood read` again: dates and business days are counted when data are read"
    )
    read(tmp_path)
    assert state(tmp_path).headline is Headline.KEPT


def test_a_promise_on_an_unknown_source_cannot_be_told_and_does_not_stop_the_others(tmp_path: Path) -> None:
    other = PROMISE.replace("promise: delivery", "promise: other").replace("event: orders", "event: order")
    read(make(tmp_path, GOOD, PROMISE + other))
    told = flow.measure(flow.open_project(tmp_path), NOW)
    assert [(s.headline, s.why) for s in told] == [(Headline.KEPT, None), (Headline.CANNOT_TELL, Why.NO_DATA)]
    (finding,) = flow.lint(flow.open_project(tmp_path))
    assert (finding.code, finding.where) == ("P005", "promises/delivery.yaml:12:10")


@pytest.mark.parametrize(
    "change",
    [
        ("Delivery in 2 days", "Delivery within two days"),
        ("{event: orders, within: 2 days, of: 90 %}", "[{event: orders, within: 2 days, of: 90 %}, "
         "{event: orders, within: 1 day, of: 99 %, since: 2026-04-10}]"),
    ],
    ids=["a word is mended", "terms are added from a later day"],
)  # fmt: skip
def test_a_frozen_verdict_outlives_a_change_that_does_not_touch_its_terms(
    tmp_path: Path, change: tuple[str, str]
) -> None:
    read(make(tmp_path, GOOD))
    told = state(tmp_path).verdict
    worse = [row | ({"delivered": "2026-04-30 12:00"} if int(row["id"]) % 2 else {}) for row in GOOD]
    read(make(tmp_path, worse, PROMISE.replace(*change)), NOW + timedelta(days=1))
    found = state(tmp_path, NOW + timedelta(days=1)).verdict
    assert (found.state, found.n, found.kept, found.frozen_at) == (State.KEPT, told.n, told.kept, told.frozen_at)
    assert (found.correction[0], found.state_today) == (1160, State.BROKEN)


def test_an_amount_that_was_not_read_yet_asks_for_a_read(tmp_path: Path) -> None:
    rows = [row | {"waited": "100"} for row in GOOD]
    read(make(tmp_path, rows))
    amount = "{event: orders, amount: {column: waited, at_most: 180, missing: broken}, of: 90 %}"
    make(tmp_path, rows, PROMISE.replace("{event: orders, within: 2 days, of: 90 %}", amount))
    with pytest.raises(MakegoodError) as error:
        state(tmp_path)
    assert str(error.value) == (
        "the column waited was not read yet, and the promise delivery is about it\n"
        "  found: a source orders read without it\n"
        "  fix:   run `makegood read` again"
    )
    read(tmp_path)
    assert state(tmp_path).count.broken == 0


def test_columns_that_mean_something_else_ask_for_a_read(tmp_path: Path) -> None:
    read(make(tmp_path, GOOD))
    make(tmp_path, GOOD, settings=SETTINGS.replace("unit: shop, ", ""))
    with pytest.raises(MakegoodError) as error:
        state(tmp_path)
    assert str(error.value) == (
        "what the columns of the source orders mean has changed since it was read\n"
        "  found: other settings under `name: orders` in makegood.yaml\n"
        "  fix:   run `makegood read` again"
    )
    read(tmp_path)
    assert state(tmp_path).headline is Headline.KEPT


def test_other_ids_are_refused_because_rows_would_count_twice(tmp_path: Path) -> None:
    read(make(tmp_path, GOOD))
    make(tmp_path, GOOD, settings=SETTINGS.replace("event_id: id", "event_id: [id, shop]"))
    with pytest.raises(MakegoodError) as error:
        read(tmp_path)
    assert str(error.value) == (
        "which rows the source orders has, or what they are called, has changed since it was read\n"
        "  found: another event_id, voice_id or count_id, `where:` or `join:` in makegood.yaml; of counts also another "
        "unit, start, `dates:` or time zone\n"
        "  fix:   delete the lake's folder and read again, or give the source another name"
    )


NO_IDS = SETTINGS.replace("event_id: id, ", "")


def test_rows_without_an_id_are_read_again_under_the_same_ids(tmp_path: Path) -> None:
    read(make(tmp_path, GOOD, settings=NO_IDS))
    read(tmp_path)
    last = flow.lake_of(flow.open_project(tmp_path)).loads()[-1]
    assert (last.added, last.changed, last.unchanged) == (0, 0, len(GOOD))


def test_ids_made_with_another_key_are_refused_because_rows_would_count_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(make(tmp_path, GOOD, settings=NO_IDS))
    monkeypatch.setenv("MAKEGOOD_KEY", "another key of many letters")
    with pytest.raises(MakegoodError) as error:
        read(tmp_path)
    assert str(error.value) == (
        "the ids that rows of the source orders get would not be those that they have in the lake\n"
        "  found: ids made with another key\n"
        "  fix:   delete the lake's folder and read again, or give the source another name, or bring back "
        ".makegood/key or MAKEGOOD_KEY as it was"
    )
    assert state(tmp_path).count.n == len(GOOD)


def test_ids_made_without_a_key_by_an_older_makegood_are_refused(tmp_path: Path) -> None:
    register = flow.open_project(make(tmp_path, GOOD, settings=NO_IDS))
    (source,) = register.project.sources
    settings = {**register.project.read_with(source), "numbers": ""}
    flow.lake_of(register).load("orders", [], settings, NOW)
    with pytest.raises(MakegoodError) as error:
        read(tmp_path)
    assert str(error.value) == (
        "the ids that rows of the source orders get would not be those that they have in the lake\n"
        "  found: ids made without a key, by an older makegood\n"
        "  fix:   delete the lake's folder and read again, or give the source another name"
    )


def test_with_their_own_ids_another_key_is_no_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(make(tmp_path, GOOD))
    assert not (tmp_path / ".makegood").exists()
    monkeypatch.setenv("MAKEGOOD_KEY", "another key of many letters")
    read(tmp_path)


def test_an_id_that_is_not_unique_is_refused(tmp_path: Path) -> None:
    make(tmp_path, GOOD, settings=SETTINGS.replace("event_id: id", "event_id: shop"))
    with pytest.raises(MakegoodError) as error:
        read(tmp_path)
    assert str(error.value) == (
        "the event_id is not unique, so nothing was stored\n"
        "  found: 44 of 1,800 rows share it with a row that began at another time\n"
        "  fix:   name the columns that together are unique: `event_id: [column, column]`"
    )


def test_what_happened_after_the_data_end_is_not_made_up(tmp_path: Path) -> None:
    read(make(tmp_path, [*GOOD, *(order(9000 + i, date(2026, 4, 16), None) for i in range(200))]))
    later = state(tmp_path, as_of=datetime(2026, 6, 1, tzinfo=UTC))
    now = state(tmp_path)
    assert later.count == now.count
    assert (later.now.pace, later.now.evidence) == (now.now.pace, now.now.evidence)
    assert [v.period.name for v in later.closed] == ["2026-03"]


def test_a_row_stamped_tomorrow_does_not_make_today_late(tmp_path: Path) -> None:
    today = datetime(2026, 4, 15, 18, tzinfo=UTC)
    due_today = [order(9000 + i, date(2026, 4, 13), None) for i in range(50)]
    read(make(tmp_path, [*due_today, order(1, date(2026, 4, 16), None)]), today)
    found = state(tmp_path, today).count
    assert (found.broken, found.not_due) == (0, 50)


def test_a_time_that_is_not_mapped_leaves_nothing_told_and_nothing_frozen(tmp_path: Path) -> None:
    read(make(tmp_path, GOOD, settings=SETTINGS.replace(", done_at: delivered", "")))
    assert (state(tmp_path).headline, state(tmp_path).why) == (Headline.CANNOT_TELL, Why.NO_DEADLINE)
    read(make(tmp_path, GOOD))
    assert (state(tmp_path).headline, state(tmp_path).verdict.correction) == (Headline.KEPT, None)


@pytest.mark.parametrize(
    ("rows", "promise", "why"),
    [
        (orders(MARCH, 1, 40), PROMISE.replace("2 days", "30 days"), Why.NONE_DUE),
        (GOOD, PROMISE.replace("within: 2 days", "by: due_at"), Why.NO_DEADLINE),
        ([row | {"ordered": "soon"} for row in GOOD], PROMISE, Why.UNREADABLE),
    ],
)
def test_each_kind_of_nothing_has_its_own_reason(tmp_path: Path, rows: list, promise: str, why: Why) -> None:
    read(make(tmp_path, rows, promise))
    assert (state(tmp_path).headline, state(tmp_path).why) == (Headline.CANNOT_TELL, why)


def test_a_month_that_cannot_be_read_is_not_hidden_by_those_that_can(tmp_path: Path) -> None:
    make(tmp_path / "old", orders(MARCH, 45, 40))
    bad = [
        row | ({"ordered": "soon"} if i % 6 == 0 else {})
        for i, row in enumerate(orders(date(2026, 4, 15), 5, 40, start=9000))
    ]
    make(tmp_path, bad)
    (tmp_path / "old" / "data" / "orders.csv").rename(tmp_path / "data" / "march.csv")
    read(tmp_path)
    assert (state(tmp_path).why, state(tmp_path).unreadable) == (Why.UNREADABLE, (34, 200))


def test_those_who_still_wait_are_counted(tmp_path: Path) -> None:
    read(make(tmp_path, [*GOOD, *(order(9000 + i, date(2026, 4, 1), None) for i in range(38))]))
    assert state(tmp_path).waiting == 38


def test_the_interval_of_a_unit_holds_its_own_share(tmp_path: Path) -> None:
    rows = [row | {"shop": f"shop {i % 6}"} for i, row in enumerate(orders(MARCH, 45, 60, late=6))]
    read(make(tmp_path, rows))
    units = state(tmp_path).units
    assert len(units) == 6
    assert all(unit.low <= unit.kept / unit.n <= unit.high for unit in units)


def test_files_in_parts_and_rows_in_any_order_give_the_same_answer(tmp_path: Path) -> None:
    read(make(tmp_path / "whole", GOOD))
    read(make(tmp_path / "shuffled", [*GOOD[::-2], *GOOD[-2::-2], *GOOD[:50]]))
    make(tmp_path / "parts", GOOD[:700])
    make(tmp_path / "more", GOOD[600:])
    (tmp_path / "more" / "data" / "orders.csv").rename(tmp_path / "parts" / "data" / "more.csv")
    read(tmp_path / "parts")
    whole, shuffled, parts = (state(tmp_path / name) for name in ("whole", "shuffled", "parts"))
    assert whole == shuffled == parts


def test_every_rejected_row_is_listed_with_its_place(tmp_path: Path) -> None:
    make(tmp_path, [*orders(MARCH, 2, 3), order(99, MARCH, ordered="31/02/2026")])
    read(tmp_path)
    (only,) = flow.rejected(flow.open_project(tmp_path))
    assert str(only).startswith("data/orders.csv:8 ordered: ")


def test_a_cell_that_is_no_number_is_rejected_where_a_promise_judges_it(tmp_path: Path) -> None:
    rows = [row | {"waited": "00:01:30" if i % 50 == 0 else "100"} for i, row in enumerate(GOOD)]
    amount = "{event: orders, amount: {column: waited, at_most: 180, missing: broken}, of: 90 %}"
    read(make(tmp_path, rows, PROMISE.replace("{event: orders, within: 2 days, of: 90 %}", amount)))
    assert (state(tmp_path).count.broken, state(tmp_path).unreadable) == (0, (36, 1800))


def test_a_source_without_ids_keeps_its_rows_when_a_promise_about_an_amount_is_added(tmp_path: Path) -> None:
    rows = [row | {"waited": "100"} for row in GOOD]
    settings = SETTINGS.replace("event_id: id, ", "")
    read(make(tmp_path, rows, settings=settings))
    amount = "{event: orders, amount: {column: waited, at_most: 180, missing: broken}, of: 90 %}"
    read(make(tmp_path, rows, PROMISE.replace("{event: orders, within: 2 days, of: 90 %}", amount), settings))
    assert state(tmp_path).count.n == len(GOOD)


def test_what_starts_after_a_promise_has_ended_is_not_held_against_it(tmp_path: Path) -> None:
    kept, broken = orders(date(2026, 1, 1), 59, 10), orders(date(2026, 3, 1), 60, 10, late=10, start=10_000)
    read(make(tmp_path, kept + broken, PROMISE + "  until: 2026-02-28\n"))
    ended = state(tmp_path)
    assert (ended.count.n, ended.count.kept) == (590, 590)
    # What was promised on its last two days came due in March; after that no period is judged.
    assert [(v.period.name, v.n) for v in ended.closed] == [("2026-01", 290), ("2026-02", 280), ("2026-03", 20)]
    assert ended.running is None
    make(tmp_path, kept + broken)
    assert (state(tmp_path).count.n, state(tmp_path).count.kept) == (1190, 590)
