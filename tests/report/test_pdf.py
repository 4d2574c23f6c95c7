"""The board's page through a browser: one page of A4, whatever there is to say; and the errors without one."""

import re
from datetime import date
from pathlib import Path

import pytest

from makegood.errors import MakegoodError
from makegood.report.board_html import render
from makegood.report.pdf import find_browser, print_page
from tests.report.boards import BROKEN, KEPT, Q1, Q4, UNCLEAR, board, judged, made, monthly, slipping


def pages(pdf: bytes) -> int:
    assert pdf.startswith(b"%PDF-")
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("language", ["da", "en"])
def test_thirty_promises_with_long_words_and_corrections_are_one_page_of_a4(language: str) -> None:
    long = "Vi svarer altid på alle henvendelser inden for to hverdage, også i ferien og i weekenden"
    told = monthly(UNCLEAR, KEPT, BROKEN, UNCLEAR, KEPT, BROKEN, kept=51_234, n=61_234, correction=(61_230, 51_000))
    states = [made(f"p{n}", *told, says=long, waiting=9, **slipping(date(2026, 4, 7))) for n in range(30)]
    pdf = print_page(render(board(*states, language=language)))
    assert pages(pdf) == 1
    (box,) = {tuple(map(float, found)) for found in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)}
    assert box == pytest.approx((595.28, 841.89), abs=1)


def test_thirty_short_promises_are_one_page_and_most_of_it_is_used() -> None:
    page = board(*(made(f"p{n}", judged(Q4, KEPT), judged(Q1, KEPT)) for n in range(30)), language="da")
    assert pages(print_page(render(page))) == 1
    assert len(page.rows) >= 15


def test_no_browser_says_where_it_looked_and_how_to_print_without(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("CHROME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("makegood.report.pdf.PLACES", ())
    with pytest.raises(MakegoodError) as error:
        find_browser()
    assert str(error.value) == (
        "no browser was found to print with\n"
        "  found: looked for chromium, chromium-browser, google-chrome, google-chrome-stable, chrome, microsoft-edge, "
        "msedge\n"
        "  fix:   install Chromium, Chrome or Edge, or set CHROME to its program; or leave out `--format pdf`, "
        "open the page in a browser and print it there"
    )


def test_a_browser_that_is_named_and_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROME", "/nowhere/chrome")
    with pytest.raises(MakegoodError) as error:
        find_browser()
    assert str(error.value) == (
        "the browser that CHROME names is not there\n"
        "  found: /nowhere/chrome\n"
        "  fix:   set CHROME to the browser's program, or take it away to look in the usual places"
    )


@pytest.mark.parametrize(("script", "found"), [("exit 3", ": exit 3"), ("exit 0", "")])
def test_a_browser_that_makes_nothing_is_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, found: str
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\n{script}\n")
    browser.chmod(0o755)
    monkeypatch.setenv("CHROME", str(browser))
    with pytest.raises(MakegoodError) as error:
        print_page("<p>x</p>")
    assert str(error.value) == (
        "the browser made no PDF\n"
        f"  found: {browser}{found}\n"
        "  fix:   leave out `--format pdf`, open the page in a browser and print it there"
    )
