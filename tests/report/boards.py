"""States with verdicts over two quarters, for tests of the board's page. Figures are invented."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from makegood.model import Headline, Now, Pace, Period, PromiseState, State, Verdict
from makegood.project import Project
from makegood.report.board import Ask, Board, make_board
from tests.made_states import HOLDING, WITHIN, promise, state, verdict, weeks

Q1 = Period("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "quarter")
Q4 = Period("2025-Q4", date(2025, 10, 1), date(2025, 12, 31), "quarter")
MONTHS = tuple(
    Period(f"{first:%Y-%m}", first, last, "month")
    for first, last in (
        (date(2025, 10, 1), date(2025, 10, 31)),
        (date(2025, 11, 1), date(2025, 11, 30)),
        (date(2025, 12, 1), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 3, 31)),
    )
)
AS_OF = datetime(2026, 4, 20, 12, tzinfo=UTC)
MADE = datetime(2026, 4, 21, 6, tzinfo=UTC)
PROJECT = Project(organisation="Nordlys Cykler")
KEPT, BROKEN, UNCLEAR = State.KEPT, State.BROKEN, State.CANNOT_TELL


def judged(period: Period, told: State, kept: int = 97, n: int = 100, **changes: object) -> Verdict:
    return verdict(told, kept, n, 0.955, 0.99, period=period, **changes)


def monthly(*told: State, **changes: object) -> tuple[Verdict, ...]:
    """One verdict a month, the last in March."""
    return tuple(judged(period, one, **changes) for period, one in zip(MONTHS[-len(told) :], told, strict=True))


def made(
    name: str, *closed: Verdict, headline: Headline = Headline.KEPT, says: str | None = None, **changes: object
) -> PromiseState:
    words = {"da": says or f"Løfte {name}", "en": says or f"Promise {name}"}
    fields = {"now": HOLDING, "as_of": AS_OF, "weeks": weeks(*([0.97] * 26), first=date(2025, 10, 6)), **changes}
    return replace(state(headline, *closed), promise=promise(WITHIN, id=name, says=words), **fields)


def slipping(since: date) -> dict[str, object]:
    return {"headline": Headline.SLIPPING, "now": Now(Pace.SLIPPING, since, since + timedelta(days=9), 400, 348, 812.0)}


def board(*states: PromiseState, frozen: bool = True, language: str = "en", period: Period = Q1) -> Board:
    before = {Q1: Q4}.get(period, Q4)
    shown = {one.promise.id: one.closed for one in states}
    return make_board(PROJECT, states, shown, Ask(period, before, frozen), language, MADE)
