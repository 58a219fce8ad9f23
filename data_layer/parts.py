"""Every import is kept whole: its rows as Parquet parts, and the store follows from them.

Parts change only all together: when the key is rotated, somebody is forgotten, or events are summed up for their age.

How a row is known again is told in part_writer.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from data_layer.store import Home

_TYPES = {pl.String: "VARCHAR", pl.Date: "DATE", pl.Int64: "BIGINT", pl.Float64: "DOUBLE", pl.Boolean: "BOOLEAN"}


@dataclass(frozen=True)
class Part:
    """What was written for one landing table of one import."""

    landing: str
    row_count: int
    first_on: date | None
    last_on: date | None


def folder(home: Home, import_id: int) -> Path:
    return home.parts / f"{import_id:06d}"


def standing(
    home: Home, connection: duckdb.DuckDBPyConnection, landing: str, *, days: tuple[date, date] | None = None
) -> list[str]:
    """The Parquet files of this landing table of all imports that stand, oldest first; those that reach these days."""
    first, last = days or (date.min, date.max)
    rows = connection.execute(
        "SELECT import_id FROM parts WHERE landing = ? AND coalesce(first_on <= ? AND last_on >= ?, true) "
        "ORDER BY import_id",
        [landing, last, first],
    ).fetchall()
    return [str(folder(home, import_id) / f"{landing}.parquet") for (import_id,) in rows]


def note(home: Home, connection: duckdb.DuckDBPyConnection, import_id: int, written: Iterable[Part]) -> None:
    """Enter in the store what was written, and which tools' own logins are in it."""
    for part in written:
        row = [import_id, part.landing, part.row_count, part.first_on, part.last_on]
        connection.execute("INSERT INTO parts VALUES (?, ?, ?, ?, ?)", row)
        if part.landing == "events":
            connection.execute(
                "INSERT INTO part_tools SELECT ?, min(trim(tool)), bool_or(login_count IS NOT NULL) "
                f"FROM read_parquet('{folder(home, import_id) / 'events.parquet'}') "
                "WHERE tool IS NOT NULL GROUP BY lower(trim(tool))",
                [import_id],
            )


def sweep(home: Home, connection: duckdb.DuckDBPyConnection) -> None:
    """Remove the parts of imports that the store does not hold: interrupted ones, and undone ones."""
    held = {
        f"{import_id:06d}" for (import_id,) in connection.execute("SELECT DISTINCT import_id FROM parts").fetchall()
    }
    for found in home.parts.iterdir():
        if found.name not in held:
            shutil.rmtree(found)


def type_name(kind: object) -> str:
    if isinstance(kind, pl.Datetime):
        return "TIMESTAMP"
    if isinstance(kind, pl.Decimal):
        return f"DECIMAL({kind.precision},{kind.scale})"
    return _TYPES[kind]
