"""Bars are as long as the result says, start at zero, and name what may not be shown."""

from __future__ import annotations

from metrics.definition import Result
from pages.parts import theme
from pages.parts.charts import bars
from tests.pages.results import TARGET, hidden, metric_of, not_measured, result_of

SCHOOLS = [
    {"school": "Lake Middle", "numerator": 30, "denominator": 100},
    {"school": "Adams Elementary", "numerator": 8499, "denominator": 10000},
    hidden(school="Tiny School"),
    not_measured(school="New School"),
]
STAGES = [
    {"tool": tool, "stage": stage, "numerator": count, "denominator": 40, "value": count / 40}
    for tool, counts in {"Nearpod": (40, 38, 30, 28), "Padlet": (40, 20, 10, 0)}.items()
    for stage, count in zip(("purchased", "assigned", "ever used", "active"), counts, strict=True)
]


def stages() -> Result:
    metric = metric_of(name="license_funnel", unit="count", label="Seats")
    return result_of([*STAGES, hidden(tool="Quizlet", stage="purchased")], by=("tool", "stage"), metric=metric)


def test_bars_stand_longest_first_with_what_is_hidden_at_the_end_and_the_unmeasured_left_to_the_notes():
    trace = bars.draw(result_of(SCHOOLS, by=("school",)), group="school").data[0]
    assert list(trace.x) == [0.8499, 0.3, 0]
    assert list(trace.text) == ["85.0%", "30.0%", "too few to show"]


def test_beside_a_target_a_bar_just_short_of_it_does_not_print_as_the_target():
    trace = bars.draw(result_of(SCHOOLS, by=("school",)), group="school", target=TARGET).data[0]
    assert trace.text[0] == "84.9%"


def test_a_median_that_was_not_reached_is_said_to_be_so():
    rows = [{"tool": "Padlet", "value": None, "numerator": 3, "denominator": 90, "note": "not reached"}]
    waits = result_of(rows, by=("tool",), metric=metric_of(name="time_to_first_use", unit="days"))
    assert list(bars.draw(waits, group="tool").data[0].text) == ["not reached"]


def test_grade_levels_keep_their_own_order():
    rows = [{"grade_level": grade, "numerator": n, "denominator": 10} for n, grade in enumerate(["KG", "01", "02"])]
    trace = bars.draw(result_of(rows, by=("grade_level",)), group="grade_level").data[0]
    assert list(trace.y) == ["Kindergarten", "Grade 1", "Grade 2"]


def test_the_words_of_a_long_bar_stand_inside_it_where_no_target_line_crosses_them():
    trace = bars.draw(result_of(SCHOOLS, by=("school",)), group="school", target=TARGET).data[0]
    assert list(trace.textposition) == ["inside", "outside", "outside"]


def test_bars_start_at_zero():
    rate = bars.draw(result_of(SCHOOLS, by=("school",)), group="school")
    cost = bars.draw(result_of(SCHOOLS, by=("school",), metric=metric_of(unit="usd")), group="school")
    assert rate.layout.xaxis.range[0] == cost.layout.xaxis.range[0] == 0


def test_the_words_name_every_bar_with_its_value():
    told = bars.describe(result_of(SCHOOLS, by=("school",)), group="school", target=TARGET)
    assert told == (
        "Bar chart: Adoption by school. Adams Elementary 84.9%; Lake Middle 30.0%; Tiny School too few to show. "
        "Target 85%."
    )


def test_parts_and_steps_hold_the_counts_of_the_result():
    for draw in (
        lambda: bars.draw_parts(stages(), group="tool", part="stage"),
        lambda: bars.draw_steps(stages(), group="tool", step="stage"),
    ):
        figure = draw()
        assert [trace.name for trace in figure.data] == ["Purchased", "Assigned", "Ever used", "Active"]
        assert list(figure.data[3].x) == [28, 0]
        assert list(figure.data[0].x) == [40, 40, None]


def test_the_words_for_parts_name_each_count_and_what_is_hidden():
    told = bars.describe_parts(stages(), group="tool", part="stage")
    assert "Nearpod: Purchased 40, Assigned 38, Ever used 30, Active 28" in told
    assert "Quizlet: Purchased too few to show" in told


def test_a_tool_of_which_nothing_is_known_is_left_to_the_notes():
    rows = [not_measured(tool="Canvas", stage=stage) for stage in ("purchased", "assigned", "ever used", "active")]
    figure = bars.draw_steps(result_of([*rows, *STAGES], by=("tool", "stage")), group="tool", step="stage")
    assert "Canvas" not in {name for trace in figure.data for name in trace.y}


def test_a_part_that_nothing_falls_into_leaves_the_others_their_colors():
    rows = [
        {"tool": "Nearpod", "band": band, "numerator": count, "denominator": 40, "value": count / 40}
        for band, count in (("active", 28), ("31-60 days", 0), ("never used", 12))
    ]
    figure = bars.draw_parts(result_of(rows, by=("tool", "band")), group="tool", part="band")
    assert [trace.name for trace in figure.data] == ["Active", "Never used"]
    assert [trace.marker.color for trace in figure.data] == [theme.PARTS[0][0], theme.PARTS[2][0]]
