"""P002: a promise that no log can show to be kept or broken.

It is then judged by what customers and employees say about it, once makegood reads their voices; until then it
cannot be told. That can be right: warmth has no log. Most promises have one, though, and it is seldom looked for.

Anti-pattern
    A promise with a plain outcome, and nothing that says which events show it:

        - promise: answer-in-3-minutes
          says: {en: "We answer within 3 minutes"}
          kept_by: service

Best practice
    Say which events count, what makes one kept, and how many of them must be. A time, the event's own deadline or a
    number in a column will do:

        - promise: answer-in-3-minutes
          says: {en: "We answer within 3 minutes"}
          kept_by: service
          keep: {event: calls, amount: {column: waited_seconds, at_most: 180, missing: broken}, of: 90 %}
"""

from collections.abc import Iterator

from makegood.errors import Place
from makegood.promises.load import Register, Written

code, name = "P002", "no-measurable-form"


def check(written: Written, register: Register) -> Iterator[tuple[Place, str, str]]:
    """At most one finding: where, what, and how to mend it."""
    if not written.promise.keep:
        yield (
            written.at("promise"),
            f"`{written.promise.id}` has no measurable form, so only what customers and employees say can judge it",
            "if a log shows it, add `keep: {event: ..., within: 2 business days, of: 95 %}`; "
            f"see `makegood explain {code}`",
        )
