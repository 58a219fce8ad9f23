"""The deck as PowerPoint: native charts and tables with alternative text, and in the notes how all was counted."""

from __future__ import annotations

import io

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide as Page
from pptx.util import Pt

from data_layer.store import Home
from pages.board import native_charts, native_tables, template
from pages.board.deck import Chart, Deck, Slide
from pages.board.portable import footer, origin
from pages.parts import theme
from pages.parts.exports import ExportIncomplete

_SIDE, _GAP, _FOOT = 0.042, 0.015, 0.07  # of the width, the height and the height of a slide
_CHART, _BESIDE = 0.66, 0.02  # of the width: the chart, and the gap beside it
_LONG = ((230, 16), (150, 22), (95, 24))  # letters, and the type in points that they get
_ROOM = 300  # letters under a chart
_QUIET = theme.PAPER_QUIET


def write(deck: Deck, home: Home) -> bytes:
    """All of it, or ExportIncomplete with the reason."""
    presentation = template.opened(home.path)
    _title(presentation, deck)
    for slide in deck.slides:
        _add(presentation, deck, slide)
    _last(presentation, deck)
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def _title(presentation: Presentation, deck: Deck) -> None:
    page = presentation.slides.add_slide(template.layout(presentation, template.TITLE))
    page.shapes.title.text = deck.name or deck.title
    told = [deck.whom, deck.when, *(["Sample data: this district is invented"] if deck.is_sample else [])]
    subtitle = next((each for each in page.placeholders if each.placeholder_format.idx == 1), None)
    if subtitle is None:
        raise ExportIncomplete(f'The layout "{template.TITLE}" has no subtitle. Add one, or remove the template.')
    subtitle.text_frame.text = "\n".join(told)
    page.notes_slide.notes_text_frame.text = origin(deck)


def _add(presentation: Presentation, deck: Deck, slide: Slide) -> None:
    page = presentation.slides.add_slide(template.layout(presentation, template.CONTENT))
    _headline(page, slide.headline)
    wide, high = presentation.slide_width, presentation.slide_height
    title = page.shapes.title
    left, top = int(wide * _SIDE), title.top + title.height
    across, bottom = int(wide * _CHART), int(high * (1 - _FOOT))
    line = Pt(24)
    notes = _under(slide)
    room = Pt(40) if notes else 0
    _words(page, slide.chart.measure, (left, top, across, line), size=14, color=_QUIET)
    _chart(page, slide.chart, (left, top + line, across, bottom - top - line - room - int(high * _GAP)))
    beside = left + across + int(wide * _BESIDE)
    _facts(page, slide, (beside, top, wide - left - beside, bottom - top))
    if notes:
        _words(page, notes, (left, bottom - room, wide - 2 * left, room), size=12, color=_QUIET)
    number = len(presentation.slides)
    _words(page, f"{footer(deck, slide)} · {number}", (left, bottom, wide - 2 * left, line), size=12, color=_QUIET)
    page.notes_slide.notes_text_frame.text = _notes(deck, slide)


def _headline(page: Page, text: str) -> None:
    """A sentence that is too long for two lines of the template's type is set smaller."""
    page.shapes.title.text = text
    size = next((size for longest, size in _LONG if len(text) > longest), None)
    if size:
        page.shapes.title.text_frame.paragraphs[0].runs[0].font.size = Pt(size)


def _under(slide: Slide) -> str:
    """The presenter's note and what the chart leaves out, as far as there is room; all of it is in the notes."""
    told, left = [f"Note: {slide.note}"] if slide.note else [], _ROOM
    for remark in slide.remarks:
        left -= len(remark)
        if left < 0:
            return " ".join([*told, "More in the notes."])
        told.append(remark)
    return " ".join(told)


def _chart(page: Page, chart: Chart, box: tuple[int, int, int, int]) -> None:
    """PowerPoint's own chart where it has one of the kind; else the table of the same cells."""
    traces = native_charts.drawn(chart.figure) if chart.figure is not None else []
    if traces and not any(trace["type"] == "heatmap" or trace.get("base") is not None for trace in traces):
        frame = native_charts.add(page, chart.figure, chart.result.metric if chart.result else None, box)
    elif chart.table:
        frame = native_tables.add(page, chart.table, box)
    else:
        raise ExportIncomplete(f"There is no PowerPoint chart or table for this: {chart.measure}.")
    _describe(frame, chart.alt)


def _describe(frame: GraphicFrame, alt: str) -> None:
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)


def _facts(page: Page, slide: Slide, box: tuple[int, int, int, int]) -> None:
    """The three figures under each other: the number large, above it what it is, below it out of what."""
    frame = page.shapes.add_textbox(*box).text_frame
    frame.word_wrap = True
    lines = [
        (text, size, is_bold, color)
        for fact in slide.facts
        for text, size, is_bold, color in (
            (fact.label, 14, False, _QUIET),
            (fact.shown, 28, True, theme.BLUE),
            (fact.base, 14, False, theme.BLACK),
            ("", 10, False, theme.BLACK),
        )
    ]
    for at, (text, size, is_bold, color) in enumerate(lines):
        paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = text, Pt(size), is_bold
        run.font.color.rgb = RGBColor.from_string(color[1:])


def _words(page: Page, text: str, box: tuple[int, int, int, int], *, size: int, color: str) -> None:
    frame = page.shapes.add_textbox(*box).text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_top = frame.margin_bottom = 0
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text, run.font.size = text, Pt(size)
    run.font.color.rgb = RGBColor.from_string(color[1:])


def _notes(deck: Deck, slide: Slide) -> str:
    """What the presenter reads: how it was counted, for whom, as of when, and what the chart says in words."""
    counted = [*slide.remarks, *(f"{each.label}: {each.shown} ({each.base}), {each.window}" for each in slide.facts)]
    return "\n".join([slide.headline, "", *counted, "", slide.definition, "", slide.chart.alt, origin(deck)])


def _last(presentation: Presentation, deck: Deck) -> None:
    """What is not part of the deck, and why; only where something is not."""
    if not deck.left_out:
        return
    page = presentation.slides.add_slide(template.layout(presentation, template.CONTENT))
    page.shapes.title.text = "Not part of these slides"
    title = page.shapes.title
    box = (int(presentation.slide_width * _SIDE), title.top + title.height, title.width, Pt(200))
    told = "\n".join(f"{each.topic}: {each.why}." for each in deck.left_out)
    _words(page, told, box, size=20, color=theme.BLACK)
    page.notes_slide.notes_text_frame.text = origin(deck)
