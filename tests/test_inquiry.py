"""What can be promised is asked of the same look at the lake as everything else."""

from datetime import date
from pathlib import Path

from tests.shop import PROMISE, SETTINGS, make, order, orders, read, state

OWN_DEADLINE = PROMISE.replace("within: 2 days", "by: due_at")


def test_the_share_at_the_promised_limit_is_the_share_that_was_kept(tmp_path: Path):
    folder = make(tmp_path, orders(date(2026, 3, 1), 45, 40, late=1), PROMISE.replace("2 days", "1 day"))
    read(folder)
    found = state(folder)
    assert found.keepable is not None
    assert found.keepable.limit.value == 1.0
    assert found.keepable.limit.estimate.n == found.count.n
    assert found.whole is not None
    assert found.keepable.limit.estimate.n_eff == found.whole.n_eff


def test_a_source_that_is_too_old_or_unreadable_promises_nothing(tmp_path: Path):
    old = make(tmp_path / "old", orders(date(2026, 3, 1), 20, 40), settings=SETTINGS.replace("    history: true\n", ""))
    read(old)
    assert state(old).keepable is None
    rows = [order(i, date(2026, 3, 1), ordered="yesterday" if i % 5 == 0 else "2026-03-01 10:00") for i in range(100)]
    bad = make(tmp_path / "bad", rows)
    read(bad)
    assert state(bad).keepable is None


def test_without_the_time_it_began_there_is_nothing_to_count_from(tmp_path: Path):
    rows = [order(i, date(2026, 3, 1), promised="2026-03-05") for i in range(60)]
    rows.append(order(60, date(2026, 4, 1), promised="2026-04-30"))
    folder = make(tmp_path, rows, OWN_DEADLINE, SETTINGS.replace("started_at: ordered, ", ""))
    read(folder)
    assert state(folder).count.n == 60
    assert state(folder).keepable is None


def test_a_deadline_of_its_own_is_counted_in_days(tmp_path: Path):
    rows = [{**row, "promised": "2026-05-30"} for row in orders(date(2026, 3, 1), 30, 20, late=1)]
    folder = make(tmp_path, rows, OWN_DEADLINE)
    read(folder)
    found = state(folder).keepable
    assert found is not None
    assert (found.unit, found.limit.value) == ("days", 1.0)
