"""P001: a promise that no function has taken on.

When nobody is named, nobody hears that it slips, and whoever meets the customer gets the blame.

Anti-pattern
    The promise is said, and the people who would have to keep it are not named:

        - promise: call-back-in-24-hours
          says: {en: "We call you back within 24 hours"}

Best practice
    Name the function that keeps it, after asking them. It may be another than the one that says it:

        - promise: call-back-in-24-hours
          says: {en: "We call you back within 24 hours"}
          said: [{where: shop, since: 2024-01-01, by: sales}]
          kept_by: service
"""

from collections.abc import Iterator

from makegood.errors import Place
from makegood.promises.load import Register, Written

code, name = "P001", "nobody-keeps-it"


def check(written: Written, register: Register) -> Iterator[tuple[Place, str, str]]:
    """At most one finding: where, what, and how to mend it."""
    if not (written.promise.kept_by or "").strip():
        functions = ", ".join(sorted({stop.function for stop in register.project.journey}))
        fix = (
            f"add `kept_by:` with one of {functions}" if functions else "add `kept_by:` with the function that keeps it"
        )
        yield written.at("promise"), f"nobody is named who keeps `{written.promise.id}`", fix
