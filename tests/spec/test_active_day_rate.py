"""Active days, told as examples: person-days with use over person-days enrolled, on school days."""

from __future__ import annotations

import pytest

from tests.spec.use import district, measured, scope

STAYS = """
    person_id | school_id | grade_level | role    | starts_on  | ends_on
    1         | oak       | 03          | student | 2026-01-05 | 2026-03-28
    2         | oak       | 04          | student | 2026-01-05 | 2026-03-28
    3         | elm       | 03          | student | 2026-01-08 | 2026-03-28
    4         | oak       |             | teacher | 2026-01-05 | 2026-03-28
"""
USE = """
    day        | person_id | tool_id | event_count
    2026-01-05 | 1         | 1       | 30
    2026-01-05 | 1         | 2       | 1
    2026-01-06 | 1         | 1       | 0
    2026-01-09 | 2         | 2       | 1
    2026-01-09 | 3         | 1       | 1
    2026-01-10 | 3         | 1       | 1
    2026-01-05 | 4         | 1       | 1
"""
WEEK = {"first": "2026-01-05", "last": "2026-01-11"}


def test_days_with_use_over_days_enrolled(tmp_path):
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        row = measured(connection, "active_day_rate", of=scope(**WEEK)).row()
    assert (row["numerator"], row["denominator"]) == (1 + 1 + 1, 5 + 5 + 2)
    assert row["value"] == (1 + 1 + 1) / (5 + 5 + 2)
    assert row["people_count"] == 3


@pytest.mark.parametrize(("events", "is_use"), [(0, False), (1, True), (500, True)])
def test_a_login_alone_is_no_use_and_one_view_is_as_good_as_many(tmp_path, events, is_use):
    use = f"day | person_id | event_count\n 2026-01-05 | 1 | {events}"
    with district(tmp_path, stays=STAYS, use=use) as connection:
        assert measured(connection, "active_day_rate", of=scope(**WEEK)).row()["numerator"] == is_use


def test_a_day_counts_once_however_many_tools_were_used(tmp_path):
    both = scope(**WEEK, tools={"Canvas", "Nearpod"})
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        assert measured(connection, "active_day_rate", of=both).row()["numerator"] == 3
        tools = measured(connection, "active_day_rate", "tool", of=scope(**WEEK))
    assert [tools.row(tool=tool)["numerator"] for tool in ("Canvas", "Nearpod")] == [2, 2]


def test_schools_and_grade_levels_share_out_the_days(tmp_path):
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        schools = measured(connection, "active_day_rate", "school", of=scope(**WEEK))
        grades = measured(connection, "active_day_rate", "grade_level", of=scope(**WEEK))
    assert [schools.row(school_id=school)["value"] for school in ("elm", "oak")] == [1 / 2, 2 / 10]
    assert [grades.row(grade_level=grade)["value"] for grade in ("03", "04")] == [2 / 7, 1 / 5]


def test_each_day_stands_for_itself(tmp_path):
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        days = measured(connection, "active_day_rate", "day", of=scope(**WEEK)).frame
    assert days["value"].tolist() == [1 / 2, 0, 0, 0, 2 / 3]


def test_school_days_without_any_use_are_zero_and_not_missing(tmp_path):
    with district(tmp_path, stays=STAYS) as connection:
        row = measured(connection, "active_day_rate", of=scope(**WEEK)).row()
    assert (row["value"], row["status"]) == (0, "measured")
