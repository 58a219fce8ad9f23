"""Can anybody who asks all that may be asked work out a hidden group? Each figure's people, against all it shows.

Every filter by one school, grade level and role, and by all but one, and every split, goes through the same hiding as
on the pages; what stays are sums that anybody can add and subtract. Whoever does, knows a hidden cell within bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, combinations, product

from sqlalchemy import Connection

from data_layer.scope import Choice, Entitlement, Scope
from metrics import cube_tables, disclosure
from metrics.bounds import Audited, Table, audited
from metrics.cube import cube
from metrics.definition import PEOPLE, Metric, Status
from metrics.periods import TIME_GROUPS
from metrics.policy import Policy
from metrics.profiles import profile
from metrics.published import Kind, School
from metrics.rows import Row
from metrics.shaping import keys_of

Cell = tuple[School, Kind]
_SPLITS = tuple(chain.from_iterable(combinations(cube_tables.DIMENSIONS, count) for count in range(4)))
_LONG = ("week", "day", "weeks_since")  # as the month, the cohort: many times the same


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


def groupings(metric: Metric) -> list[tuple[str, ...]]:
    """The splits that are audited each by itself: none but what the figure always has, and each further group."""
    further = [group for group in metric.groups if group not in (*cube_tables.DIMENSIONS, *metric.always_by, *_LONG)]
    return [metric.always_by, *((*metric.always_by, group) for group in further if _fits(metric, group))]


def _fits(metric: Metric, group: str) -> bool:
    """At most one group of time at once."""
    return group not in TIME_GROUPS or not any(each in TIME_GROUPS for each in metric.always_by)


def audits(
    connection: Connection, metrics: Iterable[Metric], scope: Scope, *, policy: Policy
) -> Iterator[tuple[Asked, list[Audited]]]:
    """Every figure about people in every grouping, as far as the scope's viewer can see it."""
    width = profile(policy).narrowest_width
    for metric in metrics:
        if metric.is_about not in ("students", "staff", "people") or "school" not in metric.groups:
            continue
        for others in groupings(metric):
            asked = _asked(connection, metric, scope, others=others, policy=policy)
            tables = [*_tables(asked, _shown(connection, asked, policy)), *_unions(connection, asked, policy)]
            yield asked, [audited(table, width=width) for table in tables]


def _asked(connection: Connection, metric: Metric, scope: Scope, *, others: tuple[str, ...], policy: Policy) -> Asked:
    everybody = replace(scope, entitlement=Entitlement())
    subject = "subject" in others
    rows = cube_tables.counted(connection, metric, everybody, others=others, policy=policy, has_subject=subject)
    keys = tuple(key for key in keys_of(others) if rows and key in rows[0])
    cells: dict[tuple, dict[Cell, int]] = {}
    for row in rows:
        cell = row.get("school_id"), Kind(row.get("role"), row.get("grade_level"))
        if row[PEOPLE] and _may_see(scope, cell):
            cells.setdefault(tuple(row[key] for key in keys), {})[cell] = row[PEOPLE]
    return Asked(metric, scope, others, keys, cells)


def _may_see(scope: Scope, cell: Cell) -> bool:
    return scope.entitlement.schools is None or cell[0] in scope.entitlement.schools


def _tables(asked: Asked, shown: Mapping[tuple, set[frozenset[Cell]]]) -> list[Table]:
    """What is known of each value of the groups by itself."""
    return [Table(_named(asked, key), counts, shown[key]) for key, counts in asked.cells.items()]


def _unions(connection: Connection, asked: Asked, policy: Policy) -> Iterator[Table]:
    """What is known where the figures of a group, such as tools, add up to figures without it: all of them at once."""
    for group in set(asked.others) & set(asked.metric.adds_over) if asked.cells else ():
        without = tuple(other for other in asked.others if other != group)
        whole = _asked(connection, asked.metric, asked.scope, others=without, policy=policy)
        place = asked.keys.index(keys_of((group,))[0])
        each, added = _shown(connection, asked, policy), _shown(connection, whole, policy)
        for key, sums in added.items():
            mine = [one for one in asked.cells if one[:place] + one[place + 1 :] == key]
            counts = {(one, cell): count for one in mine for cell, count in asked.cells[one].items()}
            known = {frozenset((one, cell) for cell in part) for one in mine for part in each[one]}
            known |= {frozenset(each for each in counts if each[1] in part) for part in sums}
            yield Table(f"{_named(whole, key)}, added up over {group}", counts, known - {frozenset()})


def _shown(connection: Connection, asked: Asked, policy: Policy) -> dict[tuple, set[frozenset[Cell]]]:
    """The sums that stay after hiding, whatever is asked, for each value of the groups."""
    shown: dict[tuple, set[frozenset[Cell]]] = {key: set() for key in asked.cells}
    for scope, split in questions(asked):
        by = (*split, *asked.others)
        looked_up = cube(connection, asked.metric, scope, by=by, policy=policy)
        found = _rows(asked, scope, split)
        rows = disclosure.hide([row for row, _, _ in found], metric=asked.metric, groups=keys_of(by), cube=looked_up)
        for row, (_, key, cells) in zip(rows, found, strict=True):
            if row["status"] != Status.HIDDEN:
                shown[key].add(cells)
    return shown


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


def _rows(asked: Asked, scope: Scope, split: Sequence[str]) -> list[tuple[Row, tuple, frozenset[Cell]]]:
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


def _named(asked: Asked, key: tuple) -> str:
    split = ", ".join(str(value) for value in key)
    return f"{asked.metric.name} by {', '.join(asked.others)}: {split}" if asked.others else asked.metric.name
