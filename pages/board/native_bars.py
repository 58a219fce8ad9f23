"""Bars of PowerPoint's own: one for each group, several parts of one, or one with what its answers leave open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.chart.series import BarSeries
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Pt

from metrics.definition import Metric
from pages.board.native_style import FORMATS, SIZE, Box, Trace, legend, rgb, safe_name
from pages.parts import theme, words
from pages.parts.charts.axes import number_or_gap
from pages.parts.svg.elements import words as unmarked


def bars(slide: Slide, traces: Sequence[Trace], metric: Metric | None, box: Box) -> GraphicFrame:
    """One bar for each name; or several that are parts of one, counted."""
    form = "#,##0" if len(traces) > 1 or metric is None else FORMATS[metric.unit]
    kind = XL_CHART_TYPE.BAR_STACKED if len(traces) > 1 else XL_CHART_TYPE.BAR_CLUSTERED
    names = list(dict.fromkeys(name for trace in traces for name in trace["y"]))
    given = CategoryChartData(number_format=form)
    given.categories = [safe_name(_named(name, traces)) for name in names]
    for trace in traces:
        values = dict(zip(trace["y"], trace["x"], strict=True))
        unknown = _unknown(trace)
        told = [None if name in unknown else number_or_gap(values.get(name)) for name in names]
        given.add_series(safe_name(trace.get("name") or metric.label), told)
    frame = slide.shapes.add_chart(kind, *box, given)
    _look(frame.chart, traces, form=form)
    if len(traces) == 1:
        _say_why_empty(frame.chart, traces[0])
        _inside(frame.chart, traces[0])
    return frame


def _named(name: str, traces: Sequence[Trace]) -> str:
    """A group none of whose parts may be shown says so beside its name."""
    known = [value for trace in traces for row, value in zip(trace["y"], trace["x"], strict=True) if row == name]
    return name if len(traces) == 1 or any(value is not None for value in known) else f"{name} ({words.HIDDEN})"


def _unknown(trace: Trace) -> dict[str, str]:
    """The bars that have no value: hidden or not measured are drawn as nothing, and said in words."""
    texts = trace.get("text")
    if not isinstance(texts, list | tuple):
        return {}
    triples = zip(trace["y"], trace["x"], texts, strict=True)
    return {name: text for name, value, text in triples if not value and not any(map(str.isdigit, text))}


def _say_why_empty(chart: NativeChart, trace: Trace) -> None:
    """The words stand in the name of the bar, since a bar without a value has no label."""
    unknown = _unknown(trace)
    if unknown:
        names = [f"{name} ({unknown[name]})" if name in unknown else name for name in trace["y"]]
        given = CategoryChartData(number_format=chart.plots[0].data_labels.number_format)
        given.categories = [safe_name(name) for name in names]
        given.add_series(chart.series[0].name, list(chart.series[0].values))
        chart.replace_data(given)


def _inside(chart: NativeChart, trace: Trace) -> None:
    """The number of a long bar stands inside it, as on screen, where no target crosses it."""
    series = chart.plots[0].series[0]
    form = chart.plots[0].data_labels.number_format
    series.data_labels.show_value, series.data_labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    series.data_labels.number_format, series.data_labels.number_format_is_linked = form, False
    for at, where in enumerate(trace["textposition"]):
        if where == "inside":
            label = series.points[at].data_label
            label.position = XL_LABEL_POSITION.INSIDE_END
            label.font.size, label.font.color.rgb = SIZE, rgb(theme.text_on(theme.BLUE))


def _look(chart: NativeChart, traces: Sequence[Trace], *, form: str) -> None:
    """The first name on top, the numbers written on the bars, and no axis that would say them again."""
    chart.font.size, chart.has_title, chart.has_legend = SIZE, False, False
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = rgb(theme.GRAY)
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    if form == FORMATS["rate"]:
        chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 1
    plot = chart.plots[0]
    plot.gap_width = 50
    plot.has_data_labels = True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = form, False
    plot.data_labels.font.size = SIZE
    if len(traces) > 1:
        plot.overlap = 100
        legend(chart)
        plot.data_labels.number_format = '[>=60]#,##0;""'
        plot.data_labels.font.size = Pt(12)
    else:
        plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    for series, trace in zip(plot.series, traces, strict=True):
        _fill(series, trace, is_part=len(traces) > 1)


def _fill(series: BarSeries, trace: Trace, *, is_part: bool) -> None:
    marker = trace.get("marker") or {}
    color = marker.get("color") or theme.BLUE
    is_pale = bool((marker.get("pattern") or {}).get("shape"))
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = rgb(theme.between(theme.WHITE, color, 0.3) if is_pale else color)
    series.format.line.color.rgb = rgb(color)
    if is_part:
        series.data_labels.show_value = True
        series.data_labels.number_format, series.data_labels.number_format_is_linked = '[>=60]#,##0;""', False
        text = theme.BLACK if is_pale else theme.text_on(color)
        series.data_labels.font.color.rgb, series.data_labels.font.size = rgb(text), Pt(12)


def ranges(
    slide: Slide, trace: Trace, names: Sequence[str], box: Box, *, marks: Mapping[str, str] = MappingProxyType({})
) -> GraphicFrame:
    """A bar for each group with what its answers leave open; its value and verdict stand in its name, as on screen."""
    values = dict(zip(trace["y"], trace["x"], strict=True))
    given = CategoryChartData(number_format="0.0%")
    given.categories = [safe_name(_numbered(unmarked(name), marks.get(name))) for name in names]
    given.add_series("Share", [values.get(name) for name in names])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box, given)
    _look(frame.chart, [{"marker": {"color": theme.BLUE}}], form="0.0%")
    plot = frame.chart.plots[0]
    plot.has_data_labels = False
    frame.chart.value_axis.visible = True
    frame.chart.value_axis.tick_labels.number_format = "0%"
    frame.chart.value_axis.tick_labels.number_format_is_linked = False
    frame.chart.value_axis.major_unit = 0.25
    frame.chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH  # below, since names run downwards
    plot.series[0]._element.append(_open(_of_names(trace, names)))
    _in_order(plot.series[0]._element)
    return frame


def _numbered(name: str, numbers: str | None) -> str:
    """A period in which something happened has the numbers of its marks beside its name."""
    return f"{name} ({numbers})" if numbers else name


def _of_names(trace: Trace, names: Sequence[str]) -> dict[str, list[float]]:
    """The reach of each name; nothing where nothing was measured."""
    reach = trace["error_x"]
    return {
        end: [dict(zip(trace["y"], reach[end], strict=True)).get(name, 0) for name in names]
        for end in ("array", "arrayminus")
    }


def _open(reach: Mapping) -> object:
    """How far up and down each value is open, as PowerPoint's own error bars."""
    ends = "".join(
        f'<c:{side}><c:numLit><c:formatCode>0.0%</c:formatCode><c:ptCount val="{len(values)}"/>'
        + "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(values))
        + f"</c:numLit></c:{side}>"
        for side, values in (("plus", reach["array"]), ("minus", reach["arrayminus"]))
    )
    kind = '<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
    line = '<c:spPr><a:ln w="25400"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></c:spPr>'
    return parse_xml(f"<c:errBars {nsdecls('c', 'a')}>{kind}{ends}{line}</c:errBars>")


def _in_order(series: object) -> None:
    """The schema wants error bars before the categories."""
    bars, categories = (series.find(f"{{{series.nsmap['c']}}}{name}") for name in ("errBars", "cat"))
    categories.addprevious(bars)
