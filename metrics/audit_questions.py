"""All that anybody may ask of one figure: each filter by itself, its opposite, two at once, and every split."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, combinations, product

from data_layer.scope import Choice, Scope
from metrics.cube_tables import DIMENSIONS
from metrics.definition import PEOPLE, Metric
from metrics.published import Kind, School
from metrics.rows import Row
from metrics.shaping import keys_of

Cell = tuple[School, Kind]
Shown = Mapping[tuple, set[frozenset[Cell]]]  # for each value of the groups, the sums of cells that anybody can read
_SPLITS = tuple(chain.from_iterable(combinations(DIMENSIONS, count) for count in range(4)))


@dataclass(frozen=True)
class Asked:
    """One figure split by groups that do not share people out: its cells of people, for each value of those groups."""

    metric: Metric
    scope: Scope
    others: tuple[str, ...]
    keys: tuple[str, ...]
    cells: Mapping[tuple, Mapping[Cell, int]]

    @cached_property
    def places(self) -> frozenset[Cell]:
        """Every cell that any of them has."""
        return frozenset(cell for counts in self.cells.values() for cell in counts)

    def named(self, key: tuple) -> str:
        """One value of the groups, in words."""
        split = ", ".join(str(value) for value in key)
        return f"{self.metric.name} by {', '.join(self.others)}: {split}" if self.others else self.metric.name


def questions(asked: Asked) -> Iterator[tuple[Scope, tuple[str, ...]]]:
    """Each filter without a split, and each split without a filter."""
    schools = {school for school, _ in asked.places} - {None}
    grades = {kind.grade_level for _, kind in asked.places} - {None}
    roles = {kind.role for _, kind in asked.places} - {None}
    pairs = product(_few_or_most(schools), _few_or_most(grades), _few_or_most(roles))
    for chosen in pairs:
        if any(each is None for each in chosen):
            yield replace(asked.scope, schools=chosen[0], grade_levels=chosen[1], roles=chosen[2]), ()
    for split in _SPLITS:
        if set(split) <= set(asked.metric.groups):
            yield asked.scope, split


def _few_or_most(values: set[str]) -> list[Choice]:
    """All, each alone, and all but each."""
    alone = [frozenset({value}) for value in sorted(values)]
    return [None, *dict.fromkeys([*alone, *(frozenset(values) - each for each in alone if len(values) > 1)])]


_TOLD: Mapping[str, Callable[[Cell], str | None]] = {
    "school": lambda cell: cell[0],
    "grade_level": lambda cell: cell[1].grade_level,
    "role": lambda cell: cell[1].role,
}


def rows_of(asked: Asked, scope: Scope, split: Sequence[str]) -> list[tuple[Row, tuple, frozenset[Cell]]]:
    """The rows of a question, each with its key and the cells that it counts."""
    groups: dict[tuple, set[Cell]] = {}
    for cell in asked.places:
        if _is_chosen(asked.metric, scope, split, cell):
            groups.setdefault(tuple(_TOLD[group](cell) for group in split), set()).add(cell)
    found = []
    for (key, counts), (values, chosen) in product(asked.cells.items(), groups.items()):
        if cells := frozenset(chosen & counts.keys()):
            names = dict(zip(keys_of(tuple(split)), values, strict=True)) | dict(zip(asked.keys, key, strict=True))
            count = sum(counts[cell] for cell in cells)
            row = dict.fromkeys(keys_of(asked.others)) | names | {PEOPLE: count, "value": 0.5, "status": "measured"}
            found.append((row, key, cells))
    return found


def _is_chosen(metric: Metric, scope: Scope, split: Sequence[str], cell: Cell) -> bool:
    """Whether a cell is in the filters, as the figures read them."""
    school, kind = cell
    roles = scope.roles
    if roles is None and metric.is_about == "students" and "role" not in split:
        roles = {"student"}
    is_of_school = scope.schools is None or school in scope.schools
    is_of_role = roles is None or kind.role is None or kind.role in roles
    knows_grades = "grade_level" in metric.groups and scope.grade_levels is not None
    return is_of_school and is_of_role and (not knows_grades or kind.grade_level in scope.grade_levels)
