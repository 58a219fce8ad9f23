"""How closely can a hidden count be worked out from the sums that are shown? Solved as linear programs, by HiGHS."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog

Cell = Hashable
_UNBOUNDED = 3  # how the solver says that nothing keeps a cell from growing
_STEP = 1e-6  # what the solver's arithmetic may be off by


@dataclass(frozen=True)
class Table:
    """Counts, hidden ones included, and which sums of them anybody can read. A cell shown is a sum of one.

    `at_most`: pairs of cells of which anybody knows that the first add up to no more than the second.
    `widths`: cells that may be known more closely than others, since what is told of them by itself says so.
    """

    name: str
    counts: Mapping[Cell, int]
    shown: Collection[frozenset[Cell]]
    at_most: Collection[tuple[frozenset[Cell], frozenset[Cell]]] = ()
    widths: Mapping[Cell, float] = field(default_factory=dict)

    @property
    def hidden(self) -> list[Cell]:
        return [cell for cell in self.counts if frozenset({cell}) not in self.shown]


@dataclass(frozen=True)
class Pinned:
    """A hidden cell and the bounds within which it must lie."""

    cell: Cell
    low: float
    high: float

    @property
    def width(self) -> float:
        return self.high - self.low


@dataclass(frozen=True)
class Audited:
    """One table: how closely each hidden cell can be told, and which of them too closely."""

    table: Table
    cells: tuple[Pinned, ...]
    findings: tuple[Pinned, ...]

    @property
    def narrowest(self) -> float | None:
        return min((each.width for each in self.cells), default=None)


class Bounds:
    """Audits tables, each of a kind once. Cells whose bounds lie less than `width` apart are too closely known."""

    def __init__(self, width: float) -> None:
        self._width = width
        self._known: dict[Hashable, tuple[Pinned, ...]] = {}

    def audited(self, table: Table) -> Audited:
        alike = frozenset(table.counts.items()), frozenset(table.shown), frozenset(table.at_most)
        if alike not in self._known:
            self._known[alike] = tuple(bounds(table))
        cells = self._known[alike]
        narrow = {cell: min(self._width, width - _STEP) for cell, width in table.widths.items()}
        return Audited(table, cells, tuple(each for each in cells if each.width < narrow.get(each.cell, self._width)))


def audited(table: Table, *, width: float) -> Audited:
    """One table by itself."""
    return Bounds(width).audited(table)


def bounds(table: Table) -> list[Pinned]:
    """For each hidden cell the least and the most that it can be; counts are never negative."""
    hidden = table.hidden
    if not hidden:
        return []
    known = {**_equations(table, hidden), **_inequalities(table, hidden)}
    return [
        Pinned(cell, *(_extreme(known, len(hidden), place=place, sign=sign) for sign in (1, -1)))
        for place, cell in enumerate(hidden)
    ]


def _equations(table: Table, hidden: Sequence[Cell]) -> dict[str, np.ndarray]:
    """What every sum shown says of the cells that are hidden: the others in it are known, and taken off."""
    places = {cell: place for place, cell in enumerate(hidden)}
    parts = {frozenset(cells & places.keys()) for cells in table.shown} - {frozenset()}
    matrix = np.zeros((len(parts), len(hidden)))
    for line, cells in enumerate(parts):
        matrix[line, [places[cell] for cell in cells]] = 1
    sums = matrix @ np.array([table.counts[cell] for cell in hidden], dtype=float)
    return {"A_eq": matrix, "b_eq": sums} if len(matrix) else {}


def _inequalities(table: Table, hidden: Sequence[Cell]) -> dict[str, np.ndarray]:
    """What is known to be no more than something else, as far as cells that are hidden are in it."""
    places = {cell: place for place, cell in enumerate(hidden)}
    told = [pair for pair in table.at_most if any(cell in places for cells in pair for cell in cells)]
    matrix, most = np.zeros((len(told), len(hidden))), np.zeros(len(told))
    for line, pair in enumerate(told):
        for cells, sign in zip(pair, (1, -1), strict=True):
            for cell in cells:
                if cell in places:
                    matrix[line, places[cell]] += sign
                else:
                    most[line] -= sign * table.counts[cell]
    return {"A_ub": matrix, "b_ub": most} if told else {}


def _extreme(known: Mapping[str, np.ndarray], cell_count: int, *, place: int, sign: int) -> float:
    """The least (sign 1) or the most (sign -1) that one cell can be."""
    goal = np.zeros(cell_count)
    goal[place] = sign
    found = linprog(goal, **known, bounds=(0, None), method="highs")
    if found.status == _UNBOUNDED:
        return float("inf")
    if not found.success:
        raise ArithmeticError(f"The bounds of a hidden cell could not be computed: {found.message}")
    return round(sign * found.fun / _STEP) * _STEP
