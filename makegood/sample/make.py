"""Write a made-up organisation as a user's folder: settings, promises and files, with planted truths."""

import shutil
from pathlib import Path

from makegood.sample import casework, logs, truths
from makegood.sample.draws import draw_for
from makegood.sample.files import File, Row, rows_of, write
from makegood.sample.folder import prepare
from makegood.sample.telephone import half_hours
from makegood.sample.voices import reviews
from makegood.sample.workshop import workshop

EXPORT = "orders-{year}.csv"

# The order is each file's stream of chance: add new ones at the end.
NORDLYS: dict[str, File] = {
    EXPORT: File(
        logs.orders,
        "orders",
        {"Bestilt": "local", "Leveret": "local"},
        day="%d-%m-%Y",
        delimiter=";",
        encoding="cp1252",
        usual="Leveret",
    ),
    "workshop.csv": File(
        workshop,
        "workshop",
        {"indleveret": "local", "lovet_klar": "local", "klar": "local", "sms_sendt": "local"},
        delimiter=";",
        encoding="utf-8-sig",
        usual="reparation",
    ),
    "new_bikes.csv": File(logs.new_bikes, "new_bikes", {"bought_at": "local", "ready_at": "local"}, minute="T%H:%M:00"),
    "click_and_collect.csv": File(logs.collect, "collect", {"ordered": "local", "ready": "local"}, day="%d/%m/%Y"),
    "refunds.csv": File(logs.refunds, "refunds", {"returned_on": "date", "paid_on": "date"}, delimiter=";"),
    "mails.csv": File(
        logs.mails, "mails", {"received_at": "utc", "answered_at": "utc"}, minute="T%H:%M:00", delimiter="\t"
    ),
    "spare_parts.csv": File(logs.parts, "parts", {"ordered_on": "date", "arrived_on": "date"}),
    "callbacks.csv": File(logs.callbacks, None, {"asked_at": "offset", "called_at": "offset"}, minute="T%H:%M:00"),
    "calls.csv": File(logs.calls, "calls", {"called_at": "unix"}),
    "reviews.csv": File(reviews, None, {"published": "local"}, day="%d/%m/%Y"),
}

MUNICIPALITY: dict[str, File] = {
    "sager.csv": File(
        casework.cases,
        "housing",
        {"Modtaget": "local", "Lovet": "date", "Afgjort": "local"},
        day="%d-%m-%Y",
        delimiter=";",
        encoding="cp1252",
        usual="Boligstøtte",
    ),
    "henvendelser.csv": File(casework.contacts, None, {"tidspunkt": "local"}, delimiter=";"),
    "klager.csv": File(casework.complaints, None, {"modtaget": "local", "kvitteret": "local"}, delimiter=";"),
    "koenumre.csv": File(casework.queue, None, {"taget": "local"}, day="%d/%m/%Y"),
    "telefon.csv": File(half_hours, None, {"Dato": "date"}, day="%d-%m-%Y", delimiter=";", encoding="cp1252"),
}
SAMPLES = {"nordlys": NORDLYS, "municipality": MUNICIPALITY}
# The top of each sample's tree, and what its levels and those responsible are called.
TREES = {
    "nordlys": ("Danmark,,land,driftschef", "region", "regionschef", "butik", "butikschef"),
    "municipality": ("Kommunen,,kommune,kommunaldirektør", "distrikt", "distriktschef", "borgerservice", "leder"),
}


def make(folder: Path, seed: int = 1, size: float = 1.0, name: str = "nordlys") -> None:
    """Write a sample organisation into a folder.

    Parameters
    ----------
    folder : Path
        Made when it is missing; an earlier sample in it is made anew.
    seed : int
        The same seed gives the same files, byte for byte.
    size : float, above 0
        1 is about 50,000 orders, or 15,000 cases; the planted truths are meant to be found from 0.6.
    name : str
        `nordlys`, a chain of bicycle shops, or `municipality`.

    Raises
    ------
    MakegoodError : when the folder holds something else.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as name:
    ...     make(Path(name), size=0.02)
    ...     sorted(path.name for path in Path(name).iterdir())
    ['.sample', 'data', 'makegood.yaml', 'promises', 'units.csv']
    """
    prepare(folder)
    shutil.copytree(Path(__file__).with_name(name), folder, dirs_exist_ok=True)
    data = folder / "data"
    data.mkdir(exist_ok=True)
    known = truths.load(name)
    _write_units(folder / "units.csv", known, TREES[name])
    for stream, (path, file) in enumerate(SAMPLES[name].items()):
        header, rows = rows_of(file, draw_for(known, seed, stream, size))
        if path == EXPORT:
            _write_exports(data, file, header, rows)
        else:
            write(data / path, file, header, rows)


def _write_units(path: Path, known: truths.Truths, tree: tuple[str, str, str, str, str]) -> None:
    """The organisation's tree in three levels; a role is responsible for each unit."""
    top, middle, middle_role, bottom, bottom_role = tree
    regions = list(dict.fromkeys(shop.region for shop in known.shops))
    lines = ["unit,parent,kind,responsible", top]
    root = top.split(",")[0]
    lines += [f"{region},{root},{middle},{middle_role}" for region in regions]
    lines += [f"{shop.shop},{shop.region},{bottom},{bottom_role}" for shop in known.shops]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_exports(data: Path, file: File, header: Row, rows: list[Row]) -> None:
    """The web shop's exports, one a year: the last two days of 2025 stand in both, in the first as they stood then."""
    bought, done, status = (header.index(name) for name in ("Bestilt", "Leveret", "Status"))
    old = [row for row in rows if row[bought][6:10] != "2026"]
    overlap = [row for row in old if row[bought][:10] in {"30-12-2025", "31-12-2025"}]
    undelivered = [
        (*row[:done], "", "Undervejs" if row[status] == "Leveret" else row[status], *row[status + 1 :])
        if row[done][6:10] == "2026"
        else row
        for row in old
    ]
    write(data / EXPORT.format(year=2025), file, header, undelivered)
    write(data / EXPORT.format(year=2026), file, header, overlap + [row for row in rows if row[bought][6:10] == "2026"])
