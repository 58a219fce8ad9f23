"""License dormancy, told as examples: what is bought, what is in use, when it is too little, and on which day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.spec.seats import AS_OF, ago, contract, dormancy, measured, seats, tool, uses, whole_year


def test_seats_that_are_not_in_use_over_seats_bought(tmp_path):
    row = dormancy(tmp_path, contracts=[contract(50)], seats=seats(40), usage_days=uses(30, ago(3)))
    assert (row["numerator"], row["denominator"], row["value"]) == (50 - 30, 50, (50 - 30) / 50)
    assert row["unassigned_count"] == 50 - 40


@pytest.mark.parametrize(
    ("day_count", "is_in_use"), [(0, True), (29, True), (30, True), (31, False)], ids=lambda given: str(given)
)
def test_the_thirtieth_school_day_since_the_last_use_still_counts(tmp_path, day_count, is_in_use):
    row = dormancy(tmp_path, contracts=[contract(20)], seats=seats(20), usage_days=uses(20, ago(day_count)))
    assert row["value"] == (0 if is_in_use else 1)


def test_a_break_makes_no_seat_dormant(tmp_path):
    last_day_before_winter, first_week_after = date(2025, 12, 19), date(2026, 1, 9)
    row = dormancy(
        tmp_path,
        scope=whole_year(as_of=first_week_after),
        contracts=[contract(20)],
        seats=seats(20),
        usage_days=uses(20, last_day_before_winter),
    )
    assert row["value"] == 0


@pytest.mark.parametrize(
    ("in_use", "bought", "status"),
    [(11, 20, "met"), (10, 20, "met"), (9, 20, "not met"), (11, 21, "met"), (10, 21, "not met")],
    ids=["under half", "exactly half", "over half", "half a seat under", "half a seat over"],
)
def test_the_alarm_is_strictly_over_half(tmp_path, in_use, bought, status):
    row = dormancy(tmp_path, contracts=[contract(bought)], seats=seats(bought), usage_days=uses(in_use, ago(0)))
    assert row["status"] == status


def test_more_in_use_than_bought_is_an_overage_and_never_negative(tmp_path):
    result = measured(tmp_path, "dormancy_rate", contracts=[contract(20)], seats=seats(25), usage_days=uses(23, ago(0)))
    assert result.row()[["numerator", "denominator", "overage_count"]].tolist() == [0, 20, 25 - 20]
    assert "Nearpod: 25 seats are taken and 20 were bought." in result.notes


def test_the_overage_of_one_tool_does_not_pay_for_the_dormancy_of_another(tmp_path):
    row = dormancy(
        tmp_path,
        tools=[tool(1, "Nearpod"), tool(2, "Canvas")],
        contracts=[contract(20), contract(20, tool_id=2)],
        seats=seats(30) + seats(20, tool_id=2),
        usage_days=uses(30, ago(0)),
    )
    assert (row["numerator"], row["denominator"]) == (20, 40)


def test_glimpse_k12_counted_134_000_of_200_000_licenses_unused(tmp_path):
    bought, in_use = 200_000 // 1000, 66_000 // 1000
    row = dormancy(tmp_path, contracts=[contract(bought)], seats=seats(bought), usage_days=uses(in_use, ago(0)))
    assert row["numerator"] * 1000 == 134_000
    assert row["value"] == 0.67


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "bought"),
    [
        (AS_OF, date(2027, 3, 30), 50),
        (AS_OF + timedelta(days=1), date(2027, 3, 31), 20),
        (date(2025, 4, 1), AS_OF, 50),
        (date(2025, 3, 31), AS_OF - timedelta(days=1), 20),
    ],
    ids=["begins today", "begins tomorrow", "ends today", "ended yesterday"],
)
def test_contracts_in_force_on_the_day_add_up(tmp_path, starts_on, ends_on, bought):
    lines = [contract(20), contract(30, starts_on=starts_on, ends_on=ends_on)]
    assert dormancy(tmp_path, contracts=lines, seats=seats(20))["denominator"] == bought


def test_a_tool_whose_contract_has_ended_is_licensed_no_more(tmp_path):
    ended = contract(20, ends_on=AS_OF - timedelta(days=1))
    result = measured(tmp_path, "dormancy_rate", "tool", contracts=[ended], seats=seats(20))
    assert result.frame.empty


def test_a_seat_assigned_after_the_day_is_not_there_yet(tmp_path):
    late = seats(5, first=16, assigned_on=AS_OF + timedelta(days=1))
    row = dormancy(tmp_path, contracts=[contract(20)], seats=seats(15) + late)
    assert row["unassigned_count"] == 20 - 15


def test_use_after_the_day_is_not_known_yet(tmp_path):
    day = date(2026, 2, 17)
    days = uses(12, date(2026, 2, 2)) + uses(4, date(2026, 2, 17), first=13) + uses(4, date(2026, 2, 18), first=17)
    later = uses(20, date(2026, 3, 30))
    row = dormancy(
        tmp_path, scope=whole_year(as_of=day), contracts=[contract(20)], seats=seats(20), usage_days=days + later
    )
    assert row["numerator"] == 20 - 12 - 4


def test_use_of_an_earlier_month_is_still_found_when_use_went_on(tmp_path):
    early, later = uses(20, date(2025, 12, 18)), uses(20, date(2026, 3, 30))
    tables = {"contracts": [contract(20)], "seats": seats(20), "usage_days": early + later}
    in_time = dormancy(tmp_path / "a", scope=whole_year(as_of=date(2026, 1, 30)), **tables)
    too_late = dormancy(tmp_path / "b", scope=whole_year(as_of=date(2026, 2, 20)), **tables)
    assert (in_time["value"], too_late["value"]) == (0, 1)


def test_the_last_day_of_a_period_that_is_over_decides(tmp_path):
    over = whole_year(period_end=date(2026, 3, 1))
    tables = {"contracts": [contract(20)], "seats": seats(20), "usage_days": uses(20, date(2026, 3, 30))}
    assert dormancy(tmp_path, scope=over, **tables)["value"] == 1


def test_a_login_without_use_keeps_no_seat_in_use(tmp_path):
    idle = uses(20, ago(0), is_active=False, event_count=0)
    assert dormancy(tmp_path, contracts=[contract(20)], seats=seats(20), usage_days=idle)["value"] == 1


def test_use_on_a_weekend_counts(tmp_path):
    saturday = date(2026, 3, 28)
    assert dormancy(tmp_path, contracts=[contract(20)], seats=seats(20), usage_days=uses(20, saturday))["value"] == 0


def test_use_of_another_tool_keeps_no_seat_in_use(tmp_path):
    row = dormancy(
        tmp_path,
        tools=[tool(1, "Nearpod"), tool(2, "Canvas")],
        contracts=[contract(20)],
        seats=seats(20),
        usage_days=uses(20, ago(0), tool_id=2),
    )
    assert row["value"] == 1


def test_a_tool_that_nobody_was_given_is_all_dormant(tmp_path):
    row = dormancy(tmp_path, contracts=[contract(40)])
    assert (row["value"], row["status"]) == (1, "not met")


def test_only_the_tools_asked_for_are_counted(tmp_path):
    row = dormancy(
        tmp_path,
        scope=whole_year(tools={"Canvas"}),
        tools=[tool(1, "Nearpod"), tool(2, "Canvas")],
        contracts=[contract(20), contract(30, tool_id=2)],
        seats=seats(20) + seats(30, tool_id=2),
    )
    assert row["denominator"] == 30
