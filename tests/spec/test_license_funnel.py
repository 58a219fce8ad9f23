"""From purchase to use, told as examples: each stage holds the next."""

from __future__ import annotations

from tests.spec.seats import ago, contract, measured, seats, tool, uses

USE = uses(12, ago(2)) + uses(6, ago(45), first=13)


def test_purchased_assigned_ever_used_active(tmp_path):
    tables = {"contracts": [contract(50)], "seats": seats(40), "usage_days": USE}
    frame = measured(tmp_path, "license_funnel", **tables).frame
    assert frame["stage"].tolist() == ["purchased", "assigned", "ever used", "active"]
    assert frame["numerator"].tolist() == [50, 40, 12 + 6, 12]
    assert frame["value"].tolist() == [1, 40 / 50, 18 / 50, 12 / 50]


def test_within_a_school_the_funnel_begins_with_the_seats_assigned(tmp_path):
    tables = {"contracts": [contract(50)], "seats": seats(20) + seats(11, first=21, school="elm"), "usage_days": USE}
    frame = measured(tmp_path, "license_funnel", "stage", "school", **tables).frame
    oak = frame[frame["school"] == "Oak School"]
    assert oak["stage"].tolist() == ["assigned", "ever used", "active"]
    assert oak["numerator"].tolist() == [20, 18, 12]


def test_without_a_log_bought_and_assigned_are_known_and_use_is_not(tmp_path):
    result = measured(
        tmp_path,
        "license_funnel",
        "tool",
        tools=[tool(1, "Nearpod", has_log=False)],
        contracts=[contract(50)],
        seats=seats(40),
    )
    assert result.row(stage="assigned")["value"] == 40 / 50
    assert result.row(stage="active")["status"] == "not measured"


def test_tools_come_with_all_their_stages(tmp_path):
    tables = {"tools": [tool(1, "Nearpod"), tool(2, "Canvas")], "contracts": [contract(50), contract(20, tool_id=2)]}
    result = measured(tmp_path, "license_funnel", "stage", "tool", seats=seats(40), **tables)
    assert result.row(tool="Canvas", stage="purchased")["numerator"] == 20
    assert result.row(tool="Nearpod", stage="active")["numerator"] == 0


def test_a_site_license_has_no_number_of_seats_at_any_stage(tmp_path):
    result = measured(tmp_path, "license_funnel", "tool", contracts=[contract(None)], usage_days=uses(20, ago(2)))
    assert result.frame[["numerator", "denominator"]].isna().all(axis=None)
    assert set(result.frame["status"]) == {"not measured"}
