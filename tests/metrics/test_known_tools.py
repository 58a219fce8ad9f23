"""A tool's row sums up what the tables of its use hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from metrics.known_tools import known_tools
from tests.building import store_of


def test_a_tool_tells_when_its_log_begins_and_ends_who_used_it_last_and_whether_its_seats_are_listed(tmp_path: Path):
    store = store_of(
        tmp_path,
        tools="""
            tool_id | name
            1       | beta
            2       | Alpha
        """,
        seats="""
            tool_id | seat_number
            2       | 1
        """,
        match_days=[
            {"day": date(2026, 1, 1), "tool_id": 2, "is_last_seen": True},
            {"day": date(2026, 2, 2), "tool_id": 2, "is_last_seen": None},
            {"day": date(2026, 3, 3), "tool_id": 2, "is_last_seen": False},
            {"day": date(2026, 4, 4), "tool_id": 2, "is_last_seen": True},
        ],
        first_uses=[
            {"person_id": 1, "tool_id": 2, "last_active_on": date(2026, 2, 2)},
            {"person_id": 2, "tool_id": 2, "last_active_on": date(2026, 3, 3)},
        ],
    )
    with store.connect() as connection:
        alpha, beta = known_tools(connection)
    assert (alpha.name, alpha.has_seat_list) == ("Alpha", True)
    assert (alpha.first_logged_on, alpha.last_logged_on) == (date(2026, 2, 2), date(2026, 4, 4))
    assert alpha.last_active_on == date(2026, 3, 3)
    assert (beta.name, beta.has_seat_list) == ("beta", False)
    assert beta.first_logged_on is beta.last_logged_on is beta.last_active_on is None
