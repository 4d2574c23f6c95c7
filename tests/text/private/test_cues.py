"""The words around a number."""

import pytest

from makegood.text.private.cues import is_amount, is_called, is_kept


@pytest.mark.parametrize(
    "words", ["ordre ", "Ordrenr. ", "min pakke er ", "case no. ", "#", "sag 1, 2 og ", "faktura: "]
)
def test_an_order_is_kept(words: str) -> None:
    assert is_kept(words, len(words))


@pytest.mark.parametrize(
    "words", ["", "mit nummer er ", "Hvor er min pakke? ", "ordre 12, mobil ", "en sagfører kom. "]
)
def test_other_words_keep_nothing(words: str) -> None:
    assert not is_kept(words, len(words))


@pytest.mark.parametrize("words", ["tlf. ", "Ring til mig på ", "mobil: ", "telefonnummer er ", "call me at "])
def test_a_telephone_is_called(words: str) -> None:
    assert is_called(words, len(words))


@pytest.mark.parametrize(("text", "start", "end"), [("20 kr", 0, 2), ("kr. 20", 4, 6), ("20,50", 0, 2), ("$20", 1, 3)])
def test_a_currency_beside_it_makes_an_amount(text: str, start: int, end: int) -> None:
    assert is_amount(text, start, end)
