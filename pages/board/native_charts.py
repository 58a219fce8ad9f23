"""A drawn chart as one of PowerPoint's own, with its numbers in the sheet behind it, so that it can be edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import plotly.graph_objects as go
from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
)
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Pt

from metrics.definition import Metric
from pages.board import native_bars, target_line
from pages.board.native_style import FORMATS, SIZE, Box, Trace, legend, rgb, safe_name
from pages.parts.charts.axes import number_or_gap


def add(page: Slide, figure: go.Figure, metric: Metric | None, box: Box) -> GraphicFrame:
    """The chart in its box: bars, parts, ranges, lines or a scatter, as the drawn one is."""
    traces = drawn(figure)
    if traces[0]["type"] == "bar":
        frame = native_bars.bars(page, traces, metric, box)
    elif traces[0].get("error_x"):
        frame = native_bars.ranges(page, traces[0], list(figure.layout.yaxis.categoryarray), box, marks=_marks(figure))
    elif isinstance(next(iter(traces[0]["x"]), None), float):
        return _scatter(page, traces[0], box)
    else:
        return _lines(page, traces, metric, box, marks=_marks(figure))
    if figure.layout.shapes:
        target_line.add(page, frame, figure, box)
    return frame


def _marks(figure: go.Figure) -> Mapping[str, str]:
    """The numbers of what happened, by the place on the axis that they stand at."""
    return (figure.layout.meta or {}).get("marks", {})


def drawn(figure: go.Figure) -> list[dict]:
    """The traces that hold anything, as plain dictionaries."""
    return [trace for trace in figure.to_plotly_json()["data"] if trace.get("x") is not None]


def _lines(
    slide: Slide, traces: Sequence[Trace], metric: Metric, box: Box, *, marks: Mapping[str, str]
) -> GraphicFrame:
    """A period in which something happened has the numbers of its marks beside its name."""
    form = FORMATS[metric.unit]
    moments = sorted({moment for trace in traces for moment in trace["x"]})
    given = CategoryChartData(number_format=form)
    given.categories = [_moment(moment, marks) for moment in moments]
    for trace in traces:
        known = dict(zip(trace["x"], trace["y"], strict=True))
        given.add_series(safe_name(trace["name"]), [number_or_gap(known.get(moment)) for moment in moments])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *box, given)
    chart = frame.chart
    chart.font.size, chart.has_title, chart.has_legend = SIZE, False, False
    chart.value_axis.minimum_scale = 0
    chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor(0xD9, 0xD9, 0xD9)
    chart.value_axis.tick_labels.number_format = "0%" if metric.unit == "rate" else form
    chart.value_axis.tick_labels.number_format_is_linked = False
    if metric.unit == "rate":
        chart.value_axis.maximum_scale, chart.value_axis.major_unit = 1, 0.25
    for series, trace in zip(chart.plots[0].series, traces, strict=True):
        _draw_line(series, trace["line"]["color"])
    _label_ends(chart, form, is_single=len(traces) == 1)
    return frame


def _moment(value: object, marks: Mapping[str, str]) -> str:
    name = f"{value:%b %Y}" if isinstance(value, date) else str(value)
    return f"{name} ({marks[str(value)]})" if str(value) in marks else name


def _draw_line(series: object, color: str) -> None:
    series.smooth = False
    series.format.line.color.rgb, series.format.line.width = rgb(color), Pt(2.5)
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 8
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = rgb(color)


def _label_ends(chart: NativeChart, form: str, *, is_single: bool) -> None:
    """One line has its values written on it; several have their names beside the chart."""
    if not is_single:
        legend(chart)
        return
    plot = chart.plots[0]
    plot.has_data_labels = True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = form, False
    plot.data_labels.position = XL_LABEL_POSITION.ABOVE


def _scatter(slide: Slide, trace: Trace, box: Box) -> GraphicFrame:
    """A mark for each tool with its name."""
    given = XyChartData(number_format="General")
    series = given.add_series("Dollars a year by share in use")
    for x, y in zip(trace["x"], trace["y"], strict=True):
        series.add_data_point(x, y)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *box, given)
    chart = frame.chart
    chart.font.size, chart.has_title, chart.has_legend = SIZE, False, False
    for axis, title, form in (
        (chart.category_axis, "Share in use", "0%"),
        (chart.value_axis, "Dollars a year", "$#,##0"),
    ):
        axis.has_title, axis.has_major_gridlines = True, False
        axis.axis_title.text_frame.text = title
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = form, False
        axis.minimum_scale = 0
    chart.category_axis.maximum_scale = 1.1
    for at, point in enumerate(_points(chart, len(trace["x"]))):
        _name(point, trace, at)
    return frame


def _points(chart: NativeChart, count: int) -> list:
    series = chart.plots[0].series[0]
    series.format.line.fill.background()
    return [series.points[at] for at in range(count)]


def _name(point: object, trace: Trace, at: int) -> None:
    marker = trace["marker"]
    point.marker.style = XL_MARKER_STYLE.CIRCLE if marker["symbol"][at] == "circle" else XL_MARKER_STYLE.DIAMOND
    point.marker.size = int(marker["size"][at])
    point.marker.format.fill.solid()
    point.marker.format.fill.fore_color.rgb = rgb(marker["color"][at])
    if not trace["text"][at]:
        return
    point.data_label.text_frame.text = trace["text"][at]
    is_left = trace["textposition"][at].endswith("left")
    point.data_label.position = XL_LABEL_POSITION.LEFT if is_left else XL_LABEL_POSITION.RIGHT
