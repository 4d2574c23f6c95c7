"""P012: one function says it, another keeps it, and nobody is named who explains it.

When it breaks, the customer asks whoever is nearest, most often a third function that neither said it nor could keep
it. They deserve to know what to say, and the two others to hear what was asked.

Anti-pattern
    Sales says it, operations keeps it, and the telephone rings in service:

        - promise: delivery-1-2-days
          says: {en: "Delivery in 1-2 business days"}
          said: [{where: shop, since: 2024-01-01, by: sales}]
          kept_by: operations

Best practice
    Name who explains it, after asking them what they need for it:

        - promise: delivery-1-2-days
          says: {en: "Delivery in 1-2 business days"}
          said: [{where: shop, since: 2024-01-01, by: sales}]
          kept_by: operations
          explained_by: service
"""

from collections.abc import Iterator

from makegood.errors import Place
from makegood.promises.load import Register, Written

code, name = "P012", "nobody-explains-it"


def check(written: Written, register: Register) -> Iterator[tuple[Place, str, str]]:
    """At most one finding: where, what, and how to mend it."""
    promise = written.promise
    others = dict.fromkeys(f"`{said.by}`" for said in promise.said if said.by != promise.kept_by)
    if others and promise.kept_by and not (promise.explained_by or "").strip():
        yield (
            written.at("kept_by"),
            f"said by {' and '.join(others)}, kept by `{promise.kept_by}`, "
            "and nobody is named who explains it when it breaks",
            "add `explained_by:` with the function that the customers ask",
        )
