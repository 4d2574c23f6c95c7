"""How common is this, in words."""

from dataclasses import replace
from datetime import date

from makegood.said import Alike
from makegood.words.like import say_alike, say_note, say_quote
from tests.made_talk import QUOTES

FOUND = Alike("x", 12, 6140, (), date(2026, 1, 3), date(2026, 3, 2), "deep")
ONE = replace(FOUND, voices=1, first=date(2026, 3, 2))
NONE = replace(FOUND, voices=0, first=None, last=None)


def test_the_count_comes_first_and_has_no_share() -> None:
    assert say_alike(ONE, "da") == "1 af 6.140 kommentarer siger noget, der ligner; den er fra 2. marts 2026."
    assert say_alike(ONE, "en") == "1 of 6,140 comments says much the same; it is of 2 March 2026."
    assert say_alike(FOUND, "en") == "12 of 6,140 comments say much the same, from 3 January 2026 to 2 March 2026."
    assert say_alike(replace(FOUND, first=FOUND.last), "en") == (
        "12 of 6,140 comments say much the same, all of 2 March 2026."
    )
    assert say_alike(NONE, "da") == "Ingen af 6.140 kommentarer siger noget, der ligner."
    assert "makegood read" in say_alike(replace(NONE, of=0), "da")


def test_a_machine_found_them_and_the_quick_one_says_what_would_look_closer() -> None:
    assert say_note(FOUND, "en").startswith("Found by a machine")
    assert say_note(NONE, "en") == ""
    assert 'pip install "makegood[text]"' in say_note(replace(NONE, tier="quick"), "da")


def test_a_comment_is_shown_masked_with_its_day_tone_and_source() -> None:
    quote = QUOTES["levering", "delivery_time"][0]
    assert say_quote(quote, "da") == (
        "Ring til [navn], pakken kom <for> sent",
        "2. marts 2026 · utilfreds · reviews",
    )
