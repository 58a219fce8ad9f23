"""Test results of the people on the roster: each sitting that was completed."""

from __future__ import annotations

import duckdb

from data_layer.rollups.naming import NAMED


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Make assessments anew; results of people whom no roster names are left out."""
    connection.execute("DELETE FROM assessments")
    connection.execute(f"""
        INSERT INTO assessments
        WITH named AS ({NAMED})
        SELECT person_id, test, subject, completed_on, score, percentile, placement, minutes
        FROM landed_assessments JOIN named ON alias = person
        WHERE person_id IS NOT NULL AND completed_on IS NOT NULL
        ORDER BY person_id, test, subject, completed_on""")
