"""Reading the same half million rows from each format, each against the bare reader of that format in the same run.

makegood reads to finished batches, as in `read_csv`: records checked, times in UTC, business days, hashes. The bare
readers (pyarrow.csv, pyarrow.json, Python's json, pyarrow.parquet) only give what stands in the file.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bench.read_csv import HEADER, make_file

ROWS = 500_000
TIMES = 3  # a side, in turn
ROOT = str(Path(__file__).resolve().parents[1])
FORMATS = ("orders.csv", "orders-utf16.csv", "orders.jsonl", "orders.json", "orders.parquet")

_PROCESS = """
import json, resource, sys, time
from pathlib import Path
sys.path.insert(0, {root!r})
from bench.read_formats import {side}
{side}(Path(sys.argv[1]))
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
began = time.perf_counter()
rows = {side}(Path(sys.argv[1]))
print(json.dumps([rows, time.perf_counter() - began, memory]))
"""


def run() -> None:
    """Print for each format both sides' medians, their ratio and makegood's peak memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make = "from bench import read_formats as b; import sys; b.make_files(b.Path(sys.argv[1]))"
        # by itself, because a process begins with the peak of its parent
        subprocess.run([sys.executable, "-c", make, name], check=True, cwd=ROOT)
        for file in FORMATS:
            found: dict[str, list[list[float]]] = {"read_whole": [], "read_bare": []}
            for _ in range(TIMES):
                for side, results in found.items():
                    results.append(_run_alone(side, folder / file))
            whole, bare = (np.median(results, axis=0) for results in found.values())
            assert whole[0] == bare[0] == ROWS, file
            print(
                f"{file:18} {(folder / file).stat().st_size / 1e6:4.0f} MB  makegood {whole[1]:.2f} s  "
                f"bare {bare[1]:.2f} s  ratio {whole[1] / bare[1]:5.2f}  peak {whole[2]:.0f} MB"
            )
    print(f"medians of {TIMES}, {ROWS:,} rows; JSON lines and JSON at most 3")


def make_files(folder: Path) -> None:
    """The same rows in every format."""
    import pyarrow.csv as arrow_csv
    import pyarrow.parquet as arrow_parquet

    make_file(folder / "orders.csv", ROWS)
    text = (folder / "orders.csv").read_text(encoding="utf-8")
    (folder / "orders-utf16.csv").write_text(text, encoding="utf-16")
    kinds = dict.fromkeys(HEADER.strip().split(","), "string")
    table = arrow_csv.read_csv(folder / "orders.csv", convert_options=arrow_csv.ConvertOptions(column_types=kinds))
    arrow_parquet.write_table(table, folder / "orders.parquet")
    rows = table.to_pylist()
    (folder / "orders.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (folder / "orders.json").write_text(json.dumps({"orders": rows}), encoding="utf-8")


def read_whole(path: Path) -> int:
    """Rows that makegood kept or excluded."""
    from datetime import UTC, datetime

    from makegood import sources
    from makegood.project import Project, Source

    columns = {"event_id": "order_id", "unit": "store", "started_at": "ordered", "due_at": "promised"}
    source = Source(
        name="orders",
        kind="events",
        files=path.name,  # type: ignore[arg-type]
        columns={**columns, "done_at": "delivered"},  # type: ignore[dict-item]
        exclude={"status": "cancelled"},  # type: ignore[dict-item]
    )
    project = Project(organisation="bench", sources=(source,), folder=path.parent)
    batches = list(sources.read(source, project, datetime.now(UTC)))
    assert not any(batch.rejected.num_rows for batch in batches)
    return sum(batch.tables["events"].num_rows for batch in batches)


def read_bare(path: Path) -> int:
    """Rows that the format's own reader found."""
    import pyarrow.csv as arrow_csv
    import pyarrow.json as arrow_json
    import pyarrow.parquet as arrow_parquet

    utf16 = arrow_csv.ReadOptions(encoding="utf-16")
    readers: dict[str, Callable[[], int]] = {
        "orders.csv": lambda: arrow_csv.read_csv(path).num_rows,
        "orders-utf16.csv": lambda: arrow_csv.read_csv(path, utf16).num_rows,
        "orders.jsonl": lambda: arrow_json.read_json(path).num_rows,
        "orders.json": lambda: len(json.loads(path.read_bytes())["orders"]),
        "orders.parquet": lambda: arrow_parquet.read_table(path).num_rows,
    }
    return readers[path.name]()


def _run_alone(side: str, path: Path) -> list[float]:
    """Rows, seconds of the second read, megabytes at the peak of the first; in a process of its own."""
    code = _PROCESS.format(side=side, root=ROOT)
    ran = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    found: list[float] = json.loads(ran.stdout)
    return found
