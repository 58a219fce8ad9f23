"""A heatmap as a table whose cells can be read and edited: the same cells, in the same order, in the same words."""

from __future__ import annotations

import polars as pl

from metrics.definition import Result
from pages.board.deck import Table
from pages.parts import words
from pages.parts.charts import heatmap
from pages.parts.charts.heatmap import Grid


def grid_table(result: Result, grid: Grid) -> Table:
    """Read from the drawn chart, so that both print the same."""
    colors, *printed = heatmap.draw(result, grid).data
    texts = {
        (down, across): text
        for trace in printed
        for across, down, text in zip(trace.x, trace.y, trace.text, strict=True)
    }
    top = colors.zmax or 1
    return Table(
        heads=(words.sentence_case(grid.rows.replace("_", " ")), *map(one_line, colors.x)),
        rows=tuple((one_line(down), *(texts.get((down, across), "") for across in colors.x)) for down in colors.y),
        shares=tuple(tuple(None if cell is None else cell / top for cell in row) for row in colors.z),
    )


def one_line(text: str) -> str:
    return text.replace("<br>", " ")


def of_frame(frame: pl.DataFrame, *, without: tuple[str, ...] = ()) -> Table:
    """A table of a page as a slide has it: days and dollars written out."""
    shown = frame.drop(list(without), strict=False)
    return Table(tuple(shown.columns), tuple(tuple(map(_cell, row)) for row in shown.iter_rows()))


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return words.dollars(value)
    return words.number(value) if isinstance(value, int) else words.short_day(value) if _is_day(value) else str(value)


def _is_day(value: object) -> bool:
    return hasattr(value, "isoformat")
