"""Which language: right on real sentences, open when it cannot be told, and the same whatever was asked before."""

import csv
import json

import pytest

from makegood.text.language import EXPECTED, LANGUAGES, find_language
from tests.examples.example_runs import shared


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Pakken kom tre dage for sent, og ingen ringede tilbage", "da"),
        ("The parcel came three days late and nobody called me back", "en"),
        ("Pakken kom aldri fram, og ingen svarte meg", "no"),
        ("Paketet kom aldrig fram och ingen svarade", "sv"),
        ("Der Kundendienst war sehr freundlich und schnell", "de"),
        ("Le service était très bon et la livraison rapide", "fr"),
        ("Товар пришёл вовремя", "ru"),
        ("השירות היה מצוין", "he"),
        ("الخدمة كانت ممتازة", "ar"),
        ("", ""),
        ("😊😊", ""),
        ("12.30, 4500 kr", ""),
        ("[name:0a1b2c3d4e5f] [phone:0a1b2c3d4e5f]", ""),
        ("\0\ud800", ""),
    ],
)
def test_a_language_is_told_or_left_open(text: str, language: str) -> None:
    assert find_language(text) == language


def test_danish_sentences_are_danish_and_norwegian_ones_norwegian_when_it_is_expected() -> None:
    with (shared("danish_polarity") / "lcc_half.csv").open(encoding="utf-8", newline="") as stream:
        danish = [find_language(row["text"]) for row in csv.DictReader(stream)]
    assert danish.count("da") / len(danish) >= 0.98
    sentences = json.loads((shared("norec") / "norec" / "dev.json").read_text("utf-8"))
    norwegian = [find_language(row["text"], (*EXPECTED, "no")) for row in sentences]
    assert norwegian.count("no") / len(norwegian) >= 0.85
    assert norwegian.count("da") / len(norwegian) <= 0.02


def test_what_is_expected_is_likelier() -> None:
    text = "den kom i dag og er fin"
    assert find_language(text, ("da",)) == "da"
    assert find_language(text, ("no",)) == "no"


def test_the_answer_depends_on_nothing_that_was_asked_before() -> None:
    texts = ["Hurtig levering og god service", "It was a good day", "Ikke så godt", "Der Kundendienst war gut"]
    first = [find_language(text) for text in texts]
    find_language("x" * 100_000, ("fr",))
    assert [find_language(text) for text in reversed(texts)] == first[::-1]


def test_masks_addresses_and_numbers_say_nothing() -> None:
    text = "Pakken kom tre dage for sent"
    assert find_language(f"https://the.shop.com/order {text} [name:0a1b2c3d4e5f] 4500") == "da"


def test_every_expected_language_can_be_told() -> None:
    assert set(EXPECTED) <= set(LANGUAGES)
