"""The tree of units: who lies below whom, on which days, and who is to act."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.errors import MakegoodError
from makegood.units import Place, Tree

MOVED = date(2026, 3, 1)
TREE = Tree(
    (
        Place("DK", name="Denmark", responsible="head"),
        Place("north", "DK", responsible="manager"),
        Place("south", "DK"),
        Place("17", "north", until=date(2026, 2, 28), name="Harbour"),
        Place("17", "south", since=MOVED, name="Harbour"),
        Place("18", "north", responsible="shop"),
    )
)


def test_a_view_is_the_unit_and_what_lies_below_it_on_the_days_on_which_it_lay_there() -> None:
    assert TREE.below("north") == {
        "north": ((None, None),),
        "17": ((None, date(2026, 2, 28)),),
        "18": ((None, None),),
    }
    assert TREE.below("south")["17"] == ((MOVED, None),)


def test_a_unit_that_moves_within_a_view_never_leaves_it() -> None:
    assert TREE.below("DK")["17"] == ((None, None),)


def test_a_leaf_sees_itself_alone() -> None:
    assert TREE.below("18") == {"18": ((None, None),)}


def test_the_nearest_above_is_responsible_on_that_day() -> None:
    assert TREE.responsible("18", MOVED) == "shop"
    assert TREE.responsible("17", date(2026, 2, 28)) == "manager"
    assert TREE.responsible("17", MOVED) == "head"
    assert TREE.responsible("99", MOVED) == ""


def test_a_unit_is_found_by_its_id_and_by_its_name() -> None:
    assert (TREE.find("17"), TREE.find("Harbour"), TREE.find("DK")) == ("17", "17", "DK")
    assert (TREE.name("17"), TREE.name("18"), TREE.name("99")) == ("Harbour", "18", "99")


@pytest.mark.parametrize(
    ("tree", "asked", "said"),
    [
        (
            TREE,
            "nort",
            "no such unit\n  found: nort\n"
            "  fix:   did you mean `north`? Allowed: 17, 18, DK, Denmark, Harbour, north, south",
        ),
        (
            Tree((Place("1", name="City"), Place("2", name="City"))),
            "City",
            "several units have that name\n  found: City\n  fix:   write its id: 1, 2",
        ),
        (
            Tree(),
            "x",
            "no units are known\n  found: x\n"
            "  fix:   write the organisation's tree in a file, and name it as `units:` in makegood.yaml "
            "(docs/units.md)",
        ),
    ],
)
def test_an_unknown_unit_is_told(tree: Tree, asked: str, said: str) -> None:
    with pytest.raises(MakegoodError) as error:
        tree.find(asked)
    assert str(error.value) == said


DAYS = [date(2026, 1, day) for day in range(1, 29)]


@given(st.lists(st.tuples(st.sampled_from(DAYS), st.sampled_from(["north", "south", "DK"])), max_size=4), st.randoms())
def test_on_each_day_a_shop_is_below_exactly_those_above_it(moves: list[tuple[date, str]], chance: object) -> None:
    """`below` says the same as walking up from the shop, day by day, whatever the order of the lines."""
    starts = sorted(dict(moves).items())
    places = [Place("DK"), Place("north", "DK"), Place("south", "north")]
    for at, (day, parent) in enumerate(starts):
        until = starts[at + 1][0] if at + 1 < len(starts) else None
        places.append(Place("shop", parent, since=day, until=until and date.fromordinal(until.toordinal() - 1)))
    chance.shuffle(places)  # type: ignore[attr-defined]
    tree = Tree(tuple(places))
    for top in ("DK", "north", "south"):
        spans = tree.below(top).get("shop", ())
        for day in DAYS:
            inside = any((first or date.min) <= day <= (last or date.max) for first, last in spans)
            assert inside == (top in [place.unit for place in tree.above("shop", day)][1:])
