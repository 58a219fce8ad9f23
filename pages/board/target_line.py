"""The line of a target over a chart of PowerPoint: the plot is laid where the line can find it."""

from __future__ import annotations

import plotly.graph_objects as go
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Pt

_X, _Y, _ACROSS, _HIGH = 0.32, 0.08, 0.58, 0.82  # of the chart: names stand left of the plot, the target's name above
_NAME_HIGH, _NAME_ACROSS = Pt(20), Pt(150)
_GRAY = RGBColor(0x59, 0x59, 0x59)


def add(page: Slide, frame: GraphicFrame, figure: go.Figure, box: tuple[int, int, int, int]) -> None:
    """A dashed line from the top to the bottom of the plot, with its name; the plot runs from 0 to 100%."""
    left, top, across, high = box
    _lay(frame)
    at = left + int(across * (_X + _ACROSS * figure.layout.shapes[0].x0))
    upper, lower = top + int(high * _Y), top + int(high * (_Y + _HIGH))
    line = page.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, at, upper, at, lower)
    line.line.dash_style, line.line.width, line.line.color.rgb = MSO_LINE.DASH, Pt(2), _GRAY
    frame._element.addprevious(line._element)  # behind the chart, so that it crosses no number
    name = page.shapes.add_textbox(at - _NAME_ACROSS // 2, upper - _NAME_HIGH, _NAME_ACROSS, _NAME_HIGH).text_frame
    name.margin_top = name.margin_bottom = 0
    name.paragraphs[0].alignment = PP_ALIGN.CENTER
    run = name.paragraphs[0].add_run()
    run.text, run.font.size, run.font.bold = figure.layout.annotations[0].text, Pt(14), True


def _lay(frame: GraphicFrame) -> None:
    """Say where the plot lies in the chart, instead of leaving it to the program."""
    area = frame.chart._chartSpace.find(f".//{qn('c:plotArea')}")
    for known in area.findall(qn("c:layout")):
        area.remove(known)
    places = "".join(f'<c:{name} val="{value}"/>' for name, value in zip("xywh", (_X, _Y, _ACROSS, _HIGH), strict=True))
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    area.insert(0, parse_xml(f"<c:layout {nsdecls('c')}><c:manualLayout>{modes}{places}</c:manualLayout></c:layout>"))
