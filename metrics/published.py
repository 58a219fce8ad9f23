"""One table of people is published for each school and kind of people; what is shown is a sum of what stands in it.

A cell that is too small is hidden, with a rectangle of others around it: of the cells in a rectangle only the sums of
whole rows (schools) and whole columns (kinds of people) are published, and each of those is large enough. Whatever
anybody adds and subtracts, no part of a rectangle smaller than such a row or column comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

STAFF = ("teacher", "staff")


class Kind(NamedTuple):
    """Whom a column is about. None: the figure knows no roles (no grade levels), or these people have none."""

    role: str | None
    grade_level: str | None

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF


School = str | None
Cell = tuple[School, Kind]
People = Mapping[Cell, int]
Smallest = Callable[[Collection[Kind]], int]  # the fewest that a group of these kinds of people may have
Counts = tuple[int, ...]  # of one cell, or of several together, in each of the tables that are published together
# Whether a group of these kinds may not be told: of each of its parts the counts.
IsSmall = Callable[[Sequence[Counts], Collection[Kind]], bool]
_Rows = dict[School, dict[Kind, Counts]]


@dataclass(frozen=True)
class Rectangle:
    """Cells that are never shown by themselves; whether their rows and columns are published as sums."""

    schools: frozenset[School]
    kinds: frozenset[Kind]
    has_rows: bool
    has_columns: bool
    has_total: bool = True

    def holds(self, cell: Cell) -> bool:
        return cell[0] in self.schools and cell[1] in self.kinds

    def allows(self, schools: Collection[School], kinds: Collection[Kind]) -> bool:
        """Whether the people of these kinds at these schools are a sum of what is published of the rectangle."""
        if self.schools.isdisjoint(schools) or self.kinds.isdisjoint(kinds):
            return True
        has_whole_rows, has_whole_columns = self.kinds <= set(kinds), self.schools <= set(schools)
        if has_whole_rows and has_whole_columns:
            return self.has_total
        return (self.has_rows and has_whole_rows) or (self.has_columns and has_whole_columns)

    def parts_no_line(self, schools: Collection[School], kinds: Collection[Kind]) -> bool:
        """Whether they are one cell of it, whole rows or columns, or none: and not some cells of a line."""
        here, who = self.schools & set(schools), self.kinds & set(kinds)
        return len(here) * len(who) < 2 or who == self.kinds or here == self.schools


@dataclass(frozen=True)
class Published:
    """The table: how many people there are, and which of its cells are hidden."""

    people: People
    rectangles: tuple[Rectangle, ...]
    has_families: bool = False  # whether all students of the district, and all its staff, are published as two sums

    @cached_property
    def schools(self) -> frozenset[School]:
        return frozenset(school for school, _ in self.people)

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        return frozenset(kind for _, kind in self.people)

    def allows(self, schools: Collection[School], kinds: Collection[Kind]) -> bool:
        """Whether the people of these kinds at these schools are a sum of what is published."""
        if all(each.allows(schools, kinds) for each in self.rectangles):
            return True
        asked = {cell for cell in self.people if cell[0] in schools and cell[1] in kinds}
        return self.has_families and any(asked == family for family in _families(self.people))

    def parts_no_line(self, schools: Collection[School], kinds: Collection[Kind]) -> bool:
        """Whether even roughly nothing is told of some cells of a line, which would tell of the others in it."""
        return all(each.parts_no_line(schools, kinds) for each in self.rectangles)


def too_few(smallest: Smallest) -> IsSmall:
    """Small is who are too few in any of the tables. In a table without any of them nobody is told of."""
    return lambda parts, kinds: any(0 < count < smallest(kinds) for count in added(parts))


@dataclass(frozen=True)
class Rules:
    """What may not be told, and what goes with it.

    `goes_with_larger`: a cell that is too small always takes one with it that is not.
    """

    is_small: IsSmall
    goes_with_larger: bool = False

    def is_open(self, parts: Sequence[Counts], kinds: Collection[Kind]) -> bool:
        """Whether hidden cells of one line follow from its sum: in any table one stands alone, or all are too few."""
        stands_alone = any(sum(each > 0 for each in table) == 1 for table in zip(*parts, strict=True))
        return stands_alone or self.is_small(parts, kinds)


def together(tables: Sequence[People], rules: Rules) -> list[Published]:
    """Tables that add up to another, as those of tools do: all hide the same cells, so that none is left over."""
    rows: _Rows = {}
    for school, kind in sorted({cell for people in tables for cell in people}, key=lambda cell: _order(*cell)):
        counts = tuple(people.get((school, kind), 0) for people in tables)
        if any(counts):
            rows.setdefault(school, {})[kind] = counts
    joined = _joined(rows, rules)
    apart = {school: row for school, row in rows.items() if joined is None or school not in joined.schools}
    rectangles = (*([joined] if joined else []), *_rectangles(apart, rules))
    has_families = _has_families(rows, rectangles, rules)
    kept = [{cell: count for cell, count in people.items() if count} for people in tables]
    return [Published(people, rectangles, has_families) for people in kept]


def added(counts: Iterable[Counts]) -> Counts:
    return tuple(map(sum, zip(*counts, strict=True)))


def _families(cells: Collection[Cell]) -> list[set[Cell]]:
    """The cells of all students, and those of all staff."""
    return [{cell for cell in cells if cell[1].is_staff == is_staff} for is_staff in (False, True)]


def _has_families(rows: _Rows, rectangles: Collection[Rectangle], rules: Rules) -> bool:
    """Whether in the rectangles of both that publish no columns enough students, and enough staff, stand together."""
    mixed = [each for each in rectangles if not each.has_columns and len({kind.is_staff for kind in each.kinds}) == 2]
    cells = {(school, kind) for school, row in rows.items() for kind in row}
    parts = [[cell for cell in family if any(each.holds(cell) for each in mixed)] for family in _families(cells)]
    return bool(mixed) and not any(
        rules.is_open([rows[school][kind] for school, kind in part], {kind for _, kind in part}) for part in parts
    )


def _order(school: School, kind: Kind) -> tuple[str, ...]:
    return (school or "", kind.role or "", kind.grade_level or "")


def _joined(rows: _Rows, rules: Rules) -> Rectangle | None:
    """The schools that are too small themselves, and as many of the next smallest as it takes to hide them."""
    too_small = [school for school, row in rows.items() if rules.is_small([added(row.values())], row)]
    if not too_small:
        return None
    by_size = sorted(rows, key=lambda school: (school not in too_small, sum(added(rows[school].values()))))
    count = max(2, len(too_small))
    while count < len(by_size) and rules.is_small(_of(rows, by_size[:count]), _kinds(rows, by_size[:count])):
        count += 1
    return _as_one(by_size[:count], rows, rules)


def _as_one(schools: list[School], rows: _Rows, rules: Rules) -> Rectangle:
    """Whole schools that only stand for each other: in their columns, where those are large enough."""
    kinds = _kinds(rows, schools)
    columns = [(kind, [rows[school][kind] for school in schools if kind in rows[school]]) for kind in kinds]
    return Rectangle(
        frozenset(schools),
        frozenset(kinds),
        has_rows=False,
        has_columns=not any(rules.is_small(column, [kind]) for kind, column in columns),
        has_total=not rules.is_small(_of(rows, schools), kinds),
    )


def _of(rows: _Rows, schools: Iterable[School]) -> list[Counts]:
    return [added(rows[school].values()) for school in schools]


def _kinds(rows: _Rows, schools: Iterable[School]) -> set[Kind]:
    return {kind for school in schools for kind in rows[school]}


def _rectangles(rows: _Rows, rules: Rules) -> list[Rectangle]:
    """One for each set of kinds that some schools hide, so that it has no holes."""
    hiding: dict[frozenset[Kind], list[School]] = {}
    for school, row in rows.items():
        if kinds := _hidden(row, rules):
            hiding.setdefault(kinds, []).append(school)
    free = {school: row for school, row in rows.items() if not any(school in each for each in hiding.values())}
    found = []
    for kinds, schools in hiding.items():
        helpers = _helpers(schools, kinds, rows=rows, free=free, rules=rules)
        every = [*schools, *(helpers or ())]
        found.append(Rectangle(frozenset(every), kinds, has_rows=True, has_columns=helpers is not None))
        free = {school: row for school, row in free.items() if school not in every}
    return found


def _hidden(row: Mapping[Kind, Counts], rules: Rules) -> frozenset[Kind]:
    """The kinds of people that one school hides: those too small, and as many more as it takes to protect them."""
    hidden = {kind for kind, counts in row.items() if rules.is_small([counts], [kind])}
    others = [kind for kind in row if kind not in hidden]
    needs_more = rules.goes_with_larger
    while hidden and others and (needs_more or rules.is_open([row[kind] for kind in hidden], hidden)):
        next_one = min(others, key=lambda kind: (not _is_alike(kind, hidden), sum(row[kind]), *_order(None, kind)))
        hidden.add(next_one)
        others.remove(next_one)
        needs_more = False
    return frozenset(hidden)


def _is_alike(kind: Kind, hidden: Collection[Kind]) -> bool:
    """Whether it is of staff like one of them, or of students like one of them."""
    return any(kind.is_staff == each.is_staff for each in hidden)


def _helpers(
    schools: list[School], kinds: frozenset[Kind], *, rows: _Rows, free: _Rows, rules: Rules
) -> list[School] | None:
    """Further schools that it takes for every column to be large enough; None where there are not enough of them."""
    able = [school for school in free if kinds <= free[school].keys()]
    able.sort(key=lambda school: (sum(sum(free[school][kind]) for kind in kinds), school or ""))
    for count in range(len(able) + 1):
        every = [*schools, *able[:count]]
        columns = [(kind, [rows[school][kind] for school in every]) for kind in kinds]
        if len(every) > 1 and not any(rules.is_small(column, [kind]) for kind, column in columns):
            return able[:count]
    return None
