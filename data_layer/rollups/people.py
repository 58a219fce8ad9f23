"""Who is one person: rosters of several systems list the same people under keys of their own.

Two keys are one person where rosters give both the same username or email address, unless some roster lists
both: then two people share the address, and it tells nothing. Numbers alone link nobody; systems count alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import duckdb

from data_layer.rollups.calendar import insert


def number(connection: duckdb.DuckDBPyConnection) -> None:
    """Number everybody whom a roster names; keys of one person get one number."""
    shared = _shared_names(connection)
    first_keys = _first_keys(shared, _listings(connection, {key for keys in shared for key in keys}))
    connection.execute("CREATE OR REPLACE TEMP TABLE same_people (person VARCHAR, first_key VARCHAR)")
    insert(connection, "same_people", list(first_keys.items()))
    connection.execute("DELETE FROM people")
    connection.execute("""
        INSERT INTO people
        SELECT dense_rank() OVER (ORDER BY coalesce(first_key, person)), person
        FROM (SELECT DISTINCT person FROM rostered) LEFT JOIN same_people USING (person)""")


def _shared_names(connection: duckdb.DuckDBPyConnection) -> list[list[str]]:
    """The keys that one username or email address stands for, where they are several."""
    rows = connection.execute("""
        SELECT list(DISTINCT owner ORDER BY owner) FROM landed_identifiers
        WHERE kind IN ('username', 'email') AND owner IN (SELECT person FROM rostered)
        GROUP BY alias HAVING count(DISTINCT owner) > 1 ORDER BY ALL""").fetchall()
    return [keys for (keys,) in rows]


def _listings(connection: duckdb.DuckDBPyConnection, keys: set[str]) -> dict[str, set[int]]:
    """Per key, the imports whose rosters list it."""
    rows = connection.execute(
        "SELECT person, list(DISTINCT import_id) FROM rostered WHERE person IN (SELECT unnest(?)) GROUP BY person",
        [sorted(keys)],
    ).fetchall()
    return {person: set(imports) for person, imports in rows}


def _first_keys(shared: Iterable[list[str]], listings: dict[str, set[int]]) -> dict[str, str]:
    """For each key that is not the only one of its person, the first of that person's keys."""
    groups: dict[str, set[str]] = {}
    for keys in shared:
        sets = [groups.get(key, {key}) for key in keys]
        distinct = [one for place, one in enumerate(sets) if one not in sets[:place]]
        imports = [set().union(*(listings[key] for key in one)) for one in distinct]
        if not any(one & other for one, other in combinations(imports, 2)):
            together = set().union(*distinct)
            groups |= dict.fromkeys(together, together)
    return {key: min(group) for key, group in groups.items()}
