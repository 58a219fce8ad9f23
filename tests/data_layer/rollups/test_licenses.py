"""Contracts, seats and entitlements as the store holds them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from data_layer.history import refused
from tests.data_layer.exports import roster, write

CONTRACT = "tool,vendor,category,core_or_supplemental,school,seats,annual_cost,start,end,notice_days"
SEATS = "tool,person,assigned_on"


def people(tmp_path):
    return roster(tmp_path / "r", ["s1 student east 3", "s2 student west 3", "t1 teacher east"])


def test_a_contract_keeps_its_cents_and_its_school(bring, ask, tmp_path):
    file = write(
        tmp_path / "licenses.csv",
        CONTRACT,
        'Example Tool,Example Vendor,Quizzes,supplemental,district,100,"$1,234.57",2025-07-01,2026-06-30,60',
        "Site Tool,Example Vendor,Quizzes,core,East School,,500,2025-07-01,2026-06-30,30",
    )
    bring(people(tmp_path), file)
    assert ask("SELECT school_id, seat_count, annual_cost_usd FROM contracts ORDER BY contract_id") == [
        (None, 100, Decimal("1234.57")),
        ("east", None, Decimal("500.00")),
    ]


def test_a_blank_cost_is_unknown_and_a_free_tool_costs_nothing(bring, ask, tmp_path):
    lines = ("Unknown Tool,V,Quizzes,core,,10,,2025-07-01,2026-06-30,30", "Free,V,,core,,10,0,2025-07-01,2026-06-30,30")
    report = bring(people(tmp_path), write(tmp_path / "licenses.csv", CONTRACT, *lines))
    assert report.is_clean
    found = dict(ask("SELECT name, annual_cost_usd FROM contracts JOIN tools USING (tool_id)"))
    assert found == {"Unknown Tool": None, "Free": Decimal("0.00")}


@pytest.mark.parametrize("cost", ["$1,234.57", "1,234.57", "USD 1234.57", " $ 1234.57"])
def test_a_cost_is_read_with_its_sign_and_its_commas(bring, ask, tmp_path, cost: str):
    line = f'Tool,V,Quizzes,core,,10,"{cost}",2025-07-01,2026-06-30,30'
    bring(people(tmp_path), write(tmp_path / "licenses.csv", CONTRACT, line))
    assert ask("SELECT annual_cost_usd FROM contracts") == [(Decimal("1234.57"),)]


@pytest.mark.parametrize("cost", ["€1234.57", "12,34.57", "-5", "about 1200"])
def test_a_cost_that_is_no_amount_in_dollars_is_refused_with_a_sentence(bring, ask, home, tmp_path, cost: str):
    line = f'Tool,V,Quizzes,core,,10,"{cost}",2025-07-01,2026-06-30,30'
    bring(people(tmp_path), write(tmp_path / "licenses.csv", CONTRACT, line))
    assert ask("SELECT count(*) FROM contracts") == [(0,)]
    (row,) = refused(home, 2)
    assert (row["column"], row["problem"]) == ("annual_cost", "is not an amount in dollars")


def test_without_seats_everybody_whom_the_contract_covers_is_entitled(bring, ask, tmp_path):
    line = "Example Tool,V,Quizzes,core,East School,,500,2025-09-01,2026-06-30,30"
    bring(people(tmp_path), write(tmp_path / "licenses.csv", CONTRACT, line))
    found = ask("SELECT CAST(starts_on AS VARCHAR), CAST(ends_on AS VARCHAR), basis FROM entitlements")
    assert found == [("2025-09-01", "2026-05-30", "contract")] * 2


def test_with_seats_only_their_holders_are_entitled_and_a_stranger_keeps_the_seat(bring, ask, tmp_path):
    line = "Example Tool,V,Quizzes,core,,10,500,2025-07-01,2026-06-30,30"
    seats = write(
        tmp_path / "seats.csv",
        SEATS,
        "Example Tool,s1@example.org,2025-10-01",
        "example tool ,t1,2025-10-01",
        "Example Tool,nobody@example.org,2025-10-01",
    )
    bring(people(tmp_path), write(tmp_path / "licenses.csv", CONTRACT, line), seats)
    assert ask("SELECT role, school_id FROM seats ORDER BY 1") == [
        ("student", "east"),
        ("teacher", "east"),
        (None, None),
    ]
    assert ask("SELECT count(*), any_value(CAST(starts_on AS VARCHAR)) FROM entitlements") == [(2, "2025-10-01")]
    assert ask("SELECT count(*) FROM tools") == [(1,)]


def test_a_person_who_holds_one_seat_under_two_names_holds_one(bring, ask, tmp_path):
    seats = write(tmp_path / "seats.csv", SEATS, "Tool,s1@example.org,2025-10-02", "Tool,s1,2025-10-01")
    bring(people(tmp_path), seats)
    assert ask("SELECT CAST(assigned_on AS VARCHAR) FROM seats") == [("2025-10-01",)]


def test_a_tool_without_a_log_is_known_to_have_none(bring, ask, tmp_path):
    line = "Example Tool,V,Quizzes,core,,10,500,2025-07-01,2026-06-30,30"
    bring(people(tmp_path), write(tmp_path / "licenses.csv", CONTRACT, line))
    assert ask("SELECT name, has_log, tier FROM tools") == [("Example Tool", False, "core")]
