"""What a form for other programs may tell: the states, and where in the files each thing stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from makegood.errors import Place
from makegood.model import Finding, Headline, PromiseState
from makegood.project import Project


@dataclass(frozen=True)
class Rule:
    """A rule of lint: its code and name, what it is about in one sentence, and its page as Markdown."""

    code: str
    name: str
    about: str
    page: str


@dataclass(frozen=True)
class Told:
    """All that a form may tell.

    Attributes
    ----------
    states : tuple of PromiseState
        In the order of the files.
    language : str
        `da` or `en`.
    fail_on_cannot_tell : bool
        Whether a promise that cannot be told needs a person too.
    places : mapping
        Where each promise stands, by its short name.
    findings : tuple of (Place, Finding)
        What lint says.
    rules : tuple of Rule
        Every rule of lint, also those that found nothing.
    """

    project: Project
    states: tuple[PromiseState, ...]
    language: str
    fail_on_cannot_tell: bool
    places: Mapping[str, Place]
    findings: tuple[tuple[Place, Finding], ...]
    rules: tuple[Rule, ...]

    def needs_person(self, state: PromiseState) -> bool:
        """Whether `check` would exit 1 for this promise alone."""
        return state.needs_person or (self.fail_on_cannot_tell and state.headline is Headline.CANNOT_TELL)
