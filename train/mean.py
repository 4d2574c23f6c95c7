"""The fixed point that the deep tier's rows are seen from: the middle of what customers write, each tone alike."""

from pathlib import Path

import numpy as np

from makegood.text.deep import Deep
from train.texts import read_statements


def make_mean(out: Path, deep: Deep) -> None:
    """Write the mean of our own statements' rows: languages and tones count alike, however many there are of each."""
    groups: dict[tuple[str, str], list[str]] = {}
    for written in read_statements():
        groups.setdefault((written.language, written.tone), []).append(written.text)
    means = [
        np.mean([row for text in texts if (row := deep.raw(text)) is not None], axis=0) for texts in groups.values()
    ]
    np.save(out, np.mean(means, axis=0).astype(np.float32))
