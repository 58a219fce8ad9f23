"""Which record of a table is its header: reports often write their title, or the dates they cover, above it."""

from __future__ import annotations

from collections.abc import Sequence

_MOST_TITLES = 15  # records above a header; what stands further down is data


def header_place(records: Sequence[Sequence[str]]) -> int:
    """The place of the first record that is no title: one that fills more cells than a title or a date does."""
    filled = {place: count for place, cells in enumerate(records) if (count := _filled_count(cells))}
    first, *others = filled or {0: 0}
    by_fill = sorted((filled[place] for place in others), reverse=True)
    full = by_fill[len(by_fill) // 4] if by_fill else 0  # what the fuller rows hold: many leave cells blank
    most = 2 if full >= 4 else int(full >= 2)
    return next((place for place in [first, *others][: _MOST_TITLES + 1] if filled.get(place, 0) > most), first)


def _filled_count(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)
