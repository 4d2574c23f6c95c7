"""`kept_rate` over 20 million events, 1 % of them replaced, beside hand-written SQL over the same files.

Each side runs in a process of its own, so that time and peak memory are its own; both start from the lake's list of
files and end with the kept and due events of each unit and local day.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import numpy as np
import pyarrow as pa

from makegood.calendar import business_day_numbers
from makegood.lake.store import Lake
from makegood.lake.tables import EVENTS, REJECTED
from makegood.sources.batch import Batch

EVENTS_IN_ALL = int(os.environ.get("MAKEGOOD_BENCH_EVENTS", "20000000"))
BATCH = 1_000_000
NOW = datetime(2026, 3, 16, tzinfo=UTC)
CLOCK = {"country": "DK", "time_zone": "Europe/Copenhagen", "opening_hours": ""}
DAY = 86_400_000_000
FIRST = 19_700  # days since 1970: 2023-12-09


def batches(ids: np.ndarray, rng: np.random.Generator) -> Iterator[Batch]:
    """Events with those ids: two years, 200 units, done after 0 to 4 business days."""
    for start in range(0, len(ids), BATCH):
        chosen = ids[start : start + BATCH]
        n = len(chosen)
        day = FIRST + rng.integers(0, 730, n)
        us = day * DAY + rng.integers(0, DAY, n)
        took = rng.integers(0, 5, n)
        done_us = us + took * DAY
        business = business_day_numbers(day.astype(np.int32), "DK")
        columns = {
            "source": pa.array(["orders"] * n),
            "event_id": pa.array(chosen).cast(pa.string()),
            "unit": pa.array(rng.integers(0, 200, n)).cast(pa.string()),
            "excluded": pa.array(["status=cancelled"] * n, mask=rng.random(n) >= 0.01),
            "started_at": pa.array(us, pa.timestamp("us", "UTC")),
            "started_us": pa.array(us),
            "started_day": pa.array(day.astype(np.int32)),
            "started_business_day": pa.array(business),
            "done_at": pa.array(done_us, pa.timestamp("us", "UTC")),
            "done_us": pa.array(done_us),
            "done_day": pa.array((day + took).astype(np.int32)),
            "done_business_day": pa.array((business + took).astype(np.int32)),
            "newest_us": pa.array(done_us),
            "content": pa.array(rng.integers(-(2**62), 2**62, n)),
        }
        arrays = [columns.get(f.name, pa.nulls(n, f.type)) for f in EVENTS.read_schema]
        table = pa.Table.from_arrays(
            [pa.array(a).cast(f.type) for a, f in zip(arrays, EVENTS.read_schema, strict=True)],
            schema=EVENTS.read_schema,
        )
        excluded = n - table["excluded"].null_count
        yield Batch(
            "made.parquet", {"events": table}, REJECTED.read_schema.empty_table(), n, n - excluded,
            excluded={"status=cancelled": excluded},
        )  # fmt: skip


def ours(folder: Path) -> tuple[int, int, float]:
    """(due, kept, seconds) by `kept_rate`."""
    import narwhals as nw

    from makegood.lake.engine import collect_table, scan
    from makegood.measures.clock import Clock
    from makegood.measures.kept_rate import KeptRate
    from makegood.project import Project
    from makegood.written import Duration, Keep

    began = time.perf_counter()
    terms = Keep("orders", 0.6, within=Duration(2, "business days"))
    kept_rate = KeptRate(terms, Clock.at(NOW, Project(organisation="bench")))
    events = scan(Lake(folder), "events").filter(nw.col("source") == "orders")
    _, counts = kept_rate.counts(collect_table(kept_rate.reduce(events)))
    return *counts.total, time.perf_counter() - began


def by_hand(folder: Path) -> tuple[int, int, float]:
    """(due, kept, seconds) by SQL that a careful person would write for this one promise."""
    import duckdb

    from makegood.measures.clock import Clock
    from makegood.project import Project

    began = time.perf_counter()
    today = Clock.at(NOW, Project(organisation="bench")).business_day
    files, _ = Lake(folder).files("events")
    rows = duckdb.connect().execute(
        """
        select unit, started_business_day + 2 as due, count(*) as n,
               count(*) filter (where done_business_day <= started_business_day + 2) as kept
        from read_parquet(?)
        where source = 'orders' and excluded is null and started_business_day + 2 < ?
        group by all
        """,
        [files, today],
    )
    table = rows.to_arrow_table()
    n, kept = (int(np.sum(table[name].to_numpy())) for name in ("n", "kept"))
    return n, kept, time.perf_counter() - began


def run() -> None:
    """Print times, their ratio, and peak memory."""
    rng = np.random.default_rng(7)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "lake"
        began = time.perf_counter()
        Lake(folder).load("orders", batches(np.arange(EVENTS_IN_ALL), rng), CLOCK, NOW)
        loaded = time.perf_counter()
        replaced = rng.choice(EVENTS_IN_ALL, EVENTS_IN_ALL // 100, replace=False)
        load = Lake(folder).load("orders", batches(replaced, rng), CLOCK, NOW)
        print(f"{EVENTS_IN_ALL:,} events loaded in {loaded - began:.0f} s, "
              f"{load.changed:,} replaced in {time.perf_counter() - loaded:.0f} s, "
              f"peak memory of the loads {_peak_mib():,.0f} MiB")  # fmt: skip
        runs: dict[str, list[dict[str, float]]] = {"ours": [], "by_hand": []}
        for _ in range(5):
            for side, results in runs.items():
                command = [sys.executable, "-m", "bench.kept_rate", side, str(folder)]
                results.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
        counted = {(r["n"], r["kept"]) for results in runs.values() for r in results}
        assert len(counted) == 1, f"the two sides count differently: {counted}"
        for side, results in runs.items():
            seconds, peak = median(r["seconds"] for r in results), max(r["peak_mib"] for r in results)
            print(f"{side:8} {seconds:.2f} s, peak memory {peak:,.0f} MiB")
        ratio = median(a["seconds"] / b["seconds"] for a, b in zip(runs["ours"], runs["by_hand"], strict=True))
        print(f"ratio {ratio:.2f} (at most 1.5)")


def _peak_mib() -> float:
    """The most memory this process has held; getrusage would tell the parent's after a fork."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    n, kept, seconds = {"ours": ours, "by_hand": by_hand}[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps({"n": n, "kept": kept, "seconds": seconds, "peak_mib": _peak_mib()}))
