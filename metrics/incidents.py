"""Which incidents cost instructional time, and how much of it: each opens a review on the day it is logged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from data_layer.records.entries import Incident
from metrics.policy import Policy
from metrics.statistics import exactly


@dataclass(frozen=True)
class Review:
    """All reports of one incident. `lost_minutes` is None while a class could not say how many."""

    tool: str
    occurred_on: date
    what: str
    reports: tuple[Incident, ...]

    @property
    def class_count(self) -> int:
        return len(self.reports)

    @property
    def lost_minutes(self) -> int | None:
        known = [report.lost_minutes for report in self.reports]
        return None if None in known else sum(known)

    @property
    def is_needed(self) -> bool:
        """Lost minutes, or minutes that nobody counted, ask for a review; none lost is only kept."""
        return self.lost_minutes is None or self.lost_minutes > 0

    @property
    def is_open(self) -> bool:
        return self.is_needed and any(report.reviewed_on is None for report in self.reports)

    def severity(self, policy: Policy) -> Fraction | None:
        """The minutes lost, out of those scheduled that day for the classes that reported it."""
        scheduled = exactly(policy["sunset.instructional_minutes"]) * self.class_count
        return None if self.lost_minutes is None else Fraction(self.lost_minutes) / scheduled


def reviews(incidents: Iterable[Incident]) -> list[Review]:
    """The reports of one tool and day in the same words are one incident; the newest first."""
    found: dict[tuple[str, date, str], list[Incident]] = {}
    for report in incidents:
        found.setdefault((report.tool, report.occurred_on, report.what.strip().casefold()), []).append(report)
    all_of_them = [
        Review(tool, day, reports[0].what.strip(), tuple(reports)) for (tool, day, _), reports in found.items()
    ]
    return sorted(all_of_them, key=lambda review: review.occurred_on, reverse=True)
