"""Is more handed in online than on paper? The same kind of work of one subject, over terms of about one length."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from data_layer.records.entries import PaperBaseline
from data_layer.scope import Scope
from metrics.definition import Result, Status
from metrics.policy import Policy
from metrics.profiles import profile
from metrics.statistics import Interval, exactly, newcombe

POLICY = ("submissions.baseline_length", "submissions.likeness_of_pieces", "statistics.confidence")
CAVEATS = (
    "One after the other is no experiment: classes, teachers and years differ in much else.",
    "Pieces of one student are alike, so that the interval is wider than their number alone would make it.",
)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Compared:
    """A baseline and what was handed in online. `interval`: of the difference of the shares, online less paper."""

    baseline: PaperBaseline
    why_not: str | None = None
    online: tuple[int, int] | None = None
    interval: Interval | None = None

    @property
    def paper_rate(self) -> float:
        return self.baseline.collected_count / self.baseline.expected_count

    @property
    def difference(self) -> float | None:
        return None if self.online is None else self.online[0] / self.online[1] - self.paper_rate


def scope_beside(scope: Scope, baseline: PaperBaseline) -> Scope | None:
    """The question about the work that the baseline is compared with; None where the viewer may not ask it."""
    hers = scope.entitlement.schools
    if hers is not None and baseline.school not in hers:
        return None
    return Scope(
        scope.period_start,
        scope.period_end,
        scope.as_of,
        schools=_only(baseline.school),
        grade_levels=_only(baseline.grade_level),
        subjects=_only(baseline.subject),
        entitlement=scope.entitlement,
    )


def compared(baseline: PaperBaseline, result: Result, *, policy: Policy) -> Compared:
    """`result`: work handed in by type of assignment, over `scope_beside`, small groups hidden."""
    if baseline.student_count < profile(policy).smallest_group:
        return Compared(baseline, "too few students to show")
    if not _is_as_long(baseline, result.scope, policy):
        return Compared(baseline, "the period chosen is much shorter or longer than that term")
    row = _row(result, baseline)
    if row is None or row["status"] == Status.NOT_MEASURED:
        return Compared(baseline, "no such work is known for the period chosen")
    if row["status"] == Status.HIDDEN:
        return Compared(baseline, "too few students to show")
    if pd.isna(row["numerator"]):
        return Compared(baseline, "what was handed in online is told as a range here")
    online = int(row["numerator"]), int(row["denominator"])
    return Compared(baseline, online=online, interval=_interval(baseline, row, policy))


def _is_as_long(baseline: PaperBaseline, scope: Scope, policy: Policy) -> bool:
    """As it is planned: a term that is still running has the length that it will have."""
    term = (baseline.ends_on - baseline.starts_on + _ONE_DAY).days
    period = (scope.period_end - scope.period_start).days
    return min(term, period) >= exactly(policy["submissions.baseline_length"]) * max(term, period)


def _row(result: Result, baseline: PaperBaseline) -> Mapping | None:
    rows = result.frame.to_dict("records")
    return next((row for row in rows if row["assignment_type"] == baseline.assignment_type), None)


def _interval(baseline: PaperBaseline, row: Mapping, policy: Policy) -> Interval:
    """Newcombe's, each side as though it had fewer pieces, since those of one student are alike."""
    likeness = policy["submissions.likeness_of_pieces"]
    paper = baseline.collected_count, baseline.expected_count, baseline.student_count
    online = row["numerator"], row["denominator"], row["people_count"]
    sides = [_effective(*side, likeness=likeness) for side in (online, paper)]
    return newcombe(*sides[0], *sides[1], confidence=policy["statistics.confidence"])


def _effective(count: float, total: float, student_count: float, *, likeness: float) -> tuple[float, float]:
    """Both divided by the design effect of as many pieces a student."""
    pieces = 1 if pd.isna(student_count) or not student_count else max(total / student_count, 1)
    effect = 1 + (pieces - 1) * likeness
    return count / effect, total / effect


def _only(value: str | None) -> frozenset[str] | None:
    return None if value is None else frozenset({value})
