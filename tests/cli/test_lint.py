"""`makegood lint`: findings with place and fix, a count, and an exit code that a pipeline can use."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from makegood.cli.lint import command
from makegood.errors import MakegoodError

SAID = "  said: [{where: t, since: 2024-01-01, by: f}]\n"
FINE = (
    "- promise: a\n  says: {en: Delivery in 2 days}\n  kept_by: f\n"
    + SAID
    + "  keep: {event: e, within: 2 days, of: 95 %}\n"
)
PROJECT = """\
organisation: x
journey: [{touchpoint: t, stage: s, function: f}]
sources: [{name: e, kind: events, files: e.csv, columns: {event_id: i, started_at: s, done_at: d}}]
"""


def lint(folder: Path, promises: str, *options: str) -> Result:
    (folder / "promises").mkdir()
    (folder / "makegood.yaml").write_text(PROJECT)
    (folder / "promises" / "a.yaml").write_text(promises, encoding="utf-8")
    return CliRunner().invoke(command, [str(folder), *options])


def test_nothing_found_exits_0(tmp_path: Path) -> None:
    result = lint(tmp_path, FINE)
    assert (result.exit_code, result.output) == (0, "nothing found in 1 promise\n")


def test_findings_are_told_with_place_and_fix_and_exit_1(tmp_path: Path) -> None:
    result = lint(tmp_path, FINE + "- promise: b\n  says: {en: Fast}\n" + SAID)
    assert result.exit_code == 1
    assert result.output == (
        "promises/a.yaml:6:3 P001 nobody-keeps-it: nobody is named who keeps `b`\n"
        "  fix:   add `kept_by:` with one of f\n"
        "promises/a.yaml:6:3 P002 no-measurable-form: `b` has no measurable form,"
        " so only what customers and employees say can judge it\n"
        "  fix:   if a log shows it, add `keep: {event: ..., within: 2 business days, of: 95 %}`;"
        " see `makegood explain P002`\n"
        'promises/a.yaml:7:10 P003 no-deadline: "Fast" has no deadline, so it can never be judged broken\n'
        "  fix:   add `keep:` with `within: 24 hours` or what you can keep, and say that number;"
        " see `makegood explain P003`\n"
        "3 findings in 2 promises: 1 P001 nobody-keeps-it, 1 P002 no-measurable-form, 1 P003 no-deadline\n"
    )


def test_json_says_the_same(tmp_path: Path) -> None:
    result = lint(tmp_path, FINE.replace("95", "100"), "--format", "json")
    assert result.exit_code == 1
    document = json.loads(result.output)
    assert document["promises"] == 1
    assert [(f["code"], f["name"], f["where"]) for f in document["findings"]] == [
        ("P004", "no-room-to-be-human", "promises/a.yaml:5:36")
    ]
    assert set(document["findings"][0]) == {"code", "name", "where", "what", "fix"}


def test_files_with_mistakes_are_no_findings_but_an_error(tmp_path: Path) -> None:
    result = lint(tmp_path, "- promise: A\n")
    assert isinstance(result.exception, MakegoodError)
    assert result.exit_code != 0
    assert result.output == ""


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(MakegoodError, match=r"there is no makegood\.yaml here"):
        CliRunner().invoke(command, [str(tmp_path / "nowhere")], catch_exceptions=False)
