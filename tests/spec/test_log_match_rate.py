"""Log matching, told as examples: events whose person the roster knows, over all events."""

from __future__ import annotations

import pytest

from data_layer.scope import Entitlement
from tests.spec.use import district, measured, scope

STAYS = """
    person_id | school_id | grade_level | role    | starts_on  | ends_on
    1         | oak       | 03          | student | 2026-01-05 | 2026-03-28
"""
MATCHED = """
    day        | tool_id | match        | event_count
    2026-01-05 | 1       | matched      | 90
    2026-01-05 | 1       | unmatched    | 6
    2026-01-05 | 1       | ambiguous    | 3
    2026-01-10 | 1       | not enrolled | 1
    2026-02-02 | 1       | matched      | 50
    2026-02-02 | 2       | matched      | 20
"""


@pytest.fixture
def connection(tmp_path):
    with district(tmp_path, stays=STAYS, match_days=MATCHED) as connection:
        yield connection


def test_matched_events_over_all_events_with_the_rest_by_reason(connection):
    row = measured(connection, "log_match_rate", of=scope("2026-01-01", "2026-01-31")).row()
    assert (row["numerator"], row["denominator"]) == (90, 90 + 6 + 3 + 1)
    assert (row["unmatched_count"], row["ambiguous_count"], row["not_enrolled_count"]) == (6, 3, 1)


def test_each_tool_and_month_has_its_own(connection):
    result = measured(connection, "log_match_rate", "tool", "month")
    values = {(row.tool, row.month.month): row.value for row in result.frame.itertuples()}
    assert values == {("Canvas", 1): 90 / 100, ("Canvas", 2): 1, ("Nearpod", 2): 1}


def test_two_sources_of_one_tool_have_each_their_own(tmp_path):
    told = """
        day        | tool_id | source           | match     | event_count
        2026-01-05 | 1       | Canvas web logs  | matched   | 90
        2026-01-05 | 1       | Canvas web logs  | unmatched | 10
        2026-01-05 | 1       | Caliper          | unmatched | 40
        2026-01-06 | 2       | Caliper          | matched   | 10
    """
    with district(tmp_path, stays=STAYS, match_days=told) as connection:
        result = measured(connection, "log_match_rate", "source")
    assert {row.source: row.value for row in result.frame.itertuples()} == {
        "Canvas web logs": 90 / 100,
        "Caliper": 10 / 50,
    }


def test_days_after_as_of_are_not_known_yet(connection):
    assert measured(connection, "log_match_rate", of=scope(as_of="2026-02-01")).row()["denominator"] == 100


def test_it_is_about_the_district_whichever_school_is_chosen(connection):
    assert measured(connection, "log_match_rate", of=scope(schools={"elm"})).row()["denominator"] == 170


@pytest.mark.parametrize("by", [(), ("tool",)])
def test_somebody_who_sees_only_some_schools_is_told_nothing_of_it(connection, by):
    hers = scope(entitlement=Entitlement(frozenset({"oak"})))
    result = measured(connection, "log_match_rate", *by, of=hers)
    assert set(result.frame["status"]) <= {"not measured"}
    assert result.frame[["numerator", "denominator", "unmatched_count"]].isna().all(axis=None)
    assert "Logs are matched for the whole district at once, and you see only some of its schools." in result.notes


def test_without_any_log_nothing_is_measured(tmp_path):
    with district(tmp_path, stays=STAYS) as connection:
        assert measured(connection, "log_match_rate").row()["status"] == "not measured"
