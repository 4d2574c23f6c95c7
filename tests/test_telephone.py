"""The whole way on a telephone system's half-hours: read, judged, corrected, refused, and said in words."""

import csv
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from makegood import flow
from makegood.errors import MakegoodError
from makegood.model import Headline, Pace, PromiseState, State, Why
from makegood.report.json import document, schema
from makegood.words import promise as words

NOW = datetime(2026, 4, 20, 6, tzinfo=UTC)
FIRST, DAYS = date(2026, 1, 1), 108  # to 18 April
SETTINGS = """\
organisation: Test
journey: [{touchpoint: phone, stage: service, function: service}]
sources:
  - name: phone
    kind: counts
    touchpoint: phone
    files: data/*.csv
    columns: {unit: kø, started_at: [dato, kl], n: tilbudt, kept: besvaret, not_counted: opgivet_straks}
"""
PROMISE = """\
- promise: answer
  says: {da: "Vi tager telefonen inden 3 minutter", en: "We answer within 3 minutes"}
  kept_by: service
  keep: {counts: phone, of: 80 %}
"""
Row = dict[str, object]


def half_hours(share: float, slip: float | None = None, since: date = date(2026, 4, 6)) -> list[Row]:
    """Planted truth: `share` answered in time, whole days better or worse together; from `since` only `slip`."""
    chance, rows = random.Random(5), []
    for day in (FIRST + timedelta(d) for d in range(DAYS)):
        today = chance.betavariate(share * 60, (1 - share) * 60) if slip is None or day < since else slip
        for queue in ("salg", "service"):
            for slot in range(18):
                n, short = chance.randint(0, 10), chance.randint(0, 1)
                kept = sum(chance.random() < today for _ in range(n))
                start = f"{8 + slot // 2:02d}.{30 * (slot % 2):02d}"
                rows.append(
                    {"kø": queue, "dato": f"{day:%d-%m-%Y}", "kl": start, "tilbudt": n + short, "besvaret": kept}
                    | {"opgivet_straks": short}
                )
    return rows


