"""Whom an identifier names: one person of the roster, or nobody where two share it."""

NAMED = """
    SELECT alias, CASE WHEN count(DISTINCT person_id) = 1 THEN min(person_id) END AS person_id
    FROM landed_identifiers JOIN people ON person_key = owner GROUP BY alias"""
