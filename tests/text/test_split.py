"""A voice as statements: where they end, what is not the customer's, and that nothing is lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.text.split import LONGEST, own_words, plain, split


def statements(text: str) -> list[str]:
    ready = plain(text)
    return [ready[start:end] for start, end in split(ready)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Det tog 3 uger. Ingen svarede!", ["Det tog 3 uger.", "Ingen svarede!"]),
        ("Kom kl. 14.30 d. 3. marts til nr. 12. Fint.", ["Kom kl. 14.30 d. 3. marts til nr. 12.", "Fint."]),
        ("Det kostede 500 kr. Det var for meget.", ["Det kostede 500 kr.", "Det var for meget."]),
        ("Det kostede ca. 500 kr. i alt", ["Det kostede ca. 500 kr. i alt"]),
        ("Mange ting, f.eks. Posten, bl.a. skoene.", ["Mange ting, f.eks. Posten, bl.a. skoene."]),
        ("Jeg ventede... og ventede", ["Jeg ventede... og ventede"]),
        ("Aldrig igen... Ingen svarer", ["Aldrig igen...", "Ingen svarer"]),
        ("god service. hurtig levering", ["god service.", "hurtig levering"]),
        ("God vare.Dårlig pris", ["God vare.", "Dårlig pris"]),
        ("Se www.Firma.dk eller skriv til a.b@firma.dk", ["Se www.Firma.dk eller skriv til a.b@firma.dk"]),
        ("Talte med J. Hansen om det", ["Talte med J. Hansen om det"]),
        ("1. Pakken kom sent\n2. den var våd\n- ingen svarer", ["Pakken kom sent", "den var våd", "ingen svarer"]),
        ("en linje der er brudt\nved en bredde", ["en linje der er brudt\nved en bredde"]),
        ("Super!! 😊 Hurtigt 👍 Vil anbefale :)", ["Super!! 😊", "Hurtigt 👍", "Vil anbefale :)"]),
        ("Mr. Smith was kind. I will be back!", ["Mr. Smith was kind.", "I will be back!"]),
        ("Vi ringede til [name:0a1b2c3d4e5f]. Intet svar", ["Vi ringede til [name:0a1b2c3d4e5f].", "Intet svar"]),
        ("👍👍", ["👍👍"]),
        ("", []),
        ("...", []),
        ("!!! ??", []),
        ("Jeg vil gerne rose jer ; men", ["Jeg vil gerne rose jer ;", "men"]),
    ],
)
def test_a_statement_ends_where_a_reader_would_end_it(text: str, expected: list[str]) -> None:
    assert statements(text) == expected


def test_a_long_sentence_is_cut_where_it_turns_and_a_short_one_is_not() -> None:
    long = "Varen er rigtig flot og passer godt, men jeg måtte vente tre uger på at få den"
    assert statements(long) == [
        "Varen er rigtig flot og passer godt,",
        "men jeg måtte vente tre uger på at få den",
    ]
    assert statements("Dyrt, men godt") == ["Dyrt, men godt"]
    english = "The room was lovely and very clean but the queue at breakfast was endless"
    assert statements(english) == ["The room was lovely and very clean", "but the queue at breakfast was endless"]


def test_tags_and_entities_are_no_words() -> None:
    assert statements("<p>Hej &amp; tak</p><p>Den&nbsp;kom <b>sent</b><br/>Igen</p><script>x.y()</script>") == [
        "Hej & tak",
        "Den kom sent",
        "Igen",
    ]
    assert statements("jeg <3 det, og 3 < 4") == ["jeg <3 det, og 3 < 4"]


@pytest.mark.parametrize(
    "reply",
    [
        "Svar fra Butikken A/S:\nHej, tak for din besked. Vi beklager.",
        "Reply from the shop: Thanks. We are sorry.",
        "Virksomhedens svar\nKære kunde. Det er vi kede af.",
        "Den 3. marts 2024 kl. 10.12 skrev Kundeservice:\nVi beklager.",
        "On Tue, 3 March 2024, Customer Care wrote:\nWe are sorry.",
        "----- Oprindelig meddelelse -----\nVi beklager.",
        "> Kære kunde\n> Vi beklager",
    ],
)
def test_the_company_s_words_are_not_the_customer_s(reply: str) -> None:
    assert statements(f"Det er for dårligt.\n{reply}") == ["Det er for dårligt."]


def test_the_customer_may_go_on_after_a_reply() -> None:
    text = "Det er for dårligt.\nSvar fra Butikken:\nVi beklager.\nOpdatering: nu kom den"
    assert statements(text) == ["Det er for dårligt.", "Opdatering: nu kom den"]


def test_an_answer_that_is_spoken_of_is_the_customer_s() -> None:
    assert len(statements("Jeg fik et svar fra kundeservice: vent. Det gjorde jeg.")) == 2


@given(st.text(alphabet="aB9 .,!?;\n-:[]()<>&æÅ😊…\u200b\u05d0", max_size=300))
def test_statements_are_in_order_and_apart_and_hold_every_letter(text: str) -> None:
    ready = plain(text)
    spans = split(ready)
    at = 0
    for start, end in spans:
        assert at <= start < end
        assert ready[start:end].strip() == ready[start:end]
        assert end - start <= LONGEST
        at = end
    own = "".join(ready[start:end] for start, end in own_words(ready))
    held = "".join(ready[start:end] for start, end in spans)
    assert [letter for letter in held if letter.isalpha()] == [letter for letter in own if letter.isalpha()]


@pytest.mark.parametrize(
    "text",
    ["!" * 100_000 + "x", "😊" * 50_000 + "x", " " * 100_000 + "x", "<a " * 30_000, " men" * 10_000, "a" * 100_000],
)
def test_a_text_made_to_be_slow_is_not(text: str) -> None:
    began = time.process_time()
    statements(text)
    assert time.process_time() - began < 5


def test_a_mask_is_never_cut() -> None:
    mask = "[name:0a1b2c3d4e5f]"
    for before in range(LONGEST - 25, LONGEST + 5):
        assert any(mask in statement for statement in statements("a" * before + mask + "b" * 50))


def test_what_cannot_be_read_is_a_space() -> None:
    assert plain("a\0b \ud800 c\ufeffd\r\ne") == "a b c d\ne"
