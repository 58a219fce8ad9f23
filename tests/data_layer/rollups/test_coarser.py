"""What is summed up from usage_days says the same as the days do, however it was brought up to date."""

from __future__ import annotations

import duckdb
import pytest

from data_layer.rollups import coarser
from data_layer.schema import create_tables

DAYS = """
    (DATE '2026-01-05', 1, 'oak', '03', 'student', 1, 2, 3, NULL, true, true),
    (DATE '2026-01-05', 2, 'oak', '03', 'student', 1, 1, 1, NULL, true, true),
    (DATE '2026-01-05', 1, 'oak', '03', 'student', 2, 4, 0, NULL, true, false),
    (DATE '2026-01-10', 1, 'oak', '03', 'student', 1, 5, 1, NULL, false, true),
    (DATE '2026-02-03', 2, 'elm', '04', 'student', 2, 1, 1, NULL, true, true)
"""


@pytest.fixture
def connection():
    with duckdb.connect() as connection:
        create_tables(connection)
        connection.execute(f"INSERT INTO usage_days VALUES {DAYS}")
        coarser.build(connection, *coarser.EVER)
        yield connection


def rows(connection: duckdb.DuckDBPyConnection, select: str) -> list[tuple]:
    return connection.execute(select).fetchall()


def test_a_day_counts_people_per_tool_and_each_once_over_any_tool(connection):
    found = rows(connection, "SELECT tool_id, people_count, login_count FROM active_days WHERE day = DATE '2026-01-05'")
    assert set(found) == {(1, 1, 2 + 4), (2, 1, 1), (None, 1, 2 + 4 + 1)}


def test_a_month_keeps_school_days_and_other_days_apart(connection):
    select = "SELECT login_count, active_day_count, other_active_day_count FROM usage_months WHERE month = '2026-01-01'"
    assert set(rows(connection, f"{select} AND person_id = 1 AND tool_id = 1")) == {(2, 1, 1)}
    assert set(rows(connection, f"{select} AND person_id = 2")) == {(4, 0, 0)}


def test_a_week_counts_its_days_of_use_from_monday_to_sunday(connection):
    select = "SELECT active_day_count FROM usage_weeks WHERE week = DATE '2026-01-05' AND person_id = 1 AND tool_id = 1"
    assert rows(connection, select) == [(2,)]


def test_a_login_alone_is_no_first_use(connection):
    found = rows(connection, "SELECT person_id, tool_id, CAST(first_active_on AS VARCHAR) FROM first_uses")
    assert set(found) == {(1, 1, "2026-01-05"), (1, 2, "2026-01-05"), (2, 2, "2026-02-03")}


@pytest.mark.parametrize(
    "days", [("2026-01-05", "2026-01-05"), ("2026-01-07", "2026-02-03"), ("2026-03-01", "2026-03-02")]
)
def test_making_some_days_anew_changes_nothing_that_has_not_changed(connection, days):
    before = {table: set(rows(connection, f"FROM {table}")) for table in coarser.TABLES}
    coarser.build(connection, *(f"DATE '{day}'" for day in days))
    assert {table: set(rows(connection, f"FROM {table}")) for table in coarser.TABLES} == before


def test_a_day_that_was_taken_back_is_gone_from_every_sum(connection):
    connection.execute("DELETE FROM usage_days WHERE day = DATE '2026-02-03'")
    coarser.build(connection, "DATE '2026-02-03'", "DATE '2026-02-03'")
    left = {
        table: rows(connection, f"SELECT count(*) FROM {table} WHERE person_id = 2")[0][0]
        for table in coarser.TABLES[1:]
    }
    assert left == {"usage_weeks": 1, "usage_months": 1, "first_uses": 0}
    assert rows(connection, "SELECT count(*) FROM active_days WHERE day = DATE '2026-02-03'") == [(0,)]
