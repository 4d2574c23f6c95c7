"""E-mail addresses."""

import pytest

from makegood.text.private.mail import find


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Skriv til mette@example.dk.", "mette@example.dk"),
        ("mette(at)example.dk", "mette@example.dk"),
        ("mette [at] example.dk", "mette@example.dk"),
        ("mette@ example.dk", "mette@example.dk"),
        ("<mailto:a.b+c@x-y.example.org>", "a.b+c@x-y.example.org"),
    ],
)
def test_an_address_is_found_in_each_spelling(text: str, value: str) -> None:
    assert [found.value for found in find(text)] == [value]


@pytest.mark.parametrize("text", ["@shop svar nu", "Sunday @ noon. Then", "a@b", "@@@", "5 @ 10.50"])
def test_a_name_on_a_network_and_a_lone_at_are_none(text: str) -> None:
    assert list(find(text)) == []
