"""The PDF is tagged, has a page for each slide on both papers, and says every figure as text."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from pages.board import portable
from pages.board.deck import Deck
from pages.parts.exports import ExportIncomplete
from pages.parts.typesetting import Paper
from tests.pages.board import reading

SIZES = {Paper.LETTER: (792, 612), Paper.A4: (842, 595)}


@pytest.fixture(scope="module")
def file(deck: Deck) -> bytes:
    return portable.write(deck, paper=Paper.LETTER)


@pytest.mark.parametrize("paper", Paper)
def test_a_page_for_each_slide_lies_on_the_paper_asked_for(deck: Deck, paper: Paper):
    pages = PdfReader(io.BytesIO(portable.write(deck, paper=paper))).pages
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {SIZES[paper]}
    assert all(
        reading.squeezed(slide.headline) in reading.squeezed(pages[place].extract_text())
        for place, slide in enumerate(deck.slides, start=1)
    )


def test_every_figure_stands_on_its_page_as_text(deck: Deck, file: bytes):
    pages = reading.pages_of(file)
    for place, slide in enumerate(deck.slides, start=1):
        for fact in slide.facts:
            assert reading.squeezed(fact.shown + fact.base) in pages[place]


def test_the_numbers_of_a_chart_are_text_too(deck: Deck, file: bytes):
    pages = reading.pages_of(file)
    for name in ("tools", "dormancy", "spend"):
        place = next(at for at, slide in enumerate(deck.slides, start=1) if slide.name == name)
        assert all(reading.squeezed(text) in pages[place] for text in deck.slide(name).chart.figure.data[0].text)


def test_the_pdf_is_tagged_and_says_that_it_is_accessible(deck: Deck, file: bytes):
    root = PdfReader(io.BytesIO(file)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("en")
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert {slide.chart.alt for slide in deck.slides if slide.chart.figure} <= set(_alts(root["/StructTreeRoot"]))


def _alts(node) -> list[str]:
    """The alternative texts of a tree of tags."""
    if not hasattr(node, "get"):
        return []
    children = node.get("/K", [])
    children = children if isinstance(children, list) else [children]
    own = [str(node["/Alt"])] if "/Alt" in node else []
    return own + [text for child in children for text in _alts(child.get_object())]


def test_the_last_pages_say_how_all_was_counted_and_what_is_missing(deck: Deck, file: bytes):
    told = "".join(reading.pages_of(file)[len(deck.slides) + 1 :])
    assert "Howthiswascounted" in told
    assert "Workhandedin:notmeasured" in told


def test_a_note_that_leaves_the_slide_no_room_stops_the_export(deck: Deck):
    crowded = replace(deck, slides=(replace(deck.slides[0], note="A word too many. " * 600),))
    with pytest.raises(ExportIncomplete, match="more words than its page has room for"):
        portable.write(crowded, paper=Paper.LETTER)


def test_words_of_a_note_are_never_taken_for_layout(deck: Deck):
    hostile = '#read("deck.typ") *bold* $x$ <a> \\ @b'
    noted = replace(deck, slides=(replace(deck.slides[0], note=hostile),))
    assert reading.squeezed(hostile) in reading.pages_of(portable.write(noted, paper=Paper.LETTER))[1]
