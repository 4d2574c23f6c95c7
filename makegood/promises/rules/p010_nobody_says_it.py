"""P010: a promise that nobody says any more, and that has not ended.

It is measured, it may turn red, and no customer has heard it. Either it is still said somewhere, and then whoever says
it should know how it goes; or it is over, and then it should rest.

Anti-pattern
    The last page that said it was taken down, and it goes on:

        - promise: call-back-in-24-hours
          says: {en: "We call you back within 24 hours"}
          said: [{where: shop, since: 2022-01-01, until: 2024-03-31, by: sales}]
          keep: {event: callbacks, within: 24 hours, of: 90 %}

Best practice
    End it on its last day; what was promised until then is still held against what happened:

        - promise: call-back-in-24-hours
          says: {en: "We call you back within 24 hours"}
          said: [{where: shop, since: 2022-01-01, until: 2024-03-31, by: sales}]
          until: 2024-03-31
          keep: {event: callbacks, within: 24 hours, of: 90 %}
"""

from collections.abc import Iterator
from datetime import date

from makegood.errors import Place
from makegood.promises.load import Register, Written

code, name = "P010", "nobody-says-it"


def check(written: Written, register: Register) -> Iterator[tuple[Place, str, str]]:
    """At most one finding: where, what, and how to mend it."""
    promise = written.promise
    if promise.until or any(said.until is None for said in promise.said):
        return
    if not promise.said:
        what = f"nowhere is it written who says `{promise.id}` to customers"
        yield written.at("promise"), what, "add `said: [{where: ..., since: ..., by: ...}]`, or remove the promise"
        return
    last = max(said.until or date.min for said in promise.said)
    what = f"nobody says `{promise.id}` after {last}, and it has not ended"
    yield written.at("said"), what, f"add `until: {last}` to the promise, or the place where it is still said"
