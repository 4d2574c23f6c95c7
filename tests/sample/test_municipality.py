"""makegood finds what is planted in the municipality, with citizens who ask again in the place of stars and revenue."""

import csv
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from makegood import flow
from makegood.model import Gap, Load, Pace, PromiseState
from makegood.promises.rules import check_all
from makegood.sample.truths import load
from makegood.words.overview import overview
from makegood.words.promise import paragraph
from makegood.words.worklist import say_step
from tests.sample.by_hand import add_business_days

TRUTHS = load("municipality")
NOW = datetime(2026, 3, 16, 6, tzinfo=UTC)
CASES = {"building-40-days", "aids-15-days", "childcare-on-date", "housing-4-weeks"}


@dataclass(frozen=True)
class Found:
    """One draw, read and measured."""

    folder: Path
    loads: dict[str, Load]
    states: dict[str, PromiseState]
    costs: dict[str, tuple[Gap, ...]]


@pytest.fixture(scope="module", params=[1, 2, 3, 4], ids=lambda seed: f"seed {seed}")
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Found:
    folder = tmp_path_factory.mktemp("municipality")
    flow.make_sample(folder, request.param, name="municipality")
    register = flow.open_project(folder)
    loads = {done.source: done for done in flow.read(register, NOW)}
    states = {state.promise.id: state for state in flow.measure(register, NOW)}
    return Found(folder, loads, states, flow.cost_of_breaking(register, NOW))


def test_each_promise_gets_its_planted_headline(found: Found) -> None:
    headlines = {name: state.headline for name, state in found.states.items()}
    assert headlines == {name: planted.headline for name, planted in TRUTHS.promises.items()}
    assert overview(list(found.states.values()), "da") == (
        "9 løfter: 5 holder | 1 skrider | 1 brudt | 2 kan ikke afgøres"
    )
    unknown = {name: planted.why for name, planted in TRUTHS.promises.items() if planted.why}
    assert {name: found.states[name].why for name in unknown} == unknown
    assert [unit.unit for state in found.states.values() for unit in state.units if unit.unlike] == []


def test_the_queue_slips_since_the_desk_was_closed(found: Found) -> None:
    since = found.states["queue-15-minutes"].now.since
    assert found.states["queue-15-minutes"].now.pace is Pace.SLIPPING
    assert since is not None
    assert abs(since - date(2026, 3, 2)) <= timedelta(days=5)


def test_a_broken_promise_is_followed_by_contacts_as_often_as_planted(found: Found) -> None:
    gaps = {gap.outcome: gap for gap in found.costs["aids-15-days"]}
    assert set(gaps) == {"henvendelser", "klager", "omgjorte afgørelser"}
    contacts, planted = gaps["henvendelser"].difference, TRUTHS.follows["contacts"]
    assert contacts.low is not None
    assert contacts.high is not None
    assert contacts.low - 0.03 < planted.broken - planted.kept < contacts.high + 0.03
    assert contacts.low > 0.15
    assert gaps["klager"].difference.value is not None
    assert gaps["klager"].difference.value > 0


def test_there_are_no_stars_no_revenue_and_nobody_who_buys_again(found: Found) -> None:
    outcomes = {gap.outcome for gaps in found.costs.values() for gap in gaps}
    assert outcomes == {"henvendelser", "klager", "omgjorte afgørelser"}


def test_every_row_is_accounted_for_and_the_five_kinds_share_one_file(found: Found) -> None:
    with (found.folder / "data" / "sager.csv").open(encoding="cp1252", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    kinds = {"byggesager": "Byggesag", "hjaelpemidler": "Hjælpemiddel", "aktindsigter": "Aktindsigt"}
    for source, kind in kinds.items():
        told = found.loads[source]
        assert (told.read, told.kept) == (len(rows), sum(row["Sagstype"] == kind for row in rows))
    assert found.loads["boligstoette"].rejected == len(TRUTHS.logs["housing"].unreadable)


def test_the_aids_are_counted_as_plain_csv_counts_them(found: Found) -> None:
    with (found.folder / "data" / "sager.csv").open(encoding="cp1252", newline="") as stream:
        rows = [row for row in csv.DictReader(stream, delimiter=";") if row["Sagstype"] == "Hjælpemiddel"]

    def day(text: str) -> date:
        return datetime.strptime(text[:10], "%d-%m-%Y").date()

    known = max(day(row[name]) for row in rows for name in ("Modtaget", "Afgjort") if row[name])
    due = [(add_business_days(day(row["Modtaget"]), 15), row["Afgjort"]) for row in rows]
    passed = [(last, done) for last, done in due if last < known]
    count = found.states["aids-15-days"].count
    assert count.n == len(passed)
    assert count.kept == sum(bool(done) and day(done) <= last for last, done in passed)


def test_the_half_hours_are_added_as_plain_csv_adds_them(found: Found) -> None:
    with (found.folder / "data" / "telefon.csv").open(encoding="cp1252", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    assert list(rows[0]) == ["Dato", "Tidsrum", "Område", "Tilbudte", "Besvaret inden 5 min", "Opgivne"]
    offered, answered, gave_up = (sum(int(row[name]) for row in rows) for name in list(rows[0])[3:])
    count = found.states["telephone-5-minutes"].count
    assert (count.n, count.kept) == (offered, answered)
    assert 0 < gave_up < offered - answered
    assert (found.loads["telefon"].read, found.loads["telefon"].kept) == (len(rows), len(rows))
    assert answered / offered == pytest.approx(TRUTHS.share("telephone-5-minutes"), abs=0.01)


def test_nobody_is_to_be_called_about_a_half_hour(found: Found) -> None:
    state = found.states["telephone-5-minutes"]
    (work,) = flow.worklist(flow.open_project(found.folder), [state], NOW)
    assert (state.waiting, work.waiting, work.tasks) == (0, 0, ())
    assert say_step(state, "", "da") == ""


def test_a_unit_is_told_of_its_half_hours_and_of_nobody_to_call(found: Found) -> None:
    register = flow.open_project(found.folder)
    states = {state.promise.id: state for state in flow.measure(register, NOW, unit="Sundby")}
    state = states["telephone-5-minutes"]
    assert 0 < state.count.broken < found.states["telephone-5-minutes"].count.broken
    assert paragraph(state, "da").endswith("Se på antallet, og på om det skrider lige nu.")
    assert paragraph(state, "en").endswith("Look at the count, and at whether it is slipping now.")
    assert say_step(state, "", "da") == ""
    assert "hvem der skal ringes til" in paragraph(states["housing-4-weeks"], "da")


def test_a_case_leads_back_to_the_case_system_and_a_leader_is_responsible(found: Found) -> None:
    register = flow.open_project(found.folder)
    states = [found.states["aids-15-days"]]
    (work,) = flow.worklist(register, states, NOW)
    assert work.waiting == found.states["aids-15-days"].waiting > 0
    task = work.tasks[0]
    assert task.link == f"https://sager.fjordby.example/sag/{task.event_id}"
    assert task.responsible == "leder"


def test_no_word_of_a_shop_stands_in_what_a_citizen_servant_reads(found: Found) -> None:
    register = flow.open_project(found.folder)
    page = flow.report(register, list(found.states.values()), "da", NOW)
    monday = flow.monday(register, NOW, "da")
    text = page + " ".join(line.text for line in monday.lines)
    assert not any(word in text.casefold() for word in ("kunde", "butik", "ordre", "stjerne", "omsætning", "køb"))


def test_its_promises_are_said_well(found: Found) -> None:
    assert [finding.code for finding in check_all(flow.open_project(found.folder))] == ["P002"]
