"""`makegood explain`: the documentation of a rule, a measure or a setting."""

from click.testing import CliRunner

from makegood.cli.explain import command
from makegood.errors import MakegoodError


def test_it_prints_the_page_and_nothing_else() -> None:
    result = CliRunner().invoke(command, ["P004"])
    assert result.exit_code == 0
    assert result.output.startswith("# P004 no-room-to-be-human\n\nAn objective of 100 %")
    assert result.output.endswith("the objective judges the system, not the customer.\n")


def test_an_unknown_name_is_an_error_with_a_guess() -> None:
    result = CliRunner().invoke(command, ["witin"])
    assert isinstance(result.exception, MakegoodError)
    assert "did you mean `within`?" in str(result.exception)
