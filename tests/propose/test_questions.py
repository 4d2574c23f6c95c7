"""What only a person can know: what is asked, what may be answered, and what an answer changes."""

from pathlib import Path

import pytest

from makegood import flow
from makegood.errors import MakegoodError
from makegood.propose.places import country_of, find_machine_zone, find_place
from tests.propose.made import NOW, columns, propose, rows, write

HEADER = "Ordrenr;Bestilt;Lovet dato;Forventet levering;Leveringsdato;Status"
LINE = "{i};0{h}-02-2026 10:00;03-03-2026;04-03-2026;05-03-2026;Leveret"
ORDERS = rows(HEADER, LINE, 9).replace("00-", "01-").replace("-", "/") + "10;01/02/2026 10:00;;;;Annulleret\n"
SHIPPED = rows("Ordrenr;Bestilt;Afsendt", "{i};{d:02}-01-2026;{d:02}-02-2026")


def test_everything_that_is_open_is_asked_the_most_important_first(tmp_path: Path):
    asked = {q.key: (q.default, q.column, q.options) for q in propose(tmp_path, ordrer=ORDERS).questions}
    assert list(asked) == [
        "organisation",
        "time_zone",
        "ordrer.dates",
        "ordrer.due_at",
        "ordrer.delivery_date",
        "ordrer.cancelled",
    ]
    assert asked["time_zone"] == ("Europe/Copenhagen", "", ())
    assert asked["ordrer.dates"][:2] == ("dd/mm/yyyy", "Bestilt")
    assert asked["ordrer.due_at"] == ("Lovet dato", "", ("Lovet dato", "Forventet levering"))
    assert asked["ordrer.delivery_date"] == ("done_at", "Leveringsdato", ("done_at", "due_at"))
    assert asked["ordrer.cancelled"] == ("Annulleret", "Status", ("Leveret", "Annulleret"))


def test_an_answer_changes_what_is_written_and_is_no_longer_asked(tmp_path: Path):
    proposal = flow.answer(
        propose(tmp_path, ordrer=ORDERS),
        {
            "organisation": "Nordlys",
            "time_zone": "Europe/London",
            "ordrer.dates": "mm/dd/yyyy",
            "ordrer.due_at": "Forventet levering",
            "ordrer.cancelled": "Annulleret, Leveret",
        },
    )
    (source,) = proposal.sources
    assert (proposal.organisation, proposal.country, proposal.time_zone) == ("Nordlys", "GB", "Europe/London")
    assert (source.dates, source.cancelled) == ("mm/dd/yyyy", ("Annulleret", "Leveret"))
    assert columns(source)["due_at"] == "Forventet levering"
    assert [question.key for question in proposal.open_questions] == ["ordrer.delivery_date"]


def test_a_delivery_date_that_was_promised_is_no_longer_done(tmp_path: Path):
    text = rows("Ordrenr;Bestilt;Leveringsdato", "{i};{d:02}-01-2026;{d:02}-02-2026")
    proposal = flow.answer(propose(tmp_path, ordrer=text), {"ordrer.delivery_date": "due_at"})
    assert columns(proposal.sources[0]) == {"event_id": "Ordrenr", "started_at": "Bestilt", "due_at": "Leveringsdato"}


def test_shipped_is_done_only_when_a_person_says_so(tmp_path: Path):
    proposal = propose(tmp_path, ordrer=SHIPPED)
    (asked,) = (question for question in proposal.questions if question.about == "shipped")
    assert (asked.default, asked.column, asked.options) == ("no", "Afsendt", ("no", "yes"))
    assert "done_at" not in columns(flow.answer(proposal, {asked.key: "no"}).sources[0])
    assert columns(flow.answer(proposal, {asked.key: "yes"}).sources[0])["done_at"] == "Afsendt"


def test_no_status_means_called_off_when_a_person_says_so(tmp_path: Path):
    proposal = flow.answer(propose(tmp_path, ordrer=ORDERS), {"ordrer.cancelled": "-"})
    assert proposal.sources[0].cancelled == ()


def test_answers_given_beforehand_are_taken(tmp_path: Path):
    folder = write(tmp_path, ordrer=ORDERS)
    proposal = flow.propose([folder], folder, NOW, answers={"organisation": "Nordlys"})
    assert proposal.organisation == "Nordlys"
    assert "organisation" not in [question.key for question in proposal.open_questions]


@pytest.mark.parametrize(
    ("key", "answer", "told"),
    [
        (
            "zone",
            "x",
            "there is no such question\n  found: zone\n  fix:   did you mean `time_zone`? "
            "Allowed: ordrer.cancelled, ordrer.dates, ordrer.delivery_date, ordrer.due_at, organisation, time_zone",
        ),
        (
            "ordrer.due_at",
            "Lovet datoen",
            "this cannot be answered here\n  found: Lovet datoen\n"
            "  fix:   did you mean `Lovet dato`? Allowed: Forventet levering, Lovet dato",
        ),
        (
            "ordrer.cancelled",
            "Anulleret",
            "no such status in the column\n  found: Anulleret\n"
            "  fix:   did you mean `Annulleret`? Allowed: Annulleret, Leveret",
        ),
        (
            "organisation",
            " ",
            "`organisation` needs an answer\n  found: nothing\n  fix:   write it, or take the proposal",
        ),
    ],
)
def test_an_answer_that_is_not_possible_is_told(key: str, answer: str, told: str, tmp_path: Path):
    with pytest.raises(MakegoodError) as error:
        flow.answer(propose(tmp_path, ordrer=ORDERS), {key: answer})
    assert str(error.value) == told


def test_a_zone_that_is_none_is_told(tmp_path: Path):
    with pytest.raises(MakegoodError, match="zone"):
        flow.answer(propose(tmp_path, ordrer=ORDERS), {"time_zone": "Europe/Copenhaven"})


def test_times_with_a_zone_and_dates_alone_leave_no_zone_to_ask_for(tmp_path: Path):
    zoned = rows("ticket,received,solved", "{i},2026-01-{d:02}T10:00:00Z,2026-02-{d:02}T10:00:00+01:00")
    dates = rows("ticket,received,solved", "{i},2026-01-{d:02},2026-02-{d:02}")
    naive = rows("ticket,received,solved", "{i},2026-01-{d:02} 10:00,2026-02-{d:02}")
    needs = [
        propose(tmp_path / n, tickets=text).needs_zone for n, text in zip("abc", (zoned, dates, naive), strict=True)
    ]
    assert needs == [False, False, True]


def test_the_place_is_that_of_the_language_then_of_the_machine_then_denmark():
    assert find_place("da", "America/New_York") == ("DK", "Europe/Copenhagen", "language")
    assert find_place("en", "America/New_York") == ("US", "America/New_York", "machine")
    assert find_place("en", "") == ("DK", "Europe/Copenhagen", "default")
    assert (country_of("America/Sao_Paulo"), country_of("UTC"), country_of("Mars/Base")) == ("BR", "", "")


def test_the_machines_zone_is_what_it_is_told_unless_that_says_nothing():
    assert find_machine_zone({"TZ": "Europe/Oslo"}) == "Europe/Oslo"
    assert find_machine_zone({"TZ": ":Europe/Oslo"}) == "Europe/Oslo"
    assert find_machine_zone({"TZ": "UTC"}) == ""
