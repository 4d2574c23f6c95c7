"""What forms for other programs may tell, made by hand."""

from pathlib import Path

from makegood.errors import Place
from makegood.model import Finding, PromiseState
from makegood.project import Project
from makegood.report.told import Rule, Told

RULE = Rule("P003", "no-deadline", "A word that sounds like a deadline.", "# P003 no-deadline\n\nA word.\n")
FINDING = (Place("promises/a.yaml", 4, 9), Finding("P003", "no-deadline", "promises/a.yaml:4:9", "no number", "add it"))


def told(
    *states: PromiseState,
    language: str = "en",
    fail_on_cannot_tell: bool = False,
    findings: tuple[tuple[Place, Finding], ...] = (),
    organisation: str = "Nordlys Cykler",
    folder: Path = Path(),
) -> Told:
    places = {s.promise.id: Place("promises/a.yaml", 3 + 10 * at, 3) for at, s in enumerate(states)}
    project = Project(organisation=organisation, folder=folder)
    return Told(project, states, language, fail_on_cannot_tell, places, findings, (RULE,))
