"""Which further rows have to be hidden, so that nobody finds a hidden one as the total less the rows that stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.profiles import Profile
from metrics.rows import Row


@dataclass(frozen=True)
class Closing:
    """The people of each row, the fewest that it may be about, and the rules by which others go with it."""

    people: Sequence[float | None]
    smallest: Sequence[int]
    rules: Profile

    def is_safe(self, out: Sequence[int]) -> bool:
        """Whether these rows protect each other: several, and together no group that is too small."""
        if len(out) < 2 or sum(self.people[place] for place in out) < max(self.smallest[place] for place in out):
            return False
        has_larger = any(self.people[place] >= self.smallest[place] for place in out)
        return has_larger or not self.rules.hides_next_smallest


def with_complements(
    rows: Sequence[Row], *, hidden: set[int], dimensions: Sequence[str], groups: tuple[str, ...], closing: Closing
) -> set[int]:
    """Hide the next smallest row of every line in which a hidden one could be found by subtraction, until none can."""
    lines = [line for dimension in dimensions for line in _lines(rows, groups, dimension)]
    while True:
        before = len(hidden)
        for line in lines:
            hidden = _close(line, hidden=hidden, closing=closing)
        if len(hidden) == before:
            return hidden


def _lines(rows: Sequence[Row], groups: tuple[str, ...], dimension: str) -> list[list[int]]:
    """The places of the rows that differ in this dimension alone."""
    others = [group for group in groups if group != dimension]
    lines: dict[tuple, list[int]] = {}
    for place, row in enumerate(rows):
        lines.setdefault(tuple(row[group] for group in others), []).append(place)
    return list(lines.values())


def _close(line: Sequence[int], *, hidden: set[int], closing: Closing) -> set[int]:
    """The places hidden, with as many more of the line as it takes; nobody is known to be in a row without people."""
    hidden = set(hidden)
    while True:
        out = [place for place in line if place in hidden]
        shown = [place for place in line if place not in hidden and closing.people[place] is not None]
        if not out or not shown or closing.is_safe(out):
            return hidden
        hidden.add(min(shown, key=lambda place: closing.people[place]))
