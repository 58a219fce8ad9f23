"""A sentence on staff buy-in gives the number, the comparison and the verdict, or says plainly what is missing."""

from __future__ import annotations

import pandas as pd
import pytest

from metrics.definition import Status
from metrics.statistics import Verdict
from pages.parts import sentences
from tests.pages.results import TARGET, hidden, not_measured, result_of


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
