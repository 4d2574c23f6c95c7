"""What one key cannot know by itself: names that stand twice, languages, places on earth, opening hours."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from string import Formatter

from makegood.errors import MakegoodError, Place, guess
from makegood.project import Project, Source
from makegood.promises.document import Keys, find_place
from makegood.written import Promise


def check_project(project: Project, places: Mapping[Keys, Place]) -> Iterator[MakegoodError]:
    """What is wrong in makegood.yaml although each key is well-formed."""
    yield from _check_twice([source.name for source in project.sources], "sources", "name", places)
    yield from _check_twice([stop.touchpoint for stop in project.journey], "journey", "touchpoint", places)
    stops = {stop.touchpoint for stop in project.journey}
    for index, source in enumerate(project.sources):
        if source.touchpoint and stops and source.touchpoint not in stops:
            place = find_place(places, ("sources", index, "touchpoint"))
            what = f"the touchpoint of `{source.name}` is not in the journey"
            yield MakegoodError(what, place, source.touchpoint, guess(source.touchpoint, stops))
        for name in source.about:
            if name not in (names := [other.name for other in project.sources if other.kind == "events"]):
                place = find_place(places, ("sources", index, "about"))
                what = f"`{source.name}` is about events that no source gives"
                yield MakegoodError(what, place, name, guess(name, names))
        if source.link is not None:
            yield from _check_link(source, find_place(places, ("sources", index, "link")))
        yield from _check_joins(source, index, places)
        if source.time_zone:
            yield from _check_zone(source.time_zone, find_place(places, ("sources", index, "time_zone")))
    yield from _check_zone(project.time_zone, find_place(places, ("time_zone",)))
    yield from _check_country(project.country, find_place(places, ("country",)))
    if not project.languages:
        place = find_place(places, ("languages",))
        yield MakegoodError("`languages` needs at least one language", place, "none", "write `languages: [da, en]`")
    for day, hours in (project.opening_hours or {}).items():
        yield from _check_hours(day, hours, find_place(places, ("opening_hours", day)))


def check_promise(promise: Promise, project: Project, places: Mapping[Keys, Place]) -> Iterator[MakegoodError]:
    """What is wrong in a promise that is well-formed, seen from its project."""
    if not promise.says:
        fix = "write the words by language: `says: {da: ..., en: ...}`"
        yield MakegoodError("`says` holds no words", find_place(places, ("says",)), "{}", fix)
    for key, texts in (("says", promise.says), ("remedy", promise.remedy or {})):
        for language in texts:
            if language not in project.languages:
                place, fix = find_place(places, (key, language)), guess(language, project.languages)
                yield MakegoodError("this language is not one of `languages` in makegood.yaml", place, language, fix)
    for index, terms in enumerate(promise.keep):
        key, within = ("within", terms.within) if terms.within else ("or_within", terms.or_within)
        if within and within.unit == "opening hours" and not project.opening_hours:
            yield MakegoodError(
                "opening hours are promised, and makegood.yaml does not say when you are open",
                find_place(places, ("keep", index, key)),
                str(within),
                "add `opening_hours: {mon: 09:00-17:00, ...}` to makegood.yaml",
            )


def _check_twice(names: list[str], key: str, inner: str, places: Mapping[Keys, Place]) -> Iterator[MakegoodError]:
    for index, name in enumerate(names):
        first = names.index(name)
        if first != index:
            place = find_place(places, (key, index, inner))
            found = f"the first is in line {find_place(places, (key, first, inner)).line}"
            yield MakegoodError(f"`{name}` stands twice in `{key}`", place, found, "rename or remove one of them")


def _check_link(source: Source, place: Place) -> Iterator[MakegoodError]:
    """A link that can be made of what is stored, and that only ever opens a page."""
    link = source.link or ""
    try:
        parts = list(Formatter().parse(link))
    except ValueError:
        yield MakegoodError("a brace in `link` is not closed", place, link, "write names in braces: `{event_id}`")
        return
    if not link.startswith(("https://", "http://")):
        yield MakegoodError("`link` is not the address of a page", place, link, "begin it with https://")
    known = ("event_id", "unit", *source.keep_columns)
    for _, name, form, change in parts:
        if name is not None and name not in known:
            fix = f"{guess(name, known)}; a column is kept with `keep_columns:`"
            yield MakegoodError(f"`link` of {source.name} has a name that is not stored", place, name or "{}", fix)
        elif form or change:
            yield MakegoodError("only names stand in the braces of `link`", place, link, f"write `{{{name}}}`")


def _check_joins(source: Source, index: int, places: Mapping[Keys, Place]) -> Iterator[MakegoodError]:
    """What a join needs of itself and of those before it."""
    for at, join in enumerate(source.join):
        listed: Keys = ("sources", index, "join", at)
        keys = listed if listed in places else listed[:-1]
        place = find_place(places, (*keys, "when_many"))
        if join.when_many in ("earliest", "latest") and join.by not in join.take:
            what = f"`when_many: {join.when_many}` of `{source.name}` needs a time that decides, and `take:` has none"
            found, fix = (
                f"by: {join.by}",
                f"take the column that holds it: `take: {{{join.by}: ...}}`, or name it as `by:`",
            )
            yield MakegoodError(what, place, found, fix)
        if join.when_many == "split" and any(one.when_many == "all" for one in source.join[:at]):
            what = f"a join of `{source.name}` splits what an earlier one takes as one event"
            fix = "take `all` in both, or `split` in the first"
            yield MakegoodError(what, place, "split after all", fix)


def _check_zone(name: str, place: Place) -> Iterator[MakegoodError]:
    from makegood.zones import find_zone

    yield from _placed(lambda: find_zone(name), place)


def _check_country(name: str, place: Place) -> Iterator[MakegoodError]:
    from holidays.registry import COUNTRIES

    codes = {names[1]: word.replace("_", " ") for word, names in COUNTRIES.items()}
    if name not in codes:
        words = {word: code for code, word in codes.items()} | {code.lower(): code for code in codes}
        words |= {"danmark": "DK", "uk": "GB"}
        near = get_close_matches(name.lower(), words, n=1, cutoff=0.8)
        fix = f"did you mean `{words[near[0]]}`?" if near else "write two letters, as in DK, NO, SE, DE, GB"
        yield MakegoodError("no holidays are known for this country", place, name, fix)


def _check_hours(day: str, text: str, place: Place) -> Iterator[MakegoodError]:
    from makegood.calendar import read_spans

    yield from _placed(lambda: read_spans(day, text), place)


def _placed(read: Callable[[], object], place: Place) -> Iterator[MakegoodError]:
    """What `read` refuses, with the place at which it stands."""
    try:
        read()
    except MakegoodError as error:
        yield MakegoodError(error.what, place, error.found, error.fix)
