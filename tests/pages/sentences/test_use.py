"""A sentence on use tells how many, its change, and which groups lead, follow or moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from metrics.definition import Result, Status
from pages.parts import sentences
from pages.parts.charts.heatmap import Grid
from tests.pages.results import YEAR, hidden, metric_of, not_measured, result_of

MONTHS = [date(2025, 9, 1), date(2025, 10, 1), date(2025, 11, 1)]


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((40, 50, 60), "Adoption: 60.0% in Nov 2025, 20.0 points more than in Sep 2025"),
        ((40, 50, 39), "Adoption: 39.0% in Nov 2025, 1.0 point less than in Sep 2025"),
        ((40, 50, 40), "Adoption: 40.0% in Nov 2025, as it was in Sep 2025"),
        ((40,), "Adoption: 40.0% in Sep 2025"),
        ((), "Adoption: nothing to show for these filters"),
    ],
)
def test_a_course_is_told_from_its_first_to_its_last_moment(counts: tuple[int, ...], told: str):
    rows = [{"month": month, "numerator": n, "denominator": 100} for month, n in zip(MONTHS, counts, strict=False)]
    rows += [not_measured(month=month) for month in MONTHS[len(counts) :]]
    assert sentences.course(result_of(rows, by=("month",))) == told


def used(value: float | None, *, status: str = Status.MEASURED, **filters: object) -> Result:
    return result_of([{"value": value, "status": status}], scope=replace(YEAR, **filters))


def reach(**shares: float) -> Result:
    return result_of([{"tool": name, "value": share} for name, share in shares.items()], by=("tool",))


def test_adoption_is_told_for_a_school_day_with_its_change_and_the_most_and_least_used_tool():
    told = sentences.adoption(
        used(0.25), before=used(0.2).frame.iloc[0], since="March", tools=reach(Canvas=0.9, Padlet=0.031)
    )
    assert told == (
        "On an average school day **25.0%** of students use at least one tool, up 5.0 points from March. "
        "Canvas reaches 90.0% of those who may use it, Padlet 3.1%."
    )


def test_adoption_of_one_tool_by_teachers_says_so():
    result = used(0.25, roles={"teacher"}, tools={"Canvas"})
    told = sentences.adoption(result, before=None, since="", tools=reach(Canvas=0.9))
    assert "**25.0%** of those enrolled use Canvas." in told


def test_adoption_without_an_earlier_period_has_no_change():
    told = sentences.adoption(used(0.25), before=None, since="", tools=reach(Canvas=0.9))
    assert told.endswith("at least one tool. Canvas reaches 90.0% of those who may use it.")


@pytest.mark.parametrize(
    ("status", "start"), [(Status.HIDDEN, "Too few people are enrolled"), (Status.NOT_MEASURED, "What is used here")]
)
def test_adoption_that_cannot_be_told_says_why(status: Status, start: str):
    told = sentences.adoption(used(None, status=status), before=None, since="", tools=reach())
    assert told.startswith(start)


def test_the_reach_of_tools_is_told_for_the_last_month_that_has_any():
    rows = [
        {"tool": "Canvas", "month": MONTHS[0], "value": 0.9},
        {"tool": "Padlet", "month": MONTHS[1], "value": 0.1},
        {"tool": "Canvas", "month": MONTHS[1], "value": 0.5},
        not_measured(tool="Canvas", month=MONTHS[2]),
    ]
    told = sentences.leading_last(result_of(rows, by=("tool", "month")))
    assert told == "Share of people using it in Oct 2025: Canvas 50.0% and Padlet 10.0%"


def test_extremes_name_both_groups_of_a_cell():
    rows = [
        {"grade_level": "07", "subject": "Science", "value": 0.62},
        {"grade_level": "KG", "subject": "Arts", "value": 0.01},
    ]
    metric = metric_of(unit="per_day", label="Logins")
    grid = Grid(rows="grade_level", columns="subject", per=100)
    told = sentences.extremes(result_of(rows, by=("grade_level", "subject"), metric=metric), grid, noun="logins")
    assert told == "Most logins in Grade 7, Science (62.0), fewest in Kindergarten, Arts (1.0)"


def test_coming_back_is_told_for_the_last_week_that_is_reached():
    rows = [{"weeks_since": week, "value": value} for week, value in ((1, 0.8), (2, 0.7), (9, 0.1))]
    result = result_of(rows, by=("weeks_since",))
    assert sentences.after_weeks(result, weeks=4) == "70.0% of those who began used something in week 2 after it"
    assert sentences.after_weeks(result_of([], by=("weeks_since",)), weeks=4).startswith("Nobody's first use")


def test_a_move_has_an_icon_a_word_and_both_values():
    up = sentences.move({"value": 0.25}, {"value": 0.2}, result_of([]), what="Active days")
    assert up == [":material/trending_up: **Active days** rose from 20.0% to 25.0%"]
    down = sentences.move({"value": 0.2}, {"value": 0.25}, result_of([]), what="Active days")
    assert down == [":material/trending_down: **Active days** fell from 25.0% to 20.0%"]
    flat = sentences.move({"value": 0.20001}, {"value": 0.2}, result_of([]), what="Active days")
    assert flat == [":material/trending_flat: **Active days** stayed at 20.0%"]


@pytest.mark.parametrize(("now", "before"), [(None, 0.2), (0.2, None)])
def test_what_cannot_be_compared_is_no_move(now: float | None, before: float | None):
    assert sentences.move({"value": now}, {"value": before}, result_of([]), what="Active days") == []


def test_the_tools_that_moved_furthest_are_named_and_hidden_ones_are_not():
    shares = {"Canvas": (0.5, 0.52), "Padlet": (0.3, 0.1), "Nearpod": (0.2, 0.3)}
    rows = [
        {"tool": tool, "month": month, "value": value}
        for tool, values in shares.items()
        for month, value in zip(MONTHS, values, strict=False)
    ]
    rows += [{"tool": "Quizlet", "month": MONTHS[0], "value": 0.9}, hidden(tool="Quizlet", month=MONTHS[1])]
    result = result_of(rows, by=("tool", "month"))
    told = sentences.moves(result, earlier=MONTHS[0], last=MONTHS[1], group="tool", most=2)
    assert told == [
        ":material/trending_down: **Adoption, Padlet** fell from 30.0% to 10.0%",
        ":material/trending_up: **Adoption, Nearpod** rose from 20.0% to 30.0%",
    ]
