"""The board's page as HTML: all of it, escaped, and nothing asked of the network."""

import dataclasses
import re
from datetime import date
from pathlib import Path

import pytest

import makegood.report
from makegood.report.board import Board
from makegood.report.board_html import render
from tests.report.boards import BROKEN, KEPT, Q1, Q4, UNCLEAR, board, judged, made, monthly, slipping

TEMPLATE = (Path(makegood.report.__file__).parent / "templates" / "board.html.j2").read_text(encoding="utf-8")
PAGE = board(
    made("a", judged(Q4, KEPT), judged(Q1, BROKEN, 80)),
    made("b", *monthly(KEPT, KEPT, UNCLEAR, KEPT, KEPT, KEPT), **slipping(date(2026, 4, 7))),
    language="da",
)


def test_every_field_of_the_board_is_shown():
    unused = [field.name for field in dataclasses.fields(Board) if f"board.{field.name}" not in TEMPLATE]
    assert unused == []


def test_verdicts_counts_and_the_three_things_stand_on_the_page():
    text = " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", render(PAGE), flags=re.DOTALL).split())
    assert "1. kvartal 2026, ved siden af 4. kvartal 2025" in text
    assert "brudt 20 af 100 ikke holdt" in text
    assert "Skrider nu, siden 7. april." in text
    assert all(word in text for word in ("I DAG", "BESLUT", "LAD VÆRE", "Intet er rettet siden."))


def test_the_page_asks_nothing_of_the_network_and_runs_nothing():
    html = render(PAGE)
    assert re.findall(r"<script|<link|src=|https?:|url\(", html) == []


@pytest.mark.parametrize("says", ["<b>now</b>", '"quoted" & more'])
def test_words_are_never_markup(says):
    html = render(board(made("a", judged(Q1, KEPT), says=says)))
    assert "<b>now" not in html
    assert "& more" not in html


def test_on_a_phone_the_columns_get_room_and_the_printed_page_stays_as_it_is():
    narrow = render(PAGE).partition("@media screen and (max-width: 640px)")[2].partition("</style>")[0]
    assert "td.trend, footer .curves { display: none; }" in narrow
    assert render(PAGE).count('<td class="trend">') == 2


def test_each_small_chart_is_told_in_words():
    assert render(PAGE).count("andel holdt uge for uge; målet er 95 %.</title>") == 2
