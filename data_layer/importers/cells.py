"""Cells of text become values by what their columns declare; a row with a wrong cell is refused, not loaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from data_layer.importers import decimal_commas
from data_layer.importers.column import ROW, Batch, Check, Column, Reading, blank
from data_layer.importers.consequences import why_it_matters
from data_layer.importers.head import fold
from data_layer.importers.refusals import refused_cells
from data_layer.importers.repeating import once_each, repeats

_WRONG = "__wrong_"
_ABSENT = "__absent"  # stands in for a column that the file does not have


def read_columns(
    text: pl.DataFrame, columns: Iterable[Column], *, table: str = "", decimal_mark: str | None = None
) -> Batch:
    """Read each declared column; a row with any unreadable or missing required cell is refused, not loaded.

    Only columns with a wrong cell are looked at again. The landing table says why such a cell matters.
    """
    columns = tuple(columns)
    text = text.with_columns(pl.lit(None, dtype=pl.String).alias(_ABSENT))
    parsed = _parsed(text, tuple(_with_points(each, decimal_mark) for each in columns) if decimal_mark else columns)
    wrong = [column for column in columns if parsed[f"{_WRONG}{column.name}"].any()]
    refusals = []
    for column in wrong:
        cells = _cells(text, column).filter(parsed[f"{_WRONG}{column.name}"])
        refusals.append(_refuse(text, cells, column, why=column.reading, table=table))
    return _without(Batch(parsed.select(ROW, *(column.name for column in columns))), refusals)


def _with_points(column: Column, mark: str) -> Column:
    """The same column, where the file may write its numbers with decimal commas."""
    if not (reading := column.reading).is_number:
        return column

    def parse(cell: pl.Expr) -> pl.Expr:
        return reading.parse(decimal_commas.with_points(cell, mark=mark, decimals=reading.decimals))

    return replace(column, reading=replace(reading, parse=parse))


def _parsed(text: pl.DataFrame, columns: Iterable[Column]) -> pl.DataFrame:
    """Every column's values, and which of its cells are wrong.

    A log says the same few things in every row: where cells repeat, each different one is read once and looked up.
    """
    headers = {column: _header(text, column) or _ABSENT for column in columns}
    repeating = [column for column, header in headers.items() if repeats(text[header])]
    others = [column for column in headers if column not in repeating]
    read = text.select(ROW, *(made for column in others for made in _read_cells(headers[column], column)))
    return pl.concat([read, *(_looked_up(text[headers[column]], column) for column in repeating)], how="horizontal")


def _looked_up(cells: pl.Series, column: Column) -> pl.DataFrame:
    return once_each(cells.alias("__cell").to_frame(), ["__cell"], *_read_cells("__cell", column)).drop("__cell")


def _read_cells(header: str, column: Column) -> tuple[pl.Expr, pl.Expr]:
    cell = pl.col(header)
    empty = blank(cell)
    value = column.reading.parse(pl.when(empty).then(None).otherwise(cell))
    wrong = value.is_null() if column.required else value.is_null() & ~empty
    if column.default is not None:
        value = value.fill_null(column.default)
    return value.alias(column.name), wrong.alias(f"{_WRONG}{column.name}")


def keep_checks(
    text: pl.DataFrame, batch: Batch, checks: Iterable[Check], *, columns: Iterable[Column], table: str
) -> Batch:
    """Refuse the rows that break a law between their cells; the first broken law speaks for the row."""
    named = {column.name: column for column in columns}
    for check in checks:
        bad = batch.rows.filter(~check.holds)
        if bad.height:
            column = named[check.column]
            wrong = _cells(text, column).filter(pl.col(ROW).is_in(bad[ROW].implode()))
            batch = _without(batch, [_refuse(text, wrong, column, why=check, table=table)])
    return batch


def _header(text: pl.DataFrame, column: Column) -> str | None:
    """The header this column stands under in this file."""
    headers = {}
    for name in text.columns:
        headers.setdefault(fold(name), name)
    return next((headers[fold(name)] for name in column.sources if fold(name) in headers), None)


def _cells(text: pl.DataFrame, column: Column) -> pl.DataFrame:
    """The column's cells as text, and which of them are empty."""
    header = _header(text, column)
    cell = pl.col(header) if header else pl.lit(None, dtype=pl.String)
    return text.select(pl.col(ROW), cell.alias("__cell"), blank(cell).alias("__empty"))


def _refuse(
    text: pl.DataFrame, cells: pl.DataFrame, column: Column, *, why: Reading | Check, table: str
) -> pl.DataFrame:
    """These cells of a column as refusals, under the header that it has in this file."""
    return refused_cells(
        cells.select(pl.col(ROW).alias("row"), pl.when(~pl.col("__empty")).then("__cell").alias("value")),
        column=_header(text, column) or column.sources[0],
        is_personal=column.personal,
        problem=why.problem,
        consequence=why_it_matters(table, column.name),
        remedy=why.remedy,
    )


def _without(batch: Batch, refusals: list[pl.DataFrame]) -> Batch:
    """The batch less the rows of these refusals, which are added to its own."""
    if not refusals:
        return batch
    refused = pl.concat(refusals).sort("row", maintain_order=True)
    kept = batch.rows.filter(~pl.col(ROW).is_in(refused["row"].unique().implode()))
    return Batch(kept, pl.concat([batch.refusals, refused]))
