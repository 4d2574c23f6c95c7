"""Write a proposal into a folder; what is there already is never touched."""

from datetime import date
from pathlib import Path

from makegood.errors import MakegoodError, Place
from makegood.propose.first_promise import write_promises
from makegood.propose.proposal import Proposal
from makegood.propose.settings import write_settings

SETTINGS, PROMISES = "makegood.yaml", "promises/first.yaml"


def refuse_written(folder: Path) -> None:
    """Say so when there is a makegood.yaml already.

    Raises
    ------
    MakegoodError : when there is.
    """
    if (folder / SETTINGS).exists():
        fix = "change it by hand, move it away first, or give another folder with `--folder`"
        raise MakegoodError(
            f"there is a {SETTINGS} already, and it is left alone", Place(str(folder / SETTINGS)), fix=fix
        )


def write(proposal: Proposal, folder: Path, language: str, today: date) -> tuple[Path, ...]:
    """Write makegood.yaml, and promises/first.yaml unless there are promises already.

    Returns
    -------
    tuple of Path
        The files that were written.

    Raises
    ------
    MakegoodError : when there is a makegood.yaml already.
    """
    refuse_written(folder)
    texts = {folder / SETTINGS: write_settings(proposal, language)}
    if not any((folder / PROMISES).parent.glob("*.yaml")):
        texts[folder / PROMISES] = write_promises(proposal, language, today)
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tuple(texts)
