"""A customer's own name in his own words."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.sources.own_names import mask_own_names


def mask(*pairs: tuple[str | None, str | None]) -> list[str | None]:
    texts, names = (pa.array(column, pa.large_string()) for column in zip(*pairs, strict=True))
    return mask_own_names(texts, names, lambda name: f"<{name.split()[-1]}>").to_pylist()


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        ("Karin Holm", "Hej Karin, tak", "Hej <Holm>, tak"),
        ("Karin Holm", "mvh karin holm", "mvh <Holm>"),
        ("Karin Holm", "KARIN  HOLM skrev", "<Holm> skrev"),
        ("Karin Holm", "Karins og Karin's cykel", "<Holm>s og <Holm>'s cykel"),
        ("Karin Holm", "Karina Holmgaard", "Karina Holmgaard"),
        ("karin", "Jeg hedder Karin", "Jeg hedder <karin>"),
        ("Bo Berg", "Vi bor her, og Bo kom. BO!", "Vi bor her, og <Berg> kom. <Berg>!"),
        ("Bo Berg", "man kan bo her", "man kan bo her"),
        ("K. Holm", "Kaffe. Hilsen K. Holm", "Kaffe. Hilsen <Holm>"),
        ("Åse Ø", "kære Åse", "kære <Ø>"),
        ("Karin Holm", "karin@post.example, karin.holm@post.example", "karin@post.example, karin.holm@post.example"),
        ("Karin Holm", "post@karin.example @Karin", "post@karin.example @<Holm>"),
        ("Karin", "allerede [name:0123456789ab] og [karin", "allerede [name:0123456789ab] og [karin"),
    ],
)
def test_a_name_is_masked_where_it_stands_and_nowhere_else(name: str, text: str, masked: str) -> None:
    assert mask((text, name)) == [masked]


@pytest.mark.parametrize(
    "name", ["517", "K-1234", "bo@berg.example", "+45 20 30 40 50", "Kunde", "En glad kunde", "x", "...", "k" * 81, " "]
)
def test_what_is_no_name_masks_nothing(name: str) -> None:
    text = "Jeg er kunde 517, K-1234, bo@berg.example x ... en glad mand"
    assert mask((text, name)) == [text]


def test_only_the_customers_own_words_are_touched_and_nulls_stay_null() -> None:
    found = mask(("Karin", "Karin"), ("Karin", "Bo Berg"), (None, "Karin"), ("Karin", None), (None, None))
    assert found == ["<Karin>", "Karin", None, "Karin", None]
    assert mask((None, "Karin")) == [None]
    assert mask(("Karin", None)) == ["Karin"]


@given(st.lists(st.tuples(st.text(max_size=20), st.sampled_from(["Karin Holm", "Bo", None])), min_size=1, max_size=9))
def test_each_row_is_masked_as_if_it_were_alone(pairs: list[tuple[str, str | None]]) -> None:
    assert mask(*pairs) == [mask(pair)[0] for pair in pairs]


@given(st.text(max_size=30))
def test_masking_twice_changes_nothing(text: str) -> None:
    once = mask((f"{text} Karin", "Karin Holm"))[0]
    assert mask((once, "Karin Holm")) == [once]
