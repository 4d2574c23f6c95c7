"""How well `makegood like` tells what says the same from what is only about the same: `python -m bench.like`.

On `held_out/same.csv`, by each tier that is there: at each threshold how many of those found are right (precision), how
many of the right ones are found (recall), and how many texts of other queries are found (others). No text is shown.
"""

import csv
from pathlib import Path

import numpy as np

from makegood.text import deep, quick
from makegood.text.embed import Embedder
from makegood.text.same import SAME

FILE = Path(__file__).parent / "held_out" / "same.csv"
THRESHOLDS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65)


def measure(embedder: Embedder) -> list[tuple[float, float, float, float]]:
    """(threshold, precision, recall, others) for each threshold; shares in 0..1."""
    with FILE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    same = np.array([row["says_the_same"] == "1" for row in rows])
    queries = np.array([row["query"] for row in rows])
    near = embedder.embed([row["query"] for row in rows]) @ embedder.embed([row["text"] for row in rows]).T
    own, other = np.diag(near), near[queries[:, None] != queries[None, :]]
    return [
        (
            limit,
            float((same & (own >= limit)).sum() / max((own >= limit).sum(), 1)),
            float((same & (own >= limit)).sum() / same.sum()),
            float((other >= limit).mean()),
        )
        for limit in THRESHOLDS
    ]


def main() -> None:
    """Print a table for each tier."""
    tiers: list[Embedder] = [quick.load(), *([deep.load()] if deep.is_there() else [])]
    for tier in tiers:
        print(f"{tier.name} {tier.hash}, threshold {SAME[tier.name]}: threshold, precision, recall, others")
        for limit, *shares in measure(tier):
            print(f"{limit:.2f}", *(f"{share:.3f}" for share in shares))


if __name__ == "__main__":
    main()
