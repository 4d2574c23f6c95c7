"""The texts that weights may be learned from: our own statements, and the shared sets marked for training."""

import csv
import gzip
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

STATEMENTS = Path(__file__).with_name("statements")


@dataclass(frozen=True)
class Written:
    """One of our own statements: what it is about (the main theme first; empty when none), and how it is said."""

    language: str
    tone: str
    themes: tuple[str, ...]
    text: str


def read_statements(folder: Path = STATEMENTS) -> list[Written]:
    """Our own statements, by file and line."""
    found = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                themes = tuple(theme for theme in row["themes"].replace("|", " ").split() if theme != "none")
                found.append(Written(row["language"], row["tone"], themes, row["text"]))
    return found


def read_lcc(shared: Path) -> list[tuple[str, float]]:
    """Danish sentences with a person's valence, -5 to 5 (LCC, CC BY)."""
    with (shared / "danish_polarity" / "lcc_half.csv").open(encoding="utf-8", newline="") as stream:
        return [(row["text"], float(row["valence"])) for row in csv.DictReader(stream)]


def read_mams(shared: Path) -> list[tuple[str, tuple[str, ...]]]:
    """English sentences about restaurants with the polarity of each of their aspects (MAMS, Apache-2.0)."""
    found = []
    for name in ("train", "val"):
        for sentence in ET.parse(shared / "mams" / "MAMS-ACSA" / "raw" / f"{name}.xml").getroot():
            polarities = tuple(aspect.get("polarity", "") for aspect in sentence.iter("aspectCategory"))
            found.append((sentence.findtext("text", ""), polarities))
    return found


def read_multidogo(shared: Path) -> Iterator[str]:
    """What customers of six trades wrote in a chat (MultiDoGO, CDLA-Permissive)."""
    for path in sorted((shared / "multidogo" / "turn_level").glob("*/*.tsv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield (row["utterance"] or "").rsplit(">", 1)[-1]


def read_star(shared: Path) -> Iterator[str]:
    """What customers and agents wrote in service dialogues (STAR, MIT)."""
    with gzip.open(shared / "star" / "dialogues.jsonl.gz", "rt", encoding="utf-8") as stream:
        for line in stream:
            for turn in json.loads(line)["turns"]:
                if turn.get("text"):
                    yield turn["text"]
