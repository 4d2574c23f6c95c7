"""The folder of the sample: an empty one, or an earlier sample's; nobody's own files are ever touched."""

import shutil
from pathlib import Path

from makegood.errors import MakegoodError, Place

MARK = ".sample"
MADE = ("data", "promises", "lake", "makegood.yaml", "units.csv", "report.html")


def prepare(folder: Path) -> None:
    """Make the folder, or clear what an earlier sample, and makegood on it, wrote there.

    Raises
    ------
    MakegoodError : when the folder holds something that no sample put there.
    """
    if folder.exists() and not folder.is_dir():
        raise MakegoodError("this is a file, and the sample needs a folder", Place(str(folder)), fix=_fix())
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).exists():
        things = sum(1 for _ in folder.iterdir())
        found = f"{things} thing{'s' * (things != 1)} that the sample did not put there"
        raise MakegoodError("the folder is not empty, and not an earlier sample", Place(str(folder)), found, _fix())
    for name in MADE:
        made = folder / name
        if made.is_dir() and not made.is_symlink():
            shutil.rmtree(made)
        else:
            made.unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("Made by `makegood demo`, which may write this folder anew.\n", encoding="utf-8")


def _fix() -> str:
    return "name another folder, such as `makegood demo nordlys`"
