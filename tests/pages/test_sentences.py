"""A page's sentence gives the number, the comparison and the verdict, or says plainly what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from metrics.definition import Result, Status
from metrics.policy import Entry
from metrics.statistics import Verdict
from pages.parts import sentences
from pages.parts.charts.heatmap import Grid
from tests.pages.results import TARGET, YEAR, hidden, metric_of, not_measured, result_of


def quarter(
    *, favorable: int = 142, answered: int = 182, verdict: str = Verdict.NOT_MET, name: str = "Q2"
) -> pd.Series:
    row = {"quarter": name, "numerator": favorable, "denominator": answered, "value": favorable / answered}
    return pd.Series({**row, "lower": 0.72, "upper": 0.83, "status": Status.NOT_MET, "verdict": verdict})


def test_buy_in_is_told_with_base_comparison_and_distance_from_the_target():
    before = quarter(favorable=80, answered=100, name="Q1")
    told = sentences.buy_in(quarter(), TARGET, before=before)
    assert told == (
        ":material/cancel: Staff buy-in is **78.0%** (142 of 182 who answered in Q2), down 2.0 points from Q1: "
        "7.0 points short of the 85% target."
    )


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.MET_FOR_CERTAIN, "the 85% target is met, whatever the others would have answered"),
        (Verdict.MET, "the 85% target is met"),
        (Verdict.NOT_MET_FOR_CERTAIN, "short of the 85% target, whatever the others would have answered"),
        (Verdict.INCONCLUSIVE, "too few answers to say whether the 85% target is met"),
    ],
)
def test_each_verdict_on_buy_in_has_words_of_its_own(verdict: str, words: str):
    assert words in sentences.buy_in(quarter(verdict=verdict), TARGET)


def test_buy_in_just_short_of_the_target_does_not_print_as_the_target():
    told = sentences.buy_in(quarter(favorable=8496, answered=10000), TARGET)
    assert "**84.9%**" in told


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"status": Status.HIDDEN, "value": None}, "Too few staff answered in Q2 to show their buy-in."),
        (
            {"status": Status.NOT_MEASURED, "value": None, "verdict": Verdict.NOT_MEASURED},
            "Staff buy-in was not measured in Q2.",
        ),
        (
            {"status": Status.NOT_MEASURED, "value": None, "verdict": Verdict.OVERDUE},
            "Staff buy-in was not measured in Q2, and its survey is overdue.",
        ),
        (
            {"status": Status.NOT_MEASURED, "value": None, "verdict": Verdict.NOT_MEASURED, "quarter": None},
            "No quarter of the school calendar lies in this period, so no survey could be asked for.",
        ),
    ],
    ids=["hidden", "not measured", "overdue", "no quarter"],
)
def test_buy_in_that_cannot_be_told_says_why(row: dict, told: str):
    assert sentences.buy_in(pd.Series({"quarter": "Q2", **row}), TARGET) == told


def test_verdicts_over_groups_are_counted():
    rows = [
        {"school": name, "numerator": 1, "denominator": 1, "status": status}
        for name, status in zip("ABCD", (Status.MET, Status.NOT_MET, Status.INCONCLUSIVE, Status.NOT_MET), strict=True)
    ]
    told = sentences.verdicts(result_of(rows, by=("school",)), noun="school")
    assert told == "1 of 4 schools met the target; 1 is too close to call"


def test_a_single_verdict_is_told_by_its_name():
    rows = [{"school": "Lake Middle", "numerator": 1, "denominator": 1, "status": Status.INCONCLUSIVE}]
    told = sentences.verdicts(result_of(rows, by=("school",)), noun="school")
    assert told == "Lake Middle: too close to call"


def test_groups_without_any_verdict_say_so():
    told = sentences.verdicts(result_of([hidden(school="A"), not_measured(school="B")], by=("school",)), noun="school")
    assert told == "No school has enough answers to show"


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


ALARM = Entry("dormancy.alarm_share", 0.5, "share of purchased seats", "Dormancy alarm", "District target.")


def tools(*rows: tuple[str, int, int]) -> Result:
    """Dormancy by tool, each as (name, seats not in use, seats bought)."""
    judged = [
        {
            "tool": name,
            "numerator": dormant,
            "denominator": bought,
            "status": Status.NOT_MET if 2 * dormant > bought else Status.MET,
        }
        for name, dormant, bought in rows
    ]
    return result_of(judged, by=("tool",), metric=metric_of(name="dormancy_rate", better="lower"))


def test_licenses_are_told_in_dollars_and_seats_with_the_tools_over_the_alarm():
    seats = pd.Series({"numerator": 12, "denominator": 40, "value": 0.3, "status": Status.MET})
    told = sentences.licenses(seats, pd.Series({"value": 1200.4}), tools(("Nearpod", 6, 10), ("Padlet", 1, 10)), ALARM)
    assert told == (
        ":material/warning: **$1,200** a year goes into seats that nobody uses: 12 of 40 seats (30.0%) are not in use. "
        "Over half of the seats of Nearpod (60.0%) are unused."
    )


def test_exactly_half_is_no_alarm_and_one_seat_more_is():
    assert sentences.alarmed(tools(("Nearpod", 20, 40)), ALARM) == "No tool has over half of its seats unused"
    assert "Nearpod (52.5%)" in sentences.alarmed(tools(("Nearpod", 21, 40)), ALARM)


@pytest.mark.parametrize(
    ("status", "start"), [(Status.HIDDEN, "Too few people hold seats"), (Status.NOT_MEASURED, "The use of these seats")]
)
def test_licenses_that_cannot_be_told_say_why(status: Status, start: str):
    seats = pd.Series({"value": None, "status": status})
    assert sentences.licenses(seats, pd.Series({"value": None}), tools(), ALARM).startswith(start)


def test_the_funnel_and_the_bands_are_told_in_seats():
    stages = [{"stage": name, "numerator": n, "denominator": 40} for name, n in (("purchased", 40), ("active", 28))]
    assert sentences.funnel(result_of(stages, by=("stage",))) == "Seats: 40 purchased and 28 active"
    rows = [
        {"band": band, "numerator": n, "denominator": 40}
        for band, n in (("active", 28), ("31-60 days", 3), ("61-90 days", 0), ("never used", 4), ("unassigned", 5))
    ]
    told = sentences.bands(result_of(rows, by=("band",)))
    assert told == "Assigned seats not in use: 3 for 31–60 days and 4 never used"


def test_hidden_seats_are_not_told():
    assert sentences.funnel(result_of([hidden(stage="purchased")], by=("stage",))).startswith("Too few people")
    assert sentences.bands(result_of([hidden(band="31-60 days")], by=("band",))).startswith("Too few people")


def test_the_highest_and_the_lowest_group_are_named():
    rows = [{"tool": name, "value": value} for name, value in (("A", 10.0), ("B", 300.0), ("C", 20.0))]
    costs = metric_of(name="cost_per_active_user", unit="usd", label="Cost per active user")
    told = sentences.most(result_of([*rows, not_measured(tool="D")], by=("tool",), metric=costs), group="tool")
    assert told == "Cost per active user: highest for B ($300), lowest for A ($10)"


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
