"""What is recommended about a tool, told as examples: every rule, each threshold just under, at and just over."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.records.kinds import State
from metrics import policy
from metrics.definition import Status
from metrics.recommendation import RULES, Evidence, Recommendation, Trend, recommend, trend

POLICY = policy.load()
WELL_USED = Evidence(use=(80, 100), teachers=Status.MET, trend=Trend.STEADY)
IDLE = replace(WELL_USED, use=(9, 100), teachers=Status.NOT_MET, is_over_alarm=True)


def told(found: Evidence) -> tuple[Recommendation, str]:
    rule = recommend(found, POLICY)
    return rule.recommendation, rule.name


def advised(**known: object) -> Recommendation:
    return told(replace(WELL_USED, **known))[0]


def test_a_well_used_tool_is_renewed():
    assert told(WELL_USED) == (Recommendation.RENEW, "it is used, and nothing speaks against it")


@pytest.mark.parametrize("state", [State.FLAGGED, State.NOTICE_SENT, State.ARCHIVE_VERIFIED])
def test_what_is_on_its_way_out_is_dropped_however_much_it_is_used(state: State):
    assert told(replace(WELL_USED, state=state)) == (
        Recommendation.DROP,
        "it is on its way out in the sunset register",
    )


def test_what_was_removed_is_said_to_be():
    assert told(replace(WELL_USED, state=State.REMOVED)) == (Recommendation.DROP, "it was removed")


@pytest.mark.parametrize(
    ("use", "advice"),
    [((99, 1000), Recommendation.DROP), ((100, 1000), Recommendation.RIGHT_SIZE), ((0, 1), Recommendation.DROP)],
)
def test_a_tool_is_dropped_with_strictly_less_than_a_tenth_in_use(use: tuple[int, int], advice: Recommendation):
    assert told(replace(IDLE, use=use))[0] is advice


@pytest.mark.parametrize("teachers", [Status.MET, Status.INCONCLUSIVE, None])
def test_a_hardly_used_tool_is_not_dropped_unless_too_few_teachers_use_it(teachers: Status | None):
    assert told(replace(IDLE, teachers=teachers))[0] is Recommendation.RIGHT_SIZE


def test_an_exempt_tool_is_neither_dropped_nor_coached_for_its_teachers():
    assert told(replace(IDLE, is_exempt=True))[0] is Recommendation.RIGHT_SIZE
    assert advised(teachers=Status.NOT_MET, is_exempt=True) is Recommendation.RENEW


@pytest.mark.parametrize(
    ("known", "rule"),
    [
        ({"has_open_review": True}, "an incident waits for its review"),
        ({"has_failed_point": True}, "a point of its checklist failed or expired"),
        ({"has_contract": False}, "no contract is in force"),
        ({"is_hidden": True, "use": None}, "too few people to judge by figures"),
        ({"use": None}, "its use is not known"),
    ],
)
def test_what_a_person_has_to_look_at_is_reviewed(known: dict, rule: str):
    assert told(replace(WELL_USED, **known)) == (Recommendation.REVIEW, rule)


def test_a_risk_is_looked_at_before_seats_are_counted():
    assert advised(is_over_alarm=True, has_failed_point=True) is Recommendation.REVIEW


def test_more_unused_seats_than_the_alarm_allows_are_right_sized():
    assert advised(is_over_alarm=True, use=(49, 100)) is Recommendation.RIGHT_SIZE


@pytest.mark.parametrize(
    ("known", "rule"),
    [
        ({"teachers": Status.NOT_MET}, "too few of its teachers use it"),
        ({"buy_in": Status.NOT_MET}, "staff buy-in misses the target"),
        ({"trend": Trend.FALLING}, "its use is falling"),
        ({"use": (499, 1000)}, "fewer use it than should"),
    ],
)
def test_what_can_be_mended_is_coached(known: dict, rule: str):
    assert told(replace(WELL_USED, **known)) == (Recommendation.COACH, rule)


@pytest.mark.parametrize(
    "known",
    [
        {"use": (500, 1000)},
        {"buy_in": Status.INCONCLUSIVE},
        {"buy_in": Status.MET},
        {"teachers": None},
        {"trend": Trend.NOT_MEASURED},
        {"trend": Trend.RISING},
    ],
)
def test_what_is_at_a_target_or_not_known_speaks_against_nothing(known: dict):
    assert advised(**known) is Recommendation.RENEW


def months(*parts: int) -> list[tuple[int, int]]:
    return [(part, 1000) for part in parts]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (549, Trend.STEADY),
        (550, Trend.RISING),
        (551, Trend.RISING),
        (451, Trend.STEADY),
        (450, Trend.FALLING),
        (449, Trend.FALLING),
    ],
)
def test_use_moved_when_three_months_differ_from_the_three_before_by_the_step(last: int, expected: Trend):
    assert trend(months(500, 500, 500, last, last, last), POLICY) is expected


def test_older_months_are_left_out_and_empty_ones_are_none():
    assert trend(months(0, 500, 500, 500, 550, 550, 550), POLICY) is Trend.RISING
    assert trend([*months(500, 500, 500), (0, 0), *months(550, 550, 550)], POLICY) is Trend.RISING


@pytest.mark.parametrize("count", range(6))
def test_fewer_than_six_months_tell_no_trend(count: int):
    assert trend(months(*range(0, 1000, 200))[:count], POLICY) is Trend.NOT_MEASURED


@given(
    st.builds(
        Evidence,
        state=st.sampled_from(State),
        is_exempt=st.booleans(),
        has_contract=st.booleans(),
        has_open_review=st.booleans(),
        has_failed_point=st.booleans(),
        use=st.none() | st.integers(1, 500).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))),
        is_hidden=st.booleans(),
        is_over_alarm=st.booleans(),
        teachers=st.sampled_from([None, Status.MET, Status.NOT_MET, Status.INCONCLUSIVE]),
        buy_in=st.sampled_from([None, Status.MET, Status.NOT_MET, Status.INCONCLUSIVE]),
        trend=st.sampled_from(Trend),
    )
)
def test_every_tool_gets_one_recommendation_and_only_a_known_use_is_renewed(found: Evidence):
    rule = recommend(found, POLICY)
    assert rule in RULES
    if rule.recommendation is Recommendation.RENEW:
        assert found.use is not None
        assert found.state is State.ACTIVE
