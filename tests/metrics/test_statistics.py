"""The published worked examples, recomputed through our wrappers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import statistics
from metrics.statistics import Verdict

CONFIDENCE = 0.95
RULE = {"target": 0.85, "confidence": CONFIDENCE, "total_needed": 10, "response_rate_needed": 0.5}

# Embury et al. (1977), acute myelogenous leukemia: weeks of remission, with and without maintenance.
MAINTAINED = [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161]
MAINTAINED_EVENT = [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0]
NOT_MAINTAINED = [5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45]
NOT_MAINTAINED_EVENT = [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("count", "total", "lower", "upper"), [(81, 263, 0.2553, 0.3662), (0, 20, 0, 0.1611)], ids=["81 of 263", "0 of 20"]
)
def test_wilson_agrees_with_newcombe_1998a(count, total, lower, upper):
    assert statistics.wilson(count, total, confidence=CONFIDENCE) == pytest.approx((lower, upper), abs=5e-5)


@pytest.mark.parametrize(
    ("count", "total", "population", "lower", "upper"),
    [
        (34, 40, 50, 0.7933, 0.8932),
        (90, 100, 120, 0.8733, 0.9216),
        (17, 20, 60, 0.6819, 0.9374),
        (17, 20, None, 0.6396, 0.9476),
        (36, 40, 50, 0.850013, 0.9346),
    ],
)
def test_wilson_narrows_with_the_share_of_the_population_that_answered(count, total, population, lower, upper):
    found = statistics.wilson(count, total, confidence=CONFIDENCE, population=population)
    assert found == pytest.approx((lower, upper), abs=5e-5)


def test_36_of_40_out_of_50_is_above_the_target_by_a_hair():
    found = statistics.wilson(36, 40, confidence=CONFIDENCE, population=50)
    assert 0.850012 < found.lower < 0.850014


def test_asking_everybody_leaves_only_the_point():
    assert statistics.wilson(17, 20, confidence=CONFIDENCE, population=20) == (0.85, 0.85)


def test_asking_nobody_gives_no_interval():
    assert statistics.wilson(0, 0, confidence=CONFIDENCE, population=20) is None


# n: fewest favorable whose share is 85%, whose lower bound is, and most whose upper bound is still below it.
FEWEST = {
    10: (9, None, 6), 16: (14, None, 10), 20: (17, None, 13), 22: (19, 22, 15), 25: (22, 25, 17),
    30: (26, 30, 21), 40: (34, 39, 29), 50: (43, 48, 37), 60: (51, 57, 45), 80: (68, 75, 61),
    100: (85, 92, 78), 150: (128, 137, 118), 200: (170, 180, 160), 300: (255, 268, 242),
    500: (425, 441, 409), 1000: (850, 873, 827),
}  # fmt: skip


@pytest.mark.parametrize(("total", "fewest"), FEWEST.items(), ids=FEWEST.keys())
def test_the_table_of_minimum_favorable_counts(total, fewest):
    intervals = [statistics.wilson(count, total, confidence=CONFIDENCE) for count in range(total + 1)]
    at_target = next(count for count in range(total + 1) if 100 * count >= 85 * total)
    surely_above = next((count for count, found in enumerate(intervals) if found.lower >= 0.85), None)
    surely_below = max(count for count, found in enumerate(intervals) if found.upper < 0.85)
    assert (at_target, surely_above, surely_below) == fewest


@pytest.mark.parametrize(
    ("count", "total", "population", "verdict"),
    [
        (17, 20, 20, Verdict.MET_FOR_CERTAIN),
        (16, 20, 20, Verdict.NOT_MET_FOR_CERTAIN),
        (17, 20, 21, Verdict.INCONCLUSIVE),
        (17, 20, 60, Verdict.INCONCLUSIVE),
        (20, 20, 23, Verdict.MET_FOR_CERTAIN),
        (20, 20, 24, Verdict.MET),
        (36, 40, 50, Verdict.MET),
        (20, 40, 50, Verdict.NOT_MET_FOR_CERTAIN),
        (28, 40, 50, Verdict.NOT_MET_FOR_CERTAIN),
        (30, 40, 50, Verdict.NOT_MET_FOR_CERTAIN),
        (36, 50, 100, Verdict.NOT_MET),
        (34, 40, 50, Verdict.INCONCLUSIVE),
        (0, 0, 50, Verdict.NOT_MEASURED),
        (9, 9, 12, Verdict.INCONCLUSIVE),
        (10, 10, 12, Verdict.MET),
        (49, 49, 100, Verdict.INCONCLUSIVE),
        (50, 50, 100, Verdict.MET),
        (12, 12, 10, Verdict.MET_FOR_CERTAIN),
        (10, 12, 10, Verdict.INCONCLUSIVE),
    ],
)
def test_the_verdict_on_a_share_of_a_known_population(count, total, population, verdict):
    assert statistics.share_verdict(count, total, population, **RULE) == verdict


def test_all_of_20_unknown_many_is_not_enough_and_all_of_22_is():
    assert statistics.wilson(20, 20, confidence=CONFIDENCE).lower == pytest.approx(0.8389, abs=5e-5)
    assert statistics.wilson(22, 22, confidence=CONFIDENCE).lower == pytest.approx(0.8513, abs=5e-5)


@given(st.data())
def test_the_certain_bounds_hold_the_share_whatever_the_silent_think(data):
    population = data.draw(st.integers(1, 300))
    total = data.draw(st.integers(0, population))
    count = data.draw(st.integers(0, total))
    silent_count = data.draw(st.integers(0, population - total))
    least, greatest = statistics.certain_bounds(count, total, population)
    assert 0 <= least <= Fraction(count + silent_count, population) <= greatest <= 1


@pytest.mark.parametrize(
    ("counts", "lower", "upper"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_the_interval_of_a_difference_agrees_with_newcombe_1998b(counts, lower, upper):
    assert statistics.newcombe(*counts, confidence=CONFIDENCE) == pytest.approx((lower, upper), abs=5e-5)


def test_a_difference_to_nobody_has_no_interval():
    assert statistics.newcombe(1, 2, 0, 0, confidence=CONFIDENCE) is None


def test_the_kaplan_meier_table_of_the_maintained_arm():
    found = statistics.survival(MAINTAINED, MAINTAINED_EVENT)
    table = dict(zip(found.times, found.shares.round(4), strict=True))
    expected = {9: 0.9091, 13: 0.8182, 18: 0.7159, 23: 0.6136, 31: 0.4909, 34: 0.3682, 48: 0.1841}
    assert {time: table[time] for time in expected} == expected


def test_the_kaplan_meier_medians_of_both_arms():
    assert statistics.survival(MAINTAINED, MAINTAINED_EVENT).median == 31
    assert statistics.survival(NOT_MAINTAINED, NOT_MAINTAINED_EVENT).median == 23


def test_the_median_is_not_reached_while_more_than_half_wait():
    assert statistics.survival([3, 5, 5, 5], [1, 0, 0, 0]).median is None
    assert statistics.survival([3, 3, 5, 5], [1, 1, 0, 0]).median == 3
    assert statistics.survival([], []) is None


def test_a_row_that_stands_for_several_people_counts_as_often():
    assert statistics.survival([3, 5], [1, 0], [2, 2]).median == 3
    assert statistics.survival([3, 5], [1, 0], [1, 2]).median is None


def leukemia(*, thirty_is_event: int) -> tuple[float, float]:
    events = list(NOT_MAINTAINED_EVENT)
    events[NOT_MAINTAINED.index(30)] = thirty_is_event
    arms = ["maintained"] * len(MAINTAINED) + ["not"] * len(NOT_MAINTAINED)
    return statistics.log_rank(MAINTAINED + NOT_MAINTAINED, MAINTAINED_EVENT + events, arms)


def test_the_log_rank_test_of_the_two_arms():
    assert leukemia(thirty_is_event=1) == pytest.approx((3.39639, 0.065339), abs=5e-6)


def test_a_single_week_read_as_censored_gives_the_known_wrong_answer():
    assert leukemia(thirty_is_event=0) == pytest.approx((2.6114, 0.1061), abs=5e-5)


ORDER = (
    Verdict.NOT_MET_FOR_CERTAIN, Verdict.NOT_MET, Verdict.INCONCLUSIVE, Verdict.MET, Verdict.MET_FOR_CERTAIN
)  # fmt: skip


@given(st.data())
def test_one_more_favorable_answer_never_worsens_the_verdict(data):
    population = data.draw(st.integers(1, 400))
    total = data.draw(st.integers(1, population))
    count = data.draw(st.integers(0, total - 1))
    fewer, more = (statistics.share_verdict(each, total, population, **RULE) for each in (count, count + 1))
    assert ORDER.index(fewer) <= ORDER.index(more)


@given(st.data())
def test_the_interval_holds_the_share_and_stays_between_none_and_all(data):
    population = data.draw(st.integers(1, 400))
    total = data.draw(st.integers(1, population))
    count = data.draw(st.integers(0, total))
    lower, upper = statistics.wilson(count, total, confidence=CONFIDENCE, population=population)
    assert -1e-9 <= lower <= count / total + 1e-9
    assert count / total - 1e-9 <= upper <= 1 + 1e-9


@pytest.mark.parametrize("population", [20, 30, 60, 1000])
def test_the_interval_widens_as_more_people_stay_silent(population):
    widths = [
        (found := statistics.wilson(17, 20, confidence=CONFIDENCE, population=size)).upper - found.lower
        for size in (population, population + 1)
    ]
    assert widths[0] < widths[1]
