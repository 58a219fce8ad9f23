"""Seats in use, told as examples: what dormancy leaves."""

from __future__ import annotations

from tests.spec.seats import ago, contract, measured, seats, uses


def test_seats_in_use_and_dormant_seats_are_all_seats(tmp_path):
    tables = {"contracts": [contract(50)], "seats": seats(40), "usage_days": uses(12, ago(2))}
    in_use = measured(tmp_path / "a", "seat_utilization", **tables).row()
    dormant = measured(tmp_path / "b", "dormancy_rate", **tables).row()
    assert (in_use["numerator"], in_use["value"]) == (12, 12 / 50)
    assert in_use["numerator"] + dormant["numerator"] == 50


def test_more_in_use_than_bought_is_all_of_them_and_an_overage(tmp_path):
    row = measured(
        tmp_path, "seat_utilization", contracts=[contract(10)], seats=seats(15), usage_days=uses(15, ago(2))
    ).row()
    assert (row["value"], row["active_count"], row["overage_count"]) == (1, 15, 5)
