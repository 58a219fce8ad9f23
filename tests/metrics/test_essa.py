"""The ESSA tier of a study, and the first requirement that keeps it from a better one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from data_layer.records.entries import Study
from data_layer.records.kinds import Design, Rating
from metrics import policy
from metrics.essa import best, tier

POLICY = policy.load()


def study(**words: object) -> Study:
    """A trial that reaches tier 1, but for what is said otherwise."""
    whole = {
        "tool": "Padlet",
        "title": "A trial",
        "design": Design.EXPERIMENT,
        "rating": Rating.WITHOUT_RESERVATIONS,
        "student_count": 350,
        "site_count": 2,
        "p_value": Decimal("0.049"),
        "is_effect_positive": True,
        "has_selection_controls": True,
        "has_negative_evidence": False,
        "has_same_population": True,
        "has_same_setting": True,
    }
    return Study(**{**whole, **words})


LOGIC = {"design": Design.LOGIC_MODEL, "rating": Rating.NOT_REVIEWED}


def test_a_trial_that_meets_everything_is_tier_1_and_nothing_failed():
    found = tier(study(), POLICY)
    assert (found.number, found.first_failed) == (1, None)


@pytest.mark.parametrize(
    ("words", "number", "first_failed"),
    [
        ({"student_count": 349}, 3, "it has at least 350 students"),
        ({"student_count": None}, 3, "it has at least 350 students"),
        ({"site_count": 1}, 3, "it has at least 2 sites"),
        ({"has_same_setting": False}, 2, "its setting is like yours"),
        ({"has_same_population": None}, 2, "its population is like yours"),
        ({"has_same_population": False, "has_same_setting": False}, 3, "its population or its setting is like yours"),
        ({"rating": Rating.WITH_RESERVATIONS}, 2, "it meets What Works Clearinghouse standards without reservations"),
        ({"design": Design.QUASI_EXPERIMENT, "rating": Rating.WITH_RESERVATIONS}, 2, None),
        ({"rating": Rating.NOT_REVIEWED}, 3, "it meets What Works Clearinghouse standards"),
        ({"design": Design.CORRELATION}, 3, "it is a randomized experiment or quasi-experiment"),
        ({**LOGIC, "has_ongoing_study": True}, 4, "it controls statistically for selection bias"),
    ],
)
def test_the_first_requirement_of_the_next_tier_that_fails_is_told(words: dict, number: int, first_failed: str | None):
    found = tier(study(**words), POLICY)
    assert found.number == number
    assert first_failed is None or found.first_failed == first_failed


@pytest.mark.parametrize(("p_value", "number"), [("0.049999", 1), ("0.05", None), ("0.050001", None), (None, None)])
def test_p_of_exactly_five_hundredths_is_not_significant(p_value: str | None, number: int | None):
    assert tier(study(p_value=p_value and Decimal(p_value)), POLICY).number == number


@pytest.mark.parametrize(
    "words",
    [
        {"is_effect_positive": False},
        {"is_effect_positive": None},
        {"has_negative_evidence": True},
        {"has_negative_evidence": None},
        {"design": Design.CORRELATION, "rating": Rating.NOT_REVIEWED, "has_selection_controls": False},
        {"design": Design.QUASI_EXPERIMENT, "rating": Rating.NOT_MET, "has_selection_controls": None},
        {**LOGIC, "has_ongoing_study": False},
        {**LOGIC, "has_ongoing_study": None},
    ],
)
def test_what_is_negative_uncontrolled_or_unknown_reaches_no_tier(words: dict):
    assert tier(study(**words), POLICY).number is None


def test_a_trial_whose_draw_failed_in_review_needs_controls():
    failed = {"rating": Rating.NOT_MET}
    assert tier(study(**failed, has_selection_controls=True), POLICY).number == 3
    assert tier(study(**failed, has_selection_controls=False), POLICY).number is None


def test_the_best_study_of_several_counts():
    found = best(
        [study(**LOGIC, has_ongoing_study=True), study(rating=Rating.WITH_RESERVATIONS), study(site_count=1)], POLICY
    )
    assert (found.number, found.study.rating) == (2, Rating.WITH_RESERVATIONS)


def test_without_a_study_there_is_no_tier():
    found = best([], POLICY)
    assert (found.number, found.first_failed, found.study) == (None, "no study is entered", None)
