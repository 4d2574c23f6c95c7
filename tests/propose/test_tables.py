"""What the cells of a column look like."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from makegood.propose.tables import Column, look
from tests.propose.made import write


def column(folder: Path, name: str, *cells: str) -> Column:
    write(folder, file="\n".join([f'n;"{name}"', *(f'{n};"{cell}"' for n, cell in enumerate(cells))]) + "\n")
    (table,) = look(folder / "data" / "file.csv", folder)
    return table.column(name)


@pytest.mark.parametrize(
    ("name", "cells", "kind", "forms"),
    [
        ("x", ["2026-01-02", "2026-01-30"], "time", ("yyyy-mm-dd",)),
        ("x", ["2026-01-02T10:00:00Z", "2026-01-30T10:00:00Z"], "time", ("yyyy-mm-dd",)),
        ("x", ["02-01-2026 10:00", "30-01-2026 11:00"], "time", ("dd-mm-yyyy",)),
        ("x", ["01/02/2026", "03/04/2026"], "time", ("dd/mm/yyyy", "mm/dd/yyyy")),
        ("x", ["13/02/2026", "01/13/2026"], "time", ("dd/mm/yyyy", "mm/dd/yyyy")),
        ("x", ["01-13-2026", "01-14-2026"], "time", ("mm-dd-yyyy",)),
        ("x", ["10:00", "23:59:59"], "clock", ()),
        ("x", ["9.30", "11.45"], "clock", ()),
        ("called at", ["1735809120", "1735809660"], "time", ("unix seconds",)),
        ("order id", ["1735809120", "1735809660"], "number", ()),
        ("x", ["1", "2,5"], "number", ()),
        ("x", ["one", "two"], "text", ()),
        ("x", ["", "NULL"], "empty", ()),
    ],
)
def test_a_column_is_what_most_of_its_cells_are(name, cells, kind, forms, tmp_path: Path):
    found = column(tmp_path, name, *cells)
    assert (found.kind, found.forms) == (kind, forms)


def test_dates_alone_and_zones_are_seen(tmp_path: Path):
    assert column(tmp_path, "x", "2026-01-02", "2026-01-03").dates_only
    assert column(tmp_path, "x", "2026-01-02 00:00:00").dates_only
    assert not column(tmp_path, "x", "2026-01-02 00:01:00").dates_only
    assert column(tmp_path, "x", "2026-01-02T10:00:00+01:00").is_zoned
    assert not column(tmp_path, "x", "2026-01-02 10:00").is_zoned


def test_times_are_known_as_times_also_where_they_cannot_be_read(tmp_path: Path):
    found = column(tmp_path, "x", "99/99/2026", "98/98/2026")
    assert (found.kind, found.forms, found.newest) == ("time", (), None)


def test_the_newest_day_counts_from_1970(tmp_path: Path):
    assert column(tmp_path, "x", "1970-01-11", "1970-01-03").newest == 10


def test_few_short_cells_are_choices_and_many_or_long_ones_are_not(tmp_path: Path):
    assert column(tmp_path, "x", "b", "a", "b").choices == ("b", "a")
    assert column(tmp_path, "x", *(f"v{n}" for n in range(21))).choices == ()
    assert column(tmp_path, "x", "a", "b" * 41).choices == ()


def test_choices_are_never_shown_by_accident(tmp_path: Path):
    assert "secret" not in repr(column(tmp_path, "x", "secret", "secret"))


def test_parquet_keeps_its_types(tmp_path: Path):
    times = pa.array([0, 86_400_000_000], pa.timestamp("us", "UTC"))
    table = pa.table({"at": times, "day": pa.array([1, 2], pa.date32()), "n": [1.5, 2.0]})
    pq.write_table(table, tmp_path / "x.parquet")
    (found,) = look(tmp_path / "x.parquet", tmp_path)
    assert [(c.name, c.kind, c.is_zoned, c.is_whole) for c in found.columns] == [
        ("at", "time", True, False),
        ("day", "time", False, False),
        ("n", "number", False, False),
    ]
