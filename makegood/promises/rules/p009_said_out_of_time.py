"""P009: said after it ended, or before it began.

Customers hear a promise from the day on which it is said until the day on which the last page of it is gone. What they
hear outside the time in which it is meant is not held against anything, and they are let down all the same.

Anti-pattern
    The newsletter says it until the end of the year, and it ended in June:

        - promise: free-returns
          says: {en: "Send it back within 14 days"}
          said: [{where: newsletter, since: 2024-01-01, until: 2024-12-31, by: marketing}]
          until: 2024-06-30
          keep: {event: returns, within: 14 days, of: 95 %}

Best practice
    End it in every place first, and then the promise:

        - promise: free-returns
          says: {en: "Send it back within 14 days"}
          said: [{where: newsletter, since: 2024-01-01, until: 2024-06-30, by: marketing}]
          until: 2024-06-30
          keep: {event: returns, within: 14 days, of: 95 %}
"""

from collections.abc import Iterator

from makegood.errors import Place
from makegood.promises.load import Register, Written

code, name = "P009", "said-out-of-time"


def check(written: Written, register: Register) -> Iterator[tuple[Place, str, str]]:
    """At most one finding for each place where it is said: where, what, and how to mend it."""
    promise = written.promise
    begins = promise.keep[0].since if promise.keep else None
    for index, said in enumerate(promise.said):
        at = written.at("said", index, "since")
        if said.until and said.until < said.since:
            what = f"`{said.where}` says it until {said.until}, before it began to say it on {said.since}"
            yield written.at("said", index, "until"), what, "swap the two days, or mend the one that is wrong"
        elif promise.until and said.since > promise.until:
            what = f"`{said.where}` says it from {said.since}, after it ended on {promise.until}"
            yield at, what, "take it away there, or move the promise's `until:`"
        elif promise.until and (said.until is None or said.until > promise.until):
            still = f"until {said.until}" if said.until else "still"
            what = f"`{said.where}` {'says' if said.until else 'still says'} it{f' {still}' if said.until else ''}, "
            what += f"and it ended on {promise.until}"
            yield at, what, f"take it away there and write `until: {promise.until}`, or move the promise's `until:`"
        elif begins and said.since < begins:
            what = f"`{said.where}` says it from {said.since}, and its terms begin on {begins}"
            yield at, what, f"say it from {begins}, or write the terms that were in force before"
