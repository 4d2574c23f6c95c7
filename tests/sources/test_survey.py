"""What all files of a source say together."""

import numpy as np
import pyarrow as pa

from makegood.sources.date_choice import Agreed
from makegood.sources.rows import Rows
from makegood.sources.survey import Customs, Question, look_through
from makegood.sources.timestamps import Clock

CLOCK = Clock("Europe/Copenhagen")


def rows(file: str, **columns: list[object]) -> Rows:
    arrays = {name: pa.array(cells) for name, cells in columns.items()}
    return Rows(file, arrays, np.arange(1, 1 + len(next(iter(arrays.values())))))


def test_each_column_is_agreed_for_itself() -> None:
    files = [
        rows("a", ordered=["01/02/2024"], done=["01/02/2024"], weight=["1.234"]),
        rows("b", ordered=["01/31/2024 12:00"], done=["31/01/2024"], weight=["0,5"]),
    ]
    customs = look_through(files, Question(CLOCK, ("ordered", "done"), ("weight",)))
    assert customs.time("ordered", "a") == Agreed("mm/dd/yyyy", False)
    assert customs.time("done", "a") == Agreed("dd/mm/yyyy", True)
    assert customs.mark("weight", "a") == customs.mark("weight", "b") == ","


def test_columns_of_parquet_speak_of_midnights_and_leave_the_forms_of_others_open() -> None:
    typed = pa.array([0, 86_400_000_000]).cast(pa.timestamp("us"))
    files = [
        Rows("a", {"ordered": typed, "n": pa.array([1.5, 2])}, np.arange(2)),
        rows("b", ordered=["x"], n=["1,234"]),
    ]
    customs = look_through(files, Question(CLOCK, ("ordered",), ("n",)))
    assert customs.time("ordered", "b") == Agreed("", True)
    assert customs.mark("n", "b") == ","


def test_nothing_is_agreed_where_nothing_was_asked() -> None:
    assert Customs().time("ordered", "a") is None
    assert Customs().mark("weight", "a") is None
