"""What a viewer asks about, cut to what the viewer may see, on the way to the query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, FromClause, Select, false

Choice = frozenset[str] | None  # None: all of them. An empty set: none, and so no rows.

_COLUMNS = {"schools": "school_id", "grade_levels": "grade_level", "subjects": "subject", "roles": "role"}


@dataclass(frozen=True)
class Entitlement:
    """What a viewer may see at all. `schools` None: the whole district.

    `is_shareable`: what is shown may leave the district, so that shares near 0% and 100% are told as ranges.
    """

    schools: Choice = None
    is_shareable: bool = False

    def conditions(self, table: FromClause) -> list[ColumnElement[bool]]:
        """For a table asked without a scope. A row of no school belongs to the district, and to no school's viewer."""
        return [] if self.schools is None else [table.c.school_id.in_(sorted(self.schools))]


@dataclass(frozen=True)
class Scope:
    """Schools, grade levels, subjects, roles, tools and a period [period_start, period_end), as of one day.

    `as_of` is the last day that is taken as known; it comes from outside, never from the clock.
    A choice of None means "all"; an empty choice means "none".
    """

    period_start: date
    period_end: date
    as_of: date
    schools: Choice = None
    grade_levels: Choice = None
    subjects: Choice = None
    roles: Choice = None
    tools: Choice = None  # names
    entitlement: Entitlement = field(default_factory=Entitlement)

    def __post_init__(self) -> None:
        if self.period_end <= self.period_start:
            raise ValueError(f"the period ends ({self.period_end}) before it starts ({self.period_start})")
        for name in (*_COLUMNS, "tools"):
            value = getattr(self, name)
            if value is not None and not isinstance(value, frozenset):
                object.__setattr__(self, name, frozenset(value))

    @property
    def known_end(self) -> date:
        """The end of the part of the period that has happened: days from here on are not known yet."""
        return max(self.period_start, min(self.period_end, self.as_of + timedelta(days=1)))

    @property
    def allowed_schools(self) -> Choice:
        """The schools asked for that the viewer may see; None when that is all of the district."""
        if self.entitlement.schools is None:
            return self.schools
        return self.entitlement.schools if self.schools is None else self.schools & self.entitlement.schools

    def with_period(self, start: date, end: date) -> Scope:
        return replace(self, period_start=start, period_end=end)

    def restrict(self, select: Select, table: FromClause, *, without: Iterable[str] = ()) -> Select:
        """Add the filters for which this table has a column; `without` names choices to leave out."""
        conditions = self.conditions(table, without=without)
        return select.where(*conditions) if conditions else select

    def conditions(self, table: FromClause, *, without: Iterable[str] = ()) -> list[ColumnElement[bool]]:
        """The same filters as a list. The entitlement to schools can never be left out."""
        left_out = set(without)
        found = []
        for name, column in _COLUMNS.items():
            chosen = self.allowed_schools if name == "schools" else getattr(self, name)
            if name == "schools" and name in left_out:
                chosen = self.entitlement.schools
            elif name in left_out:
                continue
            if chosen is not None and column in table.c:
                found.append(table.c[column].in_(sorted(chosen)) if chosen else false())
        return found
