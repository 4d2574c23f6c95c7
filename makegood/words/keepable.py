"""The promise you can keep, and how long it takes: with its count, and never as an order to anybody."""

from collections.abc import Sequence

from makegood.model import Estimate, Keepable, Limit, PromiseState, Quantile
from makegood.words.counts import SHARE
from makegood.words.dates import UNITS, say_day, say_duration, say_period
from makegood.words.numbers import needed_decimals, part_of, share_between
from makegood.words.phrases import Phrase
from makegood.words.reasons import why_words, year_of
from makegood.words.units import name_key
from makegood.written import Duration, Keep, Unit

AT_MOST = Phrase("højst {limit} i `{column}`", "at most {limit} in `{column}`")
AT_LEAST = Phrase("mindst {limit} i `{column}`", "at least {limit} in `{column}`")
AT_MOST_OF = Phrase("højst {limit} {what}", "at most {limit} {what}")
AT_LEAST_OF = Phrase("mindst {limit} {what}", "at least {limit} {what}")
SAME_DAY = Phrase("samme dag", "the same day")
RANGE = Phrase("{usual}-{limit}", "{usual}-{limit}")
INSTEAD = Phrase(
    "Lov {limit}, som I holdt i {part} tilfælde siden {since}{share}{newest}, eller ret processen - og {people}.",
    "Promise {limit}, which you kept in {part} cases since {since}{share}{newest}, or mend the process - and {people}.",
)
BRIEFLY = Phrase(
    "Lov {limit}, som I holdt i {part} siden {since}, eller ret processen.",
    "Promise {limit}, which you kept in {part} since {since}, or mend the process.",
)
UNTIL_THEN = Phrase(
    "Indtil da kan I love {limit}: det blev holdt i {part} tilfælde siden {since}{share}{newest}.",
    "Until then you can promise {limit}: that was kept in {part} cases since {since}{share}{newest}.",
)
CAN = Phrase(
    "I kan love {limit}: det blev holdt i {part} tilfælde siden {since}{share}{newest}.",
    "You can promise {limit}: that was kept in {part} cases since {since}{share}{newest}.",
)
NEWEST = Phrase(", og i {part} siden {day}", ", and in {part} since {day}")
CANNOT = Phrase("Hvad I kan love, kan vi ikke sige endnu: {why}.", "What you can promise we cannot say yet: {why}.")
TAKE = Phrase("Halvdelen tager højst {half}, {nine}.", "Half take at most {half}, {nine}.")
TAKE_NINE = Phrase("9 af 10 højst {nine}", "9 in 10 at most {nine}")
HAVE = Phrase("Halvdelen har {half}, {nine}.", "Half have {half}, {nine}.")
HAVE_NINE = Phrase("9 af 10 har {nine}", "9 in 10 have {nine}")
NINE_LATER = Phrase("og 9 af 10 mere, end vi har set", "and 9 in 10 more than we have seen")
BETWEEN = Phrase("{value} (mellem {low} og {high})", "{value} (between {low} and {high})")
FROM = Phrase("{value} (mindst {low})", "{value} (at least {low})")
FEW_LEFT = Phrase("{n} med for få tilfælde", "{n} with too few cases")

UNIT_NAMES: dict[Unit, Phrase] = {
    "minutes": Phrase("minutter", "minutes"),
    "hours": Phrase("timer", "hours"),
    "opening hours": Phrase("åbningstimer", "opening hours"),
    "days": Phrase("dage", "days"),
    "business days": Phrase("hverdage", "business days"),
}
SECONDS = Phrase("sekunder", "seconds")
# Columns that are named after what they count: "at most 61 minutes", not "at most 61 in `minutter`".
_TIMES = {name.say(language): name for name in (SECONDS, *UNIT_NAMES.values()) for language in ("da", "en")}


def say_unit(unit: Unit, language: str) -> str:
    """The unit of limits, for a table."""
    return UNIT_NAMES[unit].say(language)


def say_limit(limit: float, terms: Keep, keepable: Keepable, language: str, usual: float | None = None) -> str:
    """A limit as one would promise it: `2-3 business days`, `at most 240 in `waited_seconds``.

    Parameters
    ----------
    limit : float, in the unit of `keepable`
    terms : Keep
        Which column an amount stands in.
    usual : float or None
        What most get; said only where it is near the limit, because "1-20 days" promises nothing.
    """
    if keepable.unit is None:
        amount = terms.amount
        column = amount.column if amount else ""
        at_least = amount is not None and amount.at_least is not None
        if measured := _TIMES.get(column.casefold()):  # the column's name is all that is needed, in the reader's words
            phrase = AT_LEAST_OF if at_least else AT_MOST_OF
            return phrase.say(language, limit=_number(limit, language), what=measured.say(language))
        phrase = AT_LEAST if at_least else AT_MOST
        return phrase.say(language, limit=_number(limit, language), column=column)
    if limit == 0 and keepable.unit.endswith("days"):
        return SAME_DAY.say(language)
    if usual is not None and limit / 2 <= usual < limit and usual >= 1:
        both = RANGE.say(language, usual=_number(usual, language), limit=_number(limit, language))
        return UNITS[keepable.unit].many.say(language, n=both)
    return say_duration(Duration(limit, keepable.unit), language)


def instead(state: PromiseState, people: str, language: str) -> str:
    """What to promise instead, or to mend the process; empty when nothing looser is known to hold."""
    return INSTEAD.say(language, people=people, **_told(state, language)) if _is_looser(state) else ""


