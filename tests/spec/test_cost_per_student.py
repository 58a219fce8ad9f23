"""Cost per student, told as examples."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest

from metrics.renewals import Line
from tests.spec.seats import AS_OF, contract, measured, tool


def students(count: int, *, first: int = 1, school: str = "oak", role: str = "student") -> list[dict]:
    stay = {"school_id": school, "role": role, "grade_level": "03", "is_home": True}
    stay |= {"starts_on": date(2025, 9, 2), "ends_on": date(2026, 6, 13)}
    return [{"person_id": number, **stay} for number in range(first, first + count)]


def row(tmp_path, contracts: list[dict], memberships: list[dict]) -> pd.Series:
    return measured(tmp_path, "cost_per_student", contracts=contracts, memberships=memberships).row()


def test_the_annual_cost_over_the_students_covered(tmp_path):
    found = row(tmp_path, [contract(None, "199.80")], [*students(40), *students(5, first=41, role="teacher")])
    assert (found["numerator"], found["denominator"], found["value"]) == (199.80, 40, pytest.approx(4.995))


@pytest.mark.parametrize(
    ("ends_on", "dollars"),
    [(None, 250.05), (AS_OF, 250.05), (AS_OF - timedelta(days=1), 199.80)],
)
def test_a_fee_that_holds_on_the_day_is_part_of_it_and_that_of_another_tool_is_not(tmp_path, ends_on, dollars):
    fees = [
        Line("Nearpod", date(2025, 7, 1), ends_on, Decimal("50.25"), label="Training"),
        Line("Canvas", date(2025, 7, 1), None, Decimal("9.00"), label="Training"),
    ]
    tables = {"contracts": [contract(None, "199.80")], "memberships": students(40)}
    found = measured(tmp_path, "cost_per_student", fees=fees, **tables).row()
    assert (found["numerator"], found["value"]) == (dollars, pytest.approx(dollars / 40))


def test_several_contracts_add_up_and_a_student_of_two_schools_counts_once(tmp_path):
    lines = [contract(None, "100.10", school_id="oak"), contract(None, "100.20", school_id="elm", contract_id=2)]
    found = row(tmp_path, lines, [*students(20), *students(20, first=11, school="elm")])
    assert (found["numerator"], found["denominator"]) == (200.30, 30)


def test_a_contract_of_one_school_is_for_its_students_alone(tmp_path):
    lines = [contract(None, "300.00", school_id="elm")]
    assert row(tmp_path, lines, [*students(40), *students(12, first=41, school="elm")])["denominator"] == 12


def test_a_free_tool_costs_nothing_and_is_measured(tmp_path):
    assert row(tmp_path, [contract(None, "0.00")], students(40))["value"] == 0


@pytest.mark.parametrize(
    ("contracts", "people", "why"),
    [
        ([contract(50)], [], "the contract covers no rostered student"),
        ([contract(50, None)], students(40), "a contract in force says no cost"),
    ],
)
def test_where_nothing_can_be_divided_a_sentence_says_why(tmp_path, contracts, people, why):
    result = measured(tmp_path, "cost_per_student", contracts=contracts, memberships=people)
    assert pd.isna(result.row()["value"])
    assert result.row()["status"] == "not measured"
    assert f"Not measured, because {why}: Nearpod." in result.notes


@pytest.mark.parametrize(("count", "status"), [(9, "too few to show"), (10, "measured")])
def test_fewer_than_ten_students_are_hidden(tmp_path, count: int, status: str):
    assert row(tmp_path, [contract(None, "50.00")], students(count))["status"] == status


def test_a_contract_that_has_ended_is_left_out(tmp_path):
    ended = contract(50, "1000.00", ends_on=date(2026, 3, 30))
    assert ended["ends_on"] < AS_OF
    result = measured(
        tmp_path, "cost_per_student", tools=[tool(1, "Nearpod")], contracts=[ended], memberships=students(40)
    )
    assert result.frame.empty
