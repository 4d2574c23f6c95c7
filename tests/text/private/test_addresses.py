"""Street addresses: with and without what follows."""

import pytest

from makegood.text.private.addresses import find


@pytest.mark.parametrize(
    "floor", ["", "B", ", 2. th", ", st. tv", ", 3. sal", " 1. mf.", ", kl. tv", ", 4. sal lejl. 12"]
)
@pytest.mark.parametrize("town", ["", ", 8000 Aarhus C", "\n4700 Næstved", ", DK-2100 København Ø"])
@pytest.mark.parametrize("street", ["Nørregade 12", "Vester Allé 3", "skovvej 7", "H.C. Andersens Boulevard 3"])
def test_the_whole_address_is_one_find(street: str, floor: str, town: str) -> None:
    written = street + floor + town
    text = f"Send den til {written}"
    assert [text[found.start : found.end] for found in find(text, text.casefold())] == [written]


@pytest.mark.parametrize(
    "text", ["på motorvej 45", "alle 3 kom", "gate 12", "Parken 3 timer", "8000 Aarhus C", "ud ad vejen 2 km"]
)
def test_a_motorway_a_gate_and_a_town_are_none(text: str) -> None:
    assert list(find(text, text.casefold())) == []
