"""PDF by Typst: a layout file and data go in, a tagged PDF (PDF/UA-1) comes out, or no file at all."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from enum import StrEnum
from importlib import resources
from pathlib import Path

import typst
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from pages.parts.exports import ExportIncomplete

_DOTS_PER_INCH = 192


class Paper(StrEnum):
    """What a page is printed on."""

    LETTER = "us-letter"
    A4 = "a4"


def pdf(layout: Path, data: Mapping[str, object], *, what: str) -> bytes:
    """`what` names the file in the reason why it cannot be made."""
    return _compiled(layout.read_bytes(), data, what=what, format="pdf", pdf_standards="ua-1")


def png(svg: str, *, texts: Mapping[str, str]) -> bytes:
    """A vector picture as pixels, twice as fine as on a screen; `texts` go into the file, as Title or Description."""
    source = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.data), format: "svg")'
    drawn = _compiled(source, svg, what="The picture", format="png", ppi=_DOTS_PER_INCH)
    told = PngInfo()
    for name, text in texts.items():
        told.add_itxt(name, text)
    stream = io.BytesIO()
    Image.open(io.BytesIO(drawn)).save(stream, format="PNG", pnginfo=told)
    return stream.getvalue()


def _compiled(source: bytes, data: object, *, what: str, **options: object) -> bytes:
    told = data if isinstance(data, str) else json.dumps(data)
    fonts = [resources.files("font_lato") / "files"]
    try:
        return typst.compile(source, sys_inputs={"data": told}, font_paths=fonts, **options)
    except typst.TypstError as error:
        raise ExportIncomplete(f"{what} could not be made whole, so no file was written. {error}") from error
