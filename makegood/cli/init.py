"""`makegood init`: propose what the columns of some files mean, ask what cannot be known, and write makegood.yaml."""

import os
import shutil
import sys
import textwrap
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from makegood.cli.options import LANGUAGE
from makegood.errors import MakegoodError, Place

if TYPE_CHECKING:
    from makegood.propose.proposal import Proposal, ProposedSource

MOST_ASKED = 5
_WIDEST = 100
_WIDEST_NAMES = 46


@click.command("init")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--folder",
    default=".",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where makegood.yaml is written; the current folder unless given.",
)
@click.option("--yes", is_flag=True, help="Ask nothing: take the proposals, and mark what is open with `# ?`.")
@click.option("--answers", type=click.Path(path_type=Path, dir_okay=False), help="Answers as YAML: `time_zone: UTC`.")
@LANGUAGE
def command(files: tuple[Path, ...], folder: Path, yes: bool, answers: Path | None, language: str | None) -> None:
    """Look at FILES, or at all files of a folder, and write makegood.yaml with comments.

    Nothing is overwritten. Exit 0: written. 2: could not run.
    """
    from makegood import flow
    from makegood.words import first_files, questions
    from makegood.words.language import choose
    from makegood.words.phrases import listed

    flow.refuse_written(folder)
    given = _read_answers(answers) if answers else {}
    now = datetime.now(UTC)
    proposal = flow.propose(files or (folder,), folder, now, flow.find_machine_zone(os.environ), given)
    spoken = choose(language, os.environ, [proposal.language])
    _show(proposal, spoken)
    if not yes and sys.stdin.isatty():
        proposal = _ask(proposal, spoken)
    written = flow.write_proposal(proposal, folder, spoken, now)
    left = proposal.open_questions
    if left:
        click.echo(f"\n{questions.LEFT_OPEN.say(spoken, len(left))}")
        for question in left:
            _echo(
                f"{questions.say_question(question, spoken)} [{questions.say_default(question, spoken)}]",
                "  ? ",
                "    ",
            )
    click.echo(f"\n{first_files.WRITTEN.say(spoken, files=listed([str(path) for path in written], spoken))}\n")
    if not any(source.is_ready for source in proposal.sources):
        _echo(first_files.NOTHING_READY.say(spoken), "", "")
        return
    promises = folder / "promises" / "first.yaml"
    click.echo("\n".join(first_files.say_next(str(folder / "makegood.yaml"), str(promises), str(folder), spoken)))


def _read_answers(path: Path) -> Mapping[str, str]:
    """Answers by question, from a YAML file.

    Raises
    ------
    MakegoodError : when it cannot be read, or is no list of answers.
    """
    fix = "write one answer a line: `time_zone: Europe/Copenhagen`"
    try:
        data: Any = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, YAMLError):
        raise MakegoodError("the answers cannot be read", Place(str(path)), fix=fix) from None
    if not isinstance(data, dict):
        raise MakegoodError("answers are keys, each with a value", Place(str(path)), fix=fix)
    lists = {key: answer if isinstance(answer, list) else [answer] for key, answer in data.items()}
    return {str(key): ", ".join(map(str, answer)) for key, answer in lists.items()}


def _ask(proposal: "Proposal", language: str) -> "Proposal":
    """Ask what decides most, each with the proposal as the answer that Enter gives; a wrong answer is asked again."""
    from makegood import flow
    from makegood.words import questions

    for question in proposal.open_questions[:MOST_ASKED]:
        text = f"\n{questions.say_question(question, language)}"
        options = questions.say_options(question, language)
        if options:
            text += f"\n  {options}\n "
        while True:
            answer = click.prompt(text, default=question.default)
            try:
                proposal = flow.answer(proposal, {question.key: answer})
            except MakegoodError as error:
                click.echo(str(error), err=True)
                continue
            break
    return proposal


def _show(proposal: "Proposal", language: str) -> None:
    """What was found in each file, and why."""
    from makegood.words import proposal as words

    for number, source in enumerate(proposal.sources):
        if number:
            click.echo()
        _show_source(source, language)
    if proposal.sources and (proposal.findings or proposal.unreadable):
        click.echo()
    for finding in proposal.findings:
        _echo(f"{', '.join(finding.files)}: {words.say_finding(finding, language)}", "", "  ")
    for file in proposal.unreadable:
        _echo(f"{file.file}: {words.say_unreadable(file, language)}", "", "  ")


def _show_source(source: "ProposedSource", language: str) -> None:
    from makegood.words import proposal as words

    click.echo(click.style(f"{source.name}: {', '.join(source.files)}, {words.say_rows(source, language)}", bold=True))
    _echo(words.say_kind(source, language), "  ", "  ")
    if not source.is_ready:
        _echo(words.say_missing(source, language), "  ! ", "    ")
    names = {use.ours: ", ".join(use.theirs) for use in source.uses}
    first = max(map(len, names), default=0)
    second = max(map(len, names.values()), default=0)
    for use in source.uses:
        start = f"  {use.ours:<{first}}  {names[use.ours]:<{min(second, 30)}}  "
        _echo(words.say_use(source, use, language), start, " " * (len(start) if len(start) <= _WIDEST_NAMES else 12))
    if source.status and source.cancelled:
        _echo(words.CANCELLED.say(language), f"  {source.status} = {', '.join(source.cancelled)}: ", "    ")
    if source.numbers:
        _echo(words.say_numbers(source, language), "  ", "    ")
    if source.join:
        _echo(words.say_join(source, language), "  ", "    ")
    for note in words.say_notes(source, language):
        _echo(note, "  ", "    ")
    if source.unused:
        _echo(words.say_unused(source.unused, language), "  ", "    ")


def _echo(text: str, start: str, then: str) -> None:
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    click.echo(textwrap.fill(text, width, initial_indent=start, subsequent_indent=then, break_long_words=False))
