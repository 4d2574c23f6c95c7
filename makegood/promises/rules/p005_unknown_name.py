"""P005: a touchpoint, a function, a source or a time that nothing else knows.

A promise about a place that is not in the journey is shown nowhere, and one about a source that is not read is never
measured.

Anti-pattern
    The journey in makegood.yaml has `shop` and `delivery`, and the source is called `orders`:

        - promise: delivery-in-2-days
          says: {en: "Delivery within 2 business days"}
          said: [{where: webshop, since: 2024-01-01, by: sales}]
          touchpoint: delivery
          kept_by: the warehouse
          keep: {event: order, within: 2 business days, of: 95 %}

Best practice
    Use the names of makegood.yaml, or add the new ones there first:

        - promise: delivery-in-2-days
          says: {en: "Delivery within 2 business days"}
          said: [{where: shop, since: 2024-01-01, by: sales}]
          touchpoint: delivery
          kept_by: operations
          keep: {event: orders, within: 2 business days, of: 95 %}
"""

from collections.abc import Collection, Iterator

from makegood.errors import Place, guess
from makegood.project import Source
from makegood.promises.load import Register, Written
from makegood.written import Keep

code, name = "P005", "unknown-name"


def check(written: Written, register: Register) -> Iterator[tuple[Place, str, str]]:
    """One finding for each unknown name: where, what, and how to mend it."""
    project = register.project
    touchpoints = {stop.touchpoint for stop in project.journey}
    functions = {stop.function for stop in project.journey}
    for keys, kind, found in _names(written):
        known = touchpoints if kind == "touchpoint" else functions
        if found not in known:
            yield written.at(*keys), f"the {kind} `{found}` is not in the journey", _hint(found, known, "journey")
    sources = {source.name: source for source in project.sources}
    for index, terms in enumerate(written.promise.keep):
        key, kind = ("counts", "counts") if terms.counts else ("event", "events")
        place, fitting = written.at("keep", index, key), [s.name for s in project.sources if s.kind == kind]
        if terms.source not in sources:
            yield place, f"no source is called `{terms.source}`", _hint(terms.source, fitting, "sources")
        elif sources[terms.source].kind != kind:
            yield place, *_wrong_kind(terms, sources[terms.source], kind)
        elif terms.event:
            yield from _check_times(written, index, terms, sources[terms.source])


def _wrong_kind(terms: Keep, source: Source, kind: str) -> tuple[str, str]:
    if source.kind == "counts":
        fix = f"write `counts: {source.name}` instead of `event:`, without within, by and amount"
        return f"the source `{source.name}` gives counts, and `event:` counts events", fix
    if terms.event:
        return (
            f"the source `{source.name}` gives {source.kind}, and a promise counts events",
            f"name a source with `kind: {kind}`",
        )
    fix = "name a source with `kind: counts`"
    if source.kind == "events":
        fix = f"write `event: {source.name}` instead of `counts:`, with one of within, by and amount"
    return f"the source `{source.name}` gives {source.kind}, and `counts:` takes what others have counted", fix


def _names(written: Written) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    promise = written.promise
    for index, said in enumerate(promise.said):
        yield ("said", index, "where"), "touchpoint", said.where
        yield ("said", index, "by"), "function", said.by
    if promise.touchpoint:
        yield ("touchpoint",), "touchpoint", promise.touchpoint
    for key, function in (("kept_by", promise.kept_by), ("explained_by", promise.explained_by)):
        if function:
            yield (key,), "function", function


def _hint(found: str, known: Collection[str], key: str) -> str:
    add = f"add it to `{key}:` in makegood.yaml"
    return f"{guess(found, known)}; or {add}" if known else add


def _check_times(written: Written, index: int, terms: Keep, source: Source) -> Iterator[tuple[Place, str, str]]:
    """The times that the terms need, and that the source does not give; those left out stand for their defaults."""
    needed = {"from": terms.from_} if terms.amount else {"by": terms.by, "to": terms.to}
    if terms.within or terms.or_within:
        needed = {"by": terms.by, "from": terms.from_, "to": terms.to}
    remembered = {"first_due_at"} if "due_at" in source.given else set()
    given = source.given | remembered
    for key, stamp in needed.items():
        if stamp and stamp not in given:
            yield (
                written.at("keep", index, key),
                f"the source `{source.name}` gives no `{stamp}`, which this promise needs",
                f"add `{stamp}: ` and the column's name to the `columns:` of `{source.name}` in makegood.yaml",
            )
