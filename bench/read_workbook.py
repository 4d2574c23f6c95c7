"""Reading a workbook of 100,000 rows with every check, against the bare library that reads its cells, in the same run.

Each side reads one .xlsx of 6 columns (an id, a shop, three times, a status) with a title above and a sum below. The
bare side lets python-calamine give all cells as Python objects, and does nothing with them. makegood reads the same
file to finished batches: header and sums found, errors of formulas looked for, times in UTC, business days, hashes.
"""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

ROWS = 100_000
TIMES = 5  # a side, in turn
HEADER = ("order_id", "store", "ordered", "promised", "delivered", "status")


def run() -> None:
    """Print both sides' medians and their ratio."""
    with TemporaryDirectory() as name:
        path = Path(name) / "orders.xlsx"
        megabytes = make_file(path) / 1e6
        found: dict[str, list[float]] = {"read_with_makegood": [], "read_bare": []}
        read_with_makegood(path)
        for _ in range(TIMES):
            for side, reader in (("read_with_makegood", read_with_makegood), ("read_bare", read_bare)):
                began = time.perf_counter()
                assert reader(path) == ROWS
                found[side].append(time.perf_counter() - began)
    seconds = {side: float(np.median(times)) for side, times in found.items()}
    for side, times in found.items():
        print(f"{side:20} {ROWS:,} rows  {seconds[side]:.2f} s ({min(times):.2f}-{max(times):.2f})")
    ratio = seconds["read_with_makegood"] / seconds["read_bare"]
    print(f"ratio {ratio:.2f} (at most 3), medians of {TIMES}, {megabytes:.0f} MB")


def make_file(path: Path, rows: int = ROWS) -> int:
    """Write made-up orders, the same each time; returns the bytes."""
    import xlsxwriter

    chance = np.random.default_rng(1)
    start = datetime(2023, 1, 1)
    minutes = chance.integers(0, 3 * 365 * 1_440, (rows, 3)).tolist()
    stores = chance.integers(0, 200, rows).tolist()
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        date = book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
        sheet = book.add_worksheet("Orders")
        sheet.write(0, 0, "Orders 2023-2025")
        sheet.write_row(2, 0, HEADER)
        for number, (store, (ordered, *later)) in enumerate(zip(stores, minutes, strict=True), 3):
            sheet.write(number, 0, f"order-{number:09d}")
            sheet.write(number, 1, f"store-{store}")
            for column, wait in enumerate((0, *later), 2):
                sheet.write_datetime(number, column, start + timedelta(minutes=ordered + wait // 1_000), date)
            sheet.write(number, 5, "cancelled" if number % 50 == 0 else "delivered")
        sheet.write(rows + 3, 0, "Total")
    return path.stat().st_size


def read_with_makegood(path: Path) -> int:
    """Rows that makegood kept or excluded."""
    from makegood import sources
    from makegood.project import Project, Source

    columns = {"event_id": "order_id", "unit": "store", "started_at": "ordered", "due_at": "promised"}
    given: dict[str, Any] = {"files": path.name, "columns": {**columns, "done_at": "delivered"}}
    source = Source(name="orders", kind="events", exclude={"status": ("cancelled",)}, **given)
    project = Project(organisation="bench", sources=(source,), folder=path.parent)
    batches = list(sources.read(source, project, datetime.now(UTC)))
    assert not any(batch.rejected.num_rows for batch in batches)
    return sum(batch.tables["events"].num_rows for batch in batches)


def read_bare(path: Path) -> int:
    """Rows under the header that python-calamine gave."""
    import python_calamine

    cells = python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()
    return len(cells) - 4
