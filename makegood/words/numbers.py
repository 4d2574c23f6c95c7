"""Counts and shares as people say them: `88 of 100`, `12 %, between 10 and 14`; none looks surer than it is.

Shares come in as 0..1. They are shown in whole percent, and with a decimal or two only where whole percents would
mislead: when both ends would look the same, or would stand on the wrong side of the objective.
"""

from decimal import Decimal

from makegood.words.phrases import Phrase, whole

_POINT = {"da": ",", "en": "."}

OF = Phrase("{part} af {n}", "{part} of {n}")
OVER = Phrase("over {limit} %", "over {limit} %")
UNDER = Phrase("under {limit} %", "under {limit} %")
PERCENT = Phrase("{number} %", "{number} %")
BETWEEN = Phrase("{share}, mellem {low} og {high}", "{share}, between {low} and {high}")
AT_MOST = Phrase("{share}, højst {high}", "{share}, at most {high}")
AT_LEAST = Phrase("{share}, mindst {low}", "{share}, at least {low}")
FROM_TO = Phrase("fra {low} til {high}", "from {low} to {high}")


def part_of(part: int, n: int, language: str) -> str:
    """A count of a count.

    Examples
    --------
    >>> part_of(412, 3390, "da")
    '412 af 3.390'
    """
    return OF.say(language, part=part, n=whole(n, language))


def share(value: float, language: str, decimals: int = 0) -> str:
    """A share as a percentage; one that only looks like none or all says so.

    Examples
    --------
    >>> share(0.1215, "en"), share(0.9991, "en"), share(0.0008, "en"), share(1.0, "en")
    ('12 %', 'over 99 %', 'under 1 %', '100 %')
    """
    shown = _percent(value, decimals)
    step = Decimal(1).scaleb(-decimals)
    if shown == 0 and value > 0:
        return UNDER.say(language, limit=_written(step, language))
    if shown == 100 and value < 1:
        return OVER.say(language, limit=_written(100 - step, language))
    return PERCENT.say(language, number=_written(shown, language))


def objective_share(objective: float, language: str) -> str:
    """An objective with the decimals it was written with.

    Examples
    --------
    >>> objective_share(0.975, "da")
    '97,5 %'
    """
    exact = Decimal(str(round(objective * 100, 4))).normalize()
    return PERCENT.say(language, number=f"{exact:f}".replace(".", _POINT[language]))


def share_between(value: float, low: float, high: float, language: str, decimals: int = 0) -> str:
    """A share and what it may lie between; an end that would read 0 or 100 is left to `at most` and `at least`.

    Parameters
    ----------
    value, low, high : float, 0..1
        The share and its two ends.
    language : str
        `da` or `en`.
    decimals : int
        As `needed_decimals` says.

    Examples
    --------
    >>> share_between(0.1215, 0.101, 0.142, "da")
    '12 %, mellem 10 og 14'
    >>> share_between(0.0, 0.0, 0.1611, "en")
    '0 %, at most 16'
    """
    shown = share(value, language, decimals)
    lowest, highest = _percent(low, decimals), _percent(high, decimals)
    ends = {"low": _written(lowest, language), "high": _written(highest, language)}
    if highest == 100 and lowest > 0:
        return AT_LEAST.say(language, share=shown, low=ends["low"])
    if lowest == 0 and highest < 100:
        return AT_MOST.say(language, share=shown, high=ends["high"])
    return BETWEEN.say(language, share=shown, **ends)


def share_range(low: float, high: float, language: str, decimals: int = 0) -> str:
    """What a share may be, end to end.

    Examples
    --------
    >>> share_range(0.667, 0.953, "da")
    'fra 67 til 95 %'
    """
    first = share(low, language, decimals).removesuffix(" %")
    return FROM_TO.say(language, low=first, high=share(high, language, decimals))


def needed_decimals(low: float, high: float, objective: float | None = None) -> int:
    """How many decimals, at most 2, tell the ends of a kept share apart and show their side of the objective.

    Examples
    --------
    >>> needed_decimals(0.86, 0.90, 0.95), needed_decimals(0.93, 0.9497, 0.95), needed_decimals(0.952, 0.953)
    (0, 2, 1)
    """
    for decimals in (0, 1):
        ends = _percent(low, decimals), _percent(high, decimals)
        apart = ends[0] < ends[1] or low == high
        sided = objective is None or all(
            (end < Decimal(str(round(objective * 100, 4)))) == (true < objective)
            for end, true in zip(ends, (low, high), strict=True)
        )
        if apart and sided:
            return decimals
    return 2


def _percent(value: float, decimals: int) -> Decimal:
    """Halves go to the even number, so that a share and the rest of it always make 100."""
    return Decimal(str(round(value * 100, 8))).quantize(Decimal(1).scaleb(-decimals))


def _written(number: Decimal, language: str) -> str:
    return f"{number:f}".replace(".", _POINT[language])
