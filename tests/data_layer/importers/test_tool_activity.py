"""The tool activity template: three ways to say when, and four things that can be done."""

from datetime import datetime

import pytest

from data_layer.importers.tool_activity import IMPORTER
from tests.data_layer.importers.tables import read

HEADER = "date_time | user | tool | action | count | minutes\n"


def _event(*, when: str = "2026-03-02", action: str = "view", count: str = "", user: str = "s-1001") -> dict:
    batch = read(IMPORTER, f"{HEADER}{when} | {user} | Number Trail | {action} | {count} |")
    assert batch.refusals.is_empty(), batch.refusals.rows()
    return batch.rows.row(0, named=True)


@pytest.mark.parametrize(
    ("when", "occurred_at"),
    [
        ("2026-03-02T14:05:00Z", datetime(2026, 3, 2, 14, 5)),
        ("2026-03-02 14:05:00 UTC", datetime(2026, 3, 2, 14, 5)),
        ("2026-03-02T14:05:00-06:00", datetime(2026, 3, 2, 20, 5)),
        ("2026-03-02T23:05:00-0600", datetime(2026, 3, 3, 5, 5)),
    ],
)
def test_a_time_with_a_zone_is_an_instant(when, occurred_at):
    event = _event(when=when)
    assert (event["occurred_at"], event["local_at"], event["is_daily"]) == (occurred_at, None, False)


@pytest.mark.parametrize("when", ["2026-03-02 14:05", "2026-03-02T14:05:00", "3/2/2026 14:05", "3/2/26 14:05"])
def test_a_time_without_a_zone_is_the_districts_wall_clock(when):
    event = _event(when=when)
    assert (event["occurred_at"], event["local_at"]) == (None, datetime(2026, 3, 2, 14, 5))
    assert event["is_daily"] is False


@pytest.mark.parametrize("when", ["2026-03-02", "3/2/2026"])
def test_a_day_alone_stands_for_the_whole_day(when):
    event = _event(when=when)
    assert (event["local_at"], event["is_daily"]) == (datetime(2026, 3, 2), True)


@pytest.mark.parametrize("when", ["2026-02-30", "13/2/2026", "noon", "2026-03-02 25:00", "2026-03-02T25:00:00Z"])
def test_a_time_that_cannot_be_is_refused(when):
    batch = read(IMPORTER, f"{HEADER}{when} | s-1001 | Number Trail | view | |")
    assert batch.refusals.select("row", "column", "value").rows() == [(2, "date_time", when)]


@pytest.mark.parametrize(
    ("action", "event_class"),
    [("Login", "login"), ("open", "view"), ("SUBMITTED", "participate"), ("post", "participate"), ("create", "create")],
)
def test_usual_words_for_an_action_are_understood(action, event_class):
    assert _event(action=action)["event_class"] == event_class


def test_an_unknown_action_is_refused_with_the_four_known_ones():
    batch = read(IMPORTER, f"{HEADER}2026-03-02 | s-1001 | Number Trail | dance | |")
    assert batch.refusals["remedy"].to_list() == ["Use login, view, participate or create."]


@pytest.mark.parametrize(
    ("count", "event_count", "event_class"),
    [("", 1, "view"), ("1", 1, "view"), ("1,200", 1200, "view"), ("0", 0, None)],
)
def test_a_blank_count_is_one_and_zero_is_no_use(count, event_count, event_class):
    event = _event(count=count)
    assert (event["event_count"], event["event_class"]) == (event_count, event_class)


def test_only_logins_count_as_logins():
    assert _event(action="login", count="3")["login_count"] == 3
    assert _event(action="view", count="3")["login_count"] is None


def test_the_user_is_compared_without_case_and_blanks():
    assert _event(user=" U1@Example.org ")["actor"] == "u1@example.org"
