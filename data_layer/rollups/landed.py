"""Shows the parts of the standing imports as views `landed_<table>`, each row with the import that brought it.

Where a newer import restates a row, the older one is left out, except in rosters: who was where last year
stays true when this year's roster names the same people, so those tables show what every import said.
"""

from __future__ import annotations

import duckdb

from data_layer import parts
from data_layer.importers.landing import LANDINGS
from data_layer.store import Home

ROSTER_TABLES = frozenset({"users", "roles", "enrollments", "sessions", "manifest"})


def show(connection: duckdb.DuckDBPyConnection, home: Home) -> None:
    """A view for each landing table but events, which are read by their days alone."""
    for name, landing in LANDINGS.items():
        if name == "events" or not landing.columns:
            continue
        files = parts.standing(home, connection, name)
        select = every if name in ROSTER_TABLES else newest
        held = f"FROM ({select(files)}) UNION ALL BY NAME" if files else ""
        connection.execute(f"CREATE OR REPLACE TEMP VIEW landed_{name} AS {held} {_nothing(name)}")


def every(files: list[str]) -> str:
    """A select of all rows of these parts, each with its import_id."""
    return " UNION ALL BY NAME ".join(
        f"SELECT *, {_import_id(path)} AS import_id FROM read_parquet('{path}')" for path in files
    )


def newest(files: list[str]) -> str:
    """The same, with each restated row once: as the newest of these parts has it."""
    if len(files) == 1:
        return every(files)
    return f"FROM ({every(files)}) QUALIFY import_id = max(import_id) OVER (PARTITION BY row_key, occurrence)"


def newest_where(files: list[str], condition: str, *, restated: str) -> str:
    """The same, of those rows alone that meet a condition; `restated` is a table that holds what the function of that
    name selects."""
    return f"""
        FROM (SELECT * FROM ({every(files)}) WHERE {condition})
        ANTI JOIN {restated} USING (row_key, occurrence, import_id)"""


def restated(files: list[str], condition: str) -> str:
    """A select of the keys of those rows, among what meets a condition, that a newer part has as well.

    Of rows that do not meet it only the keys are read, and of the oldest part none. So what one night costs does not
    grow with all the nights before it. What no newer part can restate is not held in memory, however large it is.
    """
    older, newer = (_keys(some) for some in (files[:-1] or files, files[1:] or files))
    return f"""
        SELECT older.row_key, older.occurrence, older.import_id
        FROM ({older} WHERE {condition}) AS older JOIN ({newer}) AS newer
        ON newer.row_key = older.row_key AND newer.occurrence = older.occurrence
            AND newer.import_id > older.import_id"""


def _keys(files: list[str]) -> str:
    return f"SELECT row_key, occurrence, import_id FROM ({every(files)})"


def _import_id(path: str) -> int:
    return int(path.replace("\\", "/").split("/")[-2])


def _nothing(name: str) -> str:
    """No rows, and every column: parts that were written before a column was thought of lack it."""
    columns = [
        f'CAST(NULL AS {parts.type_name(kind)}) AS "{column}"' for column, kind in LANDINGS[name].columns.items()
    ]
    return f"SELECT {', '.join(columns)}, CAST(NULL AS INTEGER) AS import_id WHERE false"
