"""Who approves a purchase of this size? The policy has two bands; what lies outside of both, nobody has assigned."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from metrics.policy import Policy


class Approver(StrEnum):
    """Whose signature a purchase needs."""

    SPECIALIST = "educational technology specialist"
    OFFICE = "educational technology office"
    UNASSIGNED = "unassigned: ask"


_BANDS = (
    (Approver.SPECIALIST, "approval.specialist_from", "approval.specialist_to"),
    (Approver.OFFICE, "approval.office_from", "approval.office_to"),
)


def approver(amount_usd: Decimal, policy: Policy) -> Approver:
    """By dollars a year, compared to the cent; both ends of a band belong to it."""
    for who, first, last in _BANDS:
        if Decimal(str(policy[first])) <= amount_usd <= Decimal(str(policy[last])):
            return who
    return Approver.UNASSIGNED
