"""What it costs when a promise is broken: what followed there, beside where it was kept; never more than was seen."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from makegood.model import Gap, Why
from makegood.words.phrases import Phrase, listed, whole
from makegood.words.reasons import why_words

STARS = Phrase(
    "Hvor løftet blev brudt, gav {n} kommentarer {broken} stjerner i snit; hvor det blev holdt, gav {m} {kept}.",
    "Where the promise was broken, {n} reviews gave {broken} stars on average; where it was kept, {m} gave {kept}.",
)
WROTE = Phrase(
    "Efter {n} brudte løfter skrev {broken} af 100 en kommentar, efter {m} holdte {kept} af 100.",
    "After {n} broken promises {broken} in 100 wrote a review, after {m} kept ones {kept} in 100.",
)
RETURNED = Phrase(
    "Af {n} kunder, for hvem løftet blev brudt, kom {broken} af 100 igen inden {days} dage; "
    "af {m}, for hvem det blev holdt, {kept} af 100.",
    "Of {n} customers whose promise was broken, {broken} in 100 came again within {days} days; "
    "of {m} whose promise was kept, {kept} in 100.",
)
REVENUE = Phrase(
    "{n} kunder, for hvem løftet blev brudt, købte siden for {broken} hver i {days} dage; "
    "{m}, for hvem det blev holdt, for {kept}.",
    "{n} customers whose promise was broken went on to buy for {broken} each in {days} days; "
    "{m} whose promise was kept, for {kept}.",
)
FOLLOWED = Phrase(
    "Efter {n} brudte løfter kom der inden {days} dage {source} om {broken} af 100, efter {m} holdte om {kept} af 100.",
    "After {n} broken promises there were {source} about {broken} in 100 within {days} days, "
    "after {m} kept ones about {kept} in 100.",
)
SENTENCES = {"stars": STARS, "wrote": WROTE, "returned": RETURNED, "revenue": REVENUE}

LESS = Phrase(
    "Det er {value} færre af 100, mellem {low} og {high}.", "That is {value} fewer in 100, between {low} and {high}."
)
MORE = Phrase(
    "Det er {value} flere af 100, mellem {low} og {high}.", "That is {value} more in 100, between {low} and {high}."
)
LESS_MONEY = Phrase("Det er {value} mindre, mellem {low} og {high}.", "That is {value} less, between {low} and {high}.")
MORE_MONEY = Phrase("Det er {value} mere, mellem {low} og {high}.", "That is {value} more, between {low} and {high}.")
UNSURE = Phrase(
    "Det kan være tilfældigt: alt fra {low} til {high} passer med tallene.",
    "That may be chance: anything from {low} to {high} fits the figures.",
)
ALIKE = Phrase("Sammenlignet inden for {keys}.", "Compared within {keys}.")
UNALIKE = Phrase("Sammenlignet uden hensyn til, hvornår og hvor.", "Compared whatever the time and place.")
LEFT_OUT = Phrase(
    "{n} brudte havde ingen holdt at blive sammenlignet med.",
    "{n} broken had no kept one to be compared with.",
)
OTHERS = Phrase(
    "Andre forskelle, som data ikke viser, kan også spille ind.",
    "Other differences, which no data show, may matter too.",
)
KEYS = {
    "unit": Phrase("samme enhed", "the same unit"),
    "weeks": Phrase("samme fire uger", "the same four weeks"),
    "amount": Phrase("samme beløbsgruppe", "alike amounts"),
}
NAMES = {
    "stars": Phrase("Stjerner", "Stars"),
    "wrote": Phrase("Hvem skriver", "Who writes"),
    "returned": Phrase("Kommer igen", "Coming again"),
    "revenue": Phrase("Køb siden", "Buying later"),
}
TOO_FEW = Phrase(
    "{name}: for få at sammenligne ({n} brudte, {m} holdte). Der skal mindst 30 af hver til, på mindst 4 dage.",
    "{name}: too few to compare ({n} broken, {m} kept). It takes at least 30 of each, on at least 4 days.",
)
NOTHING = Phrase(
    "{name}: det samme fulgte i alle {n} tilfælde, så der er ingen forskel at se.",
    "{name}: the same followed in all {n} cases, so there is no difference to see.",
)
NOT_TOLD = Phrase("{name}: kan ikke afgøres, {why}.", "{name}: cannot be told, {why}.")
NOTHING_KNOWN = Phrase(
    "Data siger ikke, hvad der fulgte. Skriv `about:` på kilden med kommentarer eller klager, eller vælg kolonnen "
    "`customer`, og læs igen.",
    "The data do not say what followed. Write `about:` on the source of reviews or complaints, or map the column "
    "`customer`, and read again.",
)
_POINT = {"da": ",", "en": "."}


def cost_paragraphs(gaps: Sequence[Gap], language: str) -> tuple[str, ...]:
    """A paragraph for each outcome of a promise; the last one says what no comparison can rule out.

    An outcome of which there is no case at all is left out.
    """
    seen = [gap for gap in gaps if gap.broken.n or gap.kept.n]
    said = [" ".join(_sentences(gap, language)) for gap in seen]
    told = any(gap.difference.value is not None for gap in seen)
    return (*said, OTHERS.say(language)) if told else tuple(said)


def nothing_known(language: str) -> str:
    """What it would take, where no outcome is known of any promise."""
    return NOTHING_KNOWN.say(language)


def _sentences(gap: Gap, language: str) -> Iterator[str]:
    """What followed, the difference, and what was made alike; or why nothing can be said."""
    counts = {"n": gap.broken.n, "m": gap.kept.n}
    name = NAMES[gap.outcome].say(language) if gap.outcome in NAMES else gap.outcome
    if gap.difference.why_empty is Why.NO_DIFFERENCE:
        yield NOTHING.say(language, name=name, n=gap.broken.n + gap.kept.n)
        return
    why = gap.difference.why_empty
    if why in (Why.FEW_EVENTS, Why.FEW_DAYS):
        yield TOO_FEW.say(language, name=name, **counts)
        return
    if why is not None:
        yield NOT_TOLD.say(language, name=name, why=why_words(why, language))
        return
    means = {side: _written(gap, number, language) for side, number in _means(gap)}
    pattern = SENTENCES.get(gap.outcome, FOLLOWED)
    yield pattern.say(language, **counts, **means, days=gap.days, source=gap.outcome)
    yield _difference(gap, language)
    keys = [KEYS[key].say(language) for key in gap.matched_on]
    yield ALIKE.say(language, keys=listed(keys, language)) if keys else UNALIKE.say(language)
    if gap.unmatched:
        yield LEFT_OUT.say(language, n=gap.unmatched)


def _means(gap: Gap) -> Iterator[tuple[str, float]]:
    yield "broken", gap.broken.value or 0.0
    yield "kept", gap.kept.value or 0.0


def _difference(gap: Gap, language: str) -> str:
    of = gap.difference
    value, low, high = of.value or 0.0, of.low or 0.0, of.high or 0.0
    said = {"low": _written(gap, low, language), "high": _written(gap, high, language)}
    if low <= 0 <= high:
        return UNSURE.say(language, **said)
    is_amount = gap.outcome in ("stars", "revenue")
    less, more = (LESS_MONEY, MORE_MONEY) if is_amount else (LESS, MORE)
    nearest, farthest = sorted((abs(low), abs(high)))
    ends = {"low": _written(gap, nearest, language), "high": _written(gap, farthest, language)}
    return (less if value < 0 else more).say(language, value=_written(gap, abs(value), language), **ends)


def _written(gap: Gap, value: float, language: str) -> str:
    """Stars and shares (so many in a hundred) with the decimals they need, money in whole units."""
    if gap.outcome == "revenue":
        return whole(int(_rounded(value, 0)), language)
    scale = 1 if gap.outcome == "stars" else 100
    return f"{_rounded(scale * value, _decimals(gap, scale)):f}".replace(".", _POINT[language])


def _decimals(gap: Gap, scale: int) -> int:
    """As few as show the difference, its ends apart, and the difference that a reader works out from the two means."""
    numbers = (gap.difference.value, gap.difference.low, gap.difference.high, gap.broken.value, gap.kept.value)
    least = 1 if scale == 1 else 0
    for decimals in range(least, least + 2):
        value, low, high, broken, kept = (_rounded(scale * (number or 0.0), decimals) for number in numbers)
        if value and low != high and broken - kept == value:
            return decimals
    return 2


def _rounded(value: float, decimals: int) -> Decimal:
    return Decimal(str(round(value, 8))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN) + 0
