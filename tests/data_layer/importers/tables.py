"""A table written as text in a test (cells parted by |), read by an importer as a file would be."""

from __future__ import annotations

import polars as pl

from data_layer.importers.contract import ROW, Batch, Head, Importer


def table(text: str) -> pl.DataFrame:
    """A frame of text cells with ROW; an empty cell is null."""
    header, *rows = ([cell.strip() for cell in line.split("|")] for line in text.strip().splitlines())
    return frame(header, rows)


def frame(header: list[str], rows: list[list[str | None]]) -> pl.DataFrame:
    cells = pl.DataFrame(rows, schema=dict.fromkeys(header, pl.String), orient="row")
    numbered = cells.with_row_index(ROW, offset=2).cast({ROW: pl.Int64})
    return numbered.with_columns(pl.exclude(ROW).replace("", None))


def head_of(cells: pl.DataFrame, *, name: str = "export.csv") -> Head:
    return Head(name, tuple(cells.drop(ROW).columns), cells.head(200))


def read(importer: Importer, cells: str | pl.DataFrame, *, name: str = "export.csv", **options: str) -> Batch:
    """Recognise, settle and read a table, as an import does."""
    cells = table(cells) if isinstance(cells, str) else cells
    head = head_of(cells, name=name)
    layout = importer.layout_for(head)
    assert layout, f"no layout of {importer.name} knows {head.columns}"
    settled = layout.settled(head, [cells], options)
    return layout.read(cells, settled)
