"""The slides: read back with python-pptx; charts are PowerPoint's own, with their figures in them."""

import builtins
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from pptx import Presentation

from makegood.errors import MakegoodError
from makegood.report.slides import make_slides
from tests.report.boards import BROKEN, KEPT, Q1, Q4, UNCLEAR, board, judged, made, monthly, slipping

BOARD = board(
    made("a", *monthly(KEPT, KEPT, UNCLEAR, BROKEN, KEPT, KEPT), waiting=4),
    made("b", judged(Q4, KEPT, 96), judged(Q1, KEPT), **slipping(date(2026, 4, 7))),
    made("c"),
)


def opened(given=BOARD):
    return Presentation(BytesIO(make_slides(given)))


def words_of(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_the_first_slide_is_the_page_and_each_judged_promise_has_its_chart():
    titles = [slide.shapes.title.text for slide in opened().slides]
    assert titles == ["Nordlys Cykler: Do we keep what we promise?", "Promise a", "Promise b", "Corrected since"]


def test_the_table_says_what_the_page_says():
    (table,) = [shape.table for shape in opened().slides[0].shapes if shape.has_table]
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["Promise", "Objective", "The 1st quarter of 2026", "The 4th quarter of 2025"]
    assert cells[1] == [
        "Promise a",
        "95 %",
        "broken in Jan; kept in Feb and Mar, 291 of 300 kept in all",
        "cannot tell in Dec; kept in Oct and Nov, 291 of 300 kept in all",
    ]
    assert cells[2][0] == "Promise b - Slipping now, since 7 April."
    assert cells[3][2] == "nothing fixed"


def test_the_three_things_stand_on_the_first_slide():
    text = "\n".join(words_of(opened().slides[0]))
    assert 'TODAY\n"Promise a": call the 4 still waiting.' in text
    assert "DECIDE\n" in text
    assert "LEAVE ALONE\n" in text


def test_a_chart_is_native_with_the_counts_the_objective_and_a_text():
    (frame,) = [shape for shape in opened().slides[2].shapes if shape.has_chart]
    (plot,) = frame.chart.plots
    assert list(plot.categories) == ["Q4 2025\n96 of 100", "Q1 2026\n97 of 100"]
    assert [(series.name, tuple(series.values)) for series in plot.series] == [
        ("Share kept", (0.96, 0.97)),
        ("Objective 95 %", (0.95, 0.95)),
    ]
    about = frame._element.nvGraphicFramePr.cNvPr.get("descr")
    assert about == "Promise b: share kept, Q4 2025 to Q1 2026, and the objective 95 %."


def test_each_chart_carries_a_workbook_to_edit():
    names = ZipFile(BytesIO(make_slides(BOARD))).namelist()
    assert len([name for name in names if name.startswith("ppt/embeddings/") and name.endswith(".xlsx")]) == 2


def test_every_table_and_chart_has_a_text_for_those_who_do_not_see_it():
    frames = [s for slide in opened().slides for s in slide.shapes if s.has_chart or s.has_table]
    assert all(frame._element.nvGraphicFramePr.cNvPr.get("descr") for frame in frames)


def test_nothing_lies_outside_its_slide():
    states = [made(f"p{n}", *monthly(BROKEN, UNCLEAR, KEPT), says="Vi lover dig meget " * 9) for n in range(30)]
    for show in (
        opened(),
        opened(board(*states)),
        opened(board(*(made(f"p{n}", judged(Q1, KEPT)) for n in range(30)))),
    ):
        for shape in (shape for slide in show.slides for shape in slide.shapes):
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= show.slide_width
            assert shape.top + shape.height <= show.slide_height


def test_rows_without_room_go_on_on_the_next_slide():
    states = [made(f"p{n}", *monthly(KEPT, KEPT, KEPT)) for n in range(30)]
    page = board(*states)
    tables = [s.table for slide in opened(page).slides for s in slide.shapes if s.has_table]
    assert sum(len(table.rows) - 1 for table in tables) == len(page.rows)


def test_without_the_package_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch):
    real = builtins.__import__

    def missing(name, *rest, **named):
        if name == "pptx":
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(MakegoodError) as error:
        make_slides(BOARD)
    assert str(error.value) == (
        "PowerPoint needs the package python-pptx\n"
        "  found: it is not installed\n"
        '  fix:   pip install "makegood[powerpoint]"'
    )
