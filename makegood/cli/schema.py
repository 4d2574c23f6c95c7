"""`makegood schema`: the JSON schemas with which an editor checks and completes makegood.yaml and the promises."""

import json
from pathlib import Path

import click

HIDDEN = ".makegood"


@click.command("schema")
@click.option(
    "--write",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=HIDDEN,
    show_default=True,
    help="The folder to write both files into.",
)
@click.option("--print", "name", metavar="NAME", help="Print one of them instead: makegood or promises.")
def command(folder: Path, name: str | None) -> None:
    """Write the JSON schemas for your editor."""
    from makegood import flow
    from makegood.errors import MakegoodError, guess

    texts = {file: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for file, schema in flow.schemas().items()}
    if name is not None:
        short = {file.split(".")[0]: text for file, text in texts.items()}
        asked = name.split(".")[0]
        if asked not in short:
            raise MakegoodError("there is no schema of that name", found=name, fix=guess(asked, short))
        click.echo(short[asked], nl=False)
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in texts.items():
            (folder / file).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        fix = "name another folder with --write, or use --print"
        raise MakegoodError("the schemas cannot be written", found=f"{folder}: {error.strerror}", fix=fix) from None
    click.echo("\n".join(f"wrote {(folder / file).as_posix()}" for file in texts))
    click.echo(
        "\nEditors with a YAML language server (VS Code with the YAML extension, Neovim, JetBrains) check and\n"
        "complete your files when this is the first line of makegood.yaml\n"
        f"  # yaml-language-server: $schema={(folder / 'makegood.schema.json').as_posix()}\n"
        "and this of each file in promises/\n"
        f"  # yaml-language-server: $schema={_from_promises(folder)}"
    )


def _from_promises(folder: Path) -> str:
    """The schema of promises as a file in promises/ has to name it."""
    path = folder / "promises.schema.json"
    return path.as_posix() if folder.is_absolute() else f"../{path.as_posix()}"
