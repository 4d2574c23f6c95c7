"""The forms in which other programs take the answers: one file each, all from the same states.

Members: `WRITERS`, by the name that `--format` takes.
"""

from collections.abc import Callable
from typing import Any

from makegood.report import junit, markdown, openmetrics, openslo, sarif
from makegood.report.told import Told

WRITERS: dict[str, Callable[[Told], Any]] = {
    "markdown": markdown.write,
    "junit": junit.write,
    "sarif": sarif.write,
    "openmetrics": openmetrics.write,
    "openslo": openslo.write,
}


def write(form: str, told: Told) -> str:
    """The answers as the whole text of a file in that form.

    Parameters
    ----------
    form : str
        One of `WRITERS`.
    told : Told
    """
    text: str = WRITERS[form](told)
    return text
