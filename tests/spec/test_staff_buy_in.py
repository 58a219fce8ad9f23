"""Staff buy-in, told as examples: what is favorable, when the target is met, and which quarter it is."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from tests.spec.staff import NO, YES, answers, measured, staff, votes, whole_year


def buy_in(tmp_path, asked: int, favorable: int, answered: int) -> pd.Series:
    tables = {"memberships": staff(asked), "survey_responses": votes(favorable, answered)}
    return measured(tmp_path, "staff_buy_in", **tables).row()


@pytest.mark.parametrize(
    ("favorable", "answered", "asked", "verdict", "status"),
    [
        (17, 20, 20, "met for certain", "met"),
        (16, 20, 20, "not met for certain", "not met"),
        (17, 20, 21, "inconclusive", "inconclusive"),
        (17, 20, 60, "inconclusive", "inconclusive"),
        (20, 20, 23, "met for certain", "met"),
        (36, 40, 50, "met", "met"),
        (34, 40, 50, "inconclusive", "inconclusive"),
        (36, 50, 100, "not met", "not met"),
        (28, 33, 33, "not met for certain", "not met"),
        (9, 9, 12, "inconclusive", "inconclusive"),
        (10, 10, 12, "met", "met"),
        (49, 49, 100, "inconclusive", "inconclusive"),
        (50, 50, 100, "met", "met"),
    ],
)
def test_first_what_is_certain_then_what_the_interval_says(tmp_path, favorable, answered, asked, verdict, status):
    row = buy_in(tmp_path, asked, favorable, answered)
    assert (row["verdict"], row["status"]) == (verdict, status)
    assert (row["numerator"], row["denominator"], row["eligible_count"]) == (favorable, answered, asked)
    assert row["value"] == favorable / answered


def test_the_bounds_are_what_the_silent_could_make_of_it(tmp_path):
    row = buy_in(tmp_path, asked=50, favorable=34, answered=40)
    assert (row["bound_low"], row["bound_high"]) == (34 / 50, (34 + 50 - 40) / 50)
    assert (row["lower"], row["upper"]) == pytest.approx((0.7933, 0.8932), abs=5e-5)


def test_everybody_answered_so_that_nothing_is_estimated(tmp_path):
    row = buy_in(tmp_path, asked=20, favorable=17, answered=20)
    assert row[["lower", "upper", "bound_low", "bound_high"]].tolist() == [0.85] * 4


@pytest.mark.parametrize(
    ("scores", "favorable"),
    [
        ([5, 5, 5, 5, 5, 5], 1),
        ([7, 7, 7, 3, 3, 3], 1),
        ([4, 5, 5, 5, 5, 5], 0),
        ([5, 5, 5, 5, 5], 1),
        ([4, 5, 5, 5, 5], 0),
        ([7, 7, 7, 7, 7, 7], 1),
    ],
    ids=["mean 5", "mean 5, half below", "mean 4.83", "5 of 6 items", "5 of 6 items, 4.8", "all 7"],
)
def test_a_mean_of_five_of_seven_is_favorable(tmp_path, scores, favorable):
    tables = {"memberships": staff(5), "survey_responses": answers(scores, NO, NO, NO, NO)}
    assert measured(tmp_path, "staff_buy_in", **tables).row()["favorable_count"] == favorable


@pytest.mark.parametrize(("scores", "favorable"), [([4] * 6, 1), ([3, 4, 4, 4, 4, 4], 0), ([5] * 5, 1)])
def test_a_mean_of_four_of_five_is_favorable_on_a_five_point_scale(tmp_path, scores, favorable):
    tables = {
        "memberships": staff(5),
        "survey_responses": answers(scores, *[[1] * 6] * 4, scale_points=5),
    }
    row = measured(tmp_path, "staff_buy_in", **tables).row()
    assert (row["favorable_count"], row["scale_points"]) == (favorable, 5)


def test_four_answered_items_make_no_answer(tmp_path):
    tables = {"memberships": staff(7), "survey_responses": answers(YES, YES, YES, YES, NO, [7, 7, 7, 7])}
    assert measured(tmp_path, "staff_buy_in", **tables).row()["response_count"] == 5


def test_the_scales_are_never_mixed_and_the_one_of_more_answers_counts(tmp_path):
    five_points = votes(0, 3, first=7, scale_points=5)
    tables = {"memberships": staff(10), "survey_responses": votes(6, 6) + five_points}
    result = measured(tmp_path, "staff_buy_in", **tables)
    assert result.row()[["favorable_count", "response_count", "scale_points"]].tolist() == [6, 6, 7]
    assert "3 answers used the scale that fewer people of their group used: left out, never mixed in." in result.notes


def test_quarters_on_different_scales_come_with_a_warning(tmp_path):
    later = {"quarter_id": "2025-26 Q3", "submitted_on": date(2026, 1, 26), "scale_points": 5}
    tables = {"memberships": staff(10), "survey_responses": votes(6, 6) + votes(6, 6, **later)}
    result = measured(tmp_path, "staff_buy_in", "quarter", **tables)
    assert result.frame["scale_points"].tolist() == [7, 5]
    assert "The rows use different scales; do not compare them." in result.notes


def test_a_scale_that_no_rule_knows_is_left_out(tmp_path):
    tables = {"memberships": staff(10), "survey_responses": votes(6, 6) + votes(1, 1, first=7, scale_points=4)}
    result = measured(tmp_path, "staff_buy_in", **tables)
    assert result.row()["response_count"] == 6
    assert "1 answer used a scale of neither 5 nor 7 points: left out." in result.notes


def test_the_same_score_for_all_questions_is_kept_and_said(tmp_path):
    lined = answers([7] * 6, first=6, is_straight_lined=True)
    result = measured(tmp_path, "staff_buy_in", memberships=staff(10), survey_responses=votes(5, 5) + lined)
    assert (result.row()["response_count"], result.row()["straight_lined_count"]) == (6, 1)
    assert "1 answer gave all questions the same score: kept." in result.notes


def test_a_quarter_without_a_survey_is_not_measured_and_not_zero(tmp_path):
    row = measured(tmp_path, "staff_buy_in", memberships=staff(20)).row()
    assert (row["status"], row["verdict"]) == ("not measured", "not measured")
    assert row[["value", "lower", "upper", "bound_low"]].isna().all()


@pytest.mark.parametrize(
    ("as_of", "verdict"),
    [(date(2026, 1, 16), "not measured"), (date(2026, 1, 30), "not measured"), (date(2026, 2, 2), "overdue")],
    ids=["its last day", "ten school days later", "eleven school days later"],
)
def test_a_survey_is_overdue_after_ten_school_days(tmp_path, as_of, verdict):
    result = measured(tmp_path, "staff_buy_in", "quarter", scope=whole_year(as_of=as_of), memberships=staff(20))
    row = result.row(quarter="2025-26 Q2")
    assert (row["verdict"], row["status"]) == (verdict, "not measured")


def test_a_survey_of_another_school_does_not_make_this_one_overdue(tmp_path):
    people = staff(10) + staff(10, first=11, school="elm")
    scope = whole_year(as_of=date(2026, 3, 2), schools={"elm"})
    result = measured(tmp_path, "staff_buy_in", scope=scope, memberships=people, survey_responses=votes(5, 5))
    assert result.row()["status"] == "too few to show"


def test_without_a_split_by_quarter_the_latest_survey_is_shown(tmp_path):
    row = measured(
        tmp_path,
        "staff_buy_in",
        scope=whole_year(as_of=date(2026, 3, 2)),
        memberships=staff(10),
        survey_responses=votes(5, 5),
    ).row()
    assert row["quarter"] == "2025-26 Q2"
    assert (row["period_start"], row["period_end"]) == (date(2025, 11, 3), date(2026, 1, 17))


def test_a_quarter_that_has_not_begun_is_not_shown(tmp_path):
    tables = {"memberships": staff(10), "survey_responses": votes(5, 5)}
    on_eve = measured(tmp_path / "a", "staff_buy_in", "quarter", scope=whole_year(as_of=date(2026, 1, 19)), **tables)
    begun = measured(tmp_path / "b", "staff_buy_in", "quarter", scope=whole_year(as_of=date(2026, 1, 20)), **tables)
    assert on_eve.frame["quarter"].tolist() == ["2025-26 Q2"]
    assert begun.frame["quarter"].tolist() == ["2025-26 Q2", "2025-26 Q3"]


def test_an_answer_between_two_quarters_belongs_to_neither(tmp_path):
    between = votes(2, 2, first=6, quarter_id=None, submitted_on=date(2026, 1, 19))
    tables = {"memberships": staff(10), "survey_responses": votes(5, 5) + between}
    result = measured(tmp_path, "staff_buy_in", "quarter", scope=whole_year(as_of=date(2026, 1, 19)), **tables)
    assert result.row(quarter="2025-26 Q2")["response_count"] == 5
    assert "2 answers given on days between two quarters: left out." in result.notes


def test_an_answer_after_as_of_is_not_known_yet(tmp_path):
    responses = votes(5, 5) + votes(5, 5, first=6, submitted_on=date(2026, 1, 12))
    scope = whole_year(as_of=date(2026, 1, 11))
    row = measured(tmp_path, "staff_buy_in", scope=scope, memberships=staff(20), survey_responses=responses).row()
    assert row["response_count"] == 5


def test_a_period_without_a_quarter_is_not_measured(tmp_path):
    scope = whole_year(period_start=date(2026, 4, 1), as_of=date(2026, 5, 4))
    row = measured(tmp_path, "staff_buy_in", scope=scope, memberships=staff(20), survey_responses=votes(5, 5)).row()
    assert (row["status"], row["denominator"]) == ("not measured", 0)
