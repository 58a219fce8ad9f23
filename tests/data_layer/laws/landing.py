"""What a layout makes of a file, before anything is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from data_layer.checking import pieces
from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import ROW, FileRefused
from tests.data_layer.conftest import RECEIVED_AT
from tests.data_layer.laws.examples import Example, table_of


def landed(path: Path, options: Mapping[str, str]) -> pl.DataFrame:
    """The rows that would be loaded, with their row numbers."""
    table = table_of(path)
    _, layout = recognise(table.head)
    return pl.concat([piece.batch.rows for piece in pieces(table, layout, options, RECEIVED_AT)])


def facts(example: Example) -> set[tuple]:
    """What a file speaks of, where a later file may say something else of the same."""
    rows = landed(example.path, example.options)
    layout = example.layout
    name = layout.known_as or layout.name
    return {(name, *row) for row in rows.select(layout.identity).rows()} if layout.identity else set()


def says_nothing_else(part: Path, example: Example) -> bool:
    """Whether the rows of a part are read as they are in the whole. A part may show less: of an answer scale, say."""
    try:
        return _rows(landed(part, example.options)) <= _rows(landed(example.path, example.options))
    except FileRefused:
        return False


def _rows(frame: pl.DataFrame) -> Counter:
    return Counter(frame.drop(ROW).rows())
