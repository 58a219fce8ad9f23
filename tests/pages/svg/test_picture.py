"""A chart drawn without a browser says the same as the chart on screen, in text that stays text."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest

from pages.parts.charts import bars, heatmap, intervals, lines
from pages.parts.charts.heatmap import Grid
from pages.parts.svg import picture
from tests.pages.results import TARGET, hidden, metric_of, not_measured, result_of

TAG = "{http://www.w3.org/2000/svg}"
TOOLS = [
    {"tool": "Nearpod & <Co>", "numerator": 80, "denominator": 100},
    {"tool": "Padlet", "numerator": 10, "denominator": 100},
    hidden(tool="Small"),
]
MONTHS = [date(2025, 9, 1), date(2025, 10, 1), date(2025, 12, 1)]


def drawn(figure: go.Figure, **words: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture.draw(figure, **{"alt": "A chart.", **words}))


def texts(root: ElementTree.Element) -> list[str]:
    return ["".join(each.itertext()) for each in root.iter(f"{TAG}text")]


def partial(is_partial: bool) -> dict:
    return {"is_partial": is_partial, "school_day_count": 12, "planned_school_day_count": 18}


def bars_in(root: ElementTree.Element) -> list[float]:
    """How long the colored bars are."""
    return [float(each.get("width")) for each in root.iter(f"{TAG}rect") if each.get("fill") == "#0072B2"]


def test_bars_are_as_long_as_their_values_and_named_as_they_are():
    root = drawn(bars.draw(result_of(TOOLS, by=("tool",)), group="tool"))
    long, short, none = bars_in(root)
    assert long / short == pytest.approx(8)
    assert none == 0
    assert {"Nearpod & <Co>", "80.0%", "10.0%", "too few to show"} <= set(texts(root))


def test_a_target_is_a_dashed_line_with_its_name():
    root = drawn(bars.draw(result_of(TOOLS, by=("tool",)), group="tool", target=TARGET))
    (line,) = [each for each in root.iter(f"{TAG}line") if each.get("stroke-dasharray")]
    ticks = {text: each for each in root.iter(f"{TAG}text") for text in ["".join(each.itertext())]}
    at = [float(next(ticks[text].iter(f"{TAG}tspan")).get("x")) for text in ("75%", "100%")]
    assert at[0] < float(line.get("x1")) < at[1]
    assert "Target 85%" in ticks


def test_a_line_breaks_where_a_month_is_missing_and_marks_what_is_not_over():
    rows = [{"month": month, "numerator": 50, "denominator": 100, **partial(month == MONTHS[2])} for month in MONTHS]
    root = drawn(lines.draw(result_of(rows, by=("month",))))
    path = next(each.get("d") for each in root.iter(f"{TAG}path"))
    assert path.count("M") == 2
    assert [each.get("fill") for each in root.iter(f"{TAG}circle")] == ["#0072B2", "#0072B2", "#FFFFFF"]


def test_every_cell_of_a_heatmap_prints_its_value():
    rows = [
        {"grade_level": grade, "subject": "Math", "numerator": count, "denominator": 100}
        for grade, count in (("03", 10), ("04", 40))
    ]
    root = drawn(heatmap.draw(result_of(rows, by=("grade_level", "subject")), Grid("grade_level", "subject")))
    assert {"Grade 3", "Grade 4", "Math", "10.0%", "40.0%"} <= set(texts(root))


def test_the_range_of_a_survey_is_as_wide_as_its_interval():
    row = {"school": "A", "numerator": 5, "denominator": 10, "lower": 0.3, "upper": 0.8}
    root = drawn(intervals.draw(result_of([row], by=("school",)), group="school", target=TARGET))
    (reach,) = [each for each in root.iter(f"{TAG}line") if each.get("stroke") == "#0072B2"]
    (dot,) = root.iter(f"{TAG}circle")
    left, right, middle = (float(value) for value in (reach.get("x1"), reach.get("x2"), dot.get("cx")))
    assert (middle - left) / (right - left) == pytest.approx(0.4, rel=1e-3)


def test_parts_lie_one_after_the_other_up_to_their_sum():
    rows = [
        {"tool": "A", "band": band, "numerator": count, "value": count} for band, count in (("active", 60), ("new", 40))
    ]
    root = drawn(bars.draw_parts(result_of(rows, by=("tool", "band")), group="tool", part="band"))
    first, second = [
        each for each in root.iter(f"{TAG}rect") if float(each.get("height")) > 12 and each.get("stroke-width")
    ]
    assert float(second.get("x")) == pytest.approx(float(first.get("x")) + float(first.get("width")), abs=0.01)
    assert float(first.get("width")) / float(second.get("width")) == pytest.approx(1.5, rel=1e-3)


def test_a_group_of_which_no_part_may_be_shown_says_so():
    rows = [{"tool": "A", "band": "active", "numerator": 60, "value": 60}, {**hidden(tool="B"), "band": "active"}]
    root = drawn(bars.draw_parts(result_of(rows, by=("tool", "band")), group="tool", part="band"))
    assert texts(root).count("too few to show") == 1


def test_a_picture_has_its_title_its_source_and_its_alternative_text():
    root = drawn(
        bars.draw(result_of(TOOLS, by=("tool",)), group="tool"),
        title="It rose <b>in</b> May & June</b>",
        source="Data as of May",
    )
    assert root.get("role") == "img"
    assert root.find(f"{TAG}desc").text == "A chart."
    assert {"It rose in May & June", "Data as of May"} <= set(texts(root)), "marks that are not in pairs break nothing"


def test_a_chart_of_nothing_is_still_a_picture():
    root = drawn(bars.draw(result_of([not_measured(tool="A")], by=("tool",)), group="tool"))
    assert not bars_in(root)


def test_what_stands_for_dollars_is_written_as_dollars():
    rows = [{"tool": "A", "numerator": 1, "denominator": 1, "value": 25_000.0}]
    told = texts(drawn(bars.draw(result_of(rows, by=("tool",), metric=metric_of(unit="usd")), group="tool")))
    assert {"$25,000", "$20,000", "$0"} <= set(told)
