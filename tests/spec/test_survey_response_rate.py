"""The response rate, told as examples: complete answers of all who were asked."""

from __future__ import annotations

from tests.spec.staff import YES, answers, measured, staff, votes


def test_complete_answers_of_all_who_were_asked(tmp_path):
    row = measured(tmp_path, "survey_response_rate", memberships=staff(20), survey_responses=votes(3, 8)).row()
    assert (row["numerator"], row["denominator"], row["value"]) == (8, 20, 8 / 20)


def test_a_partial_answer_is_counted_as_partial_and_not_as_an_answer(tmp_path):
    partial = answers([5, 5, 5, 5], [5], first=9)
    row = measured(
        tmp_path, "survey_response_rate", memberships=staff(20), survey_responses=votes(8, 8) + partial
    ).row()
    assert (row["numerator"], row["partial_count"]) == (8, 2)


def test_a_partial_answer_before_a_complete_one_is_no_partial(tmp_path):
    first_try = [answer | {"response_id": 99} for answer in answers([5, 5])]
    row = measured(
        tmp_path, "survey_response_rate", memberships=staff(20), survey_responses=first_try + votes(8, 8)
    ).row()
    assert (row["numerator"], row["partial_count"]) == (8, 0)


def test_both_scales_are_answers(tmp_path):
    responses = votes(6, 6) + answers(YES, YES, first=7, scale_points=5)
    row = measured(tmp_path, "survey_response_rate", memberships=staff(20), survey_responses=responses).row()
    assert row["numerator"] == 8


def test_more_answers_than_staff_are_a_rate_of_one(tmp_path):
    nameless = votes(12, 12, first=50, person_id=None)
    row = measured(tmp_path, "survey_response_rate", memberships=staff(10), survey_responses=nameless).row()
    assert row["value"] == 1


def test_a_quarter_without_a_survey_has_no_response_rate(tmp_path):
    row = measured(tmp_path, "survey_response_rate", memberships=staff(10)).row()
    assert row["status"] == "not measured"
