"""A table of a slide as PowerPoint's own: it can be edited, and a heatmap's cells keep their colors."""

from __future__ import annotations

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.util import Emu, Pt

from pages.board.deck import Table
from pages.parts import theme

_MARGIN = Emu(36000)
_LARGEST, _SMALLEST = 14, 10
_CLOSE = 1.8  # of the type: the height of a row
_NOTHING = "\u00a0"  # keeps an empty cell as low as the others


def add(slide: Slide, table: Table, box: tuple[int, int, int, int]) -> GraphicFrame:
    """The table as wide as its box, in a type that lets all rows fit."""
    left, top, across, high = box
    row_count, column_count = len(table.rows) + 1, len(table.heads)
    row_high = min(high // (row_count + 2 * bool(table.shares)), Pt(34))  # a heatmap has long heads
    frame = slide.shapes.add_table(row_count, column_count, left, top, across, row_high * row_count)
    shown = frame.table
    size = max(min(int(row_high / Pt(1) / _CLOSE), _LARGEST), _SMALLEST)
    _widths(shown, table, across=across)
    for at, row in enumerate((table.heads, *table.rows)):
        shown.rows[at].height = row_high
        for place, text in enumerate(row):
            share = table.shares[at - 1][place - 1] if table.shares and at and place else None
            _write(shown.cell(at, place), text, size=size, is_first=not place, is_head=not at, share=share)
    return frame


def _widths(shown: object, table: Table, *, across: int) -> None:
    """Each column as wide as its longest words ask, the first a little more."""
    wanted = [
        max(6, *(len(word) for word in table.heads[place].split()), *(len(row[place]) for row in table.rows)) + 2
        for place in range(len(table.heads))
    ]
    if table.shares:
        wanted[1:] = [max(wanted[1:])] * len(table.shares[0])
    for column, want in zip(shown.columns, wanted, strict=True):
        column.width = across * want // sum(wanted)


def _write(cell: _Cell, text: str, *, size: int, is_first: bool, is_head: bool, share: float | None) -> None:
    cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = _MARGIN
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    fill = theme.on_scale(share) if share is not None else theme.PAPER_HEAD if is_head else theme.WHITE
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(fill[1:])
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT if is_first else PP_ALIGN.CENTER
    run = paragraph.add_run()
    run.text, run.font.size, run.font.bold = text or _NOTHING, Pt(size), is_head
    run.font.color.rgb = RGBColor.from_string(theme.text_on(fill)[1:])
