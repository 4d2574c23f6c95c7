"""The sample's files, each in a form that some real system writes: delimiters, dates, and rows gone wrong."""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import ArrayLike

from makegood.sample.draws import NEVER, Columns, Draw
from makegood.sample.hours import DAY, Whole

Row = tuple[str, ...]
Form = Literal["local", "utc", "offset", "unix", "date"]

ZONE = ZoneInfo("Europe/Copenhagen")
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class File:
    """One kind of file: what fills it, and how it is written.

    Attributes
    ----------
    fill : what draws its rows
    log : name in `nordlys.yaml`, for the rows gone wrong
    usual : a cell that the rows gone wrong hold, so that nothing else is the matter with them
    times : the columns that hold times, and their form
    day, minute : patterns of local days and of the time after them
    """

    fill: Callable[[Draw], Columns]
    log: str | None
    times: dict[str, Form] = field(default_factory=dict)
    day: str = "%Y-%m-%d"
    minute: str = " %H:%M"
    delimiter: str = ","
    encoding: str = "utf-8"
    usual: str = ""


def rows_of(file: File, draw: Draw) -> tuple[Row, list[Row]]:
    """The header and the rows as text, with the rows gone wrong among them."""
    columns = file.fill(draw)
    texts = [
        _times(np.asarray(values), file.times[name], file) if name in file.times else _plain(values)
        for name, values in columns.items()
    ]
    header = tuple(columns)
    return header, _spoil(list(zip(*texts, strict=True)), header, file, draw)


def write(path: Path, file: File, header: Row, rows: Iterable[Row]) -> None:
    """Write one CSV file."""
    with path.open("w", encoding=file.encoding, newline="") as stream:
        writer = csv.writer(stream, delimiter=file.delimiter, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(rows)


def _plain(values: ArrayLike) -> list[str]:
    return values if isinstance(values, list) else [str(value) for value in np.asarray(values).tolist()]


def _times(minutes: Whole, form: Form, file: File) -> list[str]:
    """Local minutes as text; NEVER is an empty cell."""
    days, index = np.unique(minutes // DAY, return_inverse=True)
    offsets = np.array([_offset(int(day)) for day in days])[index]
    if form == "unix":
        return ["" if m == NEVER else str(s) for m, s in zip(minutes, (minutes - offsets) * 60, strict=True)]
    zones = {0: "Z", 60: "+01:00", 120: "+02:00"}
    shown = minutes - offsets if form == "utc" else minutes
    days, index = np.unique(shown // DAY, return_inverse=True)
    day_texts = [f"{_EPOCH + timedelta(days=int(day)):{file.day}}" for day in days]
    clock = "" if form == "date" else file.minute
    texts = [f"{datetime(1970, 1, 1, m // 60, m % 60):{clock}}" if clock else "" for m in range(DAY)]
    ends = {"utc": [zones[0]] * len(minutes), "offset": [zones[o] for o in offsets.tolist()]}.get(form)
    cells = [day_texts[d] + texts[m] for d, m in zip(index.tolist(), (shown % DAY).tolist(), strict=True)]
    if ends:
        cells = [cell + end for cell, end in zip(cells, ends, strict=True)]
    return ["" if m == NEVER else cell for m, cell in zip(minutes.tolist(), cells, strict=True)]


def _offset(day: int) -> int:
    """Minutes east of Greenwich at the noon of a local day; the logs hold nothing at night, when clocks change."""
    noon = datetime.combine(_EPOCH + timedelta(days=day), datetime.min.time(), ZONE) + timedelta(hours=12)
    return int((noon.utcoffset() or timedelta()) / timedelta(minutes=1))


def _spoil(rows: list[Row], header: Sequence[str], file: File, draw: Draw) -> list[Row]:
    """Add the rows that cannot be read: a copy of a good one, with a cell gone wrong."""
    if file.log is None:
        return rows
    log = draw.log(file.log)
    started = next(i for i, name in enumerate(header) if name in file.times)
    spoilt = [(started, text) for text in log.unreadable] + [(0, "")] * log.without_id
    for number, (column, text) in enumerate(spoilt):
        at = int(draw.random.integers(len(rows) // 2))
        while file.usual and file.usual not in rows[at]:
            at += 1
        row = list(rows[at])
        row[0] = f"{row[0]}-{number}"
        row[column] = text
        rows.insert(at, tuple(row))
    return rows


def now_utc(local: datetime) -> datetime:
    """A local time of the sample as UTC."""
    return local.replace(tzinfo=ZONE).astimezone(UTC)
