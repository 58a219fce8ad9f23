"""Contracts, seats and who is entitled to use which tool; the tools that they, and the logs, name."""

from __future__ import annotations

import duckdb

from data_layer.rollups.naming import NAMED
from data_layer.rollups.numbering import add_tools


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Make contracts, seats and entitlements anew, and say of each tool what is known of it."""
    for table in ("contracts", "seats", "entitlements"):
        connection.execute(f"DELETE FROM {table}")
    add_tools(connection, "SELECT tool AS name FROM landed_contracts UNION SELECT tool FROM landed_seats")
    _contracts(connection)
    _seats(connection)
    _entitlements(connection)
    _describe_tools(connection)


def _contracts(connection: duckdb.DuckDBPyConnection) -> None:
    """Each line once; a newer list that restates a tool's line for the same school and start replaces it."""
    connection.execute("""
        INSERT INTO contracts
        SELECT row_number() OVER (ORDER BY tool_id, c.starts_on, s.school_id), tool_id, c.vendor, c.category, c.tier,
               coalesce(s.school_id, CASE WHEN c.school IS NOT NULL THEN c.school END), seat_count, annual_cost_usd,
               c.starts_on, c.ends_on, notice_days
        FROM landed_contracts AS c JOIN tools ON lower(tools.name) = lower(trim(c.tool))
        LEFT JOIN schools AS s ON lower(trim(c.school)) IN (lower(s.name), lower(s.school_id))
        QUALIFY c.import_id = max(c.import_id)
            OVER (PARTITION BY tool_id, lower(trim(coalesce(c.school, ''))), c.starts_on)""")


def _seats(connection: duckdb.DuckDBPyConnection) -> None:
    """Each holder's seat once per tool, since its earliest assignment; the newest list of a tool holds."""
    connection.execute(f"""
        INSERT INTO seats
        WITH named AS ({NAMED}),
        held AS (
            SELECT tool_id, coalesce(CAST(person_id AS VARCHAR), l.person) AS holder, any_value(person_id) AS person_id,
                   min(assigned_on) AS assigned_on, min(l.person) AS holder_key
            FROM (FROM landed_seats QUALIFY import_id = max(import_id) OVER (PARTITION BY lower(trim(tool)))) AS l
            JOIN tools ON lower(tools.name) = lower(trim(l.tool)) LEFT JOIN named ON alias = l.person
            GROUP BY tool_id, holder)
        SELECT tool_id, row_number() OVER (PARTITION BY tool_id ORDER BY holder), person_id, m.school_id, m.role,
               m.grade_level, assigned_on, holder_key
        FROM held LEFT JOIN LATERAL (
            SELECT school_id, role, grade_level FROM memberships
            WHERE memberships.person_id = held.person_id AND is_home
            ORDER BY ends_on <= assigned_on, abs(date_diff('day', starts_on, assigned_on)) LIMIT 1) AS m ON true""")


def _entitlements(connection: duckdb.DuckDBPyConnection) -> None:
    """By seat where a tool's seats are listed; else everybody of the schools that a contract covers, in its term."""
    connection.execute("""
        INSERT INTO entitlements
        SELECT tool_id, person_id, greatest(coalesce(assigned_on, m.starts_on), m.starts_on), m.ends_on, 'seat'
        FROM seats JOIN memberships AS m USING (person_id)
        WHERE m.is_home AND m.ends_on > coalesce(assigned_on, m.starts_on)""")
    connection.execute("""
        INSERT INTO entitlements
        SELECT DISTINCT c.tool_id, m.person_id, greatest(c.starts_on, m.starts_on), least(c.ends_on + 1, m.ends_on),
               'contract'
        FROM contracts AS c JOIN memberships AS m ON (c.school_id IS NULL OR c.school_id = m.school_id)
            AND m.starts_on <= c.ends_on AND m.ends_on > c.starts_on
        WHERE c.tool_id NOT IN (SELECT tool_id FROM seats)""")


def _describe_tools(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop tools that nothing names any more; say of the rest what their newest contract says, and if a log exists."""
    connection.execute("""
        DELETE FROM tools WHERE tool_id NOT IN (SELECT tool_id FROM actor_tool_days)
            AND tool_id NOT IN (SELECT tool_id FROM contracts) AND tool_id NOT IN (SELECT tool_id FROM seats)""")
    connection.execute("""
        UPDATE tools SET vendor = newest.vendor, category = newest.category, tier = newest.tier
        FROM (SELECT tool_id, arg_max(vendor, starts_on) AS vendor, arg_max(category, starts_on) AS category,
                     arg_max(tier, starts_on) AS tier FROM contracts GROUP BY tool_id) AS newest
        WHERE newest.tool_id = tools.tool_id""")
    connection.execute(
        "UPDATE tools SET has_log = tool_id IN (SELECT tool_id FROM actor_tool_days WHERE NOT is_last_seen)"
    )
    sum_up_tools(connection)


def sum_up_tools(connection: duckdb.DuckDBPyConnection) -> None:
    """Keep with each tool what every figure asks of it, so that the tables of its use need not be read for that."""
    connection.execute("""
        UPDATE tools SET has_seat_list = tools.tool_id IN (SELECT tool_id FROM seats),
            first_logged_on = known.first_logged_on, last_logged_on = known.last_logged_on,
            last_active_on = known.last_active_on
        FROM (
            SELECT * FROM (SELECT tool_id FROM tools)
            LEFT JOIN (SELECT tool_id, min(day) FILTER (is_last_seen IS NOT true) AS first_logged_on,
                              max(day) AS last_logged_on FROM match_days GROUP BY tool_id) USING (tool_id)
            LEFT JOIN (SELECT tool_id, max(last_active_on) AS last_active_on FROM first_uses GROUP BY tool_id)
                USING (tool_id)) AS known
        WHERE known.tool_id = tools.tool_id""")
