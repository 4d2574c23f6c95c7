"""The lists of words: each is a file, each word a pattern, and no word is found inside another."""

import re
from importlib.resources import files

import pytest

from makegood.promises.word_lists import LISTS, find_word, read_words


def test_every_file_of_words_is_a_list_and_every_list_a_file() -> None:
    folder = files("makegood.promises").joinpath("words")
    assert sorted(path.name.removesuffix(".yaml") for path in folder.iterdir()) == sorted([*LISTS, "shipped"])


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_danish_and_english_words_each_once_and_each_a_pattern(name: str) -> None:
    words = read_words(name)
    assert set(words) == {"da", "en"}
    for listed in words.values():
        assert len(set(listed)) == len(listed) >= 8
        for word in listed:
            assert re.compile(word).match("") is None, f"{word} finds nothing at all"


@pytest.mark.parametrize(
    ("name", "language", "text", "found"),
    [
        ("absolute", "da", "Vi svarer hver eneste gang", "hver eneste gang"),
        ("absolute", "da", "Uden  undtagelse", "Uden undtagelse"),
        ("absolute", "da", "100 % tilfreds", "100 %"),
        ("absolute", "da", "Prisgaranti", "Prisgaranti"),
        ("absolute", "en", "A guarantee", "guarantee"),
        ("absolute", "da", "Allerede i dag", None),
        ("absolute", "en", "Taller bikes", None),
        ("money", "da", "Fri fragt over 499 kr.", "499 kr."),
        ("money", "da", "kr. 499,00", "kr. 499,00"),
        ("money", "da", "Gratis retur", "Gratis"),
        ("money", "en", "€ 12.50 back", "€ 12.50"),
        ("money", "en", "Free returns", "Free"),
        ("money", "en", "Freedom to choose", None),
        ("money", "da", "Et krus til alle", None),
        ("money", "xx", "Free", None),
    ],
)
def test_a_word_is_found_as_a_whole(name: str, language: str, text: str, found: str | None) -> None:
    assert find_word(name, language, text) == found
