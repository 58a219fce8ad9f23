"""Login frequency, told as examples: logins on school days over the school days that students were enrolled."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_layer.scope import Entitlement
from metrics import catalogue
from tests.spec.use import district, measured, scope

# Ana and Ben are there all the time, Cem comes on February 9; Dee teaches.
STAYS = """
    person_id | school_id | grade_level | role    | starts_on  | ends_on
    1         | oak       | 03          | student | 2026-01-05 | 2026-03-28
    2         | oak       | 04          | student | 2026-01-05 | 2026-03-28
    3         | elm       | 03          | student | 2026-02-09 | 2026-03-28
    4         | oak       |             | teacher | 2026-01-05 | 2026-03-28
"""
# January 5 to 9 is a week of five school days; the 10th is a Saturday.
USE = """
    day        | person_id | tool_id | login_count
    2026-01-05 | 1         | 1       | 2
    2026-01-06 | 1         | 1       | 1
    2026-01-06 | 1         | 2       | 4
    2026-01-10 | 1         | 1       | 7
    2026-01-09 | 2         | 1       | 1
    2026-01-09 | 4         | 1       | 9
    2026-02-10 | 3         | 2       | 3
"""
FIRST_WEEK = scope("2026-01-05", "2026-01-11")


def test_logins_over_the_school_days_of_all_students(tmp_path):
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        row = measured(connection, "login_frequency", of=FIRST_WEEK).row()
    assert (row["numerator"], row["denominator"]) == (2 + 1 + 4 + 1, 2 * 5)
    assert row["value"] == (2 + 1 + 4 + 1) / (2 * 5)


def test_logins_of_a_weekend_stand_on_their_own_line_and_never_enter_the_rate(tmp_path):
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        row = measured(connection, "login_frequency", of=FIRST_WEEK).row()
        saturday = measured(connection, "login_frequency", of=scope("2026-01-10", "2026-01-11")).row()
    assert row["off_day_login_count"] == 7
    assert saturday["status"] == "not measured"


def test_a_holiday_is_no_school_day_for_anybody(tmp_path):
    use = "day | person_id\n 2026-01-19 | 1\n 2026-01-20 | 1"
    with district(tmp_path, stays=STAYS, use=use) as connection:
        row = measured(connection, "login_frequency", of=scope("2026-01-19", "2026-01-25")).row()
    assert (row["numerator"], row["denominator"], row["off_day_login_count"]) == (1, 2 * 4, 1)


def test_a_student_who_came_late_dilutes_nothing(tmp_path):
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        row = measured(connection, "login_frequency", "school", of=scope("2026-02-02", "2026-02-15")).row(
            school_id="elm"
        )
    assert row["denominator"] == 5  # February 9 to 13, though the period has ten school days
    assert row["value"] == 3 / 5


def test_only_students_count_unless_roles_are_chosen(tmp_path):
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        teachers = measured(
            connection, "login_frequency", of=scope("2026-01-05", "2026-01-11", roles={"teacher"})
        ).row()
        by_role = measured(connection, "login_frequency", "role", of=FIRST_WEEK)
    assert teachers["value"] == 9 / 5
    assert [by_role.row(role=role)["value"] for role in ("student", "teacher")] == [8 / 10, 9 / 5]


def test_only_the_tools_chosen_count_while_everybody_stays_in_the_denominator(tmp_path):
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        row = measured(connection, "login_frequency", of=scope("2026-01-05", "2026-01-11", tools={"Nearpod"})).row()
        by_tool = measured(connection, "login_frequency", "tool", of=FIRST_WEEK)
    assert (row["numerator"], row["denominator"]) == (4, 2 * 5)
    assert [by_tool.row(tool=tool)["value"] for tool in ("Canvas", "Nearpod")] == [4 / 10, 4 / 10]


def test_several_tools_are_added_up(tmp_path):
    both = scope("2026-01-05", "2026-01-11", tools={"Canvas", "Nearpod"})
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        assert measured(connection, "login_frequency", of=both).row()["numerator"] == 4 + 4


def test_days_after_as_of_are_not_known_yet(tmp_path):
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        row = measured(connection, "login_frequency", of=scope("2026-01-05", "2026-03-27", as_of="2026-01-06")).row()
    assert (row["numerator"], row["denominator"]) == (2 + 1 + 4, 2 * 2)


def test_a_month_to_date_says_how_many_of_its_school_days_it_has_had(tmp_path):
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        months = measured(connection, "login_frequency", "month", of=scope(as_of="2026-02-10")).frame
    assert months["school_day_count"].tolist() == [19, 7]
    assert months["planned_school_day_count"].tolist() == [19, 17]
    assert months["is_partial"].tolist() == [False, True]


@pytest.mark.parametrize("place", [{"schools": {"elm"}}, {"grade_levels": {"05"}}, {"schools": set()}])
def test_without_a_student_nothing_is_measured(tmp_path, place):
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        row = measured(connection, "login_frequency", of=scope("2026-01-05", "2026-01-11", **place)).row()
    assert row["status"] == "not measured"
    assert row[["denominator", "value"]].isna().all()


def test_a_tool_without_a_log_is_not_measured_rather_than_unused(tmp_path):
    tools = "tool_id | name | has_log\n 1 | Canvas | true\n 2 | Nearpod | true\n 3 | Paper | false"
    with district(tmp_path, stays=STAYS, use=USE, tools=tools) as connection:
        result = measured(connection, "login_frequency", "tool", of=FIRST_WEEK)
        alone = measured(connection, "login_frequency", of=scope("2026-01-05", "2026-01-11", tools={"Paper"}))
    assert result.row(tool="Paper")["status"] == "not measured"
    assert result.row(tool="Paper")[["numerator", "value", "zero_share"]].isna().all()
    assert "Left out, because no log of them was imported: Paper." in result.notes
    assert alone.row()["status"] == "not measured"


def test_a_period_begins_to_count_where_the_logs_begin(tmp_path):
    matched = "day | tool_id | match | event_count\n 2026-01-08 | 1 | matched | 5"
    with district(tmp_path, stays=STAYS, use=USE, match_days=matched) as connection:
        result = measured(connection, "login_frequency", of=FIRST_WEEK)
        before = measured(connection, "login_frequency", of=scope("2026-01-05", "2026-01-07"))
    assert (result.row()["numerator"], result.row()["denominator"]) == (1, 2 * 2)  # January 8 and 9
    assert "Counted from January 8, 2026, where the logs begin." in result.notes
    assert before.row()["status"] == "not measured"


def test_a_report_of_when_somebody_was_last_seen_is_no_beginning_of_a_log(tmp_path):
    days = "2026-01-05 | 1 | matched | 1 | true\n 2026-01-08 | 1 | matched | 5 | false"
    matched = f"day | tool_id | match | event_count | is_last_seen\n {days}"
    with district(tmp_path, stays=STAYS, use=USE, match_days=matched) as connection:
        result = measured(connection, "login_frequency", of=FIRST_WEEK)
    assert "Counted from January 8, 2026, where the logs begin." in result.notes


def test_the_share_who_never_log_in_and_the_student_in_the_middle_stand_beside_the_mean(tmp_path):
    stays = "person_id | school_id | grade_level | role | starts_on | ends_on\n" + "\n".join(
        f"{person} | oak | 03 | student | 2026-01-05 | 2026-03-28" for person in range(1, 6)
    )
    use = "day | person_id | login_count\n 2026-01-05 | 1 | 40\n 2026-01-05 | 2 | 10\n 2026-01-06 | 3 | 5"
    with district(tmp_path, stays=stays, use=use) as connection:
        row = measured(connection, "login_frequency", of=FIRST_WEEK).row()
    assert row["value"] == (40 + 10 + 5) / (5 * 5)
    assert row["zero_share"] == 2 / 5
    assert row["median_per_student"] == 5 / 5
    assert row["people_count"] == 5


def test_the_median_counts_a_latecomer_over_the_days_that_were_theirs(tmp_path):
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        row = measured(connection, "login_frequency", of=scope("2026-02-02", "2026-02-15", schools={"elm"})).row()
    assert row["median_per_student"] == 3 / 5


CLASSES = """
    person_id | subject | starts_on  | ends_on
    1         | Math    | 2026-01-05 | 2026-03-28
    1         | Science | 2026-01-05 | 2026-03-28
    2         | Math    | 2026-01-05 | 2026-03-28
