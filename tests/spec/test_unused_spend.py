"""Unused spend, told as examples: to the cent, and adding up however it is split."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.cents import share_out, to_cents
from tests.spec.seats import ago, contract, measured, seats, tool, uses, whole_year

THREE_SCHOOLS = seats(13) + seats(11, first=14, school="elm") + seats(10, first=25, school="ash")


def exact(frame: pd.DataFrame) -> Decimal:
    return sum((Decimal(str(value)) for value in frame["value"].dropna()), Decimal())


def test_the_cost_of_the_seats_that_are_not_in_use(tmp_path):
    tables = {"contracts": [contract(50, "1000.00")], "seats": seats(40), "usage_days": uses(13, ago(2))}
    row = measured(tmp_path, "unused_spend", **tables).row()
    assert row["value"] == 1000 * (50 - 13) / 50
    assert (row["numerator"], row["denominator"]) == (50 - 13, 50)


@pytest.mark.parametrize(("cost", "cents"), [("0.01", 1), ("100.00", 6667), ("200.00", 13333)])
def test_a_third_of_a_cent_is_rounded_once(tmp_path, cost, cents):
    tables = {"contracts": [contract(30, cost)], "seats": seats(30), "usage_days": uses(10, ago(2))}
    assert measured(tmp_path, "unused_spend", **tables).row()["value"] == cents / 100


@pytest.mark.parametrize(
    "by", [("tool",), ("school",), ("role",), ("grade_level",), ("tool", "school"), ("school", "grade_level")]
)
def test_the_parts_add_up_to_the_whole_to_the_cent(tmp_path, by):
    tables = {
        "tools": [tool(1, "Nearpod"), tool(2, "Canvas")],
        "contracts": [contract(40, "1000.01"), contract(34, "77.77", tool_id=2)],
        "seats": THREE_SCHOOLS + [seat | {"tool_id": 2} for seat in THREE_SCHOOLS],
        "usage_days": uses(2, ago(2)) + uses(1, ago(2), first=14, tool_id=2),
    }
    whole = measured(tmp_path / "whole", "unused_spend", **tables)
    parts = measured(tmp_path / "parts", "unused_spend", *by, **tables)
    assert parts.hidden_count == 0
    assert exact(parts.frame) == exact(whole.frame) > 1000


def test_seats_that_nobody_holds_stand_in_a_row_of_their_own(tmp_path):
    tables = {"contracts": [contract(50, "500.00")], "seats": THREE_SCHOOLS}
    frame = measured(tmp_path, "unused_spend", "school", **tables).frame
    assert frame.loc[frame["school_id"].isna(), "value"].tolist() == [500 * (50 - 34) / 50]
    assert frame.loc[frame["school_id"] == "oak", "value"].tolist() == [500 * 13 / 50]


def test_seats_of_unknown_holders_share_the_row_of_those_that_nobody_holds(tmp_path):
    unknown = [seat | {"person_id": None} for seat in seats(4, first=50, school=None, role=None, grade_level=None)]
    tables = {"contracts": [contract(50, "500.00")], "seats": THREE_SCHOOLS + unknown}
    frame = measured(tmp_path, "unused_spend", "tool", "school", **tables).frame
    assert frame.loc[frame["school_id"].isna(), ["numerator", "value"]].to_numpy().tolist() == [[50 - 34, 160]]


def test_a_tool_without_a_seat_list_stands_in_the_row_without_a_school(tmp_path):
    tables = {"contracts": [contract(20, "500.00")], "usage_days": uses(15, ago(2))}
    frame = measured(tmp_path, "unused_spend", "school", **tables).frame
    assert frame[["numerator", "value"]].to_numpy().tolist() == [[5, 500 * 5 / 20]]


def test_a_school_by_itself_has_the_cost_of_its_own_unused_seats(tmp_path):
    tables = {"contracts": [contract(50, "500.00")], "seats": THREE_SCHOOLS, "usage_days": uses(3, ago(2))}
    row = measured(tmp_path, "unused_spend", scope=whole_year(schools={"oak"}), **tables).row()
    assert row["value"] == 500 * 10 / 50


def test_an_overage_costs_nothing_more(tmp_path):
    tables = {"contracts": [contract(30, "500.00")], "seats": THREE_SCHOOLS, "usage_days": uses(34, ago(2))}
    assert measured(tmp_path / "a", "unused_spend", **tables).row()["value"] == 0
    parts = measured(tmp_path / "b", "unused_spend", "school", **tables | {"usage_days": uses(20, ago(2))})
    assert exact(parts.frame) == to_cents(Decimal(500) * (30 - 20) / 30) / Decimal(100)


def test_a_site_license_a_missing_price_and_a_missing_log_are_not_measured(tmp_path):
    for place, tables in enumerate(
        [
            {"contracts": [contract(None)]},
            {"contracts": [contract(50, None)]},
            {"contracts": [contract(50)], "tools": [tool(1, "Nearpod", has_log=False)]},
        ]
    ):
        row = measured(tmp_path / str(place), "unused_spend", seats=seats(40), **tables).row()
        assert row["status"] == "not measured"
        assert pd.isna(row["value"])


def test_a_missing_price_is_said(tmp_path):
    result = measured(tmp_path, "unused_spend", contracts=[contract(50, None)], seats=seats(40))
    assert "Not measured, because a contract in force gives no cost: Nearpod." in result.notes


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**4), min_size=1, max_size=40))
def test_shared_out_cents_add_up_and_differ_from_the_exact_part_by_less_than_one(cents, weights):
    parts = share_out(cents, weights)
    total = sum(weights)
    assert sum(parts) == (cents if total else 0)
    assert all(abs(part * total - cents * weight) < max(total, 1) for part, weight in zip(parts, weights, strict=True))


@pytest.mark.parametrize(
    ("cents", "weights", "parts"),
    [(100, [1, 1, 1], [34, 33, 33]), (101, [1, 1, 1], [34, 34, 33]), (100, [1, 2], [33, 67]), (5, [0, 0], [0, 0])],
)
def test_the_largest_remainder_takes_the_cent(cents, weights, parts):
    assert share_out(cents, weights) == parts


@pytest.mark.parametrize(("usd", "cents"), [("0.004", 0), ("0.005", 1), ("1.995", 200), ("12.34", 1234)])
def test_half_a_cent_is_rounded_up(usd, cents):
    assert to_cents(Decimal(usd)) == cents
