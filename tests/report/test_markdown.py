"""Markdown: the table, the paragraphs, and words that stay words."""

from dataclasses import replace

import pytest

from makegood.model import Why
from makegood.report.markdown import write
from tests.made_states import broken, kept, promise, slipping, unclear
from tests.report.told import told


def named(given, name, **changes):
    return replace(given, promise=promise(id=name, **changes))


def test_the_page_is_a_table_by_urgency_paragraphs_and_the_line_that_counts_all():
    text = write(told(named(kept(), "d"), named(broken(), "a"), language="da"))
    lines = text.splitlines()
    assert lines[0] == "# Nordlys Cykler"
    assert lines[2] == "Opgjort til og med 10. maj 2026."
    assert lines[4] == "| Løfte | Mål | Seneste afsluttede periode | Status | Lige nu |"
    assert lines[6] == (
        "| Levering på 1-2 hverdage | 95 % | marts: 412 af 3.390 ikke holdt | **brudt** | for lidt endnu |"
    )
    assert lines[7].endswith("| marts: 3.289 af 3.390 holdt | **holdt** | holder |")
    assert text.count("Vi lover:") == 1
    assert lines[-1] == r"**2 løfter: 1 holder \| 0 skrider \| 1 brudt \| 0 kan ikke afgøres**"


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_row_has_as_many_cells(language):
    states = (named(broken(), "a"), named(slipping(), "b"), named(unclear(Why.NO_KEEP), "c"), named(kept(), "d"))
    rows = [line for line in write(told(*states, language=language)).splitlines() if line.startswith("| ")]
    assert {line.count(" | ") for line in rows} == {4}


def test_words_are_never_markup():
    says = {"en": "Two | for <b>one</b>, *now*\nand [here](x)"}
    text = write(told(named(broken(), "a", says=says)))
    assert r"| Two \| for \<b\>one\</b\>, \*now\* and \[here\](x) | 95 % |" in text


def test_a_pair_of_backticks_is_code_and_a_lone_one_a_letter():
    assert "Write under `keep:` what is to happen" in write(told(unclear(Why.NO_KEEP)))
    assert "A \\` here" in write(told(named(kept(), "a", says={"en": "A ` here"})))


def test_without_promises_it_says_so():
    assert "No promises have been written yet." in write(told())
