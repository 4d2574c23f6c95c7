"""What customers write, as plain calls: taken apart, what they talk about, who says the same, a file of theirs.

`flow` is the way of the promises; this is the way of the words, from the lake or from a file.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from makegood import flow
from makegood.errors import MakegoodError, guess
from makegood.lake.again import once_more
from makegood.said import Alike, Quote, Talk

if TYPE_CHECKING:
    from makegood.lake.store import Lake
    from makegood.promises.load import Register
    from makegood.text.themes_file import Themes
    from makegood.text.understand import Understanding


@once_more
def what_is_said(register: "Register", as_of: datetime | None = None) -> Talk | None:
    """What customers talk about, and how; None where no source of reviews has given anything.

    Parameters
    ----------
    register, as_of
        As for `measure`.
    """
    from makegood.measures.what_is_said import talk
    from makegood.talk import hear

    themes = _themes(register)
    return talk(
        hear(flow.lake_of(register).snapshot(), register.project, themes, as_of), {t.id: t.name for t in themes}
    )


@once_more
def quotes(register: "Register", as_of: datetime | None = None) -> dict[tuple[str, str], tuple[Quote, ...]]:
    """Masked statements by (touchpoint, theme): the most typical and the newest."""
    from makegood.talk import quote

    return quote(flow.lake_of(register).snapshot(), register.project, _themes(register), as_of)


@once_more
def like(
    register: "Register", text: str, since: date | None = None, source: str | None = None, limit: int | None = 10
) -> Alike:
    """The voices that say much the same as a text, which is masked before anything is done with it.

    Parameters
    ----------
    register : Register
    text : str
    since : date or None
        Only voices from this day on.
    source : str or None
        Only this source of reviews.
    limit : int or None
        Quotes, at most; all are counted.

    Raises
    ------
    MakegoodError : when no source of reviews has that name, or the text is empty.
    """
    from makegood.persons import find_key
    from makegood.talk import Asked, find_alike
    from makegood.text.private import mask
    from makegood.text.same import find_same
    from makegood.text.understand import load

    names = [one.name for one in register.project.sources if one.kind == "reviews"]
    if source is not None and source not in names:
        raise MakegoodError(f"no source of reviews is called {source}", found=source, fix=guess(source, names))
    key = find_key(register.project.folder)
    masked, reader = mask(text.strip(), key), load(key, _themes(register))
    if not masked:
        raise MakegoodError(
            "there is no text to look for", fix='write what a customer said: makegood like "it is late"'
        )
    quick, deep = reader.quick.embedder, reader.deep.embedder if reader.deep else None
    tones = {statement.tone for statements in reader.read([masked]) for statement in statements}
    tone = next(iter(tones)).value if len(tones) == 1 else ""
    judge = partial(find_same, masked, quick=quick, deep=deep)
    asked = Asked(masked, tone, judge, (deep or quick).name, since, source, limit)
    return find_alike(flow.lake_of(register).snapshot(), register.project, asked)


def _themes(register: "Register") -> "Themes":
    from makegood.text.themes_file import read_themes

    named = register.project.themes
    return read_themes(register.project.folder / named, named) if named else read_themes()


def take_apart(register: "Register", lake: "Lake", watch: Callable[[int, int], None] | None) -> None:
    """Take the voices apart that are new or changed; nothing is loaded where no source has words."""
    if not any(source.kind == "reviews" and {"text", "title"} & source.given for source in register.project.sources):
        return
    from makegood.lake import statements
    from makegood.persons import find_key
    from makegood.text.understand import load

    statements.understand(lake, load(find_key(register.project.folder), _themes(register)), watch)


def understanding(folder: Path, all_deep: bool = False) -> "Understanding":
    """What reads texts, with the key and the themes of a folder; a folder without makegood.yaml has our themes.

    Parameters
    ----------
    folder : Path
    all_deep : bool
        Every statement by the deep tier.

    Raises
    ------
    MakegoodError : when the settings or the file of themes are wrong, or the deep tier is asked for and not there.
    """
    from makegood.persons import find_key
    from makegood.text.themes_file import read_themes
    from makegood.text.understand import load

    named = flow.open_project(folder).project.themes if (folder / "makegood.yaml").exists() else None
    themes = read_themes(folder / named, named) if named else read_themes()
    return load(find_key(folder), themes, all_deep)


def fit_understanding(understanding: "Understanding", path: Path, column: str | None, rating: str) -> "Understanding":
    """The same with its tone learned from the rated voices of a file, when there are enough of them."""
    from makegood.text.voices_file import read_rated

    return understanding.fit(read_rated(path, column, rating))


def understand(understanding: "Understanding", path: Path, column: str | None = None) -> Iterator[list[dict[str, Any]]]:
    """The statements of each voice of a file, as the documented JSON of `makegood understand`."""
    from makegood.text.understand import record
    from makegood.text.voices_file import read_voices

    for voice, statements in enumerate(understanding.read(read_voices(path, column)), start=1):
        yield [record(voice, one) for one in statements]


def propose_themes(understanding: "Understanding", texts: Iterable[str], language: str) -> str:
    """Statements that fit no theme, grouped: new themes as YAML to paste; empty when nothing is said often enough."""
    from makegood.text.propose import propose_themes as group
    from makegood.text.propose import write_themes

    return write_themes(group(texts, understanding.quick.embedder), language)
