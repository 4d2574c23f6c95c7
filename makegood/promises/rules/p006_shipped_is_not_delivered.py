"""P006: a promise about delivery is measured by when the parcel was sent.

The customer waits for the parcel at the door; the log says when it left the warehouse. Every delay on the road is then
invisible, and the promise looks kept. Names of columns and statuses are known in Danish, English, Swedish, Norwegian,
German and Portuguese; of other words the rule says nothing. A promise about sending may be measured by sending.

Anti-pattern
    In makegood.yaml the source says `done_at: shipped_at`, or takes the carrier's scans that say "in transit":

        - promise: delivery-in-2-days
          says: {da: "Leveret inden for 2 hverdage", en: "Delivered within 2 business days"}
          keep: {event: orders, within: 2 business days, of: 95 %}

Best practice
    Take the time at which it was delivered, from the carrier's file if your own log does not have it:

        sources:
          - name: orders
            kind: events
            files: data/orders.csv
            columns: {event_id: order_id, started_at: ordered, done_at: done_at}
            join:
              files: data/scans.csv
              on: {tracking: trackingnumber}
              take: {done_at: time}
              where: {status: [Leveret, delivered]}
              when_many: earliest
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from makegood.errors import Place
from makegood.project import Project, Source
from makegood.promises.load import Register, Written

code, name = "P006", "shipped-is-not-delivered"

WORDS = Path(__file__).parents[1] / "words" / "shipped.yaml"


def check(written: Written, register: Register) -> Iterator[tuple[Place, str, str]]:
    """One finding for each column or status that says it was sent: where, what, and how to mend it."""
    project = register.project
    sources = {source.name: source for source in project.sources if source.kind == "events"}
    for index, terms in enumerate(written.promise.keep):
        source = sources.get(terms.source)
        if source is None or terms.amount or terms.to != "done_at" or not _is_about_delivery(written, project, source):
            continue
        place = written.at("keep", index, "to")
        column, statuses = _done(source)
        if column and _meaning(column) == "shipped":
            yield (
                place,
                f"`done_at` of the source `{source.name}` is `{column}`, which says when it was sent, "
                "and the promise is about when it arrives",
                "map the column that says when it was delivered, or join the carrier's file; "
                f"see `makegood explain {code}`",
            )
        for status in (status for status in statuses if _meaning(status) == "shipped"):
            yield (
                place,
                f"the source `{source.name}` takes the status `{status}` as done, which says that it was sent, "
                "and the promise is about when it arrives",
                f"name only statuses that mean delivered under `where:`; see `makegood explain {code}`",
            )


def _done(source: Source) -> tuple[str, list[str]]:
    """Their column for done_at, and the statuses that `where:` takes for done."""
    ours = source.columns.get("done_at", ("",))[0]
    for join in reversed(source.join):
        for taken in ("done_at", ours):
            if taken in join.take:
                return join.take[taken], [str(cell) for cells in join.where.values() for cell in cells]
    return ours, []


def _is_about_delivery(written: Written, project: Project, source: Source) -> bool:
    """By its words; or, when they speak of neither, by the stage of the journey at which it is kept."""
    said = [(_plain(text), language) for language, text in written.promise.says.items()]
    if any(_pattern(kind, language).search(text) for text, language in said for kind in ("delivered", "with you")):
        return True
    if any(_pattern("shipped", language).search(text) for text, language in said):
        return False
    touchpoint = written.promise.touchpoint or source.touchpoint
    return any(stop.touchpoint == touchpoint and stop.stage == "delivery" for stop in project.journey)


def _meaning(text: str) -> str:
    """`shipped`, `delivered`, or nothing."""
    plain = _plain(text)
    for kind in ("handed over", "delivered", "shipped"):
        if _pattern(kind).search(plain):
            return "delivered" if kind == "delivered" else "shipped"
    return ""


def _plain(text: str) -> str:
    """Small letters, each word apart: `ShippedAt` and `shipped_at` are the same."""
    apart = re.sub(r"(?<=[^\W\d_A-ZÆØÅÄÖÜ])(?=[A-ZÆØÅÄÖÜ])", " ", unicodedata.normalize("NFC", text))
    return " ".join(re.findall(r"[^\W\d_]+", apart.casefold()))


@cache
def _pattern(kind: str, language: str = "") -> re.Pattern[str]:
    """The words of a kind, in one language if it is known, else in all."""
    from ruamel.yaml import YAML

    words = YAML(typ="safe").load(WORDS.read_text(encoding="utf-8"))[kind]
    some = words[language] if language in words else [word for each in words.values() for word in each]
    return re.compile(rf"\b(?:{'|'.join(re.escape(word).replace(re.escape('*'), '[^ ]*') for word in some)})(?= |$)")
