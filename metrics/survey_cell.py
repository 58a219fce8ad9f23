"""The answers of one quarter and group of staff: what was asked, what was answered, and on which scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Row

from metrics.survey_answers import FAVORABLE_SCORES, Quarter


@dataclass
class Tally:
    """The complete answers on one scale."""

    response_count: int = 0
    favorable_count: int = 0
    straight_lined_count: int = 0
    nameless_count: int = 0


@dataclass
class Cell:
    """One quarter and group. The scales are never mixed: the one of most answers counts."""

    group: Mapping[str, str | None]
    quarter: Quarter
    eligible_count: int = 0
    begun_count: int = 0
    scales: dict[int, Tally] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """Take in one row of survey_answers.counts: staff who were asked, or answers that name nobody."""
        if row.kind == "asked":
            self.eligible_count += row.people_count
            self.begun_count += row.has_begun_count
        if row.scale_points is not None:
            tally = self.scales.setdefault(row.scale_points, Tally())
            tally.response_count += row.people_count
            tally.favorable_count += row.favorable_count
            tally.straight_lined_count += row.straight_lined_count
            tally.nameless_count += row.people_count if row.kind == "nameless" else 0

    @property
    def scale_points(self) -> int | None:
        known = [points for points in self.scales if points in FAVORABLE_SCORES]
        return max(known, key=lambda points: (self.scales[points].response_count, points), default=None)

    @property
    def answers(self) -> Tally:
        return Tally() if self.scale_points is None else self.scales[self.scale_points]

    @property
    def complete_count(self) -> int:
        """Complete answers on any scale."""
        return sum(tally.response_count for tally in self.scales.values())

    @property
    def partial_count(self) -> int:
        """Staff who began to answer and left too many items out."""
        return self.begun_count - sum(tally.response_count - tally.nameless_count for tally in self.scales.values())

    @property
    def people_count(self) -> int | None:
        """Whom the figures are about; None where no survey was held, or nobody was there to be asked."""
        is_asked = self.quarter.answer_count and self.eligible_count
        return self.answers.response_count if is_asked else None
