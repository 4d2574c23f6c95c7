"""A process of its own that loads, so that a test can kill it: imports and rows are ready before the fork.

Reads lines of JSON, `[[folder, which], ...]`; forks a child for each that takes `which` into the lake in `folder`,
answers with their process ids, waits for them, and answers with how they ended.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

# Imported here, before the fork, so that a load's time is the load's.
from makegood.lake import changes, delta, engine, ledger, staging, tidy  # noqa: F401
from makegood.lake.store import Lake
from tests.lake.lake_rows import CLOCK, NOW, batch, event, voices

ROWS = 2_400
FILES = 4


def orders(changed: int = 0) -> list[Any]:
    """Orders in four files; of a second read every third is changed, some are new, one file has other bad lines."""
    rows = [
        event(f"order-{n:06d}", 20_004 if changed and n % 3 == 0 else None, values={"kg": n / 8, "size": f"s{n % 7}"})
        for n in range(ROWS + changed)
    ]
    part = len(rows) // FILES + 1
    return [
        batch(
            rows[n * part : (n + 1) * part], f"data/orders{n}.csv", rejected=[(n + 7 + (n == 1 and changed), "no date")]
        )
        for n in range(FILES)
    ]


READS = {
    "first": ("orders", orders()),
    "second": ("orders", orders(changed=500)),
    "other": ("reviews", [voices((f"v{n}", n % 5 + 1.0) for n in range(2_000))]),
}


def load(folder: Path, which: str) -> Any:
    if which == "tidy":
        return Lake(folder).tidy(NOW)
    source, batches = READS[which]
    return Lake(folder).load(source, batches, CLOCK, NOW)


def serve() -> None:
    for line in sys.stdin:
        children = []
        for folder, which in json.loads(line):
            child = os.fork()
            if child == 0:
                load(Path(folder), which)
                os._exit(0)
            children.append(child)
        print(json.dumps(children), flush=True)
        print(json.dumps([os.waitpid(child, 0)[1] for child in children]), flush=True)


if __name__ == "__main__":
    import duckdb  # noqa: F401
    import filelock  # noqa: F401
    import pyarrow.parquet  # noqa: F401
    from deltalake import DeltaTable  # noqa: F401

    print("ready", flush=True)
    serve()
