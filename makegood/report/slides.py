"""The board's page as PowerPoint: the page as one slide, then a chart for each promise that can be edited.

In: `Board`. Out: a .pptx file of 16:9 slides. Charts and tables are PowerPoint's own, with their figures in them, so
that they can be restyled, and each has a text for those who do not see it.
"""

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from makegood.errors import MakegoodError
from makegood.report.board import Board, Cell, Row

if TYPE_CHECKING:
    from pptx.presentation import Presentation

INK, MUTED, PAPER, LINE = "1C2430", "56606D", "FFFFFF", "D5DAE0"
COLOURS = {"kept": "0B5194", "broken": "9A2C09", "unclear": "414A56", "none": MUTED, "slipping": "744700"}
WASHES = {"kept": "E2EEFA", "broken": "FBE6DE", "unclear": "F0F2F4", "none": PAPER}
WIDE, HIGH, EDGE = 13.333, 7.5, 0.5  # inches
WIDTHS = (4.2, 0.95, 3.85, 3.333)
LOWER, HIGHER, LOWEST = 2.6, 1.3, 6.95  # where tables begin and end
THIN, THICK = 0.29, 0.38  # a row of one line, and of two
LETTERS = 12  # to an inch
FLOORS = (0.95, 0.9, 0.8, 0.5, 0.0)
MADE_AT = datetime(2020, 1, 1)  # no other time than that on the page
TITLE_ONLY = 5  # the layout with nothing but a title: it stays a title for those who listen


def make_slides(board: Board) -> bytes:
    """The file as bytes.

    Raises
    ------
    MakegoodError : when python-pptx is not installed.
    """
    try:
        from pptx import Presentation
        from pptx.util import Inches
    except ImportError:
        fix = 'pip install "makegood[powerpoint]"'
        raise MakegoodError("PowerPoint needs the package python-pptx", found="it is not installed", fix=fix) from None
    show: Presentation = Presentation()
    show.slide_width, show.slide_height = Inches(WIDE), Inches(HIGH)
    core = show.core_properties
    core.title, core.author = f"{board.organisation}: {board.label['title']} {board.period}", "makegood"
    core.created = core.modified = MADE_AT
    core.language = board.language
    tables = _tables(board.rows)
    _overview(show, board, tables[0])
    for rows in tables[1:]:
        _table(_slide(show, f"{board.organisation}: {board.label['title']}", board.compared), board, rows, HIGHER)
    for row in board.rows:
        if row.points and row.objective_share is not None:
            _promise(show, board, row)
    _last(show, board)
    out = BytesIO()
    show.save(out)
    return out.getvalue()


def _tables(rows: tuple[Row, ...]) -> list[tuple[Row, ...]]:
    """The rows of each table: the first has room below the three things, the others on a whole slide."""
    tables: list[list[Row]] = [[]]
    room = LOWEST - LOWER - THIN
    for row in rows:
        says = f"{row.text} - {row.notes[0]}" if row.slipping else row.text
        columns = ((says, WIDTHS[0]), (_say(row.then), WIDTHS[2]), (_say(row.before), WIDTHS[3]))
        wraps = any(len(words) > LETTERS * width for words, width in columns)
        high = THICK if wraps else THIN
        if room < high:
            tables.append([])
            room = LOWEST - HIGHER - THIN
        tables[-1].append(row)
        room -= high
    return [tuple(table) for table in tables]


def _overview(show: "Presentation", board: Board, rows: tuple[Row, ...]) -> None:
    slide = _slide(show, f"{board.organisation}: {board.label['title']}", board.compared)
    part = (WIDE - 2 * EDGE - 0.45) / 4
    for at, (kind, then, before) in enumerate(board.groups):
        box = _box(slide, EDGE + at * (part + 0.15), 1.18, part, 0.5, [(then, True, 12), (before, False, 9)])
        _paint(box, WASHES[kind], COLOURS[kind])
    third = (WIDE - 2 * EDGE - 0.4) / 3
    for at, name in enumerate(("today", "decide", "leave")):
        lines = [(board.label[name], True, 10), (getattr(board, name), False, 10)]
        _box(slide, EDGE + at * (third + 0.2), 1.8, third, 0.72, lines)
    _table(slide, board, rows, LOWER)
    _box(slide, EDGE, 7.0, WIDE - 2 * EDGE, 0.35, [(" ".join(filter(None, (board.more, board.figures))), False, 9)])


def _table(slide: Any, board: Board, rows: tuple[Row, ...], top: float) -> None:
    from pptx.util import Inches, Pt

    heading = (board.label["promise"], board.label["objective"], board.period, board.before)
    height = Inches(THIN * (len(rows) + 1))
    width = Inches(WIDE - 2 * EDGE)
    shape = slide.shapes.add_table(len(rows) + 1, len(heading), Inches(EDGE), Inches(top), width, height)
    _describe(shape, f"{board.label['title']} {board.compared}")
    table = shape.table
    for column, inches in zip(table.columns, WIDTHS, strict=True):
        column.width = Inches(inches)
    for line in table.rows:
        line.height = Inches(THIN)
    for at, words in enumerate(heading):
        _write(table.cell(0, at), words, True, MUTED)
    for at, row in enumerate(rows, 1):
        says = f"{row.text} - {row.notes[0]}" if row.slipping else row.text
        _write(table.cell(at, 0), says, True, COLOURS["slipping"] if row.slipping else INK)
        _write(table.cell(at, 1), row.objective, False, INK)
        for column, cell in ((2, row.then), (3, row.before)):
            _write(table.cell(at, column), _say(cell), column == 2, COLOURS[cell.kind], WASHES[cell.kind])
    for line in table.rows:
        for cell in line.cells:
            cell.margin_top = cell.margin_bottom = Pt(2)


