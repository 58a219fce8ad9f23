"""What does a tool cost a year for each student that it is bought for? Compared unrounded, in Decimal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, Row, func, select

from data_layer.records.entries import HiddenFee
from data_layer.tables import contracts, memberships, tools
from metrics.licenses import holds
from metrics.policy import Policy
from metrics.renewals import Line

SUPPLEMENTAL = "supplemental"


@dataclass(frozen=True)
class StudentCost:
    """A tool's cost and the students its contracts cover. `why`: why there is no cost per student.

    `smallest`: of fewer students nothing is told, since the cost and its share say how many there are.
    """

    tier: str | None
    annual_cost_usd: Decimal | None
    student_count: int
    why: str | None = None
    smallest: int = 0

    @property
    def is_small(self) -> bool:
        return self.why is None and self.student_count < self.smallest

    @property
    def is_supplemental(self) -> bool:
        return self.tier == SUPPLEMENTAL

    @property
    def per_student_usd(self) -> Decimal | None:
        """Not rounded."""
        return None if self.why else self.annual_cost_usd / self.student_count

    def is_under(self, policy: Policy) -> bool | None:
        """Strictly below the target; exactly on it is not. None where nothing can be said."""
        target = Decimal(str(policy["checklist.cost_per_student"]))
        return None if self.why else self.annual_cost_usd < target * self.student_count


def student_cost(connection: Connection, tool: str, *, as_of: date, fees: Sequence[HiddenFee | Line]) -> StudentCost:
    """All contracts in force and the fees beside them, for the students rostered at the schools they cover."""
    lines = _in_force(connection, tool, as_of)
    tier = connection.execute(select(tools.c.tier).where(tools.c.name == tool)).scalar()
    if not lines:
        return StudentCost(tier, None, 0, "no contract is in force")
    if any(line.annual_cost_usd is None for line in lines):
        return StudentCost(tier, None, 0, "a contract in force says no cost")
    extra = [fee.annual_cost_usd for fee in fees if fee.tool == tool and holds(fee, as_of)]
    cost = sum((Decimal(line.annual_cost_usd) for line in lines), sum(extra, Decimal()))
    student_count = _students(connection, {line.school_id for line in lines}, as_of)
    return StudentCost(tier, cost, student_count, None if student_count else "the contract covers no rostered student")


def _in_force(connection: Connection, tool: str, as_of: date) -> list[Row]:
    columns = (contracts.c.annual_cost_usd, contracts.c.school_id, contracts.c.starts_on, contracts.c.ends_on)
    rows = select(*columns).join_from(contracts, tools, tools.c.tool_id == contracts.c.tool_id)
    return [line for line in connection.execute(rows.where(tools.c.name == tool)) if holds(line, as_of)]


def _students(connection: Connection, school_ids: set[str | None], as_of: date) -> int:
    """Students rostered on that day, each once; a contract without a school covers the district."""
    people = func.count(memberships.c.person_id.distinct())
    rows = select(people).where(
        memberships.c.role == "student", memberships.c.starts_on <= as_of, memberships.c.ends_on > as_of
    )
    if None not in school_ids:
        rows = rows.where(memberships.c.school_id.in_(sorted(school_ids)))
    return connection.execute(rows).scalar_one()
