"""One table of people is published for each school and kind of people; what is shown is a sum of what stands in it.

A cell that is too small is hidden, with a rectangle of others around it: of the cells in a rectangle only the sums of
whole rows (schools) and whole columns (kinds of people) are published, and each of those is large enough. Whatever
anybody adds and subtracts, no part of a rectangle smaller than such a row or column comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
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
People = Mapping[tuple[School, Kind], int]
Smallest = Callable[[Collection[Kind]], int]  # the fewest that a group of these kinds of people may have
_Rows = dict[School, dict[Kind, int]]


@dataclass(frozen=True)
class Rectangle:
    """Cells that are never shown by themselves; whether their rows and columns are published as sums."""

    schools: frozenset[School]
    kinds: frozenset[Kind]
    has_rows: bool
    has_columns: bool
    has_total: bool = True

    def holds(self, cell: tuple[School, Kind]) -> bool:
        return cell[0] in self.schools and cell[1] in self.kinds

    def allows(self, schools: Collection[School], kinds: Collection[Kind]) -> bool:
        """Whether the people of these kinds at these schools are a sum of what is published of the rectangle."""
        if self.schools.isdisjoint(schools) or self.kinds.isdisjoint(kinds):
            return True
        has_whole_rows, has_whole_columns = self.kinds <= set(kinds), self.schools <= set(schools)
        if has_whole_rows and has_whole_columns:
            return self.has_total
        return (self.has_rows and has_whole_rows) or (self.has_columns and has_whole_columns)


@dataclass(frozen=True)
class Published:
    """The table: how many people there are, and which of its cells are hidden."""

    people: People
    rectangles: tuple[Rectangle, ...]
    has_families: bool = False  # whether all students of the district, and all its staff, are published as two sums

    def allows(self, schools: Collection[School], kinds: Collection[Kind]) -> bool:
        """Whether the people of these kinds at these schools are a sum of what is published."""
        if all(each.allows(schools, kinds) for each in self.rectangles):
            return True
        asked = {cell for cell in self.people if cell[0] in schools and cell[1] in kinds}
        return self.has_families and any(asked == family for family in _families(self.people))


def published(people: People, *, smallest: Smallest, goes_with_larger: bool = False) -> Published:
    """`goes_with_larger`: a cell that is too small always takes one with it that is not. Nobody needs no hiding."""
    people = {cell: count for cell, count in people.items() if count}
    rows: _Rows = {}
    for (school, kind), count in sorted(people.items(), key=lambda cell: _order(*cell[0])):
        rows.setdefault(school, {})[kind] = count
    joined = _joined(rows, smallest)
    apart = {school: row for school, row in rows.items() if joined is None or school not in joined.schools}
    rectangles = (*([joined] if joined else []), *_rectangles(apart, smallest, goes_with_larger))
    return Published(people, rectangles, _has_families(people, rectangles, smallest))


def _families(people: Collection[tuple[School, Kind]]) -> list[set[tuple[School, Kind]]]:
    """The cells of all students, and those of all staff."""
    return [{cell for cell in people if cell[1].is_staff == is_staff} for is_staff in (False, True)]


def _has_families(people: People, rectangles: Collection[Rectangle], smallest: Smallest) -> bool:
    """Whether in the rectangles of both that publish no columns enough students, and enough staff, stand together."""
    mixed = [each for each in rectangles if not each.has_columns and len({kind.is_staff for kind in each.kinds}) == 2]
    parts = [[cell for cell in family if any(each.holds(cell) for each in mixed)] for family in _families(people)]
    return bool(mixed) and all(
        sum(people[cell] for cell in part) >= smallest({kind for _, kind in part}) for part in parts
    )


def _order(school: School, kind: Kind) -> tuple[str, ...]:
    return (school or "", kind.role or "", kind.grade_level or "")


def _joined(rows: _Rows, smallest: Smallest) -> Rectangle | None:
    """The schools that are too small themselves, and as many of the next smallest as it takes to hide them."""
    too_small = [school for school, row in rows.items() if sum(row.values()) < smallest(row)]
    if not too_small:
        return None
    by_size = sorted(rows, key=lambda school: (school not in too_small, sum(rows[school].values())))
    count = max(2, len(too_small))
    while count < len(by_size) and _total(rows, by_size[:count]) < smallest(_kinds(rows, by_size[:count])):
        count += 1
    return _as_one(by_size[:count], rows, smallest)


def _as_one(schools: list[School], rows: _Rows, smallest: Smallest) -> Rectangle:
    """Whole schools that only stand for each other: in their columns, where those are large enough."""
    kinds = _kinds(rows, schools)
    columns = {kind: sum(rows[school].get(kind, 0) for school in schools) for kind in kinds}
    return Rectangle(
        frozenset(schools),
        frozenset(kinds),
        has_rows=False,
        has_columns=all(count >= smallest([kind]) for kind, count in columns.items()),
        has_total=sum(columns.values()) >= smallest(kinds),
    )


def _total(rows: _Rows, schools: Iterable[School]) -> int:
    return sum(sum(rows[school].values()) for school in schools)


def _kinds(rows: _Rows, schools: Iterable[School]) -> set[Kind]:
    return {kind for school in schools for kind in rows[school]}


def _rectangles(rows: _Rows, smallest: Smallest, goes_with_larger: bool) -> list[Rectangle]:
    """One for each set of kinds that some schools hide, so that it has no holes."""
    hiding: dict[frozenset[Kind], list[School]] = {}
    for school, row in rows.items():
        if kinds := _hidden(row, smallest, goes_with_larger):
            hiding.setdefault(kinds, []).append(school)
    free = {school: row for school, row in rows.items() if not any(school in each for each in hiding.values())}
    found = []
    for kinds, schools in hiding.items():
        helpers = _helpers(schools, kinds, rows=rows, free=free, smallest=smallest)
        every = [*schools, *(helpers or ())]
        found.append(Rectangle(frozenset(every), kinds, has_rows=True, has_columns=helpers is not None))
        free = {school: row for school, row in free.items() if school not in every}
    return found


def _hidden(row: Mapping[Kind, int], smallest: Smallest, goes_with_larger: bool) -> frozenset[Kind]:
    """The kinds of people that one school hides: those too small, and as many more as it takes to protect them."""
    hidden = {kind for kind, count in row.items() if count < smallest([kind])}
    others = [kind for kind in row if kind not in hidden]
    needs_more = goes_with_larger
    while hidden and others and (needs_more or len(hidden) < 2 or sum(row[k] for k in hidden) < smallest(hidden)):
        next_one = min(others, key=lambda kind: (not _is_alike(kind, hidden), row[kind], _order(None, kind)))
        hidden.add(next_one)
        others.remove(next_one)
        needs_more = False
    return frozenset(hidden)


def _is_alike(kind: Kind, hidden: Collection[Kind]) -> bool:
    """Whether it is of staff like one of them, or of students like one of them."""
    return any(kind.is_staff == each.is_staff for each in hidden)


def _helpers(
    schools: list[School], kinds: frozenset[Kind], *, rows: _Rows, free: _Rows, smallest: Smallest
) -> list[School] | None:
    """Further schools that it takes for every column to be large enough; None where there are not enough of them."""
    able = sorted(
        (school for school in free if kinds <= free[school].keys()),
        key=lambda school: (sum(free[school][kind] for kind in kinds), school or ""),
    )
    for count in range(len(able) + 1):
        every = [*schools, *able[:count]]
        columns = {kind: sum(rows[school][kind] for school in every) for kind in kinds}
        if len(every) > 1 and all(total >= smallest([kind]) for kind, total in columns.items()):
            return able[:count]
    return None
