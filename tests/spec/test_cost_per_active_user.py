"""Cost per active user, told as examples."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.spec.seats import ago, contract, measured, seats, tool, uses


def test_the_annual_cost_over_the_people_who_use_it(tmp_path):
    tables = {"contracts": [contract(50, "1250.50")], "seats": seats(40), "usage_days": uses(12, ago(2))}
    row = measured(tmp_path, "cost_per_active_user", **tables).row()
    assert (row["numerator"], row["denominator"], row["value"]) == (1250.50, 12, 1250.50 / 12)


def test_where_nobody_is_active_there_is_no_cost_per_head(tmp_path):
    result = measured(tmp_path, "cost_per_active_user", contracts=[contract(50)], seats=seats(40))
    assert pd.isna(result.row()["value"])
    assert result.row()["status"] == "not measured"
    assert "Nobody uses it at present: Nearpod." in result.notes


def test_a_site_license_has_a_cost_per_active_user(tmp_path):
    row = measured(tmp_path, "cost_per_active_user", contracts=[contract(None, "800.00")], usage_days=uses(16, ago(2)))
    assert row.row()["value"] == 800 / 16


def test_a_contract_without_a_price_is_not_measured(tmp_path):
    tables = {"contracts": [contract(50, None)], "seats": seats(40), "usage_days": uses(12, ago(2))}
    assert measured(tmp_path, "cost_per_active_user", **tables).row()["status"] == "not measured"


def test_several_contracts_of_a_tool_add_up(tmp_path):
    lines = [contract(50, "1000.10"), contract(10, "200.20")]
    tables = {"contracts": lines, "seats": seats(40), "usage_days": uses(12, ago(2))}
    assert measured(tmp_path, "cost_per_active_user", **tables).row()["numerator"] == 1200.30


def test_tools_without_a_price_leave_the_whole_to_the_others(tmp_path):
    tables = {"tools": [tool(1, "Nearpod"), tool(2, "Canvas")]}
    tables["contracts"] = [contract(50, "900.00"), contract(50, None, tool_id=2)]
    tables["usage_days"] = uses(12, ago(2)) + uses(30, ago(2), tool_id=2)
    assert measured(tmp_path, "cost_per_active_user", **tables).row()["value"] == 900 / 12


def test_within_a_school_the_cost_is_that_of_its_seats(tmp_path):
    result = measured(
        tmp_path,
        "cost_per_active_user",
        "school",
        contracts=[contract(60, "600.00")],
        seats=seats(40) + seats(20, first=41, school="elm"),
        usage_days=uses(16, ago(2)) + uses(20, ago(2), first=41),
    )
    assert result.row(school="Oak School")["value"] == pytest.approx(400 / 16)
    assert result.row(school="Elm School")["value"] == pytest.approx(200 / 20)
