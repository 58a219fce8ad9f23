"""Every cell of a heatmap has its value printed in it, readable on its fill."""

from __future__ import annotations

from datetime import date

from metrics.definition import Result
from pages.parts import theme
from pages.parts.charts import heatmap
from pages.parts.charts.heatmap import Grid
from tests.pages.results import hidden, metric_of, not_measured, result_of

ROWS = [
    {"grade_level": "KG", "subject": "Mathematics", "numerator": 20, "denominator": 100},
    {"grade_level": "KG", "subject": "Science", "numerator": 100, "denominator": 100},
    {"grade_level": "10", "subject": "Mathematics", "numerator": 60, "denominator": 100},
    hidden(grade_level="10", subject="Science"),
    not_measured(grade_level="02", subject="Science"),
]


GRID = Grid(rows="grade_level", columns="subject")


def logins() -> Result:
    metric = metric_of(name="login_frequency", unit="per_day", label="Logins")
    return result_of(ROWS, by=("grade_level", "subject"), metric=metric)


def test_cells_hold_the_values_and_grade_levels_stand_in_their_order():
    grid = heatmap.draw(logins(), GRID).data[0]
    assert list(grid.y) == ["Kindergarten", "Grade 2", "Grade 10"]
    assert list(grid.x) == ["Mathematics", "Science"]
    assert [list(row) for row in grid.z] == [[0.2, 1.0], [None, None], [0.6, None]]


def test_every_cell_has_its_value_printed_in_a_color_that_can_be_read_on_it():
    filled = heatmap.draw(logins(), GRID).data[1]
    assert list(filled.text) == ["0.20", "1.00", "0.60"]
    for value, color in zip((0.2, 1.0, 0.6), filled.textfont.color, strict=True):
        assert theme.contrast(color, theme.on_scale(value)) >= 4.5


def test_a_hidden_cell_and_an_unmeasured_one_have_no_fill_and_say_what_they_are():
    empty = heatmap.draw(logins(), GRID).data[2]
    assert list(empty.text) == ["too few", "–"]


def test_the_words_tell_highest_lowest_and_how_many_are_hidden():
    told = heatmap.describe(logins(), GRID)
    assert told == (
        "Heatmap: Logins by grade level and subject. 3 cells with a value; highest Kindergarten, Science (1.00); "
        "lowest Kindergarten, Mathematics (0.20). 1 cell has too few people to show."
    )


def test_text_stands_on_its_own_cell():
    figure = heatmap.draw(logins(), GRID)
    placed = dict(zip(zip(figure.data[1].y, figure.data[1].x, strict=True), figure.data[1].text, strict=True))
    assert placed[("Kindergarten", "Science")] == "1.00"
    assert {*figure.data[1].x, *figure.data[2].x} <= set(figure.data[0].x)


def test_what_is_rare_is_printed_per_hundred_school_days_and_so_told():
    grid = Grid(rows="grade_level", columns="subject", per=100)
    assert list(heatmap.draw(logins(), grid).data[1].text) == ["20.0", "100.0", "60.0"]
    assert "per 100 school days; highest Kindergarten, Science (100.0)" in heatmap.describe(logins(), grid)


def test_nothing_but_hidden_cells_is_said_so():
    nothing = result_of([hidden(grade_level="10", subject="Science")], by=("grade_level", "subject"))
    assert "Nothing to show" in heatmap.describe(nothing, GRID)
    assert heatmap.draw(nothing, GRID).data[2].text == ("too few",)


FEATURES = Grid(rows="feature", columns="grade_level", is_narrow=True, marks={"Quiz": "new"})


def of_features() -> Result:
    cells = [
        {"feature": "Quiz", "grade_level": "03", "numerator": 1, "denominator": 201},
        {"feature": "Quiz", "grade_level": "04", "numerator": 2, "denominator": 200},
        {"feature": "Page", "grade_level": "03", "numerator": 0, "denominator": 200},
        hidden(feature="Page", grade_level="04"),
    ]
    return result_of(cells, by=("feature", "grade_level"), metric=metric_of(name="feature_utilization"))


def test_in_narrow_cells_percents_have_no_sign_and_what_is_rare_is_not_nobody():
    figure = heatmap.draw(of_features(), FEATURES)
    assert list(figure.data[1].text) == ["<1", "1", "0"]
    assert list(figure.data[2].text) == ["*"]


def test_features_stay_in_the_order_of_their_use_and_carry_their_mark():
    assert list(heatmap.draw(of_features(), FEATURES).data[0].y) == ["Quiz (new)", "Page"]


def test_months_stand_level_above_the_columns_and_name_each_year_once():
    months = [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)]
    rows = [{"grade_level": "KG", "month": month, "numerator": 20, "denominator": 100} for month in months]
    result = result_of(rows, by=("grade_level", "month"), metric=metric_of(label="Logins"))
    axis = heatmap.draw(result, Grid(rows="grade_level", columns="month")).layout.xaxis
    assert list(axis.tickvals) == ["Nov 2025", "Dec 2025", "Jan 2026"]
    assert list(axis.ticktext) == ["2025<br>Nov", "Dec", "2026<br>Jan"]
    assert axis.tickangle == 0


def test_those_without_a_grade_level_have_a_column_with_colors_like_all_others():
    rows = [
        {"grade_level": "03", "feature": "Quizzes", "value": 0.2, "numerator": 4, "denominator": 20},
        {"grade_level": None, "feature": "Quizzes", "value": 0.4, "numerator": 8, "denominator": 20},
    ]
    result = result_of(rows, by=("feature", "grade_level"), metric=metric_of(name="feature_utilization"))
    colors, *_ = heatmap.draw(result, Grid(rows="feature", columns="grade_level", is_narrow=True)).data
    assert list(colors.x) == ["Grade 3", "No grade level"]
    assert [list(row) for row in colors.z] == [[0.2, 0.4]]
