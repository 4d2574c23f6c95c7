"""One error: what is wrong, where, what was found, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Place:
    """A place in a file that a person can open; lines and columns count from 1, and 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


class MakegoodError(Exception):
    """Something that a person has to mend before makegood can go on.

    Parameters
    ----------
    what : str
        One sentence without a full stop.
    where : Place, optional
        The file, line and column it is about.
    found : str, optional
        What stands there. Never a customer's words.
    fix : str, optional
        What to do next.

    Examples
    --------
    >>> print(MakegoodError("no such touchpoint", Place("promises/a.yaml", 4, 3), "shoop", "did you mean `shop`?"))
    promises/a.yaml:4:3 no such touchpoint
      found: shoop
      fix:   did you mean `shop`?
    """

    def __init__(self, what: str, where: Place | None = None, found: str = "", fix: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.found, self.fix = what, where, found, fix

    def __str__(self) -> str:
        first = f"{self.where} {self.what}" if self.where else self.what
        rest = [f"  {name} {text}" for name, text in (("found:", self.found), ("fix:  ", self.fix)) if text]
        return "\n".join([first, *rest])


class VanishedError(MakegoodError):
    """What was being read was erased meanwhile; asked again, the answer is made of what is there now."""

    def __init__(self) -> None:
        super().__init__("what was being read was erased meanwhile", fix="run the same command again")


def guess(found: str, allowed: Iterable[str]) -> str:
    """A hint for a typo, and the list of what is allowed.

    Examples
    --------
    >>> guess("shoop", ["shop", "ad"])
    'did you mean `shop`? Allowed: ad, shop'
    >>> guess("x", [])
    'nothing is defined yet'
    """
    names = sorted(allowed)
    if not names:
        return "nothing is defined yet"
    near = get_close_matches(found, names, n=1, cutoff=0.6)
    return (f"did you mean `{near[0]}`? " if near else "") + "Allowed: " + ", ".join(names)