def _say(cell: Cell) -> str:
    return ", ".join(filter(None, ("; ".join(word for _, word in cell.verdicts), cell.count, cell.note)))


def _promise(show: "Presentation", board: Board, row: Row) -> None:
    slide = _slide(show, row.text, f"{board.period}: {_say(row.then)}")
    _chart(slide, board, row)
    if row.notes:
        lines = [(note, row.slipping and at == 0, 12) for at, note in enumerate(row.notes)]
        _box(slide, EDGE, 6.6, WIDE - 2 * EDGE, 0.6, lines)


def _chart(slide: Any, board: Board, row: Row) -> None:
    """The share kept of each period, the objective beside it: a line chart, whose steps are all alike."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Inches, Pt

    data = CategoryChartData(number_format="0%")
    data.categories = [point.words for point in row.points]
    data.add_series(board.label["share_kept"], [point.share for point in row.points])
    data.add_series(f"{board.label['objective']} {row.objective}", [row.objective_share] * len(row.points))
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.LINE_MARKERS, Inches(EDGE), Inches(1.25), Inches(WIDE - 2 * EDGE), Inches(5.3), data
    )
    _describe(frame, row.chart_about)
    chart = frame.chart
    chart.has_title = False
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.font.size, chart.font.color.rgb = Pt(12), _rgb(INK)
    lowest = min([row.objective_share or 1, *(point.share for point in row.points)])
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale = next(floor for floor in FLOORS if lowest > floor or not floor), 1
    axis.major_gridlines.format.line.color.rgb = _rgb(LINE)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0%", False
    kept, objective = chart.plots[0].series
    kept.smooth = objective.smooth = False
    kept.format.line.color.rgb = _rgb(COLOURS[row.then.kind])
    kept.format.line.width = Pt(2.5)
    kept.marker.style, kept.marker.size = XL_MARKER_STYLE.CIRCLE, 9
    kept.marker.format.fill.solid()
    kept.marker.format.fill.fore_color.rgb = _rgb(COLOURS[row.then.kind])
    objective.format.line.color.rgb = _rgb(MUTED)
    objective.format.line.dash_style = MSO_LINE.DASH
    objective.marker.style = XL_MARKER_STYLE.NONE


def _last(show: "Presentation", board: Board) -> None:
    slide = _slide(show, board.label["corrections"], board.compared)
    lines = [(sentence, False, 14) for sentence in board.corrections]
    _box(slide, EDGE, 1.4, WIDE - 2 * EDGE, 3.4, lines)
    _box(slide, EDGE, 5.6, WIDE - 2 * EDGE, 1.4, [(note, False, 10) for note in (board.figures, *board.footnotes)])


def _slide(show: "Presentation", title: str, below: str) -> Any:
    from pptx.util import Inches, Pt

    slide = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
    heading = slide.shapes.title
    heading.left, heading.top, heading.width, heading.height = map(Inches, (EDGE, 0.2, WIDE - 2 * EDGE, 0.55))
    frame = heading.text_frame
    frame.word_wrap = True
    frame.margin_left = 0
    frame.text = title
    paragraph = frame.paragraphs[0]
    paragraph.alignment = 1
    run = paragraph.runs[0].font if paragraph.runs else paragraph.font
    run.size, run.bold, run.color.rgb = Pt(24), True, _rgb(INK)
    _box(slide, EDGE, 0.75, WIDE - 2 * EDGE, 0.35, [(below, False, 13)])
    return slide


def _box(slide: Any, left: float, top: float, width: float, height: float, lines: list[tuple[str, bool, int]]) -> Any:
    from pptx.util import Inches, Pt

    box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height))
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Inches(0.06)
    frame.margin_top = frame.margin_bottom = Inches(0.03)
    for at, (words, bold, size) in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = words
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, _rgb(INK)
    return box


def _paint(box: Any, wash: str, ink: str) -> None:
    from pptx.util import Pt

    box.fill.solid()
    box.fill.fore_color.rgb = _rgb(wash)
    box.line.color.rgb, box.line.width = _rgb(ink), Pt(0.75)
    for paragraph in box.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.color.rgb = _rgb(ink)


def _write(cell: Any, words: str, bold: bool, ink: str, wash: str = PAPER) -> None:
    from pptx.util import Pt

    cell.text = words
    cell.fill.solid()
    cell.fill.fore_color.rgb = _rgb(wash)
    for run in cell.text_frame.paragraphs[0].runs:
        run.font.size, run.font.bold, run.font.color.rgb = Pt(10), bold, _rgb(ink)


def _describe(frame: Any, words: str) -> None:
    """The text for those who do not see it: `descr`, which python-pptx has no name for."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", words)


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour)
