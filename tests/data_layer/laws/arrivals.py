"""Every example brought once, and then again in each of the ways in which exports come again."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from data_layer.checking import Finding
from data_layer.rollups.landed import ROSTER_TABLES
from data_layer.store import Home
from tests.data_layer.figures import figures
from tests.data_layer.laws.examples import Example
from tests.data_layer.laws.landing import says_nothing_else
from tests.data_layer.laws.rewriting import Export
from tests.data_layer.laws.together import bring, rewritten

WAYS = ("the very same file", "a renamed copy in another order", "only half of it")


@dataclass
class Arrivals:
    """What became of each example when it came for the first time, and in each of the ways in which it came again."""

    first: dict[Example, Finding] = field(default_factory=dict)
    again: dict[str, dict[Example, Finding]] = field(default_factory=lambda: {way: {} for way in WAYS})
    moved: list[tuple[str, int]] = field(default_factory=list)  # ways and homes in which a figure changed
    homes: list[Home] = field(default_factory=list)

    def add(self, folder: Path, examples: list[Example]) -> None:
        """Bring these examples into a home of their own, and bring them again."""
        home = Home(folder / "home")
        self.homes.append(home)
        self.first |= bring(home, {example: example.path for example in examples})
        before = figures(home)
        for way, files in _ways(folder, examples).items():
            self.again[way] |= bring(home, files)
            self.moved += [(way, len(self.homes))] if figures(home) != before else []


def _ways(folder: Path, examples: list[Example]) -> dict[str, dict[Example, Path]]:
    halves = rewritten(folder / "half", examples, _half)
    files = (
        {example: example.path for example in examples},
        rewritten(folder / "copies", examples, _reversed, prefix="Copy of "),
        {example: path for example, path in halves.items() if _may_come_in_part(path, example)},
    )
    return dict(zip(WAYS, files, strict=True))


def _may_come_in_part(part: Path, example: Example) -> bool:
    """Half of a roster says that the other half has left; half of a survey may show less of its scale."""
    filled = {layout.table for layout in (example.layout, *example.layout.also)}
    return filled.isdisjoint(ROSTER_TABLES) and says_nothing_else(part, example)


def _reversed(export: Export) -> Export:
    return export.with_rows(export.rows[::-1])


def _half(export: Export) -> Export:
    return export.with_rows(export.rows[len(export.rows) // 2 :])
