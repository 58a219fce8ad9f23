"""Whoever is forgotten is forgotten in what was published, too; and a new key is one for what was published, too.

A kept version is never changed: another one takes its place, under another name, so that nothing cached of it is shown.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import duckdb

from data_layer import schema, store
from data_layer.publishing import editions
from data_layer.publishing.editions import Edition
from data_layer.rollups import enrolled, use
from data_layer.staging import Stage
from data_layer.store import Home, Store

_CODES = {"people": "person_key", "actors": "actor_key", "seats": "holder_key"}
_Change = Callable[[duckdb.DuckDBPyConnection], None]


def rewritten(stage: Stage, change: _Change) -> None:
    """Prepare every kept version anew, changed."""
    for edition in editions.all_of(stage.home):
        if edition.store(stage.home):
            _replace(stage, edition, change)


def take_out(stage: Stage, codes: set[str]) -> int:
    """Prepare the kept versions without the rows of whoever has these codes; out of how many they are taken."""
    held = [edition for edition in editions.all_of(stage.home) if _holds(edition.store(stage.home), codes)]
    for edition in held:
        fewer = replace(edition, forgotten_count=edition.forgotten_count + 1)
        _replace(stage, fewer, lambda connection: _without(connection, codes))
    return len(held)


def holding(home: Home, codes: set[str]) -> list[date]:
    """The days of the editions in which one of these codes still stands."""
    return [edition.kept_on for edition in editions.all_of(home) if _holds(edition.store(home), codes)]


def _replace(stage: Stage, edition: Edition, change: _Change) -> None:
    """A version that an earlier program filled cannot be opened any more: nothing is put in its place."""
    home, version = stage.home, edition.store(stage.home)
    fresh = replace(edition, version=f"{edition.version.split('-')[0]}-{uuid.uuid4().hex[:8]}")
    if not _is_older(version):
        draft = stage.path_for(fresh.path(home))
        shutil.copyfile(version.path, draft)
        with duckdb.connect(str(draft)) as connection:
            change(connection)
            connection.execute("CHECKPOINT")
        store.write_anew(draft)
    stage.write(editions.file_of(home, fresh), editions.written(fresh))
    stage.take_away(version.path)


def _is_older(version: Store) -> bool:
    with version.connect() as connection:
        return schema.is_served_older(connection)


def _holds(version: Store | None, codes: set[str]) -> bool:
    if version is None:
        return False
    with version.connect() as connection:
        held = (connection.exec_driver_sql(f"SELECT {column} FROM {table}") for table, column in _CODES.items())
        return any(not codes.isdisjoint(rows.scalars()) for rows in held)


def _without(connection: duckdb.DuckDBPyConnection, codes: set[str]) -> None:
    """Delete every row of theirs, and count anew what the others did."""
    connection.execute("CREATE TEMP TABLE gone AS SELECT unnest($codes) AS code", {"codes": sorted(codes)})
    connection.execute("""
        CREATE TEMP TABLE gone_people AS SELECT person_id FROM people WHERE person_key IN (FROM gone)
        UNION SELECT person_id FROM actor_people JOIN actors USING (actor_id)
        WHERE actor_key IN (FROM gone) AND person_id IS NOT NULL""")
    connection.execute("""
        CREATE TEMP TABLE gone_actors AS SELECT actor_id FROM actors WHERE actor_key IN (FROM gone)
        UNION SELECT actor_id FROM actor_people WHERE person_id IN (FROM gone_people)""")
    connection.execute("DELETE FROM seats WHERE holder_key IN (FROM gone)")
    columns = {"person_id": "gone_people", "actor_id": "gone_actors"}
    asked = """SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal
               AND column_name IN ('person_id', 'actor_id') AND table_name NOT LIKE 'gone%'"""
    for table, column in connection.execute(asked).fetchall():
        connection.execute(f"DELETE FROM {table} WHERE {column} IN (FROM {columns[column]})")
    enrolled.count(connection)
    use.recount(connection)
    connection.execute("DROP TABLE gone; DROP TABLE gone_people; DROP TABLE gone_actors")
