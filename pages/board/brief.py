"""One page for each principal: what the deck says of one school, and all schools in one ZIP."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pages.board import asking, building
from pages.board.deck import Chart, Deck, Fact
from pages.parts import typesetting, words
from pages.parts.exports import ExportIncomplete
from pages.parts.svg import picture
from pages.parts.typesetting import Paper
from pages.parts.view import View

_LAYOUT = Path(__file__).with_name("brief.typ")
_CHARTS = ("use", "tools")
_SENTENCES = ("use", "buy_in", "spend")
_FACTS = {"use": 3, "tools": 1, "buy_in": 2, "spend": 3}  # so that all of it fits on one page
_PLACE = (480, 330)  # of a chart, two beside each other


def write(deck: Deck, *, paper: Paper) -> bytes:
    """One page of one school's deck."""
    charts = [slide.chart for name in _CHARTS if (slide := deck.slide(name))]
    data = {
        "paper": paper,
        "title": deck.whom,
        "topic": "School brief" + (" · sample data" if deck.is_sample else ""),
        "when": deck.when,
        "origin": f"Data as of {words.day(deck.as_of)}, version {deck.version}. Definitions: About the numbers.",
        "sentences": [slide.headline for slide in deck.slides if slide.name in _SENTENCES] + _missing(deck),
        "facts": [{"label": each.label, "shown": each.shown, "base": each.base} for each in facts(deck)],
        "charts": [{"measure": each.measure, "alt": each.alt, "svg": _picture(each)} for each in charts],
        "remarks": " ".join(dict.fromkeys(remark for slide in deck.slides for remark in slide.remarks)),
    }
    return typesetting.pdf(_LAYOUT, data, what=f"The brief of {deck.whom}")


def facts(deck: Deck) -> tuple[Fact, ...]:
    """The figures of the slides, each once."""
    chosen = [fact for slide in deck.slides for fact in slide.facts[: _FACTS[slide.name]]]
    return tuple({each.label: each for each in chosen}.values())


def _missing(deck: Deck) -> list[str]:
    return [f"{each.topic}: {each.why}." for each in deck.left_out]


def _picture(chart: Chart) -> str:
    return picture.draw(chart.figure, alt=chart.alt, size=_PLACE)


def of_school(view: View, school: str) -> Deck:
    """What the brief of one school is written from: the figures that its principal sees."""
    return building.build(asking.of_school(view, school), parts=building.OF_ONE_PAGE)


def zipped(view: View, *, paper: Paper) -> bytes:
    """A brief for each school that the viewer may see; all of them, or ExportIncomplete."""
    schools = view.choices.schools
    if not schools:
        raise ExportIncomplete("No school is known yet, so there is no brief to write. Import a roster first.")
    names = file_names(schools.items())
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for school in schools:
            archive.writestr(ZipInfo(names[school]), write(of_school(view, school), paper=paper), ZIP_DEFLATED)
    return stream.getvalue()


def file_names(schools: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A name for each school's file; two schools of one name are numbered."""
    found: dict[str, str] = {}
    for school, name in schools:
        bare = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "school"
        numbered = itertools.chain([bare], (f"{bare}_{number}" for number in itertools.count(2)))
        found[school] = next(each for each in numbered if each not in found.values())
    return {school: f"brief_{name}.pdf" for school, name in found.items()}
