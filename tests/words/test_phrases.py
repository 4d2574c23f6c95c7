"""Every phrase is said in both languages, with the same fields, and without the terms of the method."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from string import Formatter

import pytest

import makegood.words
from makegood.model import Headline, Pace, State, Why
from makegood.words.dates import SHORT_MONTHS
from makegood.words.phrases import Counted, Phrase, capital, listed
from makegood.words.promise import HEADLINES
from makegood.words.reasons import MISSING, SHORT, TAKES
from makegood.words.verdicts import PACES, STATES

MODULES = [
    importlib.import_module(f"makegood.words.{module.name}") for module in pkgutil.iter_modules(makegood.words.__path__)
]
# Words that only people who know the method understand.
TERMS = re.compile(
    r"interval|konfidens|confidence|signifikan|significan|cluster|klynge|p-v[aæ]|n_eff|estimat|varian|hypote|hypothe"
    r"|probab|sandsynlig|percentil|median|binomial|wilson|detector|detektor|standard|uafhængig|independent|statisti"
    r"|stikprøve|sample|population|fejlmargin|margin",
    re.IGNORECASE,
)
# Words that blame or rank, and words of another product.
UNKIND = re.compile(
    r"skyld|fault|blame|worst|best|dårlig|værst|bedst|lazy|fejler|hændelse|\bvoice\b|\bdom\b|\bgab\b", re.IGNORECASE
)


def phrases_of(value: object) -> Iterator[Phrase]:
    if isinstance(value, Phrase):
        yield value
    elif isinstance(value, Counted):
        yield from (value.one, value.many)
    elif isinstance(value, dict):
        for each in value.values():
            yield from phrases_of(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from phrases_of(each)


PHRASES = [
    (module.__name__.rpartition(".")[2], phrase)
    for module in MODULES
    for value in vars(module).values()
    for phrase in phrases_of(value)
]


def fields(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name}


def test_there_are_phrases_to_check():
    assert len(PHRASES) > 150


def test_every_phrase_is_whole_in_both_languages():
    assert [phrase for _, phrase in PHRASES if not phrase.da.strip() or not phrase.en.strip()] == []
    ends = [(phrase.da[-1] in ".:", phrase.en[-1] in ".:", phrase) for _, phrase in PHRASES]
    assert [phrase for da, en, phrase in ends if da != en and phrase not in SHORT_MONTHS] == []


def test_every_phrase_has_the_same_fields_in_both_languages():
    # English needs its verb in the plural where Danish does not.
    assert [phrase for _, phrase in PHRASES if fields(phrase.da) ^ fields(phrase.en) - {"are"}] == []


def test_no_term_of_the_method_is_said_outside_the_page_that_explains_it():
    said = {module for module, phrase in PHRASES if TERMS.search(f"{phrase.da} {phrase.en}")}
    assert said == {"method"}


def test_nobody_is_blamed_or_ranked():
    assert [phrase for _, phrase in PHRASES if UNKIND.search(f"{phrase.da} {phrase.en}")] == []


@pytest.mark.parametrize(
    ("kinds", "words"),
    [(Headline, HEADLINES), (State, STATES), (Pace, PACES), (Why, MISSING), (Why, TAKES), (Why, SHORT)],
)
def test_every_state_and_every_reason_has_words(kinds, words):
    assert set(words) == set(kinds)


@pytest.mark.parametrize(("n", "said"), [(0, "0 cases"), (1, "1 case"), (2, "2 cases"), (3390, "3,390 cases")])
def test_none_is_many_and_one_is_one(n, said):
    assert Counted(Phrase("{n} sag", "{n} case"), Phrase("{n} sager", "{n} cases")).say("en", n) == said


@pytest.mark.parametrize(
    ("names", "da", "en"),
    [(["a"], "a", "a"), (["a", "b"], "a og b", "a and b"), (["a", "b", "c"], "a, b og c", "a, b and c")],
)
def test_names_are_listed_as_people_list_them(names, da, en):
    assert (listed(names, "da"), listed(names, "en")) == (da, en)


def test_only_the_first_letter_is_made_a_capital():
    assert (capital("i 1. kvartal"), capital("åben"), capital("")) == ("I 1. kvartal", "Åben", "")
