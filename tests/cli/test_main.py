"""The frame: mistakes are told without a traceback, and every command is where its name says."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from makegood import __version__
from makegood.cli import COMMANDS


def run(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "makegood", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **env})


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_the_command_of_its_file(name: str) -> None:
    command = import_module(f"makegood.cli.{name}").command
    assert command.name == name
    assert command.help


def test_the_version() -> None:
    assert run("--version").stdout == f"makegood, version {__version__}\n"


def test_a_mistake_is_told_without_a_traceback_and_exits_2(tmp_path: Path) -> None:
    result = run("check", str(tmp_path))
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert "makegood.yaml" in result.stderr


def test_the_version_loads_nothing_heavy() -> None:
    code = (
        "import sys, makegood.cli; print([m for m in ('duckdb', 'pyarrow', 'numpy', 'pydantic') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


def test_a_mistake_of_ours_exits_2_and_not_as_a_broken_promise(tmp_path: Path) -> None:
    code = "import sys, makegood.cli as c; c.group.main = None; sys.argv = ['makegood', 'check']; c.main()"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert result.returncode == 2
    assert "Traceback" in result.stderr
