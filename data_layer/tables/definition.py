"""How a table of the store is declared: its name, its grain in words, and its columns."""

from __future__ import annotations

from sqlalchemy import Column, MetaData, Table

metadata = MetaData()


def table(name: str, grain: str, *columns: Column) -> Table:
    return Table(name, metadata, *columns, comment=grain)
