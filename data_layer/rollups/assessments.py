"""Test results of the people on the roster: each sitting that was completed."""

from __future__ import annotations

import duckdb


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Make assessments anew; results of people whom no roster names are left out."""
    connection.execute("DELETE FROM assessments")
    connection.execute("""
        INSERT INTO assessments
        WITH named AS (
            SELECT alias, CASE WHEN count(DISTINCT person_id) = 1 THEN min(person_id) END AS person_id
            FROM landed_identifiers JOIN people ON person_key = owner GROUP BY alias)
        SELECT person_id, test, subject, completed_on, score, percentile, placement, minutes
        FROM landed_assessments JOIN named ON alias = person
        WHERE person_id IS NOT NULL AND completed_on IS NOT NULL
        ORDER BY person_id, test, subject, completed_on""")
