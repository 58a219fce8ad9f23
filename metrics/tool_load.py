"""How many tools were new to each teacher in a semester: the counts behind tool fatigue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, Table, select

from data_layer.scope import Scope
from data_layer.tables import entitlements, memberships
from metrics.go_lives import go_lives
from metrics.periods import Period, all_periods
from metrics.rows import Row

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Load:
    """One semester (and school): how many new tools each of its teachers met."""

    group: Row
    tool_counts: tuple[int, ...]

    def within(self, first: float, end: float = float("inf")) -> int:
        """Teachers with at least `first` and fewer than `end` new tools."""
        return sum(first <= count < end for count in self.tool_counts)


@dataclass(frozen=True)
class _Stretch:
    """A semester with the break before it, as far as it is known."""

    semester: Period
    new_from: date
    last_on: date


def loads(connection: Connection, scope: Scope, *, by: tuple[str, ...]) -> list[Load]:
    """In each semester that had begun, everybody who taught on a day of it, split by school where that is asked.

    None in a semester in which no contract and no seat says who may use what: nothing is known of it.
    """
    return [load for stretch in _stretches(connection, scope) for load in _loads(connection, scope, stretch, by=by)]


def _stretches(connection: Connection, scope: Scope) -> Iterator[_Stretch]:
    semesters = all_periods(connection, "semester")
    for before, semester in zip((None, *semesters), semesters, strict=False):
        if semester.ends_on > scope.period_start and semester.starts_on < scope.known_end:
            new_from = before.ends_on if before else semester.starts_on
            yield _Stretch(semester, new_from, min(semester.ends_on, scope.known_end) - _ONE_DAY)


def _loads(connection: Connection, scope: Scope, stretch: _Stretch, *, by: tuple[str, ...]) -> list[Load]:
    school_ids = _pairs(connection, memberships, "school_id", stretch)
    tool_ids = _pairs(connection, entitlements, "tool_id", stretch)
    if not tool_ids:
        return []
    live = go_lives(connection)
    asked = scope.allowed_schools
    groups: dict[str | None, list[int]] = defaultdict(list)
    for person_id, schools in school_ids.items():
        days = (live.of(tool_id, schools) for tool_id in tool_ids.get(person_id, ()))
        new_count = sum(day is not None and stretch.new_from <= day <= stretch.last_on for day in days)
        shown = schools if asked is None else schools & asked
        for school_id in shown if "school" in by else [None] if shown else []:
            groups[school_id].append(new_count)
    named = {"semester": stretch.semester.period_id}
    return [
        Load(named | ({"school_id": school_id} if "school" in by else {}), tuple(counts))
        for school_id, counts in groups.items()
    ]


def _pairs(connection: Connection, table: Table, column: str, stretch: _Stretch) -> dict[int, set]:
    """Per person, the schools they taught at (the tools they might use) on some day of the semester."""
    rows = select(table.c.person_id, table.c[column]).distinct()
    rows = rows.where(table.c.starts_on <= stretch.last_on, table.c.ends_on > stretch.semester.starts_on)
    if "role" in table.c:
        rows = rows.where(table.c.role == "teacher")
    found: dict[int, set] = defaultdict(set)
    for person_id, value in connection.execute(rows):
        found[person_id].add(value)
    return found
