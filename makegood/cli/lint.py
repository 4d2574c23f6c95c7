"""`makegood lint`: how the promises could be said better, each finding with its place and its fix."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from makegood.cli.options import FOLDER
from makegood.model import Finding


@click.command("lint")
@FOLDER
@click.option("--format", "form", type=click.Choice(["human", "json", "sarif"]), default="human", show_default=True)
@click.pass_context
def command(context: click.Context, folder: Path, form: str) -> None:
    """Say how the promises could be said better.

    Exit 0: nothing found. 1: findings. 2: could not run, because the files have mistakes.
    """
    from makegood import flow, forms

    register = flow.open_project(folder)
    findings = flow.lint(register)
    promises = len(register.promises)
    if form == "sarif":
        click.echo(forms.write(register, (), form, "en"), nl=False)
    else:
        click.echo(_as_json(findings, promises) if form == "json" else _as_text(findings, promises))
    context.exit(1 if findings else 0)


def _as_text(findings: Sequence[Finding], promises: int) -> str:
    lines = [f"{f.where} {f.code} {f.name}: {f.what}\n  fix:   {f.fix}" for f in findings]
    looked = f"{promises} promise{'s' * (promises != 1)}"
    if not findings:
        return f"nothing found in {looked}"
    kinds = ", ".join(f"{count} {kind}" for kind, count in Counter(f"{f.code} {f.name}" for f in findings).items())
    return "\n".join([*lines, f"{len(findings)} finding{'s' * (len(findings) != 1)} in {looked}: {kinds}"])


def _as_json(findings: Sequence[Finding], promises: int) -> str:
    return json.dumps({"promises": promises, "findings": [asdict(f) for f in findings]}, indent=2, ensure_ascii=False)
