"""A process of its own that forgets Ida, so that a test can kill it at the n-th thing that it does to the disk.

Reads lines of JSON, `[folder, n]`; forks a child that forgets her in `folder` and kills itself at the n-th step (0:
never); answers with how it ended and how many steps there were.
"""

import json
import os
import signal
import sys
from pathlib import Path

# Imported here, before the fork, so that each child begins at once.
from makegood import flow, forgetting  # noqa: F401
from makegood.lake import delta, engine, forget, ledger, proof, statements  # noqa: F401
from makegood.sources import traces  # noqa: F401
from tests.forgetful_shop import forget as forget_ida

STEPS = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"})


def die_at(n: int, count: Path) -> None:
    """Kill this process at the n-th step; else write down how many there were."""
    done = 0

    def step(event: str, args: tuple[object, ...]) -> None:
        nonlocal done
        writes = event == "open" and isinstance(args[1], str) and set(args[1]) & set("wxa+")
        if event in STEPS or writes:
            done += 1
            if done == n:
                os.kill(os.getpid(), signal.SIGKILL)
            if not n:
                os.pwrite(out, f"{done:6}".encode(), 0)

    out = os.open(count, os.O_CREAT | os.O_WRONLY)
    sys.addaudithook(step)


def serve() -> None:
    for line in sys.stdin:
        folder, n = json.loads(line)
        count = Path(folder).parent / f"{Path(folder).name}.steps"
        child = os.fork()
        if child == 0:
            die_at(n, count)
            forget_ida(Path(folder))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(json.dumps([status, int(count.read_text() or 0)]), flush=True)


if __name__ == "__main__":
    import deltalake  # noqa: F401
    import duckdb  # noqa: F401
    import filelock  # noqa: F401
    import pyarrow.parquet  # noqa: F401

    print("ready", flush=True)
    serve()
