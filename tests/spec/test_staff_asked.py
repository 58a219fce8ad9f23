"""Whose answers staff buy-in counts, told as examples: who is asked, where an answer counts, and who may see it."""

from __future__ import annotations

from datetime import date

import pytest

from data_layer.scope import Entitlement
from tests.spec.staff import NO, YES, answers, measured, staff, votes, whole_year


def test_a_person_counts_once_a_quarter_with_the_latest_complete_answer(tmp_path):
    earlier = answers(YES, tool="Nearpod", submitted_on=date(2025, 11, 20))
    latest = answers(NO, NO, NO, NO, NO, tool="Canvas")
    latest = [answer | {"response_id": 100 + answer["person_id"]} for answer in latest]
    row = measured(tmp_path, "staff_buy_in", memberships=staff(5), survey_responses=earlier + latest).row()
    assert (row["favorable_count"], row["response_count"]) == (0, 5)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "asked"),
    [
        (date(2025, 8, 1), date(2026, 7, 1), 11),
        (date(2026, 1, 16), date(2026, 7, 1), 11),
        (date(2026, 1, 17), date(2026, 7, 1), 10),
        (date(2025, 8, 1), date(2026, 1, 17), 11),
        (date(2025, 8, 1), date(2026, 1, 16), 10),
    ],
    ids=["all year", "from the closing day", "from the day after", "through the closing day", "left that morning"],
)
def test_only_staff_of_the_closing_day_are_asked(tmp_path, starts_on, ends_on, asked):
    people = staff(10) + staff(1, first=11, starts_on=starts_on, ends_on=ends_on)
    row = measured(tmp_path, "staff_buy_in", memberships=people, survey_responses=votes(5, 5)).row()
    assert row["eligible_count"] == asked


def test_while_the_quarter_runs_the_staff_of_as_of_are_asked(tmp_path):
    people = staff(10) + staff(1, first=11, starts_on=date(2025, 12, 16))
    tables = {"memberships": people, "survey_responses": votes(5, 5)}
    before, on_the_day = date(2025, 12, 15), date(2025, 12, 16)
    found = [
        measured(tmp_path / str(day), "staff_buy_in", scope=whole_year(as_of=day), **tables)
        for day in (before, on_the_day)
    ]
    assert [result.row()["eligible_count"] for result in found] == [10, 11]


def test_students_and_second_schools_are_not_asked(tmp_path):
    people = staff(10) + staff(3, first=11, role="student") + staff(2, school="elm", is_home=False)
    rows = measured(tmp_path, "staff_buy_in", "school", memberships=people, survey_responses=votes(5, 5)).frame
    assert rows[["school", "eligible_count"]].to_numpy().tolist() == [["Oak School", 10]]


def test_answers_of_people_who_were_not_asked_are_left_out_and_counted(tmp_path):
    people = staff(10) + staff(1, first=11, ends_on=date(2025, 12, 20))
    result = measured(
        tmp_path, "staff_buy_in", memberships=people, survey_responses=votes(5, 5) + votes(1, 1, first=11)
    )
    assert result.row()["response_count"] == 5
    assert "1 answer from people who were not staff of these schools on the closing day: left out." in result.notes


def test_an_answer_follows_its_person_to_the_school_of_the_closing_day(tmp_path):
    people = staff(9) + staff(8, first=11, school="elm")
    tables = {"memberships": people, "survey_responses": votes(5, 5) + votes(6, 6, first=11, school_id="oak")}
    rows = measured(tmp_path, "staff_buy_in", "school", **tables)
    assert rows.row(school="Elm School")["response_count"] == 6


def test_an_answer_that_names_nobody_counts_at_the_school_it_names(tmp_path):
    nameless = votes(2, 2, first=50, person_id=None, role=None)
    tables = {"memberships": staff(9) + staff(9, first=11, school="elm")}
    tables["survey_responses"] = votes(5, 5) + votes(6, 6, first=11) + nameless
    result = measured(tmp_path, "staff_buy_in", "school", **tables)
    assert result.row(school="Oak School")["response_count"] == 5 + 2
    assert result.row(school="Elm School")["response_count"] == 6
    assert "2 answers named nobody in the roster: counted where they say they belong." in result.notes


def test_an_answer_that_names_no_school_counts_in_the_district_alone(tmp_path):
    nameless = votes(1, 1, first=50, person_id=None, school_id=None, role=None)
    tables = {"memberships": staff(9), "survey_responses": votes(5, 5) + nameless}
    assert measured(tmp_path / "all", "staff_buy_in", **tables).row()["response_count"] == 6
    result = measured(tmp_path / "school", "staff_buy_in", "school", **tables)
    assert result.row(school="Oak School")["response_count"] == 5
    assert "1 answer named nobody in the roster and no group shown here: left out." in result.notes


def test_more_answers_than_staff_prove_nothing_that_the_surplus_could_undo(tmp_path):
    nameless = votes(12, 12, first=50, person_id=None)
    sure = measured(tmp_path / "a", "staff_buy_in", memberships=staff(10), survey_responses=nameless)
    assert (sure.row()["verdict"], sure.row()["bound_low"]) == ("met for certain", (12 - 2) / 10)
    unsure = measured(
        tmp_path / "b",
        "staff_buy_in",
        memberships=staff(10),
        survey_responses=votes(10, 12, first=50, person_id=None),
    )
    assert (unsure.row()["verdict"], unsure.row()["bound_low"], unsure.row()["bound_high"]) == ("inconclusive", 0.8, 1)
    assert "2 answers more than there are staff to answer." in unsure.notes


@pytest.mark.parametrize(("answered", "status"), [(0, "too few to show"), (4, "too few to show"), (5, "inconclusive")])
def test_fewer_than_five_answers_are_hidden_nobody_and_four_alike(tmp_path, answered, status):
    responses = votes(answered, answered) + answers([7, 7], first=40)
    row = measured(tmp_path, "staff_buy_in", memberships=staff(20), survey_responses=responses).row()
    assert row["status"] == status
    assert row[["numerator", "denominator", "value", "eligible_count", "verdict"]].isna().all() == (answered < 5)


def test_a_viewer_of_one_school_sees_its_staff_alone(tmp_path):
    people = staff(10) + staff(10, first=11, school="elm")
    tables = {"memberships": people, "survey_responses": votes(5, 5) + votes(9, 9, first=11)}
    scope = whole_year(entitlement=Entitlement(frozenset({"oak"})))
    row = measured(tmp_path, "staff_buy_in", scope=scope, **tables).row()
    assert (row["eligible_count"], row["response_count"]) == (10, 5)


def test_a_grade_level_filter_leaves_the_staff_as_they_are(tmp_path):
    scope = whole_year(grade_levels={"03"}, subjects={"Mathematics"})
    row = measured(tmp_path, "staff_buy_in", scope=scope, memberships=staff(10), survey_responses=votes(5, 5)).row()
    assert row["eligible_count"] == 10


def test_a_split_by_role_parts_teachers_from_other_staff(tmp_path):
    people = staff(10) + staff(8, first=11, role="staff")
    tables = {"memberships": people, "survey_responses": votes(5, 6) + votes(1, 7, first=11)}
    result = measured(tmp_path, "staff_buy_in", "role", **tables)
    assert result.row(role="teacher")["value"] == 5 / 6
    assert result.row(role="staff")["value"] == 1 / 7
