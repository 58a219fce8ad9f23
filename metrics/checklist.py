"""Is a tool ready to be bought? Six points, each passed, failed, expired or unknown; ready only when all six stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from data_layer.records.entries import ChecklistEntry, HiddenFee, Study
from data_layer.records.keeping import entries
from data_layer.records.kinds import Answer, Criterion
from metrics import essa
from metrics.essa import Tier
from metrics.policy import Policy
from metrics.profiles import profile
from metrics.student_cost import StudentCost, student_cost

COMPUTED = (Criterion.COST, Criterion.EVIDENCE)  # by rule; the other four are what a reviewer found


class Standing(StrEnum):
    """Where one point stands on a day."""

    PASSED = "passed"
    FAILED = "failed"
    EXPIRED = "expired"
    NOT_APPLICABLE = "not applicable"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Point:
    """One of the six. `entry` is the reviewer's, where there is one."""

    criterion: Criterion
    standing: Standing
    note: str = ""
    entry: ChecklistEntry | None = None

    @property
    def stands(self) -> bool:
        return self.standing in (Standing.PASSED, Standing.NOT_APPLICABLE)


@dataclass(frozen=True)
class Checklist:
    """The six points of one tool."""

    tool: str
    points: tuple[Point, ...]
    tier: Tier
    cost: StudentCost

    @property
    def is_ready(self) -> bool:
        return all(point.stands for point in self.points)

    @property
    def standing_count(self) -> int:
        return sum(point.stands for point in self.points)


def checklists(
    connection: Connection, session: Session, names: Sequence[str], *, as_of: date, policy: Policy
) -> list[Checklist]:
    """One for each of these tools, as they stand on a day."""
    reviewed = {(entry.tool, entry.criterion): entry for entry in entries(session, ChecklistEntry)}
    studies, fees = entries(session, Study), entries(session, HiddenFee)
    found, smallest = [], profile(policy).smallest_group
    for tool in names:
        cost = replace(student_cost(connection, tool, as_of=as_of, fees=fees), smallest=smallest)
        tier = essa.best([study for study in studies if study.tool == tool], policy)
        mine = [entry for (name, _), entry in reviewed.items() if name == tool]
        found.append(Checklist(tool, points(mine, cost=cost, tier=tier, as_of=as_of, policy=policy), tier, cost))
    return found


def points(
    found: Iterable[ChecklistEntry], *, cost: StudentCost, tier: Tier, as_of: date, policy: Policy
) -> tuple[Point, ...]:
    """The six in their order."""
    by_criterion = {entry.criterion: entry for entry in found}
    computed = {Criterion.COST: _cost(cost, policy), Criterion.EVIDENCE: _evidence(tier)}
    return tuple(
        computed.get(criterion) or _reviewed(criterion, by_criterion.get(criterion), as_of=as_of)
        for criterion in Criterion
    )


def _reviewed(criterion: Criterion, entry: ChecklistEntry | None, *, as_of: date) -> Point:
    """What a reviewer found, until it expires. Nothing but the cost can be set aside as not applicable."""
    if entry is None:
        return Point(criterion, Standing.UNKNOWN, "nobody has looked at it yet")
    if entry.answer is Answer.PASSED and entry.expires_on is not None and as_of >= entry.expires_on:
        return Point(criterion, Standing.EXPIRED, "what was found has expired; look again", entry)
    standing = {Answer.PASSED: Standing.PASSED, Answer.FAILED: Standing.FAILED}.get(entry.answer, Standing.UNKNOWN)
    return Point(criterion, standing, entry.note or "", entry)


def _cost(cost: StudentCost, policy: Policy) -> Point:
    if cost.tier is not None and not cost.is_supplemental:
        return Point(Criterion.COST, Standing.NOT_APPLICABLE, "the target is for supplemental tools")
    is_under = cost.is_under(policy)
    if is_under is None:
        return Point(Criterion.COST, Standing.UNKNOWN, cost.why)
    free = "free: read what it does with data" if cost.annual_cost_usd == 0 else ""
    return Point(Criterion.COST, Standing.PASSED if is_under else Standing.FAILED, free)


def _evidence(tier: Tier) -> Point:
    """Tier 4 or better passes. Without a study nothing is known; a study that reaches no tier fails."""
    missing = f"the first requirement of a better tier that fails: {tier.first_failed}" if tier.first_failed else ""
    if tier.number is not None:
        return Point(Criterion.EVIDENCE, Standing.PASSED, missing)
    if tier.study is None:
        return Point(Criterion.EVIDENCE, Standing.UNKNOWN, tier.first_failed or "")
    return Point(Criterion.EVIDENCE, Standing.FAILED, f"the first requirement that fails: {tier.first_failed}")
