"""A line shows the result's own values, breaks where nothing was measured, and says the same in words."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from pages.parts.charts import lines
from tests.pages.results import TARGET, hidden, metric_of, not_measured, result_of

MONTHS = [date(2025, 9, 1), date(2025, 10, 1), date(2025, 11, 1)]
THREE = [
    {"month": month, "numerator": count, "denominator": 100} for month, count in zip(MONTHS, (40, 70, 60), strict=True)
]


def test_a_line_holds_the_values_of_the_result_in_order_of_time():
    figure = lines.draw(result_of(THREE[::-1], by=("month",)))
    assert list(figure.data[0].x) == MONTHS
    assert list(figure.data[0].y) == [0.4, 0.7, 0.6]


def test_a_rate_is_drawn_from_0_to_100_percent():
    axis = lines.draw(result_of(THREE, by=("month",))).layout.yaxis
    assert axis.range[0] == 0
    assert axis.range[1] >= 1


def test_other_units_are_drawn_from_zero():
    result = result_of(THREE, by=("month",), metric=metric_of(unit="count"))
    assert lines.draw(result).layout.yaxis.rangemode == "tozero"


def test_a_summer_without_rows_breaks_the_line():
    rows = [*THREE, {"month": date(2026, 2, 1), "numerator": 50, "denominator": 100}]
    trace = lines.draw(result_of(rows, by=("month",))).data[0]
    assert list(trace.y) == [0.4, 0.7, 0.6, None, 0.5]
    assert trace.connectgaps is None


@pytest.mark.parametrize("row", [hidden(month=MONTHS[1]), not_measured(month=MONTHS[1])], ids=["hidden", "unmeasured"])
def test_what_is_not_shown_or_not_measured_is_a_gap_and_no_zero(row: dict):
    figure = lines.draw(result_of([THREE[0], row, THREE[2]], by=("month",)))
    assert list(figure.data[0].y) == [0.4, None, 0.6]


def test_the_hidden_point_tells_nothing_but_that_it_is_hidden():
    figure = lines.draw(result_of([THREE[0], hidden(month=MONTHS[1])], by=("month",)))
    assert figure.data[0].customdata[1] == "Oct 2025: too few to show"


def test_the_four_highest_series_are_colored_and_the_rest_gray():
    rows = [{"month": MONTHS[0], "tool": f"T{n}", "numerator": n, "denominator": 10} for n in range(7)]
    figure = lines.draw(result_of(rows, by=("month", "tool")), series="tool")
    assert [trace.name for trace in figure.data] == ["T6", "T5", "T4", "T3", "T2", "T1", "T0"]
    assert len({trace.line.color for trace in figure.data[:4]}) == 4
    assert len({trace.line.color for trace in figure.data[4:]}) == 1


def test_a_tool_of_which_nothing_is_known_has_no_line_and_no_word():
    rows = [not_measured(month=MONTHS[0], tool="Art Wall"), {"month": MONTHS[0], "tool": "Canvas", "value": 0.5}]
    result = result_of(rows, by=("month", "tool"))
    assert [trace.name for trace in lines.draw(result, series="tool").data] == ["Canvas"]
    assert "Art Wall" not in lines.describe(result, series="tool")


def test_weeks_since_the_first_use_run_along_a_named_axis():
    rows = [{"weeks_since": week, "numerator": 10 - week, "denominator": 10} for week in (1, 2)]
    result = result_of(rows, by=("weeks_since",))
    figure = lines.draw(result, along="weeks_since")
    assert figure.layout.xaxis.title.text == "School weeks since the first use"
    assert "from 90.0% in week 1 to 80.0% in week 2" in lines.describe(result, along="weeks_since")


def test_every_series_has_its_name_at_its_end_and_no_two_names_overlap():
    rows = [{"month": MONTHS[0], "tool": f"T{n}", "numerator": 50 + n, "denominator": 100} for n in range(7)]
    figure = lines.draw(result_of(rows, by=("month", "tool")), series="tool")
    names, places = zip(*((label.text, label.y) for label in figure.layout.annotations), strict=True)
    assert all(f"T{n}" in " ".join(names) for n in range(7))
    gaps = [upper - lower for upper, lower in pairwise(places)]
    assert min(gaps) > 0.06


def test_a_target_is_a_labeled_line():
    figure = lines.draw(result_of(THREE, by=("month",)), target=TARGET)
    assert figure.layout.shapes[0].y0 == 0.85
    assert figure.layout.annotations[0].text == "Target 85%"


def test_a_month_that_is_not_over_is_an_open_dot_that_says_how_far_it_has_come():
    days = {"is_partial": True, "school_day_count": 12, "planned_school_day_count": 18}
    rows = [*[{**row, "is_partial": False} for row in THREE[:2]], {**THREE[2], **days}]
    trace = lines.draw(result_of(rows, by=("month",))).data[0]
    assert list(trace.marker.symbol) == ["circle", "circle", "circle-open"]
    assert "12 of 18 school days" in trace.customdata[-1]
    assert "school days" not in trace.customdata[0]


def test_the_words_tell_start_end_highest_and_target():
    told = lines.describe(result_of(THREE, by=("month",)), target=TARGET)
    assert told == (
        "Line chart: Adoption by month. Adoption: from 40.0% in Sep 2025 to 60.0% in Nov 2025, "
        "highest 70.0% in Oct 2025. Target 85%."
    )


def test_the_words_say_when_points_are_hidden_or_nothing_is_there():
    told = lines.describe(result_of([hidden(month=month) for month in MONTHS], by=("month",)))
    assert "nothing to show" in told
    assert "3 points have too few people to show" in told
