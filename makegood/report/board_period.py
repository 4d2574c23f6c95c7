"""When a board's page cannot be made: no such period, one that has not closed, or one without any verdict."""

from collections.abc import Mapping, Sequence

from makegood.errors import MakegoodError
from makegood.model import Period, PromiseState, Verdict
from makegood.report.board import within


def unknown_period(name: str) -> MakegoodError:
    """What to say of a name that is no month, quarter or year."""
    fix = "write a quarter as 2026-Q1, a month as 2026-03, or a year as 2026"
    return MakegoodError("there is no such period", found=name, fix=fix)


def refuse_open(period: Period, states: Sequence[PromiseState]) -> None:
    """A period that is still running has no verdict.

    Raises
    ------
    MakegoodError : when the data do not go beyond its last day.
    """
    newest = max((state.as_of for state in states if state.as_of), default=None)
    if newest is None:
        raise MakegoodError("no data have been read yet", fix="run `makegood read` first")
    if newest.date() <= period.last:
        raise MakegoodError(
            f"{period.name} has not closed yet",
            found=f"data up to {newest.date()}; it ends on {period.last}",
            fix="choose an earlier period, or read newer data with `makegood read`",
        )


def refuse_empty(period: Period, shown: Mapping[str, Sequence[Verdict]], frozen: bool) -> None:
    """A page on which no promise has a verdict says nothing.

    Raises
    ------
    MakegoodError : when no promise has a verdict in the period, with the periods that have one.
    """
    if any(within(verdicts, period) for verdicts in shown.values()):
        return
    names = sorted({verdict.period.name for verdicts in shown.values() for verdict in verdicts})
    found = f"{names[0]} to {names[-1]}" if len(names) > 1 else (names or ["nothing at all"])[0]
    if frozen:
        fix = "choose one of these, run `makegood read` so that closed periods are fixed, or leave out --frozen"
        raise MakegoodError(f"nothing was fixed for {period.name}", found=f"fixed: {found}", fix=fix)
    fix = "choose one of these, or see `makegood check` for why there is none"
    raise MakegoodError(f"no promise has a verdict in {period.name}", found=f"verdicts: {found}", fix=fix)
