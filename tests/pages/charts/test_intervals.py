"""A survey estimate is drawn with its uncertainty, its verdict in words and the target."""

from __future__ import annotations

import pytest

from metrics.definition import Result, Status
from pages.parts.charts import intervals
from tests.pages.results import TARGET, hidden, not_measured, result_of

QUARTERS = [
    {"quarter": "Q1", "numerator": 142, "denominator": 182, "lower": 0.72, "upper": 0.83, "status": Status.NOT_MET},
    {"quarter": "Q2", "numerator": 17, "denominator": 20, "lower": 0.68, "upper": 0.94, "status": Status.INCONCLUSIVE},
    {"quarter": "Q3", "numerator": 20, "denominator": 20, "lower": 1.0, "upper": 1.0, "status": Status.MET},
    not_measured(quarter="Q4"),
]


def by_quarter(*rows: dict) -> Result:
    return result_of([*QUARTERS, *rows], by=("quarter",))


def test_dots_and_reaches_are_those_of_the_result():
    trace = intervals.draw(by_quarter(), group="quarter", target=TARGET).data[0]
    assert list(trace.x) == [142 / 182, 0.85, 1.0]
    assert trace.error_x.array[1] == pytest.approx(0.09)
    assert trace.error_x.arrayminus[1] == pytest.approx(0.17)
    assert trace.error_x.array[2] == 0


def test_each_verdict_has_a_shape_and_a_word_of_its_own():
    figure = intervals.draw(by_quarter(hidden(quarter="Q5")), group="quarter", target=TARGET)
    assert len(set(figure.data[0].marker.symbol)) == 3
    assert list(figure.layout.yaxis.tickvals) == [
        "Q1<br><b>78.0%</b> Not met",
        "Q2<br><b>85.0%</b> Too close to call",
        "Q3<br><b>100.0%</b> Met",
        "Q4<br>Not measured",
        "Q5<br>Too few to show",
    ]


def test_schools_stand_from_the_highest_down_and_those_without_a_value_last():
    rows = [{**row, "school": row["quarter"]} for row in QUARTERS]
    figure = intervals.draw(result_of(rows, by=("school",)), group="school", target=TARGET)
    assert [label.split("<br>")[0] for label in figure.layout.yaxis.tickvals] == ["Q3", "Q2", "Q1", "Q4"]


def test_the_words_give_value_interval_and_verdict():
    told = intervals.describe(by_quarter(), group="quarter", target=TARGET)
    assert "Q1: 78.0% (between 72.0% and 83.0%), not met" in told
    assert "Q4: not measured" in told
    assert "Target 85%" in told
