"""Adoption, told as examples: people with use over people who may use the tool, each once."""

from __future__ import annotations

import pytest

from data_layer.scope import Entitlement
from tests.spec.use import days, district, measured, scope

# Ana and Ben are students at Oak; Cem leaves on February 2; Flo teaches at Oak and, floating, at Elm.
STAYS = """
    person_id | school_id | grade_level | role    | starts_on  | ends_on    | is_home
    1         | oak       | 03          | student | 2026-01-05 | 2026-03-28 | true
    2         | oak       | 04          | student | 2026-01-05 | 2026-03-28 | true
    3         | elm       | 03          | student | 2026-01-05 | 2026-02-02 | true
    4         | oak       |             | teacher | 2026-01-05 | 2026-03-28 | true
    4         | elm       |             | teacher | 2026-01-05 | 2026-03-28 | false
"""
# Everybody may use Canvas; Nearpod is for Ana since February 17, and for Flo.
ENTITLED = """
    tool_id | person_id | starts_on  | ends_on    | basis
    1       | 1         | 2026-01-05 | 2026-03-28 | contract
    1       | 2         | 2026-01-05 | 2026-03-28 | contract
    1       | 3         | 2026-01-05 | 2026-02-02 | contract
    1       | 4         | 2026-01-05 | 2026-03-28 | contract
    2       | 1         | 2026-02-17 | 2026-03-28 | seat
    2       | 4         | 2026-01-05 | 2026-03-28 | seat
"""
USE = """
    day        | person_id | tool_id | event_count
    2026-01-05 | 1         | 1       | 1
    2026-01-06 | 1         | 1       | 1
    2026-01-07 | 2         | 1       | 0
    2026-01-08 | 2         | 2       | 1
    2026-01-10 | 3         | 1       | 1
    2026-02-05 | 4         | 1       | 1
    2026-03-02 | 1         | 2       | 1
"""
JANUARY = scope("2026-01-01", "2026-01-31")


@pytest.fixture
def connection(tmp_path):
    with district(tmp_path, stays=STAYS, use=USE, entitlements=ENTITLED) as connection:
        yield connection


def test_people_with_use_over_people_entitled(connection):
    canvas = measured(connection, "adoption_rate", "tool", of=JANUARY).row(tool="Canvas")
    assert (canvas["numerator"], canvas["denominator"]) == (2, 4)  # Ana and, on a Saturday, Cem; Ben only logged in
    assert canvas["value"] == 2 / 4
    assert canvas[["lower", "upper"]].isna().all()  # everybody was counted: nothing is estimated


def test_use_without_being_entitled_is_not_adoption(connection):
    nearpod = measured(connection, "adoption_rate", "tool", of=JANUARY).row(tool="Nearpod")
    assert (nearpod["numerator"], nearpod["denominator"]) == (0, 1)


@pytest.mark.parametrize(("last", "entitled"), [("2026-02-15", 1), ("2026-02-16", 1), ("2026-02-17", 2)])
def test_somebody_counts_from_the_day_they_are_entitled(connection, last, entitled):
    row = measured(connection, "adoption_rate", "tool", of=scope("2026-02-01", last)).row(tool="Nearpod")
    assert row["denominator"] == entitled


@pytest.mark.parametrize(("first", "entitled"), [("2026-01-31", 4), ("2026-02-01", 4), ("2026-02-02", 3)])
def test_somebody_who_left_counts_up_to_their_last_day(connection, first, entitled):
    row = measured(connection, "adoption_rate", "tool", of=scope(first, "2026-02-28")).row(tool="Canvas")
    assert row["denominator"] == entitled


def test_a_floating_teacher_counts_at_both_schools_and_once_in_the_district(connection):
    february = scope("2026-02-01", "2026-02-28", tools={"Canvas"}, roles={"teacher"})
    schools = measured(connection, "adoption_rate", "school", of=february)
    district_wide = measured(connection, "adoption_rate", of=february).row()
    assert [schools.row(school_id=school)["numerator"] for school in ("elm", "oak")] == [1, 1]
    assert (district_wide["numerator"], district_wide["denominator"]) == (1, 1)


