"""The board's page as one self-contained HTML file: no script, nothing fetched, one page of A4 when printed."""

from makegood.report.board import Board


def render(board: Board) -> str:
    """The whole page as one text; the template shows `Board` and computes nothing."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("makegood.report"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("board.html.j2").render(board=board)
