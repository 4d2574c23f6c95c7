"""The command line: one file a command, each with a `command`; heavy modules are imported inside them.

Exit codes: 0 all is well, 1 something needs a person, 2 could not run.
"""

import sys
import traceback
from importlib import import_module

import click

from makegood import __version__
from makegood.errors import MakegoodError

COMMANDS = (
    *("demo", "init", "read", "rejected", "lint", "check", "list", "like", "measure", "report", "message"),
    *("export", "explain", "schema", "tidy", "understand", "forget"),
)


class _Commands(click.Group):
    """Finds each command in its own file, so that `--version` imports none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"makegood.cli.{cmd_name}").command
        return command


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="makegood")
def group() -> None:
    """Does an organisation do what it says? Promise by promise, with the evidence."""


def main() -> None:
    """Run the command line; a `MakegoodError` is told without a traceback and exits 2."""
    for stream in (sys.stdout, sys.stderr):  # a Windows console may not know every letter we write
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        group(prog_name="makegood")
    except MakegoodError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except Exception:  # a mistake of ours must not look like exit 1, a broken promise
        traceback.print_exc()
        sys.exit(2)
