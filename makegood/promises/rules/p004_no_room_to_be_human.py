"""P004: an objective of 100 %, which leaves no room to be human.

One flat tyre breaks it for good. After that it is red whether things go well or badly, so nobody looks any more, and
nobody can tell a mishap, which wants an apology, from a fault in the process, which wants mending. Staff who know that
one miss is a failure hide the miss.

Anti-pattern
    Well meant, and broken by the first snowstorm:

        keep: {event: orders, within: 2 business days, of: 100 %}

Best practice
    Say what you can keep in an ordinary year, and what the customer gets in the other cases:

        keep: {event: orders, within: 2 business days, of: 98 %}
        remedy: {en: "Postage refunded, and a call from us"}

    Every single customer who was let down still gets that call: the objective judges the system, not the customer.
"""

from collections.abc import Iterator

from makegood.errors import Place
from makegood.promises.load import Register, Written

code, name = "P004", "no-room-to-be-human"


def check(written: Written, register: Register) -> Iterator[tuple[Place, str, str]]:
    """One finding for each of the terms that asks for everything: where, what, and how to mend it."""
    for index, terms in enumerate(written.promise.keep):
        if terms.of >= 1:
            yield (
                written.at("keep", index, "of"),
                "100 % leaves no room to be human: one mishap breaks the promise for good, "
                "and nobody can tell chance from the system",
                "write what you can keep in an ordinary year, such as `of: 98 %`, "
                "and a `remedy:` for the customers whom it fails",
            )
