"""The PowerPoint file that slides are put into: the district's own from its home, or a plain one made here."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import BadZipFile

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Open
from pptx.shapes.placeholder import LayoutPlaceholder
from pptx.slide import SlideLayout
from pptx.util import Inches

from pages.parts.exports import ExportIncomplete

FILE_NAME = "deck_template.pptx"  # in the home
TITLE, CONTENT = "Title Slide", "Title Only"  # names of layouts, as PowerPoint gives them
_WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_FONT = "Arial"  # on every machine that opens the file
_LEFT, _ACROSS = Inches(0.55), Inches(12.23)


def opened(home: Path) -> Open:
    """An empty presentation with the look that the slides get."""
    own = home / FILE_NAME
    if not own.exists():
        return _plain()
    try:
        found = Presentation(str(own))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise ExportIncomplete(f"{FILE_NAME} in the home is no PowerPoint file. Save it as .pptx.") from error
    if len(found.slides):
        raise ExportIncomplete(f"{FILE_NAME} holds slides already. Save it with its layouts alone, without slides.")
    return found


def checked(home: Path) -> None:
    """Whether slides can be put into it; ExportIncomplete where not."""
    found = opened(home)
    for name in (TITLE, CONTENT):
        layout(found, name)


def layout(presentation: Open, name: str) -> SlideLayout:
    """The layout of this name; it must have a title, or slides would be without one."""
    found = next((each for each in presentation.slide_layouts if each.name == name), None)
    if found is None or not any(each.placeholder_format.type in _TITLES for each in found.placeholders):
        raise ExportIncomplete(f'{FILE_NAME} has no layout "{name}" with a title. Add one, or remove the file.')
    return found


def _plain() -> Open:
    """The library's own template, made as wide as a projector, with the title on top and room beneath it."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = _WIDTH, _HEIGHT
    first, content = layout(presentation, TITLE), layout(presentation, CONTENT)
    for shape, top, high, size in (
        (first.placeholders[0], 2.0, 1.4, 44),
        (first.placeholders[1], 3.5, 2.2, 24),
        (content.placeholders[0], 0.3, 1.25, 28),
    ):
        shape.left, shape.top, shape.width, shape.height = _LEFT, Inches(top), _ACROSS, Inches(high)
        _set_type(shape, size=size, is_bold=size != 24)
    _set_font(presentation)
    for unused in [each for each in content.placeholders if each.placeholder_format.idx > 0]:
        unused._element.getparent().remove(unused._element)
    return presentation


def _set_font(presentation: Open) -> None:
    """One font for titles and text, in the theme, from which all of it takes its own."""
    part = next(each.target_part for each in presentation.slide_master.part.rels.values() if each.reltype == RT.THEME)
    part._blob = re.sub(rb'(<a:latin typeface=")[^"]*', rb"\1" + _FONT.encode(), part.blob)


def _set_type(shape: LayoutPlaceholder, *, size: int, is_bold: bool) -> None:
    """Left and from the top, in this size; what a slide writes there follows it."""
    shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    style = shape._element.find(f".//{qn('a:lstStyle')}")
    run = f'<a:defRPr sz="{size * 100}" b="{int(is_bold)}"/>'
    style.append(parse_xml(f'<a:lvl1pPr algn="l" marL="0" indent="0" {nsdecls("a")}><a:buNone/>{run}</a:lvl1pPr>'))