def test_without_a_tool_it_is_anybody_entitled_to_any_who_used_one_of_those(connection):
    row = measured(connection, "adoption_rate", of=JANUARY).row()
    assert (row["numerator"], row["denominator"]) == (2, 4)


def test_each_month_stands_for_itself(connection):
    months = measured(connection, "adoption_rate", "month", of=scope(tools={"Canvas"})).frame
    assert months[["numerator", "denominator"]].to_numpy().tolist() == [[2, 4], [1, 4], [0, 3]]


def test_a_quarter_is_read_from_days_and_agrees_with_the_period(connection):
    quarter = measured(connection, "adoption_rate", "quarter", of=scope(tools={"Canvas"})).row(quarter="2025-26 Q1")
    whole = measured(connection, "adoption_rate", of=scope(tools={"Canvas"})).row()
    assert quarter["value"] == whole["value"] == 3 / 4


def test_the_month_to_date_says_so(connection):
    months = measured(connection, "adoption_rate", "month", of=scope(tools={"Canvas"}, as_of="2026-02-09")).frame
    assert months[["school_day_count", "planned_school_day_count"]].to_numpy().tolist() == [[19, 19], [6, 17]]
    assert months["is_partial"].tolist() == [False, True]


@pytest.mark.parametrize(("as_of", "is_measured"), [("2026-02-05", False), ("2026-02-06", True), ("2026-02-09", True)])
def test_a_month_is_measured_from_its_fifth_school_day(connection, as_of, is_measured):
    result = measured(connection, "adoption_rate", "month", of=scope(tools={"Canvas"}, as_of=as_of))
    assert (result.frame["status"].iloc[1] == "measured") == is_measured
    assert ("Fewer than 5 school days so far: February 2026." in result.notes) != is_measured


def test_how_many_school_days_a_month_needs_is_the_districts_to_say(connection):
    frame = measured(connection, "adoption_rate", "month", changed={"adoption.month_needs": 18}).frame
    assert frame["status"].tolist() == ["measured", "not measured", "measured"]  # 19, 17 and 18 school days


def test_nobody_entitled_is_not_measured(tmp_path):
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        assert measured(connection, "adoption_rate").row()["status"] == "not measured"
        tools = measured(connection, "adoption_rate", "tool").frame
    assert tools["status"].tolist() == ["not measured", "not measured"]


def test_a_tool_without_a_log_is_not_measured(tmp_path):
    tools = "tool_id | name | has_log\n 1 | Canvas | true\n 2 | Nearpod | false"
    with district(tmp_path, stays=STAYS, use=USE, entitlements=ENTITLED, tools=tools) as connection:
        result = measured(connection, "adoption_rate", "tool")
        whole = measured(connection, "adoption_rate").row()
    assert result.row(tool="Nearpod")["status"] == "not measured"
    assert whole["denominator"] == 4


def test_a_principal_sees_the_people_of_her_school_alone(connection):
    hers = scope("2026-01-01", "2026-01-31", tools={"Canvas"}, entitlement=Entitlement(frozenset({"elm"})))
    row = measured(connection, "adoption_rate", of=hers).row()
    chosen = measured(
        connection, "adoption_rate", of=scope("2026-01-01", "2026-01-31", tools={"Canvas"}, schools={"elm"})
    )
    assert (row["numerator"], row["denominator"]) == (1, 2)  # Cem and Flo
    assert row["value"] == chosen.row()["value"]


def test_more_days_of_the_same_people_change_nothing(tmp_path):
    often = USE + "\n".join(f"    {day} | 1 | 1 | 9" for day in days("2026-01-07", "2026-01-30"))
    with district(tmp_path, stays=STAYS, use=often, entitlements=ENTITLED) as connection:
        assert measured(connection, "adoption_rate", "tool", of=JANUARY).row(tool="Canvas")["value"] == 2 / 4