def make(folder: Path, rows: list[Row], settings: str = SETTINGS, promise: str = PROMISE) -> Path:
    (folder / "data").mkdir(exist_ok=True)
    (folder / "promises").mkdir(exist_ok=True)
    (folder / "makegood.yaml").write_text(settings, encoding="utf-8")
    (folder / "promises" / "a.yaml").write_text(promise, encoding="utf-8")
    with (folder / "data" / "telefon.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return folder


def state(folder: Path, now: datetime = NOW, read: bool = True, **more: datetime) -> PromiseState:
    register = flow.open_project(folder)
    if read:
        flow.read(register, now)
    (only,) = flow.measure(register, now, **more)
    return only


def called(rows: list[Row], month: str) -> tuple[int, int]:
    mine = [row for row in rows if str(row["dato"])[3:5] == month]
    counted = sum(int(str(row["tilbudt"])) - int(str(row["opgivet_straks"])) for row in mine)
    return counted, sum(int(str(row["besvaret"])) for row in mine)


def test_a_month_is_judged_from_its_half_hours_with_days_as_clusters(tmp_path: Path) -> None:
    rows = half_hours(0.85)
    found = state(make(tmp_path, rows))
    assert found.verdict is not None
    assert (found.headline, found.verdict.period.name) == (Headline.KEPT, "2026-03")
    assert (found.verdict.n, found.verdict.kept) == called(rows, "03")
    assert found.verdict.estimate.clusters == 31
    assert 100 < found.verdict.estimate.n_eff < found.verdict.n
    assert [(unit.unit, unit.unlike) for unit in found.units] == [("salg", None), ("service", None)]
    assert (found.promise.touchpoint, found.waiting, found.count.not_due) == ("phone", 0, 0)


def test_a_promise_that_is_not_kept_is_broken(tmp_path: Path) -> None:
    found = state(make(tmp_path, half_hours(0.7)))
    assert (found.headline, [verdict.state for verdict in found.closed]) == (Headline.BROKEN, [State.BROKEN] * 3)


def test_a_slip_is_seen_within_days(tmp_path: Path) -> None:
    found = state(make(tmp_path, half_hours(0.88, slip=0.5)))
    assert (found.headline, found.now.pace) == (Headline.SLIPPING, Pace.SLIPPING)
    assert found.now.since is not None
    assert abs((found.now.since - date(2026, 4, 6)).days) <= 2


def test_the_day_that_is_running_is_counted_and_nothing_is_concluded_from_it(tmp_path: Path) -> None:
    rows = half_hours(0.85)
    last = str(rows[-1]["dato"])
    bad = [row | {"besvaret": 0} if row["dato"] == last else row for row in rows]
    for name in ("good", "worse"):
        (tmp_path / name).mkdir()
    good, worse = state(make(tmp_path / "good", rows)), state(make(tmp_path / "worse", bad))
    assert good.now == worse.now
    assert good.count.kept > worse.count.kept


def test_a_corrected_half_hour_replaces_the_old_and_the_verdict_stands(tmp_path: Path) -> None:
    rows = half_hours(0.85)
    told = state(make(tmp_path, rows)).verdict
    assert told is not None
    at = next(i for i, row in enumerate(rows) if str(row["dato"])[3:5] == "03")
    mended = [*rows[:at], rows[at] | {"tilbudt": int(str(rows[at]["tilbudt"])) + 5}, *rows[at + 1 :]]
    (load,) = flow.read(flow.open_project(make(tmp_path, mended)), NOW)
    assert (load.changed, load.unchanged) == (1, len(rows) - 1)
    found = state(tmp_path, read=False).verdict
    assert found is not None
    assert (found.n, found.kept, found.correction) == (told.n, told.kept, (told.n + 5, told.kept))


def test_another_export_of_the_same_half_hours_adds_nothing(tmp_path: Path) -> None:
    rows = half_hours(0.85)
    flow.read(flow.open_project(make(tmp_path, rows)), NOW)
    otherwise = [{**row, "dato": "-".join(reversed(str(row["dato"]).split("-")))} for row in rows]
    (load,) = flow.read(flow.open_project(make(tmp_path, otherwise)), NOW)
    assert (load.added, load.changed, load.unchanged) == (0, 0, len(rows))


@pytest.mark.parametrize("change", ["time_zone: UTC\n", None], ids=["another zone", "another unit"])
def test_what_would_count_twice_is_refused(tmp_path: Path, change: str | None) -> None:
    rows = half_hours(0.85)[:200]
    flow.read(flow.open_project(make(tmp_path, rows)), NOW)
    make(tmp_path, rows, SETTINGS + change if change else SETTINGS.replace("unit: kø, ", "count_id: [kø, dato, kl], "))
    with pytest.raises(MakegoodError) as error:
        flow.read(flow.open_project(tmp_path), NOW)
    assert str(error.value) == (
        "which rows the source phone has, or what they are called, has changed since it was read\n"
        "  found: another event_id, voice_id or count_id, `where:` or `join:` in makegood.yaml; of counts also another "
        "unit, start, `dates:` or time zone\n"
        "  fix:   delete the lake's folder and read again, or give the source another name"
    )


def test_an_id_that_stands_for_many_intervals_is_refused(tmp_path: Path) -> None:
    settings = SETTINGS.replace("unit: kø, ", "count_id: kø, ")
    with pytest.raises(MakegoodError) as error:
        flow.read(flow.open_project(make(tmp_path, half_hours(0.85)[:200], settings)), NOW)
    assert str(error.value) == (
        "the count_id is not unique, so nothing was stored\n"
        "  found: 198 of 200 rows share it with a row that began at another time\n"
        "  fix:   name the columns that together are unique: `count_id: [column, column]`"
    )


def test_old_counts_cannot_tell(tmp_path: Path) -> None:
    found = state(make(tmp_path, half_hours(0.85)), now=NOW + timedelta(days=9))
    assert (found.headline, found.why, found.newest) == (Headline.CANNOT_TELL, Why.STALE, date(2026, 4, 18))


def test_before_the_first_read_and_on_another_kind_of_source_there_are_no_data(tmp_path: Path) -> None:
    assert state(make(tmp_path, half_hours(0.85)[:9]), read=False).why is Why.NO_DATA
    make(tmp_path, half_hours(0.85)[:9], promise=PROMISE.replace("counts: phone", "event: phone, within: 1 hour"))
    assert state(tmp_path).why is Why.NO_DATA
    (finding,) = (one for one in flow.lint(flow.open_project(tmp_path)) if one.code == "P005")
    assert (finding.code, finding.fix) == (
        "P005",
        "write `counts: phone` instead of `event:`, without within, by and amount",
    )


def test_as_of_answers_as_it_stood(tmp_path: Path) -> None:
    rows = half_hours(0.85)
    make(tmp_path, rows)
    found = state(tmp_path, as_of=datetime(2026, 2, 10, 22, tzinfo=UTC))
    assert [verdict.period.name for verdict in found.closed] == ["2026-01"]
    assert found.count.n == sum(called(rows[: 41 * 36], month)[0] for month in ("01", "02"))


@pytest.mark.parametrize("share", [0.7, 0.8, 0.9])
@pytest.mark.parametrize("language", ["da", "en"])
def test_nobody_is_called_where_nobody_is_known(tmp_path: Path, share: float, language: str) -> None:
    found = state(make(tmp_path, half_hours(share)))
    tell = (words.how_made, words.what_is_not_known, words.what_would_tell)
    sentences = [sentence for one in tell for sentence in one(found, language)]
    said = " ".join([words.answer(found, language), words.next_step(found, language), *sentences])
    assert not [
        word for word in ("ing til", "all th", "venter", "waiting", "gør det godt", "put it right") if word in said
    ]
    assert ("Hvem det gik ud over, siger tallene ikke" if language == "da" else "Who it went wrong for") in said
    assert ("fristen er udløbet, også" if language == "da" else "even if it was done before") not in said


def test_the_documented_json_needs_no_other_shape(tmp_path: Path) -> None:
    from jsonschema import Draft202012Validator

    register = flow.open_project(make(tmp_path, half_hours(0.7)))
    flow.read(register, NOW)
    made = document(register.project, flow.measure(register, NOW))
    assert list(Draft202012Validator(schema()).iter_errors(made)) == []
    assert flow.report(register, flow.measure(register, NOW), "da", NOW).count("Vi tager telefonen") > 1
