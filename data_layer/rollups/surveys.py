"""Survey responses: who answered, for which quarter, and the sums of the items of each scale."""

from __future__ import annotations

import duckdb

from data_layer.rollups.naming import NAMED
from data_layer.settings import Settings

_ITEMS = 6  # of each of the two constructs of the TAM (Davis 1989)


def build(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Make survey_responses (the TAM's) and survey_scale_scores (every survey's) anew."""
    _place(connection)
    _tam_responses(connection, settings)
    _scale_scores(connection)
    connection.execute("DROP TABLE placed_responses")


def _place(connection: duckdb.DuckDBPyConnection) -> None:
    """Each response to one instrument: of whom, at which school, in which quarter."""
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE placed_responses AS
        WITH named AS ({NAMED}),
        responses AS (
            SELECT instrument, response, respondent, CAST(submitted_at AS DATE) AS submitted_on, submitted_at,
                   any_value(tool) AS tool, any_value(school) AS school, any_value(role) AS role,
                   max(scale_points) AS scale_points
            FROM landed_survey_answers GROUP BY instrument, response, respondent, submitted_at)
        SELECT responses.* EXCLUDE (school, role), named.person_id, quarter_id,
               coalesce(m.school_id, schools.school_id) AS school_id, coalesce(m.role, responses.role) AS held_role,
               coalesce(CAST(named.person_id AS VARCHAR), response) AS counted_as
        FROM responses
        LEFT JOIN named ON alias = respondent
        LEFT JOIN calendar_days ON day = submitted_on
        LEFT JOIN memberships AS m ON m.person_id = named.person_id AND m.is_home AND m.role <> 'student'
            AND submitted_on >= m.starts_on AND submitted_on < m.ends_on
        LEFT JOIN schools ON named.person_id IS NULL
            AND lower(trim(schools.name)) = lower(trim(responses.school))""")


def _tam_responses(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """The latest complete response of a person in a quarter is the one counted."""
    connection.execute("DELETE FROM survey_responses")
    connection.execute(f"""
        INSERT INTO survey_responses
        WITH summed AS (
            SELECT response, submitted_at, {_construct("PU")}, {_construct("PEOU")},
                   count(score) = {2 * _ITEMS} AND min(score) = max(score) AS is_straight_lined
            FROM landed_survey_answers WHERE instrument = 'tam' GROUP BY response, submitted_at),
        placed AS (
            SELECT *, pu_count >= {settings.answered_items_needed} AS is_complete
            FROM summed JOIN placed_responses USING (response, submitted_at) WHERE instrument = 'tam')
        SELECT row_number() OVER (ORDER BY submitted_at, response), person_id, school_id, held_role, quarter_id,
               submitted_on, tool, scale_points, pu_count, pu_sum, peou_count, peou_sum, is_straight_lined,
               is_complete AND row_number() OVER (
                   PARTITION BY counted_as, quarter_id, lower(coalesce(tool, '')), is_complete
                   ORDER BY submitted_at DESC, response) = 1
        FROM placed""")


def _scale_scores(connection: duckdb.DuckDBPyConnection) -> None:
    """Of a person's responses to one scale in a quarter the latest is the one counted."""
    connection.execute("DELETE FROM survey_scale_scores")
    connection.execute("""
        INSERT INTO survey_scale_scores
        WITH summed AS (
            SELECT instrument, response, submitted_at, coalesce(scale, regexp_extract(item, '^[A-Z]+')) AS scale,
                   scale_points, count(score) AS answered_count, sum(score) AS score_sum
            FROM landed_survey_answers WHERE score IS NOT NULL GROUP BY ALL)
        SELECT instrument, scale, person_id, school_id, held_role, quarter_id, submitted_on, tool,
               summed.scale_points, answered_count, score_sum,
               row_number() OVER (
                   PARTITION BY instrument, scale, counted_as, quarter_id, lower(coalesce(tool, ''))
                   ORDER BY submitted_at DESC, response) = 1
        FROM summed JOIN placed_responses USING (instrument, response, submitted_at)
        ORDER BY instrument, scale, submitted_at, response""")


def _construct(code: str) -> str:
    """The answered items of one construct, PU1..PU6 or PEOU1..PEOU6, counted and summed."""
    mine = f"FILTER (regexp_matches(upper(item), '^{code}[0-9]+$'))"
    name = code.lower()
    return f"count(score) {mine} AS {name}_count, coalesce(sum(score) {mine}, 0) AS {name}_sum"
