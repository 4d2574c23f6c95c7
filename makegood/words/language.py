"""Which language to speak: asked for, set in the environment, or the project's own."""

import re
from collections.abc import Iterable, Mapping

from makegood.errors import MakegoodError, guess

LANGUAGES = ("da", "en")
_LOCALE = re.compile(r"(da|en)(?:[_.@-]|$)", re.IGNORECASE)


def known(language: str, where: str = "") -> str:
    """The language itself, when makegood speaks it.

    Raises
    ------
    MakegoodError : when it does not.
    """
    if language not in LANGUAGES:
        what = "makegood does not speak that language" + (f", set in {where}" if where else "")
        raise MakegoodError(what, found=language, fix=guess(language, LANGUAGES))
    return language


def choose(option: str | None, environ: Mapping[str, str], project_languages: Iterable[str]) -> str:
    """The first that is set: the option, MAKEGOOD_LANGUAGE, the machine's, the project's first that we speak, English.

    Parameters
    ----------
    option : str or None
        What the user asked for: `da` or `en`.
    environ : mapping
        The environment; LC_ALL, LC_MESSAGES and LANG count when they are Danish or English.
    project_languages : iterable of str
        The languages of the project, the most important first.

    Raises
    ------
    MakegoodError : when the option or MAKEGOOD_LANGUAGE names a language that makegood does not speak.

    Examples
    --------
    >>> choose(None, {"LANG": "C.UTF-8"}, ["sv", "da", "en"])
    'da'
    """
    if option:
        return known(option)
    if own := environ.get("MAKEGOOD_LANGUAGE"):
        return known(own, "MAKEGOOD_LANGUAGE")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if match := _LOCALE.match(environ.get(name, "")):
            return match[1].lower()
    return next((language for language in project_languages if language in LANGUAGES), "en")
