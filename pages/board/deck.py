"""A deck as data: slides in their order, each with a sentence, one chart, three figures, and how they were counted.

The screen, PowerPoint and PDF are written from this alone, so that none of them can say another number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import plotly.graph_objects as go

from metrics.definition import Result

_ICON = re.compile(r":material/\w+:\s*")
Cell = str | int | float | date | None


@dataclass(frozen=True)
class Fact:
    """One figure of a slide: as it is shown, what it is out of, and how it was counted. `value` None: see `shown`."""

    label: str
    shown: str
    base: str = ""
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    window: str = ""
    definition: str = ""


@dataclass(frozen=True)
class Table:
    """Rows as a person reads them. `shares`: how dark each cell is, 0 to 1, for a table that is a heatmap."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[tuple[float | None, ...], ...] = ()


@dataclass(frozen=True)
class Chart:
    """A figure of pages.parts.charts with its subtitle and its alternative text; or a table alone.

    `result` is what it was drawn from, where it was one figure. `tabulate` gives what PowerPoint has in place of a
    chart that it lacks. Both are made when somebody looks: a list of slides needs neither.
    """

    measure: str
    alt: str
    draw: Callable[[], go.Figure] | None = None
    result: Result | None = None
    tabulate: Callable[[], Table] | None = None
    remark: str = ""  # what it had no room for

    @cached_property
    def figure(self) -> go.Figure | None:
        return self.draw() if self.draw else None

    @cached_property
    def table(self) -> Table | None:
        return self.tabulate() if self.tabulate else None


@dataclass(frozen=True)
class Slide:
    """`name` is what an address and a saved deck know it by; `note` is what the presenter wrote."""

    name: str
    topic: str
    headline: str
    chart: Chart
    facts: tuple[Fact, ...]
    population: str
    window: str
    definition: str
    remarks: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A slide that is not there, and why: nothing is dropped in silence."""

    topic: str
    why: str


@dataclass(frozen=True)
class Deck:
    """`whom` and `when` are the filters in words."""

    whom: str
    when: str
    as_of: date
    version: str
    imports: str
    slides: tuple[Slide, ...]
    left_out: tuple[LeftOut, ...] = ()
    is_sample: bool = False
    name: str = ""
    title: str = field(default="Technology in our schools")

    def slide(self, name: str) -> Slide | None:
        return next((slide for slide in self.slides if slide.name == name), None)

    def arranged(self, order: Sequence[str], *, hidden: Sequence[str], notes: Mapping[str, str]) -> Deck:
        """The slides in a presenter's order, without those put aside; slides that the order does not know come last."""
        known = [slide for name in order if (slide := self.slide(name))]
        every = [*known, *(slide for slide in self.slides if slide not in known)]
        shown = [replace(slide, note=notes.get(slide.name, "")) for slide in every if slide.name not in hidden]
        return replace(self, slides=tuple(shown))


def plain(text: str) -> str:
    """A sentence of a page without its marks of emphasis and icons: a word beside each icon says the same."""
    bare = _ICON.sub("", text).replace("**", "").strip()
    return f"{bare[:1].upper()}{bare[1:]}"
