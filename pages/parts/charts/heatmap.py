"""Where is it much and where little? A cell for each pair of groups, its value printed in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import plotly.graph_objects as go

from metrics.definition import Result, Status
from metrics.periods import TIME_GROUPS
from pages.parts import theme, words
from pages.parts.charts import axes

_CELL_HEIGHT = 32
_NAME_WIDTH = 18
_HIDDEN_TEXT, _HIDDEN_MARK = "too few", "*"
_ROW_WIDTH = 16
_AS_THEY_COME = ("feature",)  # groups that the figure itself has put in order
_SMALL = 11
_HALF_A_PERCENT = 0.005
_ROOM_FOR_NAMES = 110  # names of columns, upright on a phone
_ROOM_FOR_MONTHS = 40  # Aug, and above it the year


@dataclass(frozen=True)
class Grid:
    """Which groups run down and across, and per how many days a rate is printed.

    `is_narrow`: many columns, so that a rate is printed in whole percent without the sign, and * is too few to show.
    `marks` are words beside the name of a row.
    """

    rows: str
    columns: str
    per: int = 1
    is_narrow: bool = False
    marks: Mapping[object, str] = field(default_factory=dict)


def draw(result: Result, grid: Grid) -> go.Figure:
    """Rows downwards in their own order. The text of a cell is black or white, whichever reads better on it."""
    downs = [_row_name(grid, key) for key in _keys(result, grid.rows)]
    acrosses = [_name(grid, key) for key in _keys(result, grid.columns)]
    cells = [_cell(row, result, grid) for row in axes.rows_of(result)]
    top = max((cell["value"] for cell in cells if cell["value"] is not None), default=0) or 1
    values = {(cell["y"], cell["x"]): cell["value"] for cell in cells}
    colors = {
        "type": "heatmap",
        "z": [[values.get((down, across)) for across in acrosses] for down in downs],
        "x": acrosses,
        "y": downs,
        "zmin": 0,
        "zmax": top,
        "colorscale": theme.SCALE,
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hoverinfo": "skip",
    }
    room = _ROOM_FOR_MONTHS if grid.columns == "month" else _ROOM_FOR_NAMES
    layout = {
        "margin": axes.margin_for(downs, t=room, b=8),
        "height": room + 10 + _CELL_HEIGHT * _lines(downs),
        "xaxis": {"type": "category", "showgrid": False, "side": "top", **_heads(grid, acrosses)},
        "yaxis": {"type": "category", "showgrid": False, "autorange": "reversed", "categoryarray": downs},
    }
    if grid.columns in TIME_GROUPS:
        rows = axes.rows_of(result)
        layout |= axes.along_time(rows, [_name(grid, row[grid.columns]) for row in rows])
    return go.Figure([colors, *_printed(cells, top=top)], layout)


def describe(result: Result, grid: Grid) -> str:
    """The highest and the lowest cell, and how many there are."""
    known = result.frame[result.frame["value"].notna()]
    by = f"{grid.rows.replace('_', ' ')} and {grid.columns.replace('_', ' ')}"
    opening = f"Heatmap: {result.metric.label} by {by}."
    hidden = words.hidden(result.hidden_count, "cell")
    if known.empty:
        return f"{opening} Nothing to show.{hidden}"
    ends = [known.loc[known["value"].idxmax()], known.loc[known["value"].idxmin()]]
    high, low = (cell_in_words(row, result, grid) for row in ends)
    per = f" per {grid.per} school days" if grid.per > 1 else ""
    return f"{opening} {len(known)} cells with a value{per}; highest {high}; lowest {low}.{hidden}"


def cell_in_words(row: Mapping, result: Result, grid: Grid) -> str:
    """One cell as a sentence names it: Grade 7, Science (6.2)."""
    names = f"{words.group(grid.rows, row[grid.rows])}, {words.group(grid.columns, row[grid.columns])}"
    return f"{names} ({_amount(row, result, grid)})"


def _heads(grid: Grid, acrosses: list[str]) -> dict:
    """What stands above the columns: of months the year once, so that none needs to stand upright."""
    drawn = {"categoryarray": acrosses, "tickfont": {"size": _SMALL}}
    if grid.columns != "month":
        return {**drawn, "autotickangles": [0, 90]}
    years = [name.split()[-1] for name in acrosses]
    is_first = [year != before for year, before in zip(years, [None, *years], strict=False)]
    told = [
        "<br>".join(reversed(name.split())) if first else name.split()[0]
        for name, first in zip(acrosses, is_first, strict=True)
    ]
    return {**drawn, "tickvals": acrosses, "ticktext": told, "tickangle": 0}


def _lines(names: list[str]) -> int:
    """How many rows of one line the names need: some names have two."""
    return max(len(names), sum(1 + name.count("<br>") for name in names) * 2 // 3, 1)


def _keys(result: Result, group: str) -> list:
    """The values of a group in the order that is theirs, those who are in none last: what is printed has its color."""
    keys = result.frame[group].dropna().unique()
    known = list(keys) if group in _AS_THEY_COME else words.in_order(group, keys)
    return [*known, *([None] if result.frame[group].isna().any() else [])]


def _row_name(grid: Grid, key: object) -> str:
    mark = f" ({grid.marks[key]})" if key in grid.marks else ""
    return axes.wrapped(f"{words.group(grid.rows, key)}{mark}", width=_ROW_WIDTH)


def _name(grid: Grid, key: object) -> str:
    return axes.wrapped(words.group(grid.columns, key), width=_NAME_WIDTH)


def _cell(row: Mapping, result: Result, grid: Grid) -> dict:
    names = f"{words.group(grid.rows, row[grid.rows])}, {words.group(grid.columns, row[grid.columns])}"
    is_known = words.is_number(row["value"])
    return {
        "y": _row_name(grid, row[grid.rows]),
        "x": _name(grid, row[grid.columns]),
        "value": row["value"] if is_known else None,
        "text": _printed_amount(row, result, grid) if is_known else _why_empty(row, grid),
        "hover": f"{names}<br>{words.figure(row, result.metric)}<br>{words.out_of(row, result.metric)}",
    }


def _why_empty(row: Mapping, grid: Grid) -> str:
    hidden = _HIDDEN_MARK if grid.is_narrow else _HIDDEN_TEXT
    return hidden if row["status"] == Status.HIDDEN else "–"


def _printed_amount(row: Mapping, result: Result, grid: Grid) -> str:
    """What is rare is printed as less than one, so that it does not read as nobody."""
    if not grid.is_narrow:
        return _amount(row, result, grid)
    return "<1" if 0 < row["value"] < _HALF_A_PERCENT else f"{row['value'] * 100:.0f}"


def _amount(row: Mapping, result: Result, grid: Grid) -> str:
    if grid.per == 1:
        return words.amount(row["value"], result.metric)
    return f"{row['value'] * grid.per:.1f}"


def _printed(cells: list[dict], *, top: float) -> list[dict]:
    """Two traces: text on a filled cell has a color of its own, other text the color of the page."""
    filled = [cell for cell in cells if cell["value"] is not None]
    colors = [theme.text_on(theme.on_scale(cell["value"] / top)) for cell in filled]
    empty = [cell for cell in cells if cell["value"] is None]
    fonts = ((filled, {"color": colors, "size": 12}), (empty, {"size": _SMALL}))
    return [
        {
            "type": "scatter",
            "x": [cell["x"] for cell in chosen],
            "y": [cell["y"] for cell in chosen],
            "text": [cell["text"] for cell in chosen],
            "mode": "text",
            "textfont": font,
            "customdata": [cell["hover"] for cell in chosen],
            "hovertemplate": "%{customdata}<extra></extra>",
        }
        for chosen, font in fonts
    ]
