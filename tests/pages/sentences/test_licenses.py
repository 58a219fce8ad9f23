"""A sentence on licenses tells dollars and seats, and names the tools whose seats nobody uses."""

from __future__ import annotations

import pandas as pd
import pytest

from metrics.definition import Result, Status
from metrics.policy import Entry
from pages.parts import sentences
from tests.pages.results import hidden, metric_of, not_measured, result_of

ALARM = Entry("dormancy.alarm_share", 0.5, "share of purchased seats", "Dormancy alarm", "District target.")


def tools(*rows: tuple[str, int, int]) -> Result:
    """Dormancy by tool, each as (name, seats not in use, seats bought)."""
    judged = [
        {
            "tool": name,
            "numerator": dormant,
            "denominator": bought,
            "status": Status.NOT_MET if 2 * dormant > bought else Status.MET,
        }
        for name, dormant, bought in rows
    ]
    return result_of(judged, by=("tool",), metric=metric_of(name="dormancy_rate", better="lower"))


def test_licenses_are_told_in_dollars_and_seats_with_the_tools_over_the_alarm():
    seats = pd.Series({"numerator": 12, "denominator": 40, "value": 0.3, "status": Status.MET})
    told = sentences.licenses(seats, pd.Series({"value": 1200.4}), tools(("Nearpod", 6, 10), ("Padlet", 1, 10)), ALARM)
    assert told == (
        ":material/warning: **$1,200** a year goes into seats that nobody uses: 12 of 40 seats (30.0%) are not in use. "
        "Over half of the seats of Nearpod (60.0%) are unused."
    )


def test_exactly_half_is_no_alarm_and_one_seat_more_is():
    assert sentences.alarmed(tools(("Nearpod", 20, 40)), ALARM) == "No tool has over half of its seats unused"
    assert "Nearpod (52.5%)" in sentences.alarmed(tools(("Nearpod", 21, 40)), ALARM)


@pytest.mark.parametrize(
    ("status", "start"), [(Status.HIDDEN, "Too few people hold seats"), (Status.NOT_MEASURED, "The use of these seats")]
)
def test_licenses_that_cannot_be_told_say_why(status: Status, start: str):
    seats = pd.Series({"value": None, "status": status})
    assert sentences.licenses(seats, pd.Series({"value": None}), tools(), ALARM).startswith(start)


def test_the_funnel_and_the_bands_are_told_in_seats():
    stages = [{"stage": name, "numerator": n, "denominator": 40} for name, n in (("purchased", 40), ("active", 28))]
    assert sentences.funnel(result_of(stages, by=("stage",))) == "Seats: 40 purchased and 28 active"
    rows = [
        {"band": band, "numerator": n, "denominator": 40}
        for band, n in (("active", 28), ("31-60 days", 3), ("61-90 days", 0), ("never used", 4), ("unassigned", 5))
    ]
    told = sentences.bands(result_of(rows, by=("band",)))
    assert told == "Assigned seats not in use: 3 for 31–60 days and 4 never used"


def test_hidden_seats_are_not_told():
    assert sentences.funnel(result_of([hidden(stage="purchased")], by=("stage",))).startswith("Too few people")
    assert sentences.bands(result_of([hidden(band="31-60 days")], by=("band",))).startswith("Too few people")


def test_the_highest_and_the_lowest_group_are_named():
    rows = [{"tool": name, "value": value} for name, value in (("A", 10.0), ("B", 300.0), ("C", 20.0))]
    costs = metric_of(name="cost_per_active_user", unit="usd", label="Cost per active user")
    told = sentences.most(result_of([*rows, not_measured(tool="D")], by=("tool",), metric=costs), group="tool")
    assert told == "Cost per active user: highest for B ($300), lowest for A ($10)"
