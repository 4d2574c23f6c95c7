"""What a row is: an event, a review, a count, or nothing that a promise can be held against."""

from pathlib import Path

import pytest

from makegood.propose.kind import find_kind
from makegood.propose.tables import look
from makegood.words.proposal import say_use
from tests.propose.made import columns, one, propose, rows, write

HALF_HOURS = rows(
    "Dato;Klokkeslæt;Kø;Tilbudte;Besvarede;Besvaret inden for mål;Opgivne",
    "{d:02}-01-2026;{h:02}:00;Salg;{i};{i};{i};0",
)


def kind_of(folder: Path, text: str) -> str:
    write(folder, file=text)
    (table,) = look(folder / "data" / "file.csv", folder)
    return find_kind(table).kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (rows("order_id,ordered,delivered", "o{i},2026-01-{d:02},2026-02-{d:02}"), "events"),
        (rows("Sagsnr;Modtaget;Svarfrist", "s{i};{d:02}-01-2026;{d:02}-02-2026"), "events"),
        (rows("call_id,called_at,wait time", "c{i},2026-01-{d:02} 10:00,{i}"), "events"),
        (
            rows("id,date,stars,text", "r{i},2026-01-{d:02},{h},a rather long text of number {i}").replace(",2", ",1"),
            "reviews",
        ),
        (rows("date,comment", "2026-01-{d:02},a rather long text of number {i}"), "reviews"),
        (rows("start time,offered,answered within 20 s", "2026-01-{d:02} {h:02}:00,{i},{i}"), "counts"),
        (HALF_HOURS, "counts"),
        (rows("a,b,c,d,e,f", "{h},{h},{h},{h},{h},{h}").replace("1", "").replace("2", ""), "none"),
        (rows("product,price", "p{i},{i}"), "none"),
        (rows("date,temperature", "2026-01-{d:02},{i}"), "none"),
        ("order_id,ordered,delivered\n", "none"),
    ],
)
def test_the_kind_is_what_names_and_cells_agree_on(text: str, kind: str, tmp_path: Path):
    assert kind_of(tmp_path, text) == kind


def test_a_name_alone_is_not_enough(tmp_path: Path):
    assert kind_of(tmp_path, rows("order_id,ordered,delivered", "o{i},soon,later")) == "none"


def test_a_survey_is_told_apart_from_other_files_without_a_time(tmp_path: Path):
    scales = ",".join(["3"] * 6)
    survey = rows("q1,q2,q3,q4,q5,q6", scales, 30)
    prices = rows("product,price", "p{i},{i}")
    found = {f.files[0]: f.reason for f in propose(tmp_path, survey=survey, prices=prices).findings}
    assert found == {"data/survey.csv": "survey", "data/prices.csv": "no_time"}


def test_half_hours_of_a_telephone_are_proposed_with_day_and_clock_together(tmp_path: Path):
    source = one(tmp_path, telefoni=HALF_HOURS)
    assert source.kind == "counts"
    assert columns(source) == {
        "started_at": "Dato + Klokkeslæt",
        "n": "Tilbudte",
        "kept": "Besvaret inden for mål",
    }
    assert source.unused == ("Kø", "Besvarede", "Opgivne")  # one queue only is no unit
    assert source.topic == "phone"
    (begun,) = (use for use in source.uses if use.ours == "started_at")
    assert say_use(source, begun, "da") == "dagen i den ene, klokkeslættet i den anden"


def test_half_hours_as_a_danish_switchboard_writes_them_are_counts(tmp_path: Path):
    text = rows(
        "Dato;Interval;Kø;Tilbudte kald;Besvarede;Besvaret inden 180 sek;Tabte;Gns. ventetid (sek)",
        "{d:02}.01.2026;{h:02}:00-{h:02}:30;Salg;{i};{i};{i};0;13,{h}",
    )
    source = one(tmp_path, telefoni=text)
    assert source.kind == "counts"
    assert columns(source) == {
        "started_at": "Dato + Interval",
        "n": "Tilbudte kald",
        "kept": "Besvaret inden 180 sek",
    }


@pytest.mark.parametrize(
    "share", ["% besvaret inden 180 sek", "Andel besvaret inden for mål", "Besvaret til tiden (pct.)"]
)
def test_a_percentage_is_never_taken_for_a_number_of_calls(share: str, tmp_path: Path):
    source = one(tmp_path, telefoni=rows(f"Tidspunkt;Tilbudte kald;{share}", "{d:02}-01-2026 {h:02}:00;20;85"))
    assert source.kind == "counts"
    assert columns(source) == {"started_at": "Tidspunkt", "n": "Tilbudte kald", "share_kept": share}
    assert source.is_ready


def test_what_was_too_late_is_proposed_where_nobody_says_what_was_in_time(tmp_path: Path):
    source = one(tmp_path, tog=rows("start time,total,late", "2026-01-{d:02} {h:02}:00,{i},0"))
    assert columns(source) == {"started_at": "start time", "n": "total", "broken": "late"}


def test_an_order_with_a_comment_is_no_review(tmp_path: Path):
    text = rows("Ordrenr;Bestilt;Leveret;Kommentar", "o{i};{d:02}-01-2026;{d:02}-02-2026;Ring på hos naboen, dør {i}")
    assert one(tmp_path, ordrer=text).kind == "events"


def test_a_complaint_with_the_day_it_was_passed_on_is_a_review(tmp_path: Path):
    text = rows(
        "Complaint ID,Date received,Narrative,Sent",
        "{i},2026-01-{d:02},a rather long text of number {i},2026-01-{d:02}",
    )
    source = one(tmp_path, complaints=text)
    assert columns(source) == {"voice_id": "Complaint ID", "said_at": "Date received", "text": "Narrative"}
