"""Small made files, and what is proposed for them."""

from datetime import UTC, datetime
from pathlib import Path

from makegood import flow
from makegood.propose.proposal import Proposal, ProposedSource

NOW = datetime(2026, 3, 16, 6, tzinfo=UTC)


def write(folder: Path, **files: str) -> Path:
    """Files in `data/`, each named by its key with `.csv`; a `__` in the key is a dash."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / "data" / f"{name.replace('__', '-')}.csv").write_text(text, encoding="utf-8")
    return folder


def propose(folder: Path, **files: str) -> Proposal:
    """The proposal for made files."""
    return flow.propose([write(folder, **files) / "data"], folder, NOW)


def one(folder: Path, **files: str) -> ProposedSource:
    """The only source of made files."""
    (source,) = propose(folder, **files).sources
    return source


def columns(source: ProposedSource) -> dict[str, str]:
    """Our names and theirs, several with a plus between."""
    return {use.ours: " + ".join(use.theirs) for use in source.uses}


def rows(header: str, line: str, n: int = 40) -> str:
    """A header and lines that differ by their number: `{i}` and days `{d:02}` from 1 to 28."""
    return header + "\n" + "".join(line.format(i=i, d=i % 28 + 1, h=i % 24) + "\n" for i in range(n))
