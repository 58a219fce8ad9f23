"""How do groups compare beside figures that others have claimed? Bars, and a dashed, labeled line for each figure."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from metrics.definition import Result
from metrics.policy import Entry
from pages.parts import theme, words
from pages.parts.charts import bars

_LABEL_HEIGHT = 18  # each label has a line of its own, so that they meet nowhere on a phone
_MIDDLE = 0.5


def draw(result: Result, *, group: str, references: Sequence[Entry]) -> go.Figure:
    """The bars of a rate, with the claims as lines across them."""
    figure = bars.draw(result, group=group)
    height = figure.layout.height + _LABEL_HEIGHT * len(references)
    margin = {"t": 10 + _LABEL_HEIGHT * len(references)}
    lines, labels = zip(*(_marked(entry, place) for place, entry in enumerate(references)), strict=True)
    return figure.update_layout(height=height, margin=margin, shapes=lines, annotations=labels)


def describe(result: Result, *, group: str, references: Sequence[Entry]) -> str:
    return f"{bars.describe(result, group=group)} {' '.join(f'{_name(entry)}.' for entry in references)}"


def _name(entry: Entry) -> str:
    return f"From the article: {words.whole_percent(entry.value)}"


def _marked(entry: Entry, place: int) -> tuple[dict, dict]:
    across = {"xref": "x", "yref": "paper"}
    style = {"dash": "dash", "color": theme.QUIET, "width": 2}
    line = {"type": "line", "line": style, "x0": entry.value, "x1": entry.value, "y0": 0, "y1": 1, **across}
    side = "right" if entry.value > _MIDDLE else "left"
    spot = {"x": entry.value, "y": 1, "xanchor": side, "yanchor": "bottom", "yshift": _LABEL_HEIGHT * place}
    return line, {"text": _name(entry), "showarrow": False, **spot, **across}
