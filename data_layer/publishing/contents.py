"""What tells one state of a month's data from another, whatever people, tools and imports are numbered as."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache

from sqlalchemy import BigInteger, Boolean, Column, Connection, Integer, String, Table

from data_layer import tables
from data_layer.store import Store

# What figures of a month are made of, each with the column that dates it.
_DATED = {
    "calendar_days": "day",
    "enrolled_days": "day",
    "subject_enrolled_days": "day",
    "active_days": "day",
    "usage_months": "month",
    "feature_months": "month",
    "feature_days": "day",
    "subject_days": "day",
    "match_days": "day",
    "due_days": "day",
    "survey_responses": "submitted_on",
}


Contents = tuple[tuple[str, str], ...]  # of each month its digest


@lru_cache(maxsize=8)
def contents_of(version: Store) -> Contents:
    """The contents of one version, which never change."""
    with version.connect() as connection:
        return tuple(contents(connection).items())


def contents(connection: Connection) -> dict[str, str]:
    """A digest for each month, as 2026-03, that differs where any sum, or number of people, of any group differs."""
    found: dict[str, list[str]] = {}
    for name, day in _DATED.items():
        for month, digest in connection.exec_driver_sql(_select(tables.metadata.tables[name], day)):
            found.setdefault(month, []).append(f"{name} {digest}")
    return {month: hashlib.sha256("\n".join(each).encode()).hexdigest()[:32] for month, each in sorted(found.items())}


def _select(table: Table, day: str) -> str:
    with_tools = "LEFT JOIN (SELECT tool_id, name AS tool_name FROM tools) USING (tool_id)"
    joined = with_tools if "tool_id" in table.c else ""
    terms = ", ".join(f"{term} AS term_{number}" for number, term in enumerate(_terms(table)))
    line = "concat_ws('|', " + ", ".join(f"coalesce(CAST({c} AS VARCHAR), '')" for c in _names(table)) + ")"
    return f"""
        SELECT month, CAST(bit_xor(md5_number({line})) AS VARCHAR)
        FROM (SELECT strftime({day}, '%Y-%m') AS month, {terms} FROM {table.name} {joined} GROUP BY ALL)
        WHERE month IS NOT NULL GROUP BY month"""


def _names(table: Table) -> list[str]:
    return [f"term_{number}" for number, _ in enumerate(_terms(table))]


def _terms(table: Table) -> Iterator[str]:
    """The groups of a table, and of each the number of rows and people and the sum of every figure."""
    yield from (f'"{column.name}"' for column in table.columns if isinstance(column.type, String | Boolean))
    yield from (["tool_name"] if "tool_id" in table.c else [])
    yield "count(*)"
    yield from (["count(DISTINCT person_id)"] if "person_id" in table.c else [])
    yield from (f'sum("{column.name}")' for column in table.columns if _is_figure(column))


def _is_figure(column: Column) -> bool:
    return isinstance(column.type, Integer | BigInteger) and not column.name.endswith(("_id", "_number"))
