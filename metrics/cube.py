"""Of whom does a row tell, and is that a sum of what the published tables of its figure hold?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from data_layer.scope import Choice, Scope
from metrics import cube_shares
from metrics.cube_tables import DIMENSIONS, Tables, tables
from metrics.definition import PEOPLE, Metric
from metrics.policy import Policy
from metrics.profiles import Profile, profile
from metrics.published import STAFF, Kind, Published, School
from metrics.rows import Row
from metrics.shaping import keys_of

_Values = frozenset[str | None] | None  # None: all of them
ABOUT_PEOPLE = ("students", "staff", "people")


@dataclass(frozen=True)
class Cube:
    """What the rows of one question are looked up in. `tables` None: it is about everybody there is.

    `told`: which shares may be told exactly, where they may leave the district; None where all of them may.
    """

    metric: Metric
    scope: Scope
    by: tuple[str, ...]
    rules: Profile
    tables: Tables | None = field(default=None, repr=False)
    told: Tables | None = field(default=None, repr=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """The key columns whose rows are looked up here, so that no line of them has to be closed."""
        return () if self.tables is None else keys_of(DIMENSIONS)

    def smallest(self, row: Row) -> int:
        """The fewest people that a row may be about."""
        roles = self._asked("role", row, self.scope.roles)
        is_staff = roles is not None and bool(roles) and roles <= set(STAFF)
        return self.rules.smallest(is_staff=is_staff or self.metric.is_about == "staff")

    def allows(self, row: Row) -> bool:
        """Whether the row is a sum of what is published."""
        if self.tables is None:
            return True
        table = self.tables.of(row)
        return table.allows(*self.part(row, table))

    def tells_exactly(self, row: Row) -> bool:
        """Whether no share that is told as a range follows from this one and others."""
        if self.told is None:
            return True
        table = self.told.of(row)
        schools, kinds = self.part(row, table)
        return self._is_all_students(table, schools, kinds) or table.allows(schools, kinds)

    def _is_all_students(self, table: Published, schools: Collection[School], kinds: Collection[Kind]) -> bool:
        """All students of the district are told of exactly in figures about students, but for single days."""
        is_all = schools == table.schools and kinds == {kind for kind in table.kinds if not kind.is_staff}
        return is_all and self.metric.is_about == "students" and "day" not in self.by

    def tells_roughly(self, row: Row) -> bool:
        """Whether it may be told as a range: of some of those who protect each other, what is left would follow."""
        if self.told is None:
            return True
        table = self.told.of(row)
        return table.parts_no_line(*self.part(row, table))

    def is_shared(self, row: Row) -> bool:
        """Whether few of its people belong to several of the schools chosen: sums of schools would tell of them."""
        if self.tables is None or not self.tables.is_exact or self.scope.allowed_schools is None or "school" in self.by:
            return False
        table = self.tables.of(row)
        schools, kinds = self.part(row, table)
        if len(schools) < 2 or schools == table.schools:
            return False
        each = sum(count for (school, kind), count in table.people.items() if school in schools and kind in kinds)
        return 0 < each - row[PEOPLE] < self.smallest(row)

    def part(self, row: Row, table: Published) -> tuple[frozenset[School], set[Kind]]:
        """The schools and the kinds of people of the table that a row is about."""
        schools = self._asked("school_id", row, self.scope.allowed_schools)
        grades = self._asked("grade_level", row, self.scope.grade_levels)
        roles = self._asked("role", row, self.scope.roles)
        kinds = {kind for kind in table.kinds if self._is_about(kind, roles=roles, grades=grades)}
        return table.schools if schools is None else table.schools & schools, kinds

    def _is_about(self, kind: Kind, *, roles: _Values, grades: _Values) -> bool:
        """Whether people are asked for. What a figure does not know, it takes no notice of."""
        is_role = roles is None or kind.role is None or kind.role in roles
        return is_role and (grades is None or "grade_level" not in self.metric.groups or kind.grade_level in grades)

    def _asked(self, column: str, row: Row, chosen: Choice) -> _Values:
        """The values of one dimension that a row is about; None for all of them."""
        if column in keys_of(self.by):
            return frozenset({row[column]})
        is_of_students = column == "role" and chosen is None and self.metric.is_about == "students"
        return frozenset({"student"}) if is_of_students else chosen


def cube(connection: Connection, metric: Metric, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> Cube:
    """What a question is looked up in. Everybody there is needs no table: nothing is left to subtract it from."""
    choices = (scope.allowed_schools, scope.grade_levels, scope.roles)
    is_cut = metric.is_about == "students" or any(each is not None for each in choices)
    is_cut = is_cut or any(group in DIMENSIONS for group in by)
    if not is_cut or metric.is_about not in ABOUT_PEOPLE or "school" not in metric.groups:
        return Cube(metric, scope, by, profile(policy))
    found = Cube(metric, scope, by, profile(policy), tables(connection, metric, scope, by=by, policy=policy))
    if not scope.entitlement.is_shareable or not is_coded(metric) or metric.is_shared_whole:
        return found
    return replace(found, told=cube_shares.told(connection, metric, scope, by=by, policy=policy))


def is_coded(metric: Metric) -> bool:
    """Whether its shares are told as ranges. Seats are money and not people: told as they are."""
    return metric.is_about in ABOUT_PEOPLE and metric.unit in ("rate", "count") and "tool" not in metric.adds_over
