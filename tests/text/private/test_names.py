"""Names: known ones anywhere, unknown ones by the words around them, and words that are also names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.text.private import marker, mask
from makegood.text.private.name_lists import load

KEY = b"a key of 16 bytes"


@given(
    st.sampled_from(sorted(load().first)), st.sampled_from(["Og så ringede {} tilbage", "Then {} answered", "Hej {},"])
)
def test_every_listed_name_is_masked_with_a_capital_letter(name: str, frame: str) -> None:
    assert mask(frame.format(name.title()), KEY) == frame.format(marker("name", name, KEY))


@pytest.mark.parametrize("name", sorted(load().within | load().alone))
def test_a_word_that_is_also_a_name_is_masked_after_words_that_say_so(name: str) -> None:
    assert re.fullmatch(r"Jeg talte med \[name:\w{12}\] i går", mask(f"Jeg talte med {name.title()} i går", KEY))


@pytest.mark.parametrize("word", sorted((load().within | load().alone) - load().first))
def test_a_word_that_is_also_a_name_stays_where_a_sentence_begins(word: str) -> None:
    text = f"Sådan er det. {word.title()} er der"
    assert mask(text, KEY) == text


@pytest.mark.parametrize("word", sorted(load().none))
def test_a_word_that_is_no_name_stays_in_a_greeting(word: str) -> None:
    text = f"Hej {word.capitalize()}, hvor er den?"
    assert mask(text, KEY) == text


def test_the_same_person_has_one_mask_wherever_it_stands() -> None:
    texts = ["Hej Lars Holm,", "Mvh Lars Holm", "LARS HOLM", "Jeg talte med Lars Holm.", "Så kom Lars Holms bil"]
    assert {re.findall(r"\[name:\w+\]", mask(text, KEY))[0] for text in texts[:2] + texts[3:]} == {
        marker("name", "lars holm", KEY)
    }


def test_there_are_more_than_600_names_and_no_word_is_two_things() -> None:
    lists = load()
    assert len(lists.first) > 600
    assert not (lists.first | lists.within | lists.alone) & lists.none
    assert not lists.first & (lists.within | lists.alone)
    assert not lists.within & lists.alone
