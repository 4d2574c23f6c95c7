"""The page: all that it says, in order, in one file, for everyone."""

import dataclasses
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

import makegood.report
from makegood import __version__
from makegood.errors import MakegoodError
from makegood.model import Count, State, UnitState, Why
from makegood.project import Project
from makegood.report.html import Badge, Page, make_page, render
from makegood.words.labels import LABELS
from makegood.written import Said
from tests.made_states import (
    APRIL,
    BROKEN_MARCH,
    HOLDING,
    KEPT_MARCH,
    MAY,
    SLIPPING,
    UNCLEAR_MARCH,
    broken,
    keepable,
    kept,
    promise,
    slipping,
    unclear,
    units,
    verdict,
    weeks,
    with_keep,
)

PROJECT = Project(organisation="Nordlys Cykler")
MADE = datetime(2026, 5, 11, 5, 0, tzinfo=UTC)
TEMPLATES = Path(makegood.report.__file__).parent / "templates"


def named(given, name, **changes):
    return replace(given, promise=promise(id=name, **changes))


def full_state():
    given = broken(
        now=SLIPPING,
        closed=(replace(BROKEN_MARCH, backfilled=True, correction=(3392, 2987), state_today=State.CANNOT_TELL),),
        running=verdict(State.CANNOT_TELL, 40, 45, period=MAY, closed_on=None),
        count=Count(3000, 390, 27, 12, 3, (("order_status=cancelled", 14),)),
        units=units(
            ("Vejle", 70, 90, True, False),
            ("Aarhus", 95, 96, True, True),
            ("Ribe", 9, 10, False, False),
            ("Als", 1, 1, None, False),
        ),
        weeks=weeks(*[0.9] * 18),
        unreadable=(14, 9000),
        keepable=keepable(),
    )
    return named(given, "full", remedy={"da": "Fragten retur"})


STATES = (
    named(kept(weeks=weeks(0.97, None, 0.98)), "kept"),
    named(unclear(Why.STRADDLES, UNCLEAR_MARCH, known_by=date(2026, 8, 20)), "unclear"),
    named(with_keep(unclear(Why.NO_KEEP, as_of=None, objective=None), None), "no-keep"),
    named(slipping(weeks=weeks(*[0.95] * 18)), "slipping"),
    full_state(),
)


class Structure(HTMLParser):
    """Tags, attributes and text of a page; a wrongly nested page fails."""

    VOID = frozenset({"meta", "br", "link", "input", "img", "hr"})

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)


def parse(html):
    page = Structure()
    page.feed(html)
    assert page.open == []
    return page


def text_of(html):
    return " ".join(" ".join(parse(html).text).split())


@pytest.fixture(scope="module", params=["da", "en"])
def page(request):
    return render(PROJECT, STATES, request.param, MADE)


def test_the_page_is_one_file_that_fetches_and_runs_nothing(page):
    tags = parse(page).tags
    assert {tag for tag, _ in tags} & {"script", "link", "img", "iframe", "object", "embed"} == set()
    assert [attrs for _, attrs in tags if any(name.startswith("on") or name == "src" for name in attrs)] == []
    assert all(attrs["href"].startswith("#") for tag, attrs in tags if tag == "a")
    assert not re.search(r"@import|https?:|url\((?!#)", page)


def test_every_link_inside_the_page_has_its_place(page):
    tags = parse(page).tags
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    named_by = [name for _, attrs in tags for name in attrs.get("aria-labelledby", "").split()]
    filled = re.findall(r"url\(#([^)]+)\)", page)
    assert {attrs["href"][1:] for tag, attrs in tags if tag == "a"} | set(named_by) | set(filled) <= set(ids)


def test_the_page_says_its_language_and_has_its_landmarks(page):
    tags = parse(page).tags
    assert dict(tags)["html"]["lang"] in ("da", "en")
    for landmark in ("header", "main", "footer", "h1"):
        assert sum(tag == landmark for tag, _ in tags) == 1


