"""What follows a broken promise is said with its numbers, and never more than was seen."""

from datetime import UTC, date, datetime

from makegood.model import Estimate, Gap, Why
from makegood.words.cost import cost_paragraphs, nothing_known

WINDOW, AT = (date(2026, 1, 1), date(2026, 3, 31)), datetime(2026, 4, 3, tzinfo=UTC)


def number(
    value: float | None, low: float | None = None, high: float | None = None, n: int = 100, why=None
) -> Estimate:
    return Estimate(value, low, high, n, n, 60, WINDOW, AT, "test", why)


def gap(outcome: str, broken: float, kept: float, low: float, high: float, **other) -> Gap:
    return Gap(
        outcome,
        number(broken, n=303),
        number(kept, n=3025),
        number(broken - kept, low, high, n=303),
        ("weeks",),
        **other,
    )


def test_stars() -> None:
    found = cost_paragraphs([gap("stars", 2.142, 4.258, -2.293, -1.94, unmatched=4)], "da")
    assert found == (
        "Hvor løftet blev brudt, gav 303 kommentarer 2,14 stjerner i snit; hvor det blev holdt, gav 3.025 4,26. "
        "Det er 2,12 mindre, mellem 1,94 og 2,29. Sammenlignet inden for samme fire uger. "
        "4 brudte havde ingen holdt at blive sammenlignet med.",
        "Andre forskelle, som data ikke viser, kan også spille ind.",
    )


def test_coming_again_that_may_be_chance() -> None:
    (first, _) = cost_paragraphs([gap("returned", 0.12, 0.15, -0.09, 0.03, days=180)], "en")
    assert first == (
        "Of 303 customers whose promise was broken, 12 in 100 came again within 180 days; of 3,025 whose promise was "
        "kept, 15 in 100. That may be chance: anything from -9 to 3 fits the figures. Compared within the same four "
        "weeks."
    )


def test_a_small_difference_is_shown_with_the_decimals_it_needs() -> None:
    (first, _) = cost_paragraphs([gap("wrote", 0.0228, 0.0184, 0.0019, 0.0070)], "en")
    assert "2.28 in 100 wrote a review, after 3,025 kept ones 1.84 in 100. That is 0.44 more in 100" in first


def test_money_and_complaints() -> None:
    found = cost_paragraphs(
        [gap("revenue", 812.4, 1240.0, -700.0, -155.5, days=180), gap("klager", 0.08, 0.02, 0.04, 0.08, days=180)], "da"
    )
    assert found[0].startswith(
        "303 kunder, for hvem løftet blev brudt, købte siden for 812 hver i 180 dage; 3.025, for hvem det blev holdt, "
        "for 1.240. Det er 428 mindre, mellem 156 og 700."
    )
    assert found[1].startswith(
        "Efter 303 brudte løfter kom der inden 180 dage klager om 8 af 100, efter 3.025 holdte om 2 af 100. "
        "Det er 6 flere af 100, mellem 4 og 8."
    )


def test_what_cannot_be_compared_is_said_with_what_it_takes_and_nothing_is_left_out() -> None:
    few = Gap("stars", number(None, n=12), number(None, n=400), number(None, n=12, why=Why.FEW_EVENTS))
    same = Gap("returned", number(None, n=40), number(None, n=60), number(None, n=40, why=Why.NO_DIFFERENCE))
    none = Gap("wrote", number(None, n=0), number(None, n=0), number(None, n=0, why=Why.FEW_EVENTS))
    assert cost_paragraphs([few, same, none], "en") == (
        "Stars: too few to compare (12 broken, 400 kept). It takes at least 30 of each, on at least 4 days.",
        "Coming again: the same followed in all 100 cases, so there is no difference to see.",
    )
    assert cost_paragraphs([], "da") == ()


def test_without_any_outcome_it_is_said_what_to_write() -> None:
    assert "`about:`" in nothing_known("da")
    assert "`customer`" in nothing_known("en")


def test_the_difference_is_the_one_a_reader_works_out() -> None:
    (first, _) = cost_paragraphs([gap("klager", 0.593, 0.167, 0.30, 0.55, days=180)], "da")
    assert "om 59,3 af 100, efter 3.025 holdte om 16,7 af 100. Det er 42,6 flere af 100, mellem 30,0 og 55,0." in first


def test_what_cannot_be_read_is_not_compared() -> None:
    gone = Gap("stars", number(None, n=303), number(None, n=3025), number(None, n=303, why=Why.UNREADABLE))
    assert cost_paragraphs([gone], "da") == ("Stjerner: kan ikke afgøres, for mange ulæselige rækker.",)
