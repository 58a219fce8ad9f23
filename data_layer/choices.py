"""What there is to choose from: the schools, grade levels, subjects, roles and tools the store knows, and its facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Column, Connection, func, select

from data_layer import tables
from data_layer.scope import Entitlement

_GRADES = ("PK", "KG", *(f"{number:02d}" for number in range(1, 13)))
_ROLES = ("student", "teacher", "staff")


@dataclass(frozen=True)
class Fact:
    """One thing that is so of the whole store. `note` says it in words."""

    value: str | None
    note: str


@dataclass(frozen=True)
class Choices:
    """What the filters offer to this viewer. `schools` maps ids to names, in the order of the names."""

    schools: Mapping[str, str]
    grade_levels: tuple[str, ...]
    subjects: tuple[str, ...]
    roles: tuple[str, ...]
    tools: tuple[str, ...]
    facts: Mapping[str, Fact]
    imports: Mapping[str, int]  # how many imports of each source stand
    as_of: date | None  # the last day with data; None while nothing dated was imported
    landings: frozenset[str] = frozenset()  # the landing tables that some import which stands has brought rows of

    @property
    def time_zone(self) -> str:
        """The district's, in IANA's name."""
        known = self.facts.get("time_zone")
        return (known and known.value) or "UTC"


def read(connection: Connection, *, entitlement: Entitlement) -> Choices:
    """The choices of one store version, without the schools that the viewer may not see."""
    facts = {row.name: Fact(row.value, row.note or "") for row in connection.execute(select(tables.facts))}
    return Choices(
        schools=_schools(connection, entitlement),
        grade_levels=_ranked(_distinct(connection, tables.memberships.c.grade_level), _GRADES),
        subjects=tuple(sorted(_distinct(connection, tables.subject_memberships.c.subject))),
        roles=_ranked(_distinct(connection, tables.memberships.c.role), _ROLES),
        tools=tuple(sorted(_distinct(connection, tables.tools.c.name), key=str.casefold)),
        facts=facts,
        imports=_imports(connection),
        as_of=_last_day(connection, facts),
        landings=_landings(connection),
    )


def _schools(connection: Connection, entitlement: Entitlement) -> dict[str, str]:
    rows = connection.execute(select(tables.schools).order_by(tables.schools.c.name, tables.schools.c.school_id))
    allowed = entitlement.schools
    return {row.school_id: row.name for row in rows if allowed is None or row.school_id in allowed}


def _imports(connection: Connection) -> dict[str, int]:
    label = tables.imports.c.label
    counted = select(label, func.count()).where(tables.imports.c.undone_at.is_(None)).group_by(label).order_by(label)
    return dict(tuple(row) for row in connection.execute(counted))


def _landings(connection: Connection) -> frozenset[str]:
    standing = select(tables.imports.c.import_id).where(tables.imports.c.undone_at.is_(None))
    brought = tables.parts.c.import_id.in_(standing) & (tables.parts.c.row_count > 0)
    return frozenset(connection.execute(select(tables.parts.c.landing).distinct().where(brought)).scalars())


def _distinct(connection: Connection, column: Column) -> set[str]:
    return set(connection.execute(select(column).distinct().where(column.is_not(None))).scalars())


def _ranked(found: set[str], order: tuple[str, ...]) -> tuple[str, ...]:
    """Values in the order they have of their own; what is in no order comes last."""
    return (*(value for value in order if value in found), *sorted(found.difference(order)))


def _last_day(connection: Connection, facts: Mapping[str, Fact]) -> date | None:
    known = facts.get("last_day")
    if known and known.value:
        return date.fromisoformat(known.value)
    days = [
        connection.execute(select(func.max(column))).scalar()
        for column in (tables.usage_days.c.day, tables.survey_responses.c.submitted_on)
    ]
    return max((day for day in days if day), default=None)
