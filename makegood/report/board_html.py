"""The board's page as one self-contained HTML file: no script, nothing fetched, one page of A4 when printed."""

from makegood.report.board import Board
from makegood.report.template import fill


def render(board: Board) -> str:
    """The whole page as one text; the template shows `Board` and computes nothing."""
    return fill("board.html.j2", board=board)