def test_headings_never_skip_a_level(page):
    levels = [int(tag[1]) for tag, _ in parse(page).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_header_says_what_it_heads(page):
    scopes = {attrs.get("scope") for tag, attrs in parse(page).tags if tag == "th"}
    assert scopes == {"col", "row"}


def test_every_chart_has_a_title_a_description_and_a_table(page):
    tags = parse(page).tags
    charts = [attrs for tag, attrs in tags if tag == "svg" and "chart" in attrs.get("class", "")]
    assert len(charts) == 6  # three promises with weeks, for wide and for narrow screens
    assert all(attrs["role"] == "img" and attrs["aria-labelledby"] for attrs in charts)
    assert sum(tag == "desc" for tag, _ in tags) == 6
    assert page.count('<details class="numbers">') == 3


def test_a_slip_that_is_as_old_as_the_data_has_no_beginning_in_the_chart():
    since = date(2026, 4, 7)
    began = slipping(now=replace(slipping().now, since=since), weeks=weeks(*[0.5] * 18))
    always = replace(began, weeks=weeks(*[0.5] * 8, first=date(2026, 4, 6)))
    marked = ['class="slip"' in render(PROJECT, (named(it, "a"),), "da", MADE) for it in (began, always)]
    assert marked == [True, False]


def test_the_worst_news_comes_first():
    shown = [row.id for row in make_page(PROJECT, STATES, "da", MADE).rows]
    assert shown == ["full", "slipping", "unclear", "no-keep", "kept"]
    assert [section.id for section in make_page(PROJECT, STATES, "da", MADE).sections] == shown


def test_the_page_begins_with_the_organisation_the_time_and_the_overview():
    text = text_of(render(PROJECT, STATES, "da", MADE))
    assert (
        "Nordlys Cykler Holder vi, hvad vi lover? Opgjort til og med 10. maj 2026 kl. 14.00 5 løfter: 1 holder" in text
    )
    assert "1 holder 1 skrider 1 brudt 2 kan ikke afgøres" in text


def test_the_promise_you_can_keep_stands_with_its_seasons_and_units():
    text = text_of(render(PROJECT, (full_state(),), "da", MADE))
    for said in (
        "Det løfte, I kan holde I kan love 2-3 hverdage: det blev holdt i 19.400 af 20.000 tilfælde",
        "Halvdelen tager højst 2 hverdage, 9 af 10 højst 3 hverdage (mellem 2 og 3).",
        "april 2026 3-4 hverdage 1.940 af 2.000 (97 %, mellem 96 og 98)",
        "Aarhus 2 hverdage 980 af 1.000 (98 %, mellem 97 og 99)",
        "1 med for få tilfælde",
    ):
        assert said in text


def test_all_about_a_promise_stands_in_its_section():
    text = text_of(render(PROJECT, (full_state(),), "da", MADE))
    for said in (
        "I marts blev det ikke holdt i 412 af 3.390 tilfælde (12 %, mellem 10 og 14).",
        "Maj er ikke afsluttet: indtil nu er 40 af 45 holdt.",
        "marts 2026 brudt 412 af 3.390 ikke holdt (12 %, mellem 10 og 14)",
        "mellem 10 og 14) Siden er tallet rettet til 405 af 3.392 ikke holdt; i dag ville det ikke kunne afgøres, men "
        "vurderingen fra dengang står. Fastlagt 5. maj 2026 vurderet bagefter",
        "skrider siden 7. april",
        "shop, af sales, siden 1. januar 2024",
        "Kompensation Fragten retur",
        "Aarhus (95 af 96) : holdes oftere",
        "Intet usædvanligt: Ribe",
        "For lidt til at sige noget: Als",
        "27 ikke forfaldne",
        "14 hvor order_status er cancelled",
        "14 af 9.000 rækker kunne ikke læses.",
        "Spørg dem, der gør arbejdet, og se efter, hvad der blev ændret omkring 7. april.",
        "En måned vurderes én gang, 3 dage efter den sidste frist",
        full_state().promise.version,
        "uge 2 i 2026 90 af 100",
        f"Lavet af makegood {__version__}, 11. maj 2026 kl. 07.00.",
    ):
        assert said.replace(" :", ":") in text.replace(" :", ":")


def test_cannot_tell_has_its_own_word_shape_and_grey_and_never_that_of_kept():
    page = render(PROJECT, (named(unclear(Why.STRADDLES, UNCLEAR_MARCH, weeks=weeks(0.9, 0.8)), "u"),), "da", MADE)
    body = page.partition("</style>")[2]
    section = body.partition("<section")[2]
    assert 'class="badge unclear"' in section
    assert "url(#u-wide-hatch)" in section
    assert not re.search(r'class="(badge|cell) ?(cell-)?(kept|broken)"', section)


def test_old_data_are_never_shown_as_holding_now():
    stale = unclear(Why.STALE, KEPT_MARCH, now=HOLDING, newest=date(2026, 4, 3))
    row = make_page(PROJECT, (stale,), "da", MADE).rows[0]
    assert row.now == Badge("unclear", "gamle data")


def test_code_in_a_sentence_is_shown_as_code():
    page = render(PROJECT, (with_keep(unclear(Why.NO_KEEP, objective=None), None),), "en", MADE)
    assert "<code>keep:</code>" in page
    assert "`" not in parse(page).text


def test_what_users_write_is_escaped():
    given = named(
        kept(weeks=weeks(0.97, 0.98)), "a", says={"da": '<b>Hurtigt</b> & "godt" `x<y`'}, kept_by="<i>drift</i>"
    )
    odd = replace(
        given, units=(UnitState("<script>", 10, 9, 0.5, 1.0, True, False), UnitState("B", 10, 9, 0.5, 1.0, False))
    )
    page = render(Project(organisation="A & <B>"), (odd,), "da", MADE)
    assert not re.search(r"<(b|i|script|B)>", page)
    assert "A &amp; &lt;B&gt;" in page


def test_a_promise_in_another_language_says_so():
    given = named(kept(), "a", says={"en": "Ready on time"})
    assert '<span lang="en">Ready on time</span>' in render(PROJECT, (given,), "da", MADE)


def test_what_is_no_longer_said_says_until_when():
    said = (Said(where="ad", since=date(2025, 1, 1), by="marketing", until=date(2026, 2, 28)),)
    text = text_of(render(PROJECT, (named(kept(), "a", said=said),), "en", MADE))
    assert "ad, by marketing, from 1 January 2025 to 28 February 2026" in text


def test_a_promise_without_anything_else_is_a_whole_page():
    bare = replace(
        unclear(Why.NO_DATA, as_of=None, newest=None),
        promise=promise(says={}, said=(), touchpoint=None, kept_by=None, explained_by=None),
    )
    text = text_of(render(PROJECT, (bare,), "da", MADE))
    assert "Der er ikke læst data endnu" in text
    assert "Kontaktpunkt" not in text


def test_without_promises_the_page_says_so():
    text = text_of(render(PROJECT, (), "en", MADE))
    assert "0 promises: 0 kept 0 slipping 0 broken 0 cannot tell No promises have been written yet." in text


def test_older_periods_open_on_demand():
    closed = tuple(
        verdict(State.KEPT, 390, 400, 0.955, 0.985, period=replace(APRIL, first=date(2021 + n // 12, n % 12 + 1, 1)))
        for n in range(60)
    )
    section = make_page(PROJECT, (kept(closed=closed),), "da", MADE).sections[0]
    assert (len(section.recent), len(section.older)) == (6, 54)
    assert section.recent[0].period == "december 2025"
    assert "Ældre perioder" in text_of(render(PROJECT, (kept(closed=closed),), "da", MADE))


def test_forty_units_are_three_groups_and_no_list_by_rank():
    rows = tuple(UnitState(f"Butik {n}", 100, 50 + n, 0.4, 0.9, n == 7, False) for n in range(40, 0, -1))
    found = make_page(PROJECT, (kept(units=rows),), "da", MADE).sections[0].units
    assert found.unlike == (("Butik 7 (57 af 100)", "holdes sjældnere"),)
    assert found.alike == tuple(f"Butik {n}" for n in range(1, 41) if n != 7)


def test_a_language_we_do_not_speak_is_refused():
    with pytest.raises(MakegoodError, match="does not speak"):
        render(PROJECT, STATES, "de", MADE)


def test_the_same_states_make_the_same_page():
    assert render(PROJECT, STATES, "da", MADE) == render(PROJECT, STATES, "da", MADE)


def test_every_label_and_every_field_of_the_page_is_used():
    template = (TEMPLATES / "report.html.j2").read_text(encoding="utf-8")
    code = Path(makegood.report.__file__).with_name("html.py").read_text(encoding="utf-8")
    chart = Path(makegood.report.__file__).with_name("chart.py").read_text(encoding="utf-8")
    text = template + code.replace("'", '"') + chart
    unused = [name for name in LABELS if f"label.{name}" not in text and f'"{name}"' not in text]
    assert unused == []
    assert [field.name for field in dataclasses.fields(Page) if f"page.{field.name}" not in template] == []


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_on_white_is_21():
    """WCAG 2.2, contrast ratio."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_all_text_can_be_read_on_its_ground(scheme):
    """WCAG 2.2 AA: at least 4.5 for text."""
    css = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", re.findall(r":root \{(.*?)\}", css, re.DOTALL)[scheme]))
    pairs = [
        ("ink", "paper"),
        ("muted", "paper"),
        ("link", "paper"),
        ("ink", "wash"),
        ("paper", "broken"),
        ("slipping", "paper"),
        ("ink", "unclear-wash"),
    ]
    pairs += [(kind, f"{kind}-wash") for kind in ("kept", "broken", "slipping", "unclear")]
    low = [
        (a, b, round(contrast(colours[a], colours[b]), 2)) for a, b in pairs if contrast(colours[a], colours[b]) < 4.5
    ]
    assert low == []
