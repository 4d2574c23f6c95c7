"""Voices written by hand, and a reader that goes by words: for tests of what is made of statements."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from makegood.lake.store import Lake
from makegood.lake.tables import REJECTED, VOICES
from makegood.sources.batch import Batch
from makegood.statement import Statement, ThemeFound, Tone

NOW = datetime(2026, 3, 2, 7, tzinfo=UTC)
DAY_US = 86_400_000_000
TODAY = 20_500  # days since 1970

THEMES = {"late": "delivery_time", "dear": "price", "robot": "robot", "warm": "genuine"}
TONES = {"good": Tone.POSITIVE, "bad": Tone.NEGATIVE}


@dataclass(frozen=True)
class ByWords:
    """Every sentence is a statement; the words of `THEMES` and `TONES` decide."""

    hash: str = "3f2a91c0"

    def read(self, texts: Sequence[str]) -> Iterator[tuple[Statement, ...]]:
        """The statements of each text."""
        for text in texts:
            sentences = [part.strip() for part in text.replace("\n", ".").split(".") if part.strip()]
            yield tuple(self._statement(nth, sentence) for nth, sentence in enumerate(sentences))

    def _statement(self, nth: int, text: str) -> Statement:
        themes = tuple(ThemeFound(theme, 0.9) for word, theme in THEMES.items() if word in text)
        tone = next((tone for word, tone in TONES.items() if word in text), Tone.NEUTRAL)
        tones = tuple(0.8 if each is tone else 0.1 for each in Tone)
        return Statement(nth, text, "en", themes, tone, tones, f"words {self.hash}")


def voice(id: str, text: str | None, day: int = TODAY, **more: Any) -> dict[str, Any]:
    """One voice as a row of the lake."""
    row = {
        **dict.fromkeys(VOICES.read_schema.names),
        "source": "reviews",
        "voice_id": id,
        "said_at": datetime.fromtimestamp(day * 86_400, UTC),
        "said_us": day * DAY_US,
        "said_day": day,
        "newest_us": day * DAY_US,
        "text": text,
        **more,
    }
    told = repr(sorted(row.items())).encode()
    return {**row, "content": int.from_bytes(hashlib.blake2b(told, digest_size=8).digest(), "big", signed=True)}


def load(folder: Path, voices: Iterable[Mapping[str, Any]], source: str = "reviews") -> Lake:
    """Read the voices of one source into a lake."""
    lake, listed = Lake(folder), list(voices)
    table = pa.Table.from_pylist(listed, schema=VOICES.read_schema)
    empty = REJECTED.read_schema.empty_table()
    batch = Batch("data/reviews.csv", {VOICES.name: table}, empty, len(listed), len(listed))
    lake.load(source, [batch], {}, NOW)
    return lake
