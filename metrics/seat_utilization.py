"""What share of the seats the district pays for is in use."""

from __future__ import annotations

from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics import seat_counts, seat_use
from metrics.definition import Metric
from metrics.policy import Policy
from metrics.rows import Answer
from metrics.seat_row import SeatRow


def seat_utilization(connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> Answer:
    """One row per group. More seats in use than bought is all of them in use, and an overage."""
    counts = seat_counts.seat_counts(connection, scope, by=by, policy=policy)
    told = ((row, _words(row)) for row in counts.split())
    return counts.answer(told, "numerator", "denominator", "active_count", "assigned_count", "overage_count")


def _words(row: SeatRow) -> dict[str, int | None]:
    return {
        "numerator": None if row["dormant"] is None else row["base"] - row["dormant"],
        "denominator": row["base"],
        "active_count": row["active"],
        "assigned_count": row["assigned"],
        "overage_count": row["overage"],
    }


METRICS = (
    Metric(
        name="seat_utilization",
        label="Seats in use",
        question="How much of what we pay for is in use?",
        numerator="Seats in use",
        denominator="Seats bought (inside the district: seats assigned)",
        unit="rate",
        better="higher",
        groups=seat_counts.GROUPS,
        reference="The complement of license dormancy.",
        compute=seat_utilization,
        adds_over=("tool",),
        policy=seat_use.POLICY,
        caveats=seat_counts.CAVEATS,
        window="up to the last known day of the period",
        is_about="people",
    ),
)
