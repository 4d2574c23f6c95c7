"""P008: the same thing promised with two numbers.

The ad says tomorrow and the shop says 1-2 days. Whoever hears the shorter number is let down by the longer one, and
staff have to explain a promise that they never made.

Anti-pattern
    Two places, one delivery, two numbers:

        - promise: ad-tomorrow
          says: {en: "Order today, with you tomorrow"}
          said: [{where: ad, since: 2024-01-01, by: marketing}]
          keep: {event: orders, within: 1 business day, of: 90 %}
        - promise: delivery-1-2-days
          says: {en: "Delivery in 1-2 business days"}
          said: [{where: shop, since: 2024-01-01, by: sales}]
          keep: {event: orders, within: 2 business days, of: 95 %}

Best practice
    One promise, said in the same words everywhere:

        - promise: delivery-1-2-days
          says: {en: "Delivery in 1-2 business days"}
          said:
            - {where: ad, since: 2024-01-01, by: marketing}
            - {where: shop, since: 2024-01-01, by: sales}
          keep: {event: orders, within: 2 business days, of: 95 %}

    Where there really are two services (express and ordinary), give each a source of its own with `where:`.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from makegood.errors import Place
from makegood.promises.load import Register, Written
from makegood.written import Keep, Promise

code, name = "P008", "two-numbers"


def check(written: Written, register: Register) -> Iterator[tuple[Place, str, str]]:
    """At most one finding for each earlier promise about the same thing: where, what, and how to mend it."""
    for other in register.written:
        if other is written:
            return
        pair = _find_pair(other.promise, written.promise)
        if pair:
            index, theirs, ours = pair
            where = "keep", index, "within" if written.promise.keep[index].within else "amount"
            yield (
                written.at(*where),
                f"{ours} in {_places(written.promise)}, and {theirs} in {_places(other.promise)}, for the same "
                f"{written.promise.keep[index].source}: see `{other.promise.id}` at {other.at('promise')}",
                "promise one number everywhere; or, for two services, give each a source of its own with `where:`",
            )


def _find_pair(earlier: Promise, later: Promise) -> tuple[int, str, str] | None:
    """The place of the later promise's terms, and both numbers, where both were said of the same thing at one time."""
    for index, mine in enumerate(later.keep):
        for place, theirs in enumerate(earlier.keep):
            numbers = _number(theirs), _number(mine)
            if _thing(mine) != _thing(theirs) or numbers[0] == numbers[1] or "" in numbers:
                continue
            if any(_meet(a, b) for a in _times(earlier, place) for b in _times(later, index)):
                return index, *numbers
    return None


def _thing(terms: Keep) -> tuple[object, ...]:
    """What is counted, whatever the number."""
    amount = terms.amount
    which = (amount.column, amount.at_most is None) if amount else ("", False)
    return terms.source, terms.from_, "" if amount else terms.to, *which


def _number(terms: Keep) -> str:
    if terms.amount:
        limit = terms.amount.at_least if terms.amount.at_most is None else terms.amount.at_most
        return f"{limit:g}"
    return str(terms.within) if terms.within else ""


def _times(promise: Promise, index: int) -> Iterator[tuple[date, date]]:
    """The days on which these terms were said somewhere; a promise that nobody says yet is said at any time."""
    terms = promise.keep
    first = terms[index].since or date.min
    following = terms[index + 1].since if index + 1 < len(terms) else None
    last = min((following or date.max) - timedelta(days=1), promise.until or date.max)
    for begin, end in [(said.since, said.until or date.max) for said in promise.said] or [(date.min, date.max)]:
        if max(first, begin) <= min(last, end):
            yield max(first, begin), min(last, end)


def _meet(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return max(one[0], other[0]) <= min(one[1], other[1])


def _places(promise: Promise) -> str:
    return ", ".join(dict.fromkeys(f"`{said.where}`" for said in promise.said)) or f"`{promise.id}`"
