"""What customers talk about on the page: by touchpoint, counted, and their masked comments a click away."""

from dataclasses import replace

import pytest

from makegood.report.html import make_page, with_said, write_page
from makegood.report.said import LONGEST, make_said
from tests.made_talk import FEW, PRICE, QUOTES, TALK
from tests.report.test_html import MADE, PROJECT, Structure


def shown(language: str = "da", talk=TALK, quotes=QUOTES):
    return write_page(with_said(make_page(PROJECT, (), language, MADE), talk, quotes))


def test_each_touchpoint_has_its_themes_and_what_has_no_place_comes_last() -> None:
    said = make_said(TALK, QUOTES, "da")
    assert [place.name for place in said.places] == ["Levering", "Butik", "Uden plads i jeres kunderejse"]
    row = said.places[0].rows[0]
    assert (row.theme, row.count, row.before) == ("Leveringstid", "212 af 1.934", "180 af 1.700")
    assert row.tones == "160 utilfredse, 12 neutrale og 40 tilfredse"


def test_robotic_and_genuine_stand_side_by_side() -> None:
    shop = make_said(TALK, QUOTES, "en").places[1]
    assert shop.rows == ()
    assert [row.theme for row in shop.beside] == ["Robotic, rehearsed, cold", "Genuine, present"]


def test_a_bar_is_as_long_as_its_count_beside_the_theme_spoken_of_most() -> None:
    said = make_said(TALK, QUOTES, "da")
    assert sum(piece.width for piece in said.places[0].rows[0].bar) == pytest.approx(100, abs=0.02)
    (only,) = said.places[1].beside[0].bar
    assert (only.tone, only.x, only.width) == ("negative", 0, 42.45)


def test_comments_are_escaped_masked_without_hash_and_say_their_language() -> None:
    page = shown("da")
    assert "Ring til [navn], pakken kom &lt;for&gt; sent" in page
    assert '<p lang="en">Fast as promised</p>' in page
    assert "2. marts 2026 · utilfreds · reviews" in page
    assert "0123456789ab" not in page
    Structure().feed(page)


@pytest.mark.parametrize("language", ["da", "en"])
def test_that_a_machine_has_read_them_is_said_once_and_no_share_stands_alone(language: str) -> None:
    page = shown(language)
    assert page.count({"da": "læst af en maskine", "en": "machine has read"}[language]) == 1
    assert "%" not in page.split('id="said"')[1].replace("width: 100%", "")


def test_a_long_comment_is_cut_between_words() -> None:
    long = replace(QUOTES["levering", "delivery_time"][0], text="ord " * 200)
    row = make_said(TALK, {("levering", "delivery_time"): (long,)}, "da").places[0].rows[0]
    assert len(row.comments[0].text) <= LONGEST + 4
    assert row.comments[0].text.endswith("ord ...")


def test_too_few_say_so_and_a_year_that_is_not_known_is_not_compared() -> None:
    assert "Der er kun 7 kommentarer med ord på 12 måneder" in shown(talk=FEW)
    talk = replace(TALK, before=None, topics=(replace(PRICE, before=None),))
    said = make_said(talk, {}, "da")
    assert (said.compared, len(said.headings), said.places[0].rows[0].before) == (False, 3, "")
    assert "12 mdr" not in shown(talk=talk)


def test_a_page_without_voices_says_nothing_of_them() -> None:
    assert 'id="said"' not in write_page(make_page(PROJECT, (), "da", MADE))
