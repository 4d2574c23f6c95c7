"""Which files to look at: those that are named, and of a folder those in it and below."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from makegood.errors import MakegoodError

MOST_FILES = 200  # more is a folder of something else
OURS = frozenset({"lake", "promises"})  # folders in which makegood keeps things of its own
_NO_DATA = frozenset({".yaml", ".yml", ".md", ".html"})


def find_paths(paths: Sequence[Path]) -> list[Path]:
    """The files, each once; of a folder without hidden files and makegood's own, and through links.

    Raises
    ------
    MakegoodError : when a path is not there, when there is no file at all, or when there are too many.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise MakegoodError("there is no such file or folder", found=str(path), fix="name files that are there")
        for file in _walk(path) if path.is_dir() else (path,):
            found.setdefault(file.resolve(), file)
            if len(found) > MOST_FILES:
                fix = "name the files, or the folder, that hold your orders, calls, cases or reviews"
                raise MakegoodError("these are too many files to look at", found=f"more than {MOST_FILES}", fix=fix)
    if not found:
        fix = "name the files with your orders, calls, cases or reviews: makegood init data/*.csv"
        raise MakegoodError("there are no files to look at", found=", ".join(map(str, paths)), fix=fix)
    return list(found.values())


def _walk(folder: Path) -> Iterator[Path]:
    """The files below a folder in the order of their names; each folder once, however often links lead to it."""
    seen: set[str] = set()
    for root, folders, files in os.walk(folder, followlinks=True):
        real = os.path.realpath(root)
        ours = OURS if Path(root) == folder else frozenset()
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in ours)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() not in _NO_DATA:
                yield Path(root) / name
