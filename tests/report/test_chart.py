"""Where the marks of a trend chart stand."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.model import Day, State, Why
from makegood.report.chart import NARROW, WIDE, Size, Story, draw
from tests.made_states import APRIL, MARCH, MAY, YEAR, verdict, weeks

KEPT = verdict(State.KEPT, 390, 400, 0.955, 0.985)
BROKEN = verdict(State.BROKEN, 350, 400, 0.84, 0.90, period=APRIL)
RUNNING = verdict(State.CANNOT_TELL, 40, 45, period=MAY, closed_on=None, why=Why.NO_PERIOD)


def floor_of(chart):
    return chart.shares[-1].words


def test_without_weeks_there_is_an_empty_plot_and_no_error():
    chart = draw(Story((), None, ()), WIDE, "da")
    assert (chart.dots, chart.lines, chart.cells, chart.objective_y, chart.slip) == ((), (), (), None, None)
    assert len(chart.months) == 1


def test_one_week_is_a_dot_without_a_line():
    chart = draw(Story(weeks(0.9), 0.95, ()), WIDE, "da")
    assert (len(chart.dots), chart.lines) == (1, ())
    assert chart.dots[0].words == "5. januar 2026: 90 af 100"


def test_a_week_without_cases_is_a_gap_and_never_a_zero():
    story = Story((*weeks(0.9, 0.92, None, 0.94, 0.95), Day(date(2026, 1, 19), "", 0, 0)), 0.95, ())
    chart = draw(story, WIDE, "da")
    assert (len(chart.dots), len(chart.lines)) == (4, 2)
    assert floor_of(chart) == "80 %"


def test_none_and_all_stand_at_the_ends_of_the_axis():
    chart = draw(Story(weeks(0.0, 1.0), 0.95, ()), WIDE, "en")
    assert [dot.y for dot in chart.dots] == [WIDE.height - WIDE.bottom, WIDE.top]
    assert [tick.words for tick in chart.shares] == ["100 %", "80 %", "60 %", "40 %", "20 %", "0 %"]


@pytest.mark.parametrize(
    ("lowest", "objective", "floor"),
    [
        (0.999, 0.99, "98.0 %"),
        (0.97, 0.96, "95 %"),
        (0.96, 0.95, "90 %"),
        (0.81, 0.95, "80 %"),
        (0.8, 0.95, "50 %"),
        (0.3, 0.9, "0 %"),
        (0.99, 0.6, "50 %"),
    ],
)
def test_the_axis_begins_below_the_lowest_mark(lowest, objective, floor):
    assert floor_of(draw(Story(weeks(lowest, 1.0, n=1000), objective, ()), WIDE, "en")) == floor


def test_a_week_with_more_cases_has_a_larger_dot():
    few, many = Day(date(2026, 1, 5), "", 25, 24), Day(date(2026, 1, 12), "", 100, 96)
    chart = draw(Story((few, many), 0.95, ()), WIDE, "en")
    assert chart.dots[1].radius == pytest.approx(2 * chart.dots[0].radius, abs=0.1)


def test_verdicts_stand_below_as_words_where_there_is_room():
    story = Story(weeks(*[0.95] * 19), 0.95, (KEPT, BROKEN, RUNNING))
    cells = draw(story, WIDE, "da").cells
    assert [(cell.kind, cell.words) for cell in cells] == [
        ("kept", "holdt"),
        ("broken", "brudt"),
        ("running", "i gang"),
    ]
    assert [cell.told for cell in cells] == ["marts 2026: holdt", "april 2026: brudt", "maj 2026: i gang"]
    assert [cell.icon for cell in cells] == [True, True, False]


def test_a_word_stands_in_all_cells_of_its_kind_or_in_none():
    months = tuple(
        verdict(State.KEPT, 1, 2, period=replace(MARCH, first=date(2025, month, 1), last=date(2025, month, days)))
        for month, days in enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), start=1)
    )
    for width in range(300, 900, 10):
        cells = draw(Story(weeks(*[0.9] * 52, first=date(2025, 1, 6)), 0.95, months), Size(width, 290), "da").cells
        assert len({cell.words for cell in cells}) == 1


def test_data_that_begin_within_a_month_are_named_by_it_where_there_is_room():
    chart = draw(Story(weeks(0.9, 0.9, 0.9, 0.9, 0.9, first=date(2026, 2, 9)), 0.95, ()), WIDE, "da")
    assert [(tick.words, tick.second) for tick in chart.months] == [("feb.", "2026"), ("mar.", "")]


def test_where_there_is_no_room_a_verdict_is_still_told():
    months = tuple(
        verdict(State.CANNOT_TELL, 1, 2, period=replace(MARCH, first=date(year, month, 1), last=date(year, month, 28)))
        for year in range(2021, 2026)
        for month in range(1, 13)
    )
    cells = draw(Story(weeks(0.9, first=date(2021, 1, 4)), 0.95, months), NARROW, "da").cells
    assert {cell.words for cell in cells} == {""}
    assert cells[0].told == "januar 2021: kan ikke afgøres"


@pytest.mark.parametrize(("count", "labels"), [(2, 1), (9, 3), (60, 14), (260, 9), (520, 9)])
def test_months_on_the_axis_are_thinned_until_they_can_be_read(count, labels):
    chart = draw(Story(weeks(*[0.95] * count), 0.95, ()), WIDE, "da")
    assert len(chart.months) == labels
    assert chart.months[-1].at <= WIDE.width - 30
    assert all(after.at - before.at >= 38 for before, after in zip(chart.months, chart.months[1:], strict=False))


def test_the_first_month_of_a_year_says_the_year():
    chart = draw(Story(weeks(*[0.95] * 60), 0.95, ()), WIDE, "da")
    assert [tick.second for tick in chart.months if tick.second] == ["2026", "2027"]


def test_a_period_that_began_before_the_data_is_cut_where_they_begin():
    year = verdict(State.CANNOT_TELL, 19, 22, period=YEAR, closed_on=None)
    chart = draw(Story(weeks(0.9, 0.8, first=date(2025, 6, 2)), 0.95, (year,)), WIDE, "da")
    assert (chart.cells[0].x, chart.cells[0].width) == (WIDE.left, WIDE.width - WIDE.left - WIDE.right)
    assert chart.dots[0].x < WIDE.width / 2


def test_the_start_of_a_slip_is_marked_and_its_words_stay_inside():
    early = draw(Story(weeks(*[0.95] * 19), 0.95, (), date(2026, 1, 20)), WIDE, "da").slip
    late = draw(Story(weeks(*[0.95] * 19), 0.95, (), date(2026, 5, 12)), WIDE, "da").slip
    assert (early.words, early.anchor, late.anchor) == ("skrider siden 20. januar", "start", "end")


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 500), st.floats(0, 1)), min_size=1, max_size=40),
    st.sampled_from([WIDE, NARROW]),
)
def test_every_mark_stays_inside_the_plot_whatever_the_order(rows, size):
    days = tuple(
        replace(
            weeks(0.9)[0], day=date.fromordinal(date(2020, 1, 6).toordinal() + 7 * week), n=n, kept=round(n * share)
        )
        for week, n, share in {row[0]: row for row in rows}.values()
    )
    chart = draw(Story(days, 0.95, (KEPT,)), size, "en")
    assert chart == draw(Story(days[::-1], 0.95, (KEPT,)), size, "en")
    assert all(size.left <= dot.x <= size.width - size.right for dot in chart.dots)
    assert all(size.top <= dot.y <= size.height - size.bottom for dot in chart.dots)
    assert all(cell.x + cell.width <= size.width - size.right + 0.2 for cell in chart.cells)
