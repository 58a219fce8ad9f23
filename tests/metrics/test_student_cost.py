"""What a tool costs a student: contracts in force and fees, over the students that the contract covers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from data_layer.records.entries import HiddenFee
from metrics import policy
from metrics.student_cost import StudentCost, student_cost
from tests.building import store_of

POLICY = policy.load()
AS_OF = date(2026, 3, 13)


def contract(cost: str | None, school: str | None, **words: object) -> dict:
    term = {"starts_on": date(2025, 7, 1), "ends_on": date(2026, 6, 30)}
    return {
        "contract_id": 1,
        "tool_id": 1,
        "school_id": school,
        "annual_cost_usd": cost and Decimal(cost),
        **term,
        **words,
    }


def students(count: int, school: str, *, first: int = 1, **words: object) -> list[dict]:
    stay = {"school_id": school, "role": "student", "starts_on": date(2025, 8, 1), "ends_on": date(2026, 6, 1), **words}
    return [{"person_id": first + place, **stay} for place in range(count)]


@pytest.fixture
def cost_of(tmp_path: Path):
    def found(contracts: list[dict], stays: list[dict], *, fees: tuple[HiddenFee, ...] = ()) -> StudentCost:
        tools = "tool_id | name | tier\n 1 | Padlet | supplemental"
        with store_of(tmp_path, tools=tools, contracts=contracts, memberships=stays).connect() as connection:
            return student_cost(connection, "Padlet", as_of=AS_OF, fees=fees)

    return found


def test_the_cost_is_out_of_the_students_that_the_contract_covers(cost_of):
    stays = [*students(3, "oak"), *students(2, "elm", first=4), *students(1, "oak", first=9, role="teacher")]
    assert cost_of([contract("12.00", "oak")], stays).per_student_usd == 4


def test_a_contract_without_a_school_covers_the_district_and_everybody_counts_once(cost_of):
    stays = [*students(3, "oak"), *students(3, "elm")]
    found = cost_of([contract("12.00", None), contract("3.00", "oak")], stays)
    assert (found.annual_cost_usd, found.student_count) == (15, 3)


def test_fees_count_and_contracts_out_of_force_do_not(cost_of):
    fee = HiddenFee(tool="Padlet", label="Training", annual_cost_usd=Decimal("0.10"), starts_on=date(2025, 7, 1))
    other = HiddenFee(tool="Canvas", label="Training", annual_cost_usd=Decimal(99), starts_on=date(2025, 7, 1))
    over = contract("500.00", "oak", ends_on=date(2026, 3, 12))
    last_day = contract("7.00", "oak", ends_on=AS_OF)
    assert cost_of([last_day, over], students(1, "oak"), fees=(fee, other)).annual_cost_usd == Decimal("7.10")


@pytest.mark.parametrize(
    ("lines", "count", "why"),
    [
        ([], 3, "no contract is in force"),
        ([contract(None, "oak")], 3, "a contract in force says no cost"),
        ([contract("12.00", "oak")], 0, "the contract covers no rostered student"),
    ],
)
def test_why_there_is_no_cost_per_student_is_said(cost_of, lines: list[dict], count: int, why: str):
    found = cost_of(lines, students(count, "oak"))
    assert (found.why, found.per_student_usd, found.is_under(POLICY)) == (why, None, None)
