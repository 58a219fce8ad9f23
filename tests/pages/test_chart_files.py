"""A chart that is taken along has its title, its source and its alternative text in it, as vectors and as pixels."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from pages.parts import chart_files, typesetting
from pages.parts.charts import bars
from pages.parts.exports import ExportIncomplete
from pages.parts.svg import picture
from tests.pages.results import result_of

TOOLS = result_of([{"tool": "Padlet", "numerator": 10, "denominator": 100}], by=("tool",))
SOURCE = chart_files.source_line("Share, whole district", as_of=date(2026, 3, 13), version="000001-ab")


def test_the_source_line_says_of_what_and_as_of_when():
    assert SOURCE == "Share, whole district · data as of Mar 13, 2026, version 000001-ab · Rollcall"


def test_pixels_show_the_whole_picture_and_carry_its_words():
    drawn = picture.draw(bars.draw(TOOLS, group="tool"), alt="Bar chart: é.", title="Padlet: 10%", source=SOURCE)
    opened = Image.open(
        io.BytesIO(typesetting.png(drawn, texts={"Title": "Padlet: 10%", "Description": "Bar chart: é."}))
    )
    assert opened.size[0] == 2 * picture.WIDTH
    assert (opened.text["Title"], opened.text["Description"]) == ("Padlet: 10%", "Bar chart: é.")
    assert len(opened.convert("L").getcolors()) > 10


def test_a_picture_that_cannot_be_drawn_is_no_blank_file():
    with pytest.raises(ExportIncomplete, match="no file was written"):
        typesetting.png("<svg", texts={})


@pytest.mark.parametrize("path", ["adoption", "licenses", "portfolio", "renewals"])
def test_every_chart_of_a_page_can_be_taken_along_in_both_forms(open_page: Callable[..., AppTest], path: str):
    page = open_page(path)
    labels = [button.proto.label for button in page.get("download_button")]
    charts = len(page.get("plotly_chart"))
    assert labels.count("Picture (SVG)") == labels.count("Picture (PNG)") == charts > 0
