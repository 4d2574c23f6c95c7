"""Names of columns as the world writes them, and what they are taken for."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from makegood.propose.headers import (
    FILE,
    find_language,
    find_meanings,
    find_topic,
    means_cancelled,
    place_of,
    split_words,
    stop_of,
)

TABLE = YAML(typ="safe").load(Path(__file__).with_name("real_headers.yaml").read_text(encoding="utf-8"))
REAL = [(system, str(name), meaning) for system, names in TABLE.items() for name, meaning in names.items()]


def likeliest(name: str) -> set[str]:
    """The meanings of which the name makes us most sure; `-` for none."""
    scores = find_meanings(name).scores
    return {meaning for meaning, score in scores.items() if score == max(scores.values())} or {"-"}


def test_the_table_of_real_names_is_a_large_one():
    assert len(REAL) >= 150
    assert len({system for system, _, _ in REAL}) >= 12


@pytest.mark.parametrize(("system", "name", "meaning"), REAL, ids=str)
def test_a_real_name_is_taken_for_what_it_means(system: str, name: str, meaning: str):
    assert meaning in likeliest(name)


@pytest.mark.parametrize("name", [name for _, name, _ in REAL if "(" not in name])
def test_case_and_punctuation_make_no_difference(name: str):
    words = split_words(name)
    for other in (" ".join(words), "_".join(words).upper(), "-".join(words), "".join(word.title() for word in words)):
        assert find_meanings(other) == find_meanings(name)


def test_camel_case_and_accents_are_read_as_people_mean_them():
    assert split_words("OrderCreatedAt") == ("order", "created", "at")
    assert split_words("Kø-tid (sek.)") == ("koe", "tid", "sek")
    assert split_words("Número do Pedido") == ("numero", "do", "pedido")
    assert split_words("¿?") == ()


def test_a_date_of_delivery_could_be_promised_or_done_and_neither_is_sure():
    scores = find_meanings("Leveringsdato").scores
    assert set(scores) == {"done_at", "due_at"}
    assert max(scores.values()) <= 0.5


def test_shipped_is_never_taken_for_delivered():
    for name in ("Afsendt", "Shipped at", "order_delivered_carrier_date", "Versandt am", "Date dispatched"):
        assert "done_at" not in likeliest(name)
        assert "shipped_at" in likeliest(name)


def test_a_person_at_work_is_never_a_unit():
    for name in ("Agent", "Medarbejder", "Sagsbehandler", "Sælger", "Assignee", "Technician", "Answered by"):
        assert find_meanings(name).score("unit") == 0


@pytest.mark.parametrize(
    ("names", "language"),
    [
        (["Ordrenr", "Bestilt", "Leveret"], "da"),
        (["order_id", "ordered", "delivered"], "en"),
        (["pedido", "data da compra", "entregue em"], "pt"),
        (["Bestellnummer", "Bestellt am", "Geliefert am"], "de"),
        (["Beställd", "Levererad"], "sv"),
        (["a", "b"], "en"),
        ([], "en"),
    ],
)
def test_the_language_is_that_of_most_names(names: list[str], language: str):
    assert find_language(names) == language


@pytest.mark.parametrize(
    "status", ["Annulleret", "CANCELLED", "canceled", "cancelado", "unavailable", "Trukket tilbage"]
)
def test_statuses_that_mean_called_off_are_known(status: str):
    assert means_cancelled(status)


@pytest.mark.parametrize("status", ["delivered", "Leveret", "shipped", "Undervejs", "refunded", ""])
def test_other_statuses_are_not(status: str):
    assert not means_cancelled(status)


def test_every_topic_has_a_touchpoint_in_both_languages():
    topics = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))["topics"]
    for topic in topics:
        for language in ("da", "en"):
            assert set(stop_of(topic, language)) == {"touchpoint", "stage", "function"}
    assert find_topic(["opkald"]) == "phone"
    assert find_topic(["nothing", "known"]) == "sale"


def test_a_language_has_a_country_but_english_has_none():
    assert place_of("da") == {"country": "DK", "time_zone": "Europe/Copenhagen"}
    assert place_of("no")["country"] == "NO"  # which YAML would read as false
    assert place_of("en") == {}


@given(st.text(max_size=60))
def test_any_name_can_be_looked_up(name: str):
    found = find_meanings(name)
    assert all(0 < score <= 1 for score in found.scores.values())
    assert (found.best in found.scores) or not found.scores
