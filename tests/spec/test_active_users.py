"""People on a school day, in a week and in a month, told as examples: each person once in each."""

from __future__ import annotations

import pytest

from tests.spec.use import days, district, measured, scope

STAYS = """
    person_id | school_id | grade_level | role    | starts_on  | ends_on
    1         | oak       | 03          | student | 2026-01-05 | 2026-03-28
    2         | oak       | 04          | student | 2026-01-05 | 2026-03-28
    3         | elm       |             | teacher | 2026-01-05 | 2026-03-28
"""
USE = """
    day        | person_id | tool_id
    2026-01-05 | 1         | 1
    2026-01-05 | 1         | 2
    2026-01-05 | 2         | 1
    2026-01-06 | 1         | 1
    2026-01-10 | 3         | 2
    2026-02-03 | 2         | 2
"""


def test_daily_people_are_a_mean_over_school_days(tmp_path):
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        row = measured(connection, "daily_active_users", of=scope("2026-01-05", "2026-01-11")).row()
    assert row["value"] == (2 + 1 + 0 + 0 + 0) / 5


def test_by_day_every_school_day_has_its_people(tmp_path):
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        frame = measured(connection, "daily_active_users", "day", of=scope("2026-01-05", "2026-01-11")).frame
    assert frame["day"].tolist() == days("2026-01-05", "2026-01-11")
    assert frame["value"].tolist() == [2, 1, 0, 0, 0]


def test_a_week_runs_from_monday_to_sunday_and_counts_a_person_once(tmp_path):
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        weeks = measured(connection, "weekly_active_users", "week", of=scope("2026-01-05", "2026-02-08")).frame
        mean = measured(connection, "weekly_active_users", of=scope("2026-01-05", "2026-02-08")).row()
    assert weeks["value"].tolist() == [3, 0, 0, 0, 1]
    assert mean["value"] == (3 + 0 + 0 + 0 + 1) / 5


def test_a_month_counts_a_person_once(tmp_path):
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        months = measured(connection, "monthly_active_users", "month", of=scope("2026-01-05", "2026-02-28")).frame
        mean = measured(connection, "monthly_active_users", of=scope("2026-01-05", "2026-02-28")).row()
    assert months["value"].tolist() == [3, 1]
    assert mean["value"] == (3 + 1) / 2


def test_whoever_is_asked_about_counts_by_tool_school_and_role(tmp_path):
    january = scope("2026-01-01", "2026-01-31")
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        by = {
            group: measured(connection, "monthly_active_users", group, of=january)
            for group in ("tool", "school", "role")
        }
    assert [by["tool"].row(tool=tool)["value"] for tool in ("Canvas", "Nearpod")] == [2, 2]
    assert [by["school"].row(school_id=school)["value"] for school in ("elm", "oak")] == [1, 2]
    assert [by["role"].row(role=role)["value"] for role in ("student", "teacher")] == [2, 1]


@pytest.mark.parametrize(("as_of", "is_measured"), [("2026-02-05", False), ("2026-02-06", True), ("2026-02-09", True)])
def test_a_month_stands_for_itself_from_its_fifth_school_day(tmp_path, as_of, is_measured):
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        months = measured(connection, "monthly_active_users", "month", of=scope(as_of=as_of)).frame
        mean = measured(connection, "monthly_active_users", of=scope(as_of=as_of)).row()
    assert (months["status"].iloc[1] == "measured") == is_measured
    assert mean["value"] == ((3 + 1) / 2 if is_measured else 3)


@pytest.mark.parametrize("name", ["daily_active_users", "weekly_active_users", "monthly_active_users"])
def test_days_outside_the_period_do_not_count_even_within_its_weeks_and_months(tmp_path, name):
    """The weeks and months that the store has summed up are left aside where the period cuts them."""
    with district(tmp_path, stays=STAYS, use=USE + "    2026-01-15 | 2 | 1") as connection:
        row = measured(connection, name, of=scope("2026-01-06", "2026-01-14")).row()
        until_tuesday = measured(connection, name, of=scope("2026-01-06", "2026-01-30", as_of="2026-01-13")).row()
    expected = {"daily_active_users": 1, "weekly_active_users": 2, "monthly_active_users": 2}
    assert (row["numerator"], until_tuesday["numerator"]) == (expected[name], expected[name])


@pytest.mark.parametrize("name", ["daily_active_users", "weekly_active_users", "monthly_active_users"])
def test_nobody_in_a_tool_with_a_log_is_zero_and_in_one_without_is_not_measured(tmp_path, name):
    tools = "tool_id | name | has_log\n 1 | Canvas | true\n 2 | Nearpod | true\n 3 | Quiet | true\n 4 | Paper | false"
    with district(tmp_path, stays=STAYS, use=USE, tools=tools) as connection:
        result = measured(connection, name, "tool", of=scope("2026-01-05", "2026-01-30"))
    assert result.row(tool="Quiet")["value"] == 0
    assert result.row(tool="Paper")["status"] == "not measured"
