"""makegood finds what is planted in the sample, and nothing else, for twenty seeds."""

import csv
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from makegood import flow
from makegood.lake.engine import collect, scan
from makegood.model import Count, Headline, Load, Pace, PromiseState
from makegood.sample.truths import load
from makegood.words.overview import overview
from tests.sample.by_hand import Counted, count_all, rows

TRUTHS = load()
NOW = datetime(2026, 3, 16, 6, tzinfo=UTC)  # Monday at seven in Copenhagen
SIZE = 0.6


@dataclass(frozen=True)
class Found:
    """One sample, read and measured."""

    folder: Path
    loads: dict[str, Load]
    states: dict[str, PromiseState]


@pytest.fixture(scope="module", params=range(1, 21), ids=lambda seed: f"seed {seed}")
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Found:
    folder = tmp_path_factory.mktemp("nordlys")
    flow.make_sample(folder, request.param, SIZE)
    return run(folder)


def run(folder: Path) -> Found:
    register = flow.open_project(folder)
    loads = {done.source: done for done in flow.read(register, NOW)}
    return Found(folder, loads, {state.promise.id: state for state in flow.measure(register, NOW)})


def test_each_promise_gets_its_planted_headline(found: Found):
    headlines = {name: state.headline for name, state in found.states.items()}
    assert headlines == {name: planted.headline for name, planted in TRUTHS.promises.items()}
    assert overview(list(found.states.values()), "da") == (
        "12 løfter: 7 holder | 1 skrider | 1 brudt | 3 kan ikke afgøres"
    )


def test_the_warehouse_manages_two_to_three_days_whatever_the_ad_says(found: Found):
    shop, ad = (found.states[name].keepable for name in ("delivery-1-2-days", "ad-tomorrow"))
    assert shop is not None
    assert ad is not None
    assert (shop.limit.usual, shop.limit.value) == (2.0, 3.0)
    assert ad.limit.value in (2.0, 3.0)  # its objective is lower, and two days are near it


def test_what_cannot_be_told_says_why(found: Found):
    unknown = {name: planted.why for name, planted in TRUTHS.promises.items() if planted.why}
    assert {name: found.states[name].why for name in unknown} == unknown


def test_only_the_planted_promises_slip_and_deliveries_since_the_planted_day(found: Found):
    slipping = {name for name, state in found.states.items() if state.now.pace is Pace.SLIPPING}
    since = found.states["delivery-1-2-days"].now.since
    planted = TRUTHS.promises["delivery-1-2-days"].slips_on
    assert slipping == {"delivery-1-2-days", "ad-tomorrow"}  # the ad's promise was never kept
    assert since is not None
    assert planted is not None
    assert abs(since - planted) <= timedelta(days=5)


def test_only_the_planted_shop_is_unlike_the_others(found: Found):
    unlike = {(name, unit.unit) for name, state in found.states.items() for unit in state.units if unit.unlike}
    assert unlike == {(name, shop) for name, planted in TRUTHS.promises.items() for shop in planted.unlike}


def test_unreadable_and_cancelled_rows_are_counted_exactly(found: Found):
    rejected = {name: done.rejected for name, done in found.loads.items() if done.rejected}
    planted = {name: len(log.unreadable) + log.without_id for name, log in TRUTHS.logs.items()}
    cancelled = round(TRUTHS.logs["orders"].cancelled * SIZE)
    assert rejected == {name: n for name, n in planted.items() if n}
    assert dict(found.states["ad-tomorrow"].count.excluded) == {"Status=Annulleret": cancelled}


def test_every_row_is_accounted_for(found: Found):
    files = found.loads["workshop"], found.loads["punctures"]
    assert files[0].read == files[1].read
    for done in found.loads.values():
        parts = (done.kept, sum(done.excluded.values()), done.left_out, done.rejected, done.repeated)
        assert done.read == sum(parts), done.source


