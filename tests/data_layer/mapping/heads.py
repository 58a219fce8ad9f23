"""A file as it is first seen, written as text in a test (cells parted by |)."""

from __future__ import annotations

from data_layer.importers.contract import ROW, Head
from tests.data_layer.importers.tables import table


def head(text: str, *, kind: str = "csv") -> Head:
    cells = table(text).drop(ROW)
    return Head("export", tuple(cells.columns), cells, kind=kind)


USE = """
    Login Email    | Access Date | App Name     | Total Seconds | Device IP
    u1@example.org | 3/4/2026    | Number Trail | 300           | 192.0.2.1
    u2@example.org | 3/14/2026   | Word Garden  | 0             | 192.0.2.2
"""
