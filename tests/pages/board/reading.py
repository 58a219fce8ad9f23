"""What stands in a finished file, read back by other libraries than those that wrote it."""

from __future__ import annotations

import io
import re

from pptx import Presentation
from pypdf import PdfReader


def slides_of(content: bytes) -> dict[str, list]:
    """The shapes of each slide of a PowerPoint file by its title."""
    return {slide.shapes.title.text: list(slide.shapes) for slide in Presentation(io.BytesIO(content)).slides}


def bars_of(shapes: list) -> dict[str, float | None]:
    """The numbers behind the one chart among these shapes, by the names of its bars or moments."""
    chart = next(shape.chart for shape in shapes if shape.has_chart)
    plot = chart.plots[0]
    return dict(zip(list(plot.categories), plot.series[0].values, strict=True))


def cells_of(shapes: list) -> list[list[str]]:
    table = next(shape.table for shape in shapes if shape.has_table)
    return [[cell.text.strip("\u00a0") for cell in row.cells] for row in table.rows]


def texts_of(shapes: list) -> str:
    return "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


def pages_of(content: bytes) -> list[str]:
    """The text of each page of a PDF, without the spaces and line ends that only its layout put there."""
    return [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