@pytest.fixture(scope="module")
def default(tmp_path_factory: pytest.TempPathFactory) -> Found:
    folder = tmp_path_factory.mktemp("default")
    flow.make_sample(folder)
    return run(folder)


def test_the_default_sample_tells_the_story(default: Found):
    headlines = {name: state.headline for name, state in default.states.items()}
    assert headlines == {name: planted.headline for name, planted in TRUTHS.promises.items()}


@pytest.fixture(scope="module")
def by_hand(default: Found) -> dict[str, Counted]:
    return count_all(default.folder)


def test_the_counts_are_those_of_plain_csv(default: Found, by_hand: dict[str, Counted]):
    counts = {name: state.count for name, state in default.states.items() if name in by_hand}
    assert {name: (c.n, c.kept, c.not_due, sum(n for _, n in c.excluded)) for name, c in counts.items()} == {
        name: (c.n, c.kept, c.not_due, c.excluded) for name, c in by_hand.items()
    }


def test_each_week_counts_what_fell_due_in_it(default: Found, by_hand: dict[str, Counted]):
    for name, counted in by_hand.items():
        mondays = Counter(outcome.due - timedelta(days=outcome.due.weekday()) for outcome in counted.outcomes)
        weeks = {week.day: week.n for week in default.states[name].weeks}
        assert weeks == mondays, name


def test_the_mishap_shouts_and_changes_nothing(default: Found):
    state = default.states["new-bike-ready"]
    assert state.count.n == 6140
    assert state.headline is Headline.KEPT
    assert state.now.pace is Pace.HOLDING
    assert not any(unit.unlike for unit in state.units)


def test_orders_in_both_exports_count_once_as_they_stand_in_the_newer(default: Found):
    old, new = (rows(default.folder / "data" / f"orders-{year}.csv", ";", "cp1252") for year in (2025, 2026))
    both = {row["Ordrenr"] for row in old} & {row["Ordrenr"] for row in new}
    assert default.loads["orders"].repeated == len(both)


def test_the_promise_without_a_measurable_form_has_no_number(default: Found):
    state = default.states["friendly-people"]
    assert (state.count, state.objective, state.now.pace) == (Count(0, 0), None, Pace.TOO_LITTLE)


def test_the_telephone_says_since_when_it_is_silent(default: Found):
    assert default.states["answer-in-3-minutes"].newest == date(2026, 3, 12)


def test_reading_the_sample_twice_adds_nothing(default: Found):
    again = run(default.folder)
    assert {(done.added, done.changed) for done in again.loads.values()} == {(0, 0)}
    assert {name: state.count for name, state in again.states.items()} == {
        name: state.count for name, state in default.states.items()
    }


def test_the_demo_looks_the_same_years_later(default: Found):
    register = flow.open_project(default.folder)
    later = flow.measure(register, datetime(2031, 1, 1, tzinfo=UTC))
    assert {state.promise.id: state.headline for state in later} == {
        name: state.headline for name, state in default.states.items()
    }


def test_reviews_are_read_with_their_texts_masked(default: Found):
    done = default.loads["reviews"]
    with (default.folder / "data" / "reviews.csv").open(encoding="utf-8", newline="") as stream:
        written = list(csv.DictReader(stream))
    assert (done.read, done.rejected) == (len(written), 0)
    stored = collect(scan(flow.lake_of(flow.open_project(default.folder)), "voices"))
    words = {row["voice_id"]: (row["text"] or "", row["reply"] or "") for row in stored}
    assert all(len(words[row["id"]][0]) >= len(row["text"].strip()) // 2 for row in written)
    assert not [row for row in stored if "20 30 40 50" in (row["text"] or "") or "@" in (row["text"] or "")]
    greeted = [row for row in written if row["reply"].startswith(("Hej ", "Kære "))]
    assert len(greeted) > 100
    assert all("[name:" in words[row["id"]][1][:11] for row in greeted)
    assert len({row["customer"] for row in stored}) == len({row["author"] for row in written})
