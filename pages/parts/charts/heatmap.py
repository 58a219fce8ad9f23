"""Where is it much and where little? A cell for each pair of groups, its value printed in it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import plotly.graph_objects as go

from metrics.definition import Result, Status
from pages.parts import theme, words
from pages.parts.charts import axes

_CELL_HEIGHT = 34
_HIDDEN_TEXT = "too few"


def draw(result: Result, *, rows: str, columns: str) -> go.Figure:
    """Rows downwards in their own order. The text of a cell is black or white, whichever reads better on it."""
    downs, acrosses = _keys(result, rows), _keys(result, columns)
    names = [axes.wrapped(words.group(columns, key)) for key in acrosses]
    fig = axes.figure(height=90 + _CELL_HEIGHT * max(len(downs), 1))
    cells = list(_cells(result, downs=downs, acrosses=acrosses, rows=rows, columns=columns))
    top = max((cell["value"] for cell in cells if words.is_number(cell["value"])), default=0) or 1
    table = {(cell["down"], cell["across"]): cell["value"] for cell in cells}
    fig.add_heatmap(
        z=[[table.get((down, across)) for across in range(len(acrosses))] for down in range(len(downs))],
        x=names,
        y=[words.group(rows, key) for key in downs],
        zmin=0,
        zmax=top,
        colorscale=theme.SCALE,
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
    )
    _print_values(fig, cells, top=top)
    fig.update_yaxes(autorange="reversed", showgrid=False, type="category")
    fig.update_xaxes(showgrid=False, side="top", type="category", tickangle=0)
    return fig


def describe(result: Result, *, rows: str, columns: str) -> str:
    """The highest and the lowest cell, and how many there are."""
    known = result.frame[result.frame["value"].notna()]
    by = f"{rows.replace('_', ' ')} and {columns.replace('_', ' ')}"
    opening = f"Heatmap: {result.metric.label} by {by}."
    hidden = words.hidden(result.hidden_count, "cell")
    if known.empty:
        return f"{opening} Nothing to show.{hidden}"
    ends = [known.loc[known["value"].idxmax()], known.loc[known["value"].idxmin()]]
    high, low = (
        f"{words.amount(row['value'], result.metric)} in {words.group(rows, row[rows])}, "
        f"{words.group(columns, row[columns])}"
        for row in ends
    )
    return f"{opening} {len(known)} cells with a value; highest {high}; lowest {low}.{hidden}"


def _keys(result: Result, group: str) -> list:
    """The values of a group in the order that is theirs."""
    return words.in_order(group, result.frame[group].dropna().unique())


def _cells(result: Result, *, downs: list, acrosses: list, rows: str, columns: str) -> Iterator[dict]:
    for _, row in result.frame.iterrows():
        if row[rows] in downs and row[columns] in acrosses:
            yield {
                "down": downs.index(row[rows]),
                "across": acrosses.index(row[columns]),
                "value": None if pd.isna(row["value"]) else row["value"],
                "text": _text(row, result),
                "hover": f"{words.group(rows, row[rows])}, {words.group(columns, row[columns])}<br>"
                f"{words.amount(row['value'], result.metric)} ({axes.out_of(row, result)})",
            }


def _text(row: pd.Series, result: Result) -> str:
    if row["status"] == Status.HIDDEN:
        return _HIDDEN_TEXT
    if pd.isna(row["value"]):
        return "–"
    return words.amount(row["value"], result.metric)


def _print_values(fig: go.Figure, cells: list[dict], *, top: float) -> None:
    """Two traces: text on a filled cell has a color of its own, other text the color of the page."""
    filled = [cell for cell in cells if cell["value"] is not None]
    colors = [theme.text_on(theme.on_scale(cell["value"] / top)) for cell in filled]
    empty = [cell for cell in cells if cell["value"] is None]
    for chosen, font in ((filled, {"color": colors, "size": 12}), (empty, {"size": 11})):
        fig.add_scatter(
            x=[cell["across"] for cell in chosen],
            y=[cell["down"] for cell in chosen],
            text=[cell["text"] for cell in chosen],
            mode="text",
            textfont=font,
            customdata=[cell["hover"] if cell["value"] is not None else words.HIDDEN for cell in chosen],
            hovertemplate="%{customdata}<extra></extra>",
        )
