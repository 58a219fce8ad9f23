"""Perceived ease of use, told as examples: counted as buy-in is, beside it and never in it."""

from __future__ import annotations

import pytest

from tests.spec.staff import NO, YES, answers, measured, staff


@pytest.mark.parametrize(("ease_sum", "favorable"), [(29, 0), (30, 5)])
def test_a_mean_of_five_of_seven_is_favorable(tmp_path, ease_sum, favorable):
    responses = answers(*[NO] * 5, ease_sum=ease_sum)
    row = measured(tmp_path, "perceived_ease_of_use", memberships=staff(10), survey_responses=responses).row()
    assert (row["numerator"], row["denominator"]) == (favorable, 5)


def test_ease_and_usefulness_do_not_touch_each_other(tmp_path):
    tables = {"memberships": staff(10), "survey_responses": answers(*[YES] * 5, ease_sum=6)}
    assert measured(tmp_path / "a", "perceived_ease_of_use", **tables).row()["numerator"] == 0
    assert measured(tmp_path / "b", "staff_buy_in", **tables).row()["numerator"] == 5


def test_too_few_ease_items_make_no_answer(tmp_path):
    responses = answers(*[YES] * 5) + answers(YES, first=6, ease_answered_count=4, ease_sum=28)
    row = measured(tmp_path, "perceived_ease_of_use", memberships=staff(10), survey_responses=responses).row()
    assert row["denominator"] == 5


def test_it_has_an_interval_and_no_target(tmp_path):
    row = measured(tmp_path, "perceived_ease_of_use", memberships=staff(10), survey_responses=answers(*[YES] * 5)).row()
    assert row["status"] == "measured"
    assert 0 <= row["lower"] <= row["value"] <= row["upper"] <= 1
    assert "verdict" not in row
