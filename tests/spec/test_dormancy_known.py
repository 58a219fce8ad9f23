"""What license dormancy does not know is not zero, and what it may not show is hidden, told as examples."""

from __future__ import annotations

import pandas as pd
import pytest

from data_layer.scope import Entitlement
from tests.spec.seats import ago, contract, dormancy, measured, seats, tool, uses, whole_year


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
    row = dormancy(tmp_path)
    assert (row["status"], row["denominator"]) == ("not measured", 0)


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
    row = dormancy(
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
    row = dormancy(tmp_path, contracts=[contract(20)], usage_days=uses(15, ago(0)))
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


@pytest.mark.parametrize(("holders", "is_hidden"), [(9, True), (10, False)])
def test_the_seats_of_fewer_than_ten_people_are_hidden(tmp_path, holders, is_hidden):
    row = dormancy(tmp_path, contracts=[contract(20)], seats=seats(holders), usage_days=uses(3, ago(0)))
    assert (row["status"] == "too few to show") == is_hidden


def test_ten_seats_of_five_people_are_hidden_in_the_sum_too(tmp_path):
    row = dormancy(
        tmp_path,
        tools=[tool(1, "Nearpod"), tool(2, "Canvas")],
        contracts=[contract(5), contract(5, tool_id=2)],
        seats=seats(5) + seats(5, tool_id=2),
    )
    assert row["status"] == "too few to show"


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
