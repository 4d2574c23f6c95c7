"""Counts that others have published, read as a source of `counts` the whole way, against their own figures."""

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from makegood import flow
from makegood.errors import MakegoodError
from makegood.measures.interval import design_effect
from makegood.model import Load, PromiseState, State
from tests.examples.example_runs import NOW, shared

SETTINGS = """\
organisation: Test
sources:
  - name: others
    kind: counts
    files: data/*.csv
    history: true
    columns: {columns}
"""
PROMISE = """\
- promise: on-time
  says: {{en: "On time"}}
  keep: {{counts: others, of: {of}, over: {over}}}
"""


def run(folder: Path, columns: str, of: str = "95 %", over: str = "year") -> tuple[Load, PromiseState]:
    (folder / "promises").mkdir()
    (folder / "makegood.yaml").write_text(SETTINGS.format(columns=columns), encoding="utf-8")
    (folder / "promises" / "a.yaml").write_text(PROMISE.format(of=of, over=over), encoding="utf-8")
    register = flow.open_project(folder)
    (load,) = flow.read(register, NOW)
    (state,) = flow.measure(register, NOW)
    return load, state


def write(path: Path, rows: list[dict[str, object]]) -> None:
    path.parent.mkdir()
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_the_four_hour_promise_of_the_nhs_has_its_known_interval(tmp_path: Path) -> None:
    """20 weeks, 5,587,970 patients. Figures: R package qicharts2, data set nhs_accidents; design/METHODS, section 1."""
    with (shared("known_answers") / "nhs_four_hour_weeks.csv").open(encoding="utf-8") as file:
        weeks = list(csv.DictReader(file))
    monday = date(2016, 1, 4)
    rows = [{"week": monday + timedelta(weeks=int(w["i"]) - 1), "seen": w["n"], "in_time": w["r"]} for w in weeks]
    write(tmp_path / "data" / "weeks.csv", rows)
    load, state = run(tmp_path, "{started_at: week, n: seen, kept: in_time}")
    assert (load.kept, state.count.n) == (20, 5_587_970)
    assert state.whole is not None
    assert [round(number or 0, 4) for number in (state.whole.value, state.whole.low, state.whole.high)] == [
        0.9529,
        0.9508,
        0.9549,
    ]
    assert round(design_effect([(week.n, week.kept) for week in state.weeks])) == 115
    assert [(week.day, week.n) for week in state.weeks] == [(row["week"], int(str(row["seen"]))) for row in rows]


@pytest.fixture(scope="module")
def trains() -> list[dict[str, str]]:
    path = shared("sncf_train_punctuality") / "full_trains.csv"
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    return [row | {"first": f"{row['year']}-{int(row['month']):02d}-01"} for row in rows]


TRAINS = (
    "{count_id: [departure_station, arrival_station, first], unit: departure_station, started_at: first, "
    "n: total_num_trips, broken: [num_of_canceled_trains, num_arriving_late]}"
)


def late(row: dict[str, str]) -> int | None:
    """Cancelled or late; None where the file does not say how many were late."""
    return None if row["num_arriving_late"] == "NA" else sum(int(row[n]) for n in BROKEN)


BROKEN = ("num_of_canceled_trains", "num_arriving_late")


def test_french_trains_are_counted_as_csv_counts_them(tmp_path: Path, trains: list[dict[str, str]]) -> None:
    """Cancelled and late trains are broken, of all that were planned, by route and month."""
    good = [row for row in trains if late(row) is not None]
    assert len(trains) - len(good) == 9
    write(tmp_path / "data" / "trains.csv", [dict(row) for row in trains])
    load, state = run(tmp_path, TRAINS, "90 %")
    assert (load.read, load.kept, load.rejected) == (len(trains), len(good), len(trains) - len(good))
    planned = sum(int(row["total_num_trips"]) for row in good)
    assert (state.count.n, state.count.broken) == (planned, sum(late(row) or 0 for row in good))
    years = Counter[str]()
    for row in good:
        years[row["year"]] += int(row["total_num_trips"]) - (late(row) or 0)
    told = [*state.closed, *([state.running] if state.running else [])]
    assert {verdict.period.name: verdict.kept for verdict in told} == years
    recent = [row for row in good if row["first"] >= str(state.closed[-1].period.first)]
    stations = Counter[str]()
    for row in recent:
        stations[row["departure_station"]] += int(row["total_num_trips"])
    assert {unit.unit: unit.n for unit in state.units} == stations


def test_a_promise_of_95_in_100_is_broken_in_each_year(tmp_path: Path, trains: list[dict[str, str]]) -> None:
    write(tmp_path / "data" / "trains.csv", [dict(row) for row in trains])
    state = run(tmp_path, TRAINS, "95 %")[1]
    assert {verdict.state for verdict in state.closed} == {State.BROKEN}


def test_calls_without_those_that_were_answered_say_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "data").symlink_to(shared("small_classics"), target_is_directory=True)
    with pytest.raises(MakegoodError) as error:
        run(tmp_path, "{started_at: DateTime, n: Calls}")
    assert str(error.value) == (
        "makegood.yaml `columns:` of others has none of kept, broken and share_kept\n"
        "  fix:   name the column that says how many were kept: `kept: answered_in_time`; "
        "without it nothing can be judged"
    )
