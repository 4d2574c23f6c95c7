"""An example's folder with the shared data linked in, read and measured."""

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from makegood import flow
from makegood.model import Load, PromiseState

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / ".." / "shared" / "data"
NOW = datetime(2026, 3, 16, 6, tzinfo=UTC)

Measured = tuple[dict[str, Load], PromiseState]


def shared(name: str) -> Path:
    """A folder of the shared data; a test without it fails, because it would show nothing."""
    folder = (SHARED / name).resolve()
    assert folder.is_dir(), f"the shared data are missing: ../shared/data/{name}, seen from the repository root"
    return folder


def run(folder: Path, example: str, data: str, other: Mapping[str, str] | None = None) -> Measured:
    """The example copied into a folder, with the shared data linked in as its files, read and measured.

    `other` says what stands otherwise in its makegood.yaml: the text there, and the text here.
    """
    shutil.copytree(
        ROOT / "examples" / example, folder, ignore=shutil.ignore_patterns("data", "lake"), dirs_exist_ok=True
    )
    (folder / "data").symlink_to(shared(data), target_is_directory=True)
    for there, here in (other or {}).items():
        text = (folder / "makegood.yaml").read_text(encoding="utf-8")
        assert there in text
        (folder / "makegood.yaml").write_text(text.replace(there, here), encoding="utf-8")
    register = flow.open_project(folder)
    loads = {load.source: load for load in flow.read(register, NOW)}
    (state,) = flow.measure(register, NOW)
    return loads, state
