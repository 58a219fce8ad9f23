"""PowerPoint holds the deck's own numbers in charts and tables of its own, on a template that can be replaced."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import plotly.graph_objects as go
import pytest
from pptx import Presentation

from data_layer.store import Home
from pages.board import powerpoint, template
from pages.board.deck import Chart, Deck
from pages.parts.exports import ExportIncomplete
from tests.pages.board import reading


@pytest.fixture(scope="module")
def file(deck: Deck, district_home: Home) -> bytes:
    return powerpoint.write(deck, district_home)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_every_slide_is_there_under_its_sentence_with_its_three_figures(deck: Deck, file: bytes):
    found = reading.slides_of(file)
    for slide in deck.slides:
        told = reading.texts_of(found[slide.headline])
        assert all(fact.shown in told and fact.base in told for fact in slide.facts)
        assert slide.population in told
    assert next(iter(found)) == "Technology in our schools"
    assert "Work handed in: not measured" in reading.texts_of(found["Not part of these slides"])


@pytest.mark.parametrize("name", ["tools", "dormancy", "spend"])
def test_the_bars_hold_the_results_own_values(deck: Deck, file: bytes, name: str):
    slide = deck.slide(name)
    bars = reading.bars_of(reading.slides_of(file)[slide.headline])
    frame = slide.chart.result.frame
    known = frame[frame["value"].notna()]
    assert {row["tool"]: row["value"] for _, row in known.iterrows()} == pytest.approx(
        {key: value for key, value in bars.items() if value is not None}
    )


def test_a_line_holds_the_value_of_each_month(deck: Deck, file: bytes):
    slide = deck.slide("use")
    frame = slide.chart.result.frame
    bars = reading.bars_of(reading.slides_of(file)[slide.headline])
    assert bars == pytest.approx({f"{row['month']:%b %Y}": row["value"] for _, row in frame.iterrows()})


def test_a_survey_has_its_range_as_error_bars_and_its_verdict_beside_its_name(deck: Deck, file: bytes):
    slide = deck.slide("buy_in")
    shapes = reading.slides_of(file)[slide.headline]
    assert "2025-26 Q3 75.0% Not met" in reading.bars_of(shapes)
    chart = next(shape.chart for shape in shapes if shape.has_chart)
    assert chart._chartSpace.xpath(".//c:errBars/c:plus//c:v")
    assert "Target 85%" in reading.texts_of(shapes)


def test_a_heatmap_is_a_table_with_the_printed_cells(deck: Deck, file: bytes):
    slide = deck.slide("logins")
    cells = reading.cells_of(reading.slides_of(file)[slide.headline])
    assert cells == [list(row) for row in (slide.chart.table.heads, *slide.chart.table.rows)]


def test_every_chart_and_table_has_its_alternative_text_and_every_slide_its_notes(deck: Deck, file: bytes):
    opened = Presentation(io.BytesIO(file))
    by_title = {page.shapes.title.text: page for page in opened.slides}
    for slide in deck.slides:
        page = by_title[slide.headline]
        frames = [shape for shape in page.shapes if shape.has_chart or shape.has_table]
        assert [frame._element.nvGraphicFramePr.cNvPr.get("descr") for frame in frames] == [slide.chart.alt]
        assert slide.definition.splitlines()[0] in page.notes_slide.notes_text_frame.text


def test_no_text_is_smaller_than_10_points(file: bytes):
    sizes = [
        run.font.size.pt
        for shapes in reading.slides_of(file).values()
        for shape in shapes
        for frame in _frames(shape)
        for paragraph in frame.paragraphs
        for run in paragraph.runs
        if run.font.size and run.text.strip("\u00a0")
    ]
    assert min(sizes) >= 10


def _frames(shape) -> list:
    if shape.has_table:
        return [cell.text_frame for row in shape.table.rows for cell in row.cells]
    return [shape.text_frame] if shape.has_text_frame else []


def test_nothing_lies_outside_a_slide_or_over_the_title(file: bytes):
    opened = Presentation(io.BytesIO(file))
    for page in list(opened.slides)[1:]:
        title = page.shapes.title
        for shape in page.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= opened.slide_width
            assert shape.top + shape.height <= opened.slide_height
            assert shape.shape_id == title.shape_id or shape.top >= title.top + title.height


def test_a_name_that_a_sheet_would_run_is_carried_on_as_text(deck: Deck, home: Home):
    slide = deck.slide("tools")
    trace = slide.chart.figure.data[0]
    hostile = go.Figure([{**trace.to_plotly_json(), "y": ["=1+1", "@b"]}])
    named = replace(slide.chart, draw=lambda: hostile)
    file = powerpoint.write(replace(deck, slides=(replace(slide, chart=named),)), home)
    with ZipFile(io.BytesIO(file)) as parts:
        name = next(each for each in parts.namelist() if each.endswith(".xlsx"))
        sheet = openpyxl.load_workbook(io.BytesIO(parts.read(name))).active
    assert [sheet["A2"].value, sheet["A3"].value] == ["'=1+1", "'@b"]
    assert not any(cell.data_type == "f" for row in sheet for cell in row)


def test_the_districts_own_template_gives_the_slides_their_look(deck: Deck, home: Home):
    own = Presentation()
    own.slide_width, own.slide_height = 12_000_000, 7_000_000
    own.save(home.path / template.FILE_NAME)
    opened = Presentation(io.BytesIO(powerpoint.write(deck, home)))
    assert (opened.slide_width, opened.slide_height) == (12_000_000, 7_000_000)
    assert len(opened.slides) == len(deck.slides) + 2


def test_a_template_that_is_no_presentation_stops_the_export(deck: Deck, home: Home):
    (home.path / template.FILE_NAME).write_text("no")
    with pytest.raises(ExportIncomplete, match="is no PowerPoint file"):
        powerpoint.write(deck, home)


def test_a_template_without_the_layout_is_named_as_the_reason(deck: Deck, home: Home):
    own = Presentation()
    own.slide_layouts.remove(own.slide_layouts.get_by_name(template.CONTENT))
    own.save(home.path / template.FILE_NAME)
    with pytest.raises(ExportIncomplete, match='has no layout "Title Only"'):
        powerpoint.write(deck, home)


def test_a_template_with_slides_of_its_own_is_refused(deck: Deck, home: Home):
    own = Presentation()
    own.slides.add_slide(own.slide_layouts[0])
    own.save(home.path / template.FILE_NAME)
    with pytest.raises(ExportIncomplete, match="holds slides already"):
        powerpoint.write(deck, home)


def test_a_chart_that_powerpoint_has_no_form_for_stops_the_export(deck: Deck, home: Home):
    odd = replace(deck.slides[0], chart=Chart(measure="Something odd", alt="Odd."))
    with pytest.raises(ExportIncomplete, match="Something odd"):
        powerpoint.write(replace(deck, slides=(odd,)), home)
