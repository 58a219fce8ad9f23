"""Small files for these tests, and what reading makes of them."""

from pathlib import Path

import polars as pl

from data_layer.importers.contract import ROW, FileRefused
from data_layer.reading import TextTable, sources


def table_of(folder: Path, content: str | bytes, *, name: str = "log.csv") -> TextTable:
    """The one table of a file with this content."""
    delivery = _delivery_of(folder, content, name)
    assert not delivery.refused, delivery.refused
    (table,) = delivery.tables
    return table


def refusal_of(folder: Path, content: str | bytes, *, name: str = "log.csv") -> FileRefused:
    """Why a file with this content is refused as a whole."""
    delivery = _delivery_of(folder, content, name)
    assert not delivery.tables
    (refused,) = delivery.refused
    assert refused.reason.problem
    assert refused.reason.remedy
    return refused.reason


def rows_of(table: TextTable) -> list[tuple]:
    """All rows with their numbers, in the order of their numbers."""
    return pl.concat(table.frames()).sort(ROW).rows()


def broken_of(table: TextTable) -> list[tuple[int, str]]:
    """Row and problem of each row that could not be read as one."""
    for _ in table.frames():
        pass
    return table.broken.select("row", "problem").rows()


def _delivery_of(folder: Path, content: str | bytes, name: str):
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (delivery,) = sources([path])
    return delivery