def until_then(state: PromiseState, language: str) -> str:
    """What can be promised until the process is mended; empty when nothing looser is known to hold."""
    return UNTIL_THEN.say(language, **_told(state, language)) if _is_looser(state) else ""


def instead_briefly(state: PromiseState, language: str) -> str:
    """What to promise instead, or to mend the process, where there is little room; empty as in `instead`."""
    return BRIEFLY.say(language, **_told(state, language)) if _is_looser(state) else ""


def can_promise(state: PromiseState, language: str) -> str:
    """The promise that can be kept with its count, or why it cannot be said; empty when there is nothing to measure."""
    keepable = state.keepable
    if keepable is None:
        return ""
    if keepable.limit.value is None:
        return CANNOT.say(language, why=why_words(keepable.limit.why, language)) if keepable.limit.why else ""
    return CAN.say(language, **_told(state, language))


def how_long(state: PromiseState, language: str) -> str:
    """By when half are done, and nine in ten, with what it may be; empty when nothing was followed."""
    keepable = state.keepable
    if keepable is None or not keepable.n or keepable.half.value is None:
        return ""
    whole, part = (HAVE, HAVE_NINE) if keepable.unit is None else (TAKE, TAKE_NINE)
    terms = state.promise.keep[-1]
    half, nine = (_quantile(each, terms, keepable, language) for each in (keepable.half, keepable.nine_in_ten))
    return whole.say(language, half=half, nine=part.say(language, nine=nine) if nine else NINE_LATER.say(language))


def by_season(state: PromiseState, language: str) -> tuple[tuple[str, str, str], ...]:
    """(period, what can be promised, count) of each season, oldest first."""
    if state.keepable is None:
        return ()
    rows = ((say_period(period, language), limit) for period, limit in state.keepable.by_season)
    return tuple((name, *_cells(limit, state, language)) for name, limit in rows)


def by_unit(state: PromiseState, language: str) -> tuple[tuple[str, str, str], ...]:
    """(unit, what can be promised, count) of each unit with enough cases, in the order of their names."""
    if state.keepable is None:
        return ()
    enough = {name: limit for name, limit in state.keepable.by_unit if limit.estimate.value is not None}
    ordered = sorted(enough, key=lambda name: name_key(name, language))
    return tuple((name, *_cells(enough[name], state, language)) for name in ordered)


def too_few(state: PromiseState, language: str) -> str:
    """How many units have too few cases; empty when none."""
    units: Sequence[tuple[str, Limit]] = state.keepable.by_unit if state.keepable else ()
    left = sum(limit.estimate.value is None for _, limit in units)
    return FEW_LEFT.say(language, n=left) if left else ""


def _is_looser(state: PromiseState) -> bool:
    """Whether what can be kept is another promise than the one that is made."""
    keepable = state.keepable
    if keepable is None or keepable.limit.value is None:
        return False
    terms, limit = state.promise.keep[-1], keepable.limit.value
    if terms.within is not None:
        return limit > terms.within.length
    if terms.amount is None:
        return True
    if terms.amount.at_most is not None:
        return limit > terms.amount.at_most
    return terms.amount.at_least is not None and limit < terms.amount.at_least


def _told(state: PromiseState, language: str) -> dict[str, str]:
    keepable = state.keepable
    if keepable is None or keepable.limit.value is None:
        return {}
    limit = keepable.limit
    return {
        "limit": say_limit(keepable.limit.value, state.promise.keep[-1], keepable, language, limit.usual),
        "part": _part(limit.estimate, language),
        "since": say_day(limit.estimate.window[0], language, year_of(state)),
        "share": _share(limit.estimate, state.objective, language),
        "newest": _newest(keepable, language, year_of(state)),
    }


def _cells(limit: Limit, state: PromiseState, language: str) -> tuple[str, str]:
    keepable = state.keepable
    if limit.value is None or keepable is None:
        return why_words(limit.why, language) if limit.why else "", ""
    said = say_limit(limit.value, state.promise.keep[-1], keepable, language, limit.usual)
    return said, f"{_part(limit.estimate, language)}{_share(limit.estimate, state.objective, language)}"


def _part(number: Estimate, language: str) -> str:
    return part_of(round((number.value or 0) * number.n), number.n, language)


def _newest(keepable: Keepable, language: str, year: int | None) -> str:
    if keepable.recent is None:
        return ""
    since, n, kept = keepable.recent
    return NEWEST.say(language, part=part_of(kept, n, language), day=say_day(since, language, year))


def _share(number: Estimate, objective: float | None, language: str) -> str:
    if number.value is None or number.low is None or number.high is None:
        return ""
    # "Over 99 %, at least 99" would say one thing twice.
    few = 0 if number.value < 0.995 or number.value == 1 else 1 if number.value < 0.9995 else 2
    decimals = max(needed_decimals(number.low, number.high, objective), few)
    return SHARE.say(language, share=share_between(number.value, number.low, number.high, language, decimals))


def _quantile(quantile: Quantile, terms: Keep, keepable: Keepable, language: str) -> str:
    if quantile.value is None:
        return ""
    value = say_limit(quantile.value, terms, keepable, language)
    if quantile.low is None or quantile.low == quantile.high:
        return value
    low = _number(quantile.low, language)
    if quantile.high is None:
        return FROM.say(language, value=value, low=low)
    return BETWEEN.say(language, value=value, low=low, high=_number(quantile.high, language))


def _number(value: float, language: str) -> str:
    text = f"{value:,.0f}" if value == int(value) else f"{value:,g}"
    return text.translate(str.maketrans(",.", ".,")) if language == "da" else text
