"""License dormancy, told as examples: what is bought, what is in use, when it is too little, what is not known."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from data_layer.scope import Entitlement
from tests.spec.seats import AS_OF, ago, contract, measured, seats, tool, uses, whole_year


def rate(tmp_path, *by: str, **tables) -> pd.Series:
    return measured(tmp_path, "dormancy_rate", *by, **tables).row()


def test_seats_that_are_not_in_use_over_seats_bought(tmp_path):
    row = rate(tmp_path, contracts=[contract(50)], seats=seats(40), usage_days=uses(30, ago(3)))
    assert (row["numerator"], row["denominator"], row["value"]) == (50 - 30, 50, (50 - 30) / 50)
    assert row["unassigned_count"] == 50 - 40


@pytest.mark.parametrize(
    ("day_count", "is_in_use"), [(0, True), (29, True), (30, True), (31, False)], ids=lambda given: str(given)
)
def test_the_thirtieth_school_day_since_the_last_use_still_counts(tmp_path, day_count, is_in_use):
    row = rate(tmp_path, contracts=[contract(20)], seats=seats(20), usage_days=uses(20, ago(day_count)))
    assert row["value"] == (0 if is_in_use else 1)


def test_a_break_makes_no_seat_dormant(tmp_path):
    last_day_before_winter, first_week_after = date(2025, 12, 19), date(2026, 1, 9)
    row = rate(
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
    row = rate(tmp_path, contracts=[contract(bought)], seats=seats(bought), usage_days=uses(in_use, ago(0)))
    assert row["status"] == status


def test_more_in_use_than_bought_is_an_overage_and_never_negative(tmp_path):
    result = measured(tmp_path, "dormancy_rate", contracts=[contract(20)], seats=seats(25), usage_days=uses(23, ago(0)))
    assert result.row()[["numerator", "denominator", "overage_count"]].tolist() == [0, 20, 25 - 20]
    assert "Nearpod: 25 seats are taken and 20 were bought." in result.notes


def test_the_overage_of_one_tool_does_not_pay_for_the_dormancy_of_another(tmp_path):
    row = rate(
        tmp_path,
        tools=[tool(1, "Nearpod"), tool(2, "Canvas")],
        contracts=[contract(20), contract(20, tool_id=2)],
        seats=seats(30) + seats(20, tool_id=2),
        usage_days=uses(30, ago(0)),
    )
    assert (row["numerator"], row["denominator"]) == (20, 40)


def test_glimpse_k12_counted_134_000_of_200_000_licenses_unused(tmp_path):
    bought, in_use = 200_000 // 1000, 66_000 // 1000
    row = rate(tmp_path, contracts=[contract(bought)], seats=seats(bought), usage_days=uses(in_use, ago(0)))
    assert row["numerator"] * 1000 == 134_000
    assert row["value"] == 0.67


def test_without_a_log_use_is_unknown_and_not_zero(tmp_path):
    result = measured(
        tmp_path,
        "dormancy_rate",
        tools=[tool(1, "Nearpod", has_log=False)],
        contracts=[contract(20)],
        seats=seats(20),
    )
    assert result.row()["status"] == "not measured"
    assert pd.isna(result.row()["value"])
    assert "Not measured, because no log of its use was imported: Nearpod." in result.notes


def test_a_tool_without_a_log_leaves_the_whole_to_the_others(tmp_path):
    result = measured(
        tmp_path,
        "dormancy_rate",
        "tool",
        tools=[tool(1, "Nearpod"), tool(2, "Canvas", has_log=False)],
        contracts=[contract(20), contract(30, tool_id=2)],
        seats=seats(20) + seats(30, tool_id=2),
        usage_days=uses(5, ago(0)),
    )
    assert result.row(tool="Nearpod")["value"] == 15 / 20
    assert result.row(tool="Canvas")["status"] == "not measured"
    assert result.row(tool="Canvas")["denominator"] == 30


def test_a_site_license_has_no_seats_that_could_be_dormant(tmp_path):
    result = measured(tmp_path, "dormancy_rate", contracts=[contract(None)], usage_days=uses(20, ago(0)))
    assert result.row()["status"] == "not measured"
    assert any("a site license has no seats" in note for note in result.notes)


def test_seats_without_a_contract_have_no_base(tmp_path):
    result = measured(tmp_path, "dormancy_rate", seats=seats(20), usage_days=uses(20, ago(0)))
    assert result.row()["status"] == "not measured"
    assert any("no contract in force says how many" in note for note in result.notes)


def test_nothing_bought_at_all_is_not_measured(tmp_path):
    row = rate(tmp_path)
    assert (row["status"], row["denominator"]) == ("not measured", 0)


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
    assert rate(tmp_path, contracts=lines, seats=seats(20))["denominator"] == bought


def test_a_tool_whose_contract_has_ended_is_licensed_no_more(tmp_path):
    ended = contract(20, ends_on=AS_OF - timedelta(days=1))
    result = measured(tmp_path, "dormancy_rate", "tool", contracts=[ended], seats=seats(20))
    assert result.frame.empty


def test_a_seat_assigned_after_the_day_is_not_there_yet(tmp_path):
    late = seats(5, first=16, assigned_on=AS_OF + timedelta(days=1))
    row = rate(tmp_path, contracts=[contract(20)], seats=seats(15) + late)
    assert row["unassigned_count"] == 20 - 15


def test_use_after_the_day_is_not_known_yet(tmp_path):
    day = date(2026, 2, 17)
    days = uses(12, date(2026, 2, 2)) + uses(4, date(2026, 2, 17), first=13) + uses(4, date(2026, 2, 18), first=17)
    later = uses(20, date(2026, 3, 30))
    row = rate(
        tmp_path, scope=whole_year(as_of=day), contracts=[contract(20)], seats=seats(20), usage_days=days + later
    )
    assert row["numerator"] == 20 - 12 - 4


def test_use_of_an_earlier_month_is_still_found_when_use_went_on(tmp_path):
    early, later = uses(20, date(2025, 12, 18)), uses(20, date(2026, 3, 30))
    tables = {"contracts": [contract(20)], "seats": seats(20), "usage_days": early + later}
    in_time = rate(tmp_path / "a", scope=whole_year(as_of=date(2026, 1, 30)), **tables)
    too_late = rate(tmp_path / "b", scope=whole_year(as_of=date(2026, 2, 20)), **tables)
    assert (in_time["value"], too_late["value"]) == (0, 1)


def test_the_last_day_of_a_period_that_is_over_decides(tmp_path):
    over = whole_year(period_end=date(2026, 3, 1))
    tables = {"contracts": [contract(20)], "seats": seats(20), "usage_days": uses(20, date(2026, 3, 30))}
    assert rate(tmp_path, scope=over, **tables)["value"] == 1


def test_a_login_without_use_keeps_no_seat_in_use(tmp_path):
    idle = uses(20, ago(0), is_active=False, event_count=0)
    assert rate(tmp_path, contracts=[contract(20)], seats=seats(20), usage_days=idle)["value"] == 1


def test_use_on_a_weekend_counts(tmp_path):
    saturday = date(2026, 3, 28)
    assert rate(tmp_path, contracts=[contract(20)], seats=seats(20), usage_days=uses(20, saturday))["value"] == 0


def test_within_a_school_the_base_is_the_seats_of_its_people(tmp_path):
    result = measured(
        tmp_path,
        "dormancy_rate",
        "school",
        contracts=[contract(100)],
        seats=seats(40) + seats(20, first=41, school="elm"),
        usage_days=uses(28, ago(0)) + uses(20, ago(0), first=41),
    )
    assert result.row(school="Oak School")[["numerator", "denominator"]].tolist() == [12, 40]
    assert result.row(school="Elm School")[["numerator", "denominator"]].tolist() == [0, 20]


def test_a_viewer_of_one_school_sees_its_seats_alone(tmp_path):
    row = rate(
        tmp_path,
        scope=whole_year(entitlement=Entitlement(frozenset({"oak"}))),
        contracts=[contract(100)],
        seats=seats(40) + seats(20, first=41, school="elm"),
        usage_days=uses(28, ago(0)),
    )
    assert (row["numerator"], row["denominator"]) == (12, 40)


def test_a_tool_without_a_seat_list_cannot_be_split(tmp_path):
    result = measured(tmp_path / "a", "dormancy_rate", "school", contracts=[contract(20)], usage_days=uses(15, ago(0)))
    assert result.frame.empty
    assert any("no list of its assigned seats" in note for note in result.notes)


def test_without_a_seat_list_everybody_who_uses_the_tool_has_a_seat(tmp_path):
    row = rate(tmp_path, contracts=[contract(20)], usage_days=uses(15, ago(0)))
    assert (row["numerator"], row["denominator"]) == (20 - 15, 20)


def test_a_holder_whom_the_roster_does_not_know_counts_as_not_used_and_is_named(tmp_path):
    unknown = [seat | {"person_id": None} for seat in seats(2, first=19, school=None, role=None, grade_level=None)]
    result = measured(
        tmp_path,
        "dormancy_rate",
        contracts=[contract(20)],
        seats=seats(18) + unknown,
        usage_days=uses(18, ago(0)),
    )
    assert result.row()["numerator"] == 2
    assert "Counted as not used, because the roster does not know who holds them: 2 of the seats." in result.notes


def test_use_of_another_tool_keeps_no_seat_in_use(tmp_path):
    row = rate(
        tmp_path,
        tools=[tool(1, "Nearpod"), tool(2, "Canvas")],
        contracts=[contract(20)],
        seats=seats(20),
        usage_days=uses(20, ago(0), tool_id=2),
    )
    assert row["value"] == 1


@pytest.mark.parametrize(("holders", "is_hidden"), [(9, True), (10, False)])
def test_the_seats_of_fewer_than_ten_people_are_hidden(tmp_path, holders, is_hidden):
    row = rate(tmp_path, contracts=[contract(20)], seats=seats(holders), usage_days=uses(3, ago(0)))
    assert (row["status"] == "too few to show") == is_hidden


def test_ten_seats_of_five_people_are_hidden_in_the_sum_too(tmp_path):
    row = rate(
        tmp_path,
        tools=[tool(1, "Nearpod"), tool(2, "Canvas")],
        contracts=[contract(5), contract(5, tool_id=2)],
        seats=seats(5) + seats(5, tool_id=2),
    )
    assert row["status"] == "too few to show"


def test_a_tool_that_nobody_was_given_is_all_dormant(tmp_path):
    row = rate(tmp_path, contracts=[contract(40)])
    assert (row["value"], row["status"]) == (1, "not met")


def test_only_the_tools_asked_for_are_counted(tmp_path):
    row = rate(
        tmp_path,
        scope=whole_year(tools={"Canvas"}),
        tools=[tool(1, "Nearpod"), tool(2, "Canvas")],
        contracts=[contract(20), contract(30, tool_id=2)],
        seats=seats(20) + seats(30, tool_id=2),
    )
    assert row["denominator"] == 30


def test_people_who_use_a_tool_without_a_seat_are_said(tmp_path):
    without_seat = uses(11, ago(2), first=100)
    tables = {"contracts": [contract(20)], "seats": seats(20)}
    many = measured(tmp_path / "many", "dormancy_rate", usage_days=without_seat, **tables)
    few = measured(tmp_path / "few", "dormancy_rate", usage_days=without_seat[:9], **tables)
    assert "Nearpod: 11 people use it without a seat on the list." in many.notes
    assert "Nearpod: A few people use it without a seat on the list." in few.notes


@pytest.mark.parametrize(("day_count", "is_quiet"), [(30, False), (31, True)])
def test_a_log_that_may_have_ended_is_said(tmp_path, day_count, is_quiet):
    last = [{"day": ago(day_count), "tool_id": 1, "match": "unmatched", "event_count": 1, "actor_count": 1}]
    result = measured(tmp_path, "dormancy_rate", contracts=[contract(20)], seats=seats(20), match_days=last)
    assert any("Nearpod: its log has nothing after" in note for note in result.notes) == is_quiet
