"""PDF by Typst: a layout file and data go in, a tagged PDF (PDF/UA-1) comes out, or no file at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from importlib import resources
from pathlib import Path

import typst

from pages.board.deck import ExportIncomplete


class Paper(StrEnum):
    """What a page is printed on."""

    LETTER = "us-letter"
    A4 = "a4"


def pdf(layout: str, data: Mapping[str, object], *, what: str) -> bytes:
    """`what` names the file in the reason why it cannot be made."""
    return _compiled(Path(__file__).with_name(layout).read_bytes(), data, what=what, format="pdf", pdf_standards="ua-1")


def png(svg: str, *, width: int, pixels_per_unit: float = 2.0) -> bytes:
    """An SVG picture as pixels, twice as fine as a screen has them."""
    source = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.data), format: "svg", width: '
    source += f"{width}pt)".encode()
    return _compiled(source, svg, what="The picture", format="png", ppi=72 * pixels_per_unit)


def _compiled(source: bytes, data: object, *, what: str, **options: object) -> bytes:
    told = data if isinstance(data, str) else json.dumps(data)
    fonts = [resources.files("font_lato") / "files"]
    try:
        return typst.compile(source, sys_inputs={"data": told}, font_paths=fonts, **options)
    except typst.TypstError as error:
        raise ExportIncomplete(f"{what} could not be made whole, so no file was written. {error}") from error
