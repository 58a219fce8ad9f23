"""What all of PowerPoint's charts here have in common: type, formats of numbers, colors, legend, safe names."""

from __future__ import annotations

from collections.abc import Mapping

from pptx.chart.chart import Chart
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LEGEND_POSITION
from pptx.util import Pt

from data_layer.formulas import safe
from pages.board.tables import one_line

SIZE = Pt(14)
FORMATS = {"rate": "0.0%", "usd": "$#,##0", "per_day": "0.00", "count": "#,##0", "days": "0.0"}
Box = tuple[int, int, int, int]
Trace = Mapping[str, object]


def legend(chart: Chart) -> None:
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.legend.font.size = SIZE


def safe_name(name: str) -> str:
    """A name as the sheet behind the chart may hold it: on one line, and nothing that it would run."""
    return safe(one_line(name))


def rgb(color: str) -> RGBColor:
    return RGBColor.from_string(color.removeprefix("#"))
