"""What customers talk about in sentences: plain counts, one machine, nobody blamed."""

from dataclasses import replace

import pytest

from makegood.words.what_is_said import say_before, say_nothing, say_talk, say_tones, say_topic, show_masks
from tests.made_talk import FEW, GENUINE, LATE, PRICE, ROBOT, TALK

VAGUE = replace(LATE, theme="overall", voices=900)


def test_the_short_answer_counts_first_and_says_once_that_a_machine_has_read_it() -> None:
    assert say_talk(TALK, "da", "makegood measure what_is_said") == (
        "Hvad kunderne taler om: 1.934 kommentarer, 17. marts 2025 - 16. marts 2026",
        "Levering: 212 af 1.934 handler om leveringstid; 160 af dem er utilfredse.",
        "Butik: 90 af 1.934 handler om robot, indstuderet, kold; alle er utilfredse.",
        "Uden plads i jeres kunderejse: 61 af 1.934 handler om pris; ingen af dem er utilfredse.",
        "Butik: 1 af 1.934 handler om ægte, nærværende; den er tilfreds.",
        "Kommentarerne er læst af en maskine, som kan tage fejl. "
        "Brug tallene til at finde kommentarerne, og læs dem selv.",
        "> Alle emner: makegood measure what_is_said",
    )


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        (LATE, "Levering: 212 of 1,934 are about delivery time; 160 of them are unhappy."),
        (ROBOT, "Butik: 90 of 1,934 are about robotic, rehearsed, cold; all are unhappy."),
        (PRICE, "No place in your journey: 61 of 1,934 are about price; none of them is unhappy."),
        (GENUINE, "Butik: 1 of 1,934 is about genuine, present; it is happy."),
    ],
)
def test_a_topic_in_english(topic, expected) -> None:
    assert say_topic(topic, TALK, "en") == expected


def test_five_topics_at_most_and_none_that_tells_nobody_where_to_look() -> None:
    told = say_talk(replace(TALK, topics=(VAGUE, *[LATE] * 7)), "en", "x")
    assert len(told) == 5 + 3
    assert told[1].startswith("Levering: 212")
    assert say_talk(replace(TALK, topics=(VAGUE,)), "en", "x") == ()


def test_too_few_say_nothing_in_short_and_why_at_length() -> None:
    assert say_talk(FEW, "da", "x") == ()
    assert say_nothing(FEW, "da") == (
        "Der er kun 7 kommentarer med ord på 12 måneder; det er for lidt til at sige, hvad kunderne taler om."
    )
    assert say_nothing(replace(FEW, voices=1), "en") == (
        "There is only 1 comment with words in 12 months; that is too little to say what customers talk about."
    )
    assert say_nothing(replace(TALK, topics=()), "en") == "No comment is about a theme of the list of themes."
    assert say_nothing(TALK, "en") == ""


def test_the_year_before_is_a_count_of_its_own_comments() -> None:
    assert say_before(LATE, TALK, "da") == "de 12 måneder før: 180 af 1.700"
    assert say_before(replace(LATE, before=None), TALK, "da") == ""


def test_tones_leave_out_what_nobody_is() -> None:
    assert say_tones(LATE, "en") == "160 unhappy, 12 neutral and 40 happy"
    assert say_tones(PRICE, "da") == "21 neutrale og 40 tilfredse"


def test_masks_are_shown_by_kind_without_the_hash() -> None:
    hashed = "0123456789ab"
    text = f"[name:{hashed}] [phone:{hashed}] [email:{hashed}] [plate] [odd:{hashed}] [note]"
    assert show_masks(text, "da") == f"[navn] [telefon] [e-mail] [nummerplade] [odd:{hashed}] [note]"
