"""The deck as a tagged PDF: a page for each slide, and after them how everything was counted."""

from __future__ import annotations

from pathlib import Path

from pages.board.deck import Chart, Deck, Slide
from pages.parts import typesetting, words
from pages.parts.svg import picture
from pages.parts.typesetting import Paper

_LAYOUT = Path(__file__).with_name("deck.typ")
_PLACE = (720, 455)  # of the chart on a page
_LOWEST, _STRETCH = 220, 1.9  # of the chart on a page, and of its height on screen


def write(deck: Deck, *, paper: Paper) -> bytes:
    data = {
        "paper": paper,
        "title": deck.name or deck.title,
        "topic": "Sample data" if deck.is_sample else "",
        "whom": deck.whom,
        "when": deck.when,
        "origin": origin(deck),
        "version": f"Data as of {words.day(deck.as_of)}, version {deck.version}",
        "slides": [_slide(slide) for slide in deck.slides],
        "footers": ["", *(footer(deck, slide) for slide in deck.slides)],
        "left_out": [f"{each.topic}: {each.why}." for each in deck.left_out],
    }
    return typesetting.pdf(_LAYOUT, data, what="The PDF")


def origin(deck: Deck) -> str:
    """As of when, in which version, from which imports."""
    return f"Data as of {words.day(deck.as_of)}, version {deck.version}. From {deck.imports}."


def footer(deck: Deck, slide: Slide) -> str:
    """The line at the foot of a slide."""
    return f"{slide.population} · {slide.window} · data as of {words.short_day(deck.as_of)}"


def _slide(slide: Slide) -> dict[str, object]:
    return {
        "topic": slide.topic,
        "headline": slide.headline,
        "measure": slide.chart.measure,
        "alt": slide.chart.alt,
        "svg": _picture(slide.chart),
        "table": slide.chart.table and {"heads": slide.chart.table.heads, "rows": slide.chart.table.rows},
        "facts": [{"label": each.label, "shown": each.shown, "base": each.base} for each in slide.facts],
        "remarks": " ".join(slide.remarks),
        "definition": slide.definition,
        "note": slide.note,
    }


def place(chart: Chart) -> tuple[int, int]:
    """As wide as the page lets it, and no higher than its rows ask for: one bar does not fill a page."""
    across, high = _PLACE
    return across, max(_LOWEST, min(high, int(_STRETCH * chart.figure.layout.height)))


def _picture(chart: Chart) -> str | None:
    return None if chart.figure is None else picture.draw(chart.figure, alt=chart.alt, size=place(chart))
