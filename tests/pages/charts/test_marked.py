"""What happened on a day stands on every kind of chart over time where the day lies, and nowhere else."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest

from metrics.periods import period_of
from pages.parts.charts import bars, heatmap, intervals, lines, marked, strip
from pages.parts.charts.heatmap import Grid
from pages.parts.charts.marked import Days, NotAlongTime
from pages.parts.svg import picture
from tests.pages.results import TARGET, metric_of, result_of

MONTHS = [date(2025, 9, 1), date(2025, 10, 1), date(2025, 11, 1)]
SVG = "{http://www.w3.org/2000/svg}"


def by_month(**groups: object) -> list[dict]:
    return [
        {"month": month, "numerator": 5, "denominator": 10, **_span(period_of("month", month)), **groups}
        for month in MONTHS
    ]


def _span(period) -> dict:
    return {"period_start": period.starts_on, "period_end": period.ends_on}


def line() -> go.Figure:
    return lines.draw(result_of(by_month(), by=("month",)))


def day(month: int, number: int, *, last: date | None = None) -> Days:
    start = date(2025, month, number)
    return Days(start, last or start)


def marks(figure: go.Figure) -> dict[str, str]:
    """The numbers with the day (or name) that they stand at."""
    found = [note for note in figure.layout.annotations if note.text.startswith("<b>")]
    return {str(note.x): note.text for note in found}


def test_a_day_is_a_thin_line_at_its_place_with_its_number_above():
    figure = line()
    assert marked.lay(figure, [day(10, 13)]) == [0]
    (shape,) = figure.layout.shapes
    assert (shape.x0, shape.x1, shape.y0, shape.y1) == ("2025-10-13", "2025-10-13", 0, 1)
    assert marks(figure) == {"2025-10-13": "<b>1</b>"}


@pytest.mark.parametrize(
    ("given", "is_shown"),
    [
        (Days(date(2025, 8, 31), date(2025, 8, 31)), False),
        (day(9, 1), True),
        (day(11, 30), True),
        (day(12, 1), False),
        (Days(date(2025, 8, 1), date(2025, 9, 1)), True),
        (Days(date(2025, 8, 1), date(2025, 8, 31)), False),
        (Days(date(2025, 8, 1), date(2025, 12, 31)), True),
    ],
)
def test_what_lies_in_the_days_of_the_chart_is_marked_and_nothing_else(given: Days, is_shown: bool):
    figure = line()
    assert marked.lay(figure, [given]) == ([0] if is_shown else [])
    assert bool(figure.layout.annotations) == is_shown


def test_a_chart_with_nothing_to_mark_stays_as_it_was():
    figure, other = line(), line()
    assert marked.lay(figure, []) == []
    assert figure == other


def test_marks_are_numbered_in_the_order_given_and_those_left_out_take_no_number():
    figure = line()
    assert marked.lay(figure, [Days(date(2025, 1, 1), date(2025, 1, 1)), day(9, 8), day(11, 3)]) == [1, 2]
    assert marks(figure) == {"2025-09-08": "<b>1</b>", "2025-11-03": "<b>2</b>"}


# The chart has 91 days, and marks nearer than 0.07 of them (6.37 days) share a line.
@pytest.mark.parametrize(("days_apart", "line_count"), [(6, 1), (7, 2)])
def test_numbers_that_would_lie_on_each_other_share_a_line(days_apart: int, line_count: int):
    figure, first = line(), date(2025, 9, 8)
    other = first + timedelta(days=days_apart)
    marked.lay(figure, [Days(first, first), Days(other, other)])
    assert len(figure.layout.shapes) == line_count
    assert list(marks(figure).values()) == (["<b>1–2</b>"] if line_count == 1 else ["<b>1</b>", "<b>2</b>"])


# Nearer than 0.16 of 91 days (14.56 days), numbers stand on two lines.
@pytest.mark.parametrize(("days_apart", "heights"), [(14, [1, 1.06]), (15, [1, 1])])
def test_numbers_that_would_touch_on_a_phone_stand_on_two_lines(days_apart: int, heights: list[float]):
    figure, first = line(), date(2025, 9, 8)
    other = first + timedelta(days=days_apart)
    marked.lay(figure, [Days(first, first), Days(other, other)])
    assert [note.y for note in figure.layout.annotations] == heights


def test_a_third_number_comes_down_again():
    figure = line()
    marked.lay(figure, [day(9, 8), day(9, 16), day(9, 24)])
    assert [note.y for note in figure.layout.annotations] == [1, 1.06, 1]


def test_a_stretch_of_days_is_a_band_behind_its_line():
    figure = line()
    marked.lay(figure, [day(10, 6, last=date(2025, 10, 10))])
    band, edge = figure.layout.shapes
    assert (band.type, band.layer, band.x0, band.x1) == ("rect", "below", "2025-10-06", "2025-10-11")
    assert edge.x0 == "2025-10-06"


def test_a_band_ends_with_the_chart():
    figure = line()
    marked.lay(figure, [Days(date(2025, 8, 1), date(2026, 1, 31))])
    assert (figure.layout.shapes[0].x0, figure.layout.shapes[0].x1) == ("2025-09-01", "2025-12-01")


def test_a_day_after_the_last_point_is_on_the_axis_and_the_first_point_too():
    figure = line()
    marked.lay(figure, [day(11, 24)])
    low, high = map(str, figure.layout.xaxis.range)
    assert low < "2025-09-01"
    assert high > "2025-11-24"
    inner = line()
    marked.lay(inner, [day(10, 24)])
    assert inner.layout.xaxis.range is None


def test_a_chart_over_time_that_says_nothing_of_its_days_is_an_error():
    figure = bars.draw(result_of([{"tool": "Padlet", "value": 0.5}], by=("tool",)), group="tool")
    with pytest.raises(NotAlongTime):
        marked.lay(figure, [day(10, 1)])


QUARTERS = [
    {"quarter": f"2025-26 Q{n}", "value": 0.5, "period_start": start, "period_end": end}
    for n, start, end in (
        (1, date(2025, 8, 18), date(2025, 10, 18)),
        (2, date(2025, 10, 20), date(2025, 12, 20)),
        (3, date(2026, 1, 5), date(2026, 3, 21)),
    )
]


def test_a_line_over_quarters_is_marked_at_the_quarter_of_the_day():
    figure = lines.draw(result_of(QUARTERS, by=("quarter",)))
    marked.lay(figure, [day(9, 8), day(10, 6), day(11, 3)])
    assert marks(figure) == {"2025-26 Q1": "<b>1–2</b>", "2025-26 Q2": "<b>3</b>"}


def test_a_day_between_two_quarters_is_marked_at_the_next():
    figure = lines.draw(result_of(QUARTERS, by=("quarter",)))
    marked.lay(figure, [Days(date(2025, 12, 29), date(2025, 12, 29))])
    assert marks(figure) == {"2025-26 Q3": "<b>1</b>"}


def test_rows_of_quarters_have_the_number_at_their_end():
    result = result_of(QUARTERS, by=("quarter",), metric=metric_of(unit="rate"))
    figure = intervals.draw(result, group="quarter", target=TARGET)
    marked.lay(figure, [day(11, 3)])
    note = figure.layout.annotations[-1]
    assert (note.text, note.xref, note.y.split("<br>")[0]) == ("<b>◂ 1</b>", "paper", "2025-26 Q2")
    assert len(figure.layout.shapes) == 1, "the target alone: a line would cross the dots"


def test_columns_of_months_have_the_number_below_them():
    result = result_of(by_month(feature="Quiz"), by=("feature", "month"))
    figure = heatmap.draw(result, Grid(rows="feature", columns="month", is_narrow=True))
    height = figure.layout.height
    marked.lay(figure, [day(10, 13)])
    assert marks(figure) == {"Oct 2025": "<b>▴ 1</b>"}
    assert figure.layout.height > height
    assert not figure.layout.shapes


def test_a_weekend_is_marked_at_the_next_school_day():
    days = [date(2025, 10, 10), date(2025, 10, 13)]
    rows = [
        {"day": each, "source": "Canvas", "value": 5, "period_start": each, "period_end": each + timedelta(days=1)}
        for each in days
    ]
    figure = strip.draw(result_of(rows, by=("day", "source")), group="source")
    marked.lay(figure, [day(10, 11)])
    assert marks(figure) == {"2025-10-13": "<b>1</b>"}
    assert figure.layout.margin.t >= 28


def test_a_picture_file_has_the_marks_too():
    figure = line()
    marked.lay(figure, [day(9, 15), day(10, 6, last=date(2025, 10, 10))])
    root = ElementTree.fromstring(picture.draw(figure, alt="A chart."))
    texts = {"".join(each.itertext()) for each in root.iter(f"{SVG}text")}
    assert {"1", "2"} <= texts
    assert len([each for each in root.iter(f"{SVG}line") if each.get("stroke-dasharray")]) == 2
    assert [each for each in root.iter(f"{SVG}rect") if each.get("fill-opacity") == "0.2"]


def test_a_picture_of_columns_has_room_below_them():
    result = result_of(by_month(feature="Quiz"), by=("feature", "month"))
    figure = heatmap.draw(result, Grid(rows="feature", columns="month", is_narrow=True))
    marked.lay(figure, [day(10, 13)])
    root = ElementTree.fromstring(picture.draw(figure, alt="A chart."))
    (text,) = [each for each in root.iter(f"{SVG}text") if "".join(each.itertext()) == "▴ 1"]
    assert float(next(text.iter(f"{SVG}tspan")).get("y")) < float(root.get("height"))
