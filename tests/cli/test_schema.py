"""`makegood schema`: the schemas as files or on the screen, and how an editor finds them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from makegood import flow
from makegood.cli.schema import command
from makegood.errors import MakegoodError


def test_both_schemas_are_written_beside_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(command, [])
    assert result.exit_code == 0
    assert result.output == (
        "wrote .makegood/makegood.schema.json\n"
        "wrote .makegood/promises.schema.json\n"
        "\n"
        "Editors with a YAML language server (VS Code with the YAML extension, Neovim, JetBrains) check and\n"
        "complete your files when this is the first line of makegood.yaml\n"
        "  # yaml-language-server: $schema=.makegood/makegood.schema.json\n"
        "and this of each file in promises/\n"
        "  # yaml-language-server: $schema=../.makegood/promises.schema.json\n"
    )
    for name, schema in flow.schemas().items():
        assert json.loads((tmp_path / ".makegood" / name).read_text(encoding="utf-8")) == schema


def test_writing_again_changes_nothing(tmp_path: Path) -> None:
    texts = []
    for _ in range(2):
        CliRunner().invoke(command, ["--write", str(tmp_path)])
        texts.append([path.read_bytes() for path in sorted(tmp_path.iterdir())])
    assert texts[0] == texts[1]
    assert len(texts[0]) == 2


@pytest.mark.parametrize("name", ["promises", "promises.schema.json"])
def test_one_is_printed_by_its_short_or_long_name(name: str) -> None:
    result = CliRunner().invoke(command, ["--print", name])
    assert json.loads(result.output) == flow.schemas()["promises.schema.json"]


def test_an_unknown_schema_is_an_error_with_the_names() -> None:
    result = CliRunner().invoke(command, ["--print", "promise"])
    assert str(result.exception) == (
        "there is no schema of that name\n"
        "  found: promise\n"
        "  fix:   did you mean `promises`? Allowed: makegood, promises"
    )


def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = CliRunner().invoke(command, ["--write", str(tmp_path / "file" / "x")])
    assert isinstance(result.exception, MakegoodError)
    assert str(result.exception).startswith("the schemas cannot be written\n  found: ")
    assert str(result.exception).endswith("\n  fix:   name another folder with --write, or use --print")