"""
VISITS = """
    day        | person_id | subject      | login_count
    2026-01-05 | 1         | Math         | 3
    2026-01-06 | 1         | Science      | 2
    2026-01-06 | 2         | Math         | 1
    2026-01-10 | 2         | Math         | 5
    2026-01-07 | 2         | (no subject) | 6
"""


def by_subject(tmp_path: Path, *by: str, **words: object):
    with district(tmp_path, stays=STAYS, use=USE, classes=CLASSES, visits=VISITS) as connection:
        return measured(connection, "login_frequency", *by, of=scope("2026-01-05", "2026-01-11", **words))


def test_by_subject_visits_to_its_courses_count_over_the_days_of_those_who_take_it(tmp_path):
    result = by_subject(tmp_path, "subject")
    assert result.row(subject="Math")["value"] == (3 + 1) / (2 * 5)
    assert result.row(subject="Science")["value"] == 2 / (1 * 5)
    assert result.row(subject="Math")["off_day_login_count"] == 5


def test_a_student_counts_in_each_subject_so_that_subjects_do_not_add_up(tmp_path):
    subjects = by_subject(tmp_path, "subject").frame
    assert subjects["people_count"].tolist()[1:] == [2, 1]  # Ana takes both; there are two students


def test_visits_to_courses_without_a_subject_stand_in_a_row_of_their_own(tmp_path):
    row = by_subject(tmp_path, "subject").row(subject="(no subject)")
    assert (row["numerator"], row["status"], row["people_count"]) == (6, "not measured", 1)


def test_a_subject_chosen_counts_without_splitting_by_it(tmp_path):
    row = by_subject(tmp_path, subjects={"Math", "Science"}).row()
    assert row["value"] == (3 + 1 + 2) / (2 * 5 + 1 * 5)
    assert row["people_count"] == 2


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ({"tools": {"Canvas"}}, "Visits by subject are not known by tool."),
        ({"roles": {"teacher"}}, "Visits by subject are known of students alone."),
    ],
)
def test_what_the_courses_cannot_tell_is_not_measured(tmp_path, words, note):
    result = by_subject(tmp_path, "subject", **words)
    assert result.is_empty
    assert note in result.notes


def test_subjects_cannot_be_split_by_tool(tmp_path):
    with pytest.raises(catalogue.UnknownGroup, match="not known by tool"):
        by_subject(tmp_path, "subject", "tool")


def test_a_principal_sees_her_school_and_nothing_else(tmp_path):
    hers = scope("2026-02-02", "2026-02-15", entitlement=Entitlement(frozenset({"elm"})))
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        result = measured(connection, "login_frequency", "school", of=hers)
    assert result.frame["school_id"].tolist() == ["elm"]
