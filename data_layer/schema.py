"""Does a store version hold the tables of this program? One of an earlier program is computed anew from the parts."""

from __future__ import annotations

import hashlib

import duckdb
from sqlalchemy import Connection, Table, create_engine, select
from sqlalchemy.schema import CreateTable

from data_layer.tables import facts, import_files, imports, metadata, part_tools, parts, refusals

_FACT = "schema"
_LOG = (imports, import_files, refusals, parts, part_tools)  # what no part tells, so that it is never made anew
_DIALECT = create_engine("duckdb:///:memory:").dialect


def digest() -> str:
    """What tells one program's tables from another's: their names and columns, in order, with their types."""
    told = "\n".join(_create(table) for table in metadata.sorted_tables)
    return hashlib.sha256(told.encode()).hexdigest()


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every table and column of the schema that is not there yet, empty: a version may be older than one."""
    for table in metadata.sorted_tables:
        connection.execute(_create(table))
        there = {name for name, *_ in connection.execute(f'DESCRIBE "{table.name}"').fetchall()}
        for column in table.columns:
            if column.name not in there:
                kind = column.type.compile(dialect=_DIALECT)
                connection.execute(f'ALTER TABLE "{table.name}" ADD COLUMN "{column.name}" {kind}')


def note(connection: duckdb.DuckDBPyConnection) -> None:
    """Say in the store that its tables are this program's, and full."""
    connection.execute("DELETE FROM facts WHERE name = ?", [_FACT])
    connection.execute("INSERT INTO facts VALUES (?, ?, NULL)", [_FACT, digest()])


def is_older(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether an earlier program filled the tables of this draft."""
    return connection.execute("SELECT value FROM facts WHERE name = ?", [_FACT]).fetchone() != (digest(),)


def is_served_older(connection: Connection) -> bool:
    """The same of a version that is served."""
    return connection.execute(select(facts.c.value).where(facts.c.name == _FACT)).scalar() != digest()


def empty(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every table anew and empty, but for what was imported and refused."""
    for table in metadata.sorted_tables:
        if table not in _LOG:
            connection.execute(f'DROP TABLE "{table.name}"')
    create_tables(connection)


def _create(table: Table) -> str:
    return str(CreateTable(table, if_not_exists=True).compile(dialect=_DIALECT))
