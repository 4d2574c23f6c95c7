"""Reading a million CSV rows with every check, against DuckDB's reader in the same run.

Each side reads all rows of one file of 90 MB (an id, a unit, three local times, a status) into Arrow columns. DuckDB
is told the dialect and the types, parses the three times and stores rejects. makegood reads the same file to finished
batches: records checked one by one, times in UTC over clock changes, local days, business days, exclusions and hashes.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

ROWS = 1_000_000
TIMES = 7  # a side, in turn
HEADER = "order_id,store,ordered,promised,delivered,status\n"

_PROCESS = """
import json, resource, sys, time
from pathlib import Path
sys.path.insert(0, {root!r})
began = time.perf_counter()
from bench.read_csv import {side}
rows = {side}(Path(sys.argv[1]))
first = time.perf_counter() - began
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
began = time.perf_counter()
assert {side}(Path(sys.argv[1])) == rows
print(json.dumps([rows, time.perf_counter() - began, memory, first]))
"""


def run() -> None:
    """Print both sides' medians, their ratio, megabytes a second and peak memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        megabytes = make_file(folder / "orders.csv") / 1e6
        found: dict[str, list[list[float]]] = {"read_with_makegood": [], "read_with_duckdb": []}
        for _ in range(TIMES):
            for side, results in found.items():
                results.append(_run_alone(side, folder))
    seconds = {side: float(np.median([result[1] for result in results])) for side, results in found.items()}
    for side, results in found.items():
        rows, _, peak, first = np.max(results, axis=0)
        low, high = np.quantile([result[1] for result in results], [0, 1])
        print(
            f"{side:20} {rows:,.0f} rows  {seconds[side]:.2f} s ({low:.2f}-{high:.2f})  "
            f"{megabytes / seconds[side]:.0f} MB/s  peak {peak:.0f} MB  first time, with imports, at most {first:.2f} s"
        )
    ratio = seconds["read_with_makegood"] / seconds["read_with_duckdb"]
    print(f"ratio {ratio:.2f} (at most 4), medians of {TIMES}, {megabytes:.0f} MB")


def make_file(path: Path, rows: int = ROWS) -> int:
    """Write made-up orders, the same each time; returns the bytes."""
    chance = np.random.default_rng(1)
    start = np.datetime64("2020-01-01T00:00:00") + chance.integers(0, 3 * 365 * 86_400, rows)
    times = [start, start + chance.integers(0, 5 * 86_400, rows), start + chance.integers(0, 5 * 86_400, rows)]
    texts = [np.datetime_as_string(time, unit="s").tolist() for time in times]
    stores = chance.integers(0, 200, rows).tolist()
    states = np.array(["delivered", "shipped", "cancelled"])[chance.choice(3, rows, p=[0.9, 0.08, 0.02])].tolist()
    lines = (
        f"order-{number:09d},store-{store},{','.join(stamps).replace('T', ' ')},{state}\n"
        for number, (store, state, *stamps) in enumerate(zip(stores, states, *texts, strict=True))
    )
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(HEADER)
        stream.writelines(lines)
    return path.stat().st_size


def read_with_makegood(folder: Path) -> int:
    """Rows that makegood kept or excluded."""
    from datetime import UTC, datetime

    from makegood import sources
    from makegood.project import Project, Source

    columns = {"event_id": "order_id", "unit": "store", "started_at": "ordered", "due_at": "promised"}
    source = Source(
        name="orders",
        kind="events",
        files="orders.csv",  # type: ignore[arg-type]
        columns={**columns, "done_at": "delivered"},  # type: ignore[dict-item]
        exclude={"status": "cancelled"},  # type: ignore[dict-item]
    )
    project = Project(organisation="bench", sources=(source,), folder=folder)
    batches = list(sources.read(source, project, datetime.now(UTC)))
    assert not any(batch.rejected.num_rows for batch in batches)
    return sum(batch.tables["events"].num_rows for batch in batches)


def read_with_duckdb(folder: Path) -> int:
    """Rows that DuckDB read into Arrow."""
    import duckdb

    kinds = ["VARCHAR", "VARCHAR", "TIMESTAMP", "TIMESTAMP", "TIMESTAMP", "VARCHAR"]
    types = json.dumps(dict(zip(HEADER.strip().split(","), kinds, strict=True))).replace('"', "'")
    query = f"""select * from read_csv(?, auto_detect=false, header=true, delim=',', quote='"', escape='"',
        store_rejects=true, columns={types})"""
    with duckdb.connect() as database:
        return int(database.execute(query, [str(folder / "orders.csv")]).to_arrow_table().num_rows)


def _run_alone(side: str, folder: Path) -> list[float]:
    """Rows, seconds of the second read, megabytes at the peak of the first, its seconds; in a process of its own."""
    code = _PROCESS.format(side=side, root=str(Path(__file__).resolve().parents[1]))
    ran = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    found: list[float] = json.loads(ran.stdout)
    return found
