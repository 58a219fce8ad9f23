"""What share of the seats the district pays for nobody has used for a while."""

from __future__ import annotations

from fractions import Fraction

from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics import seat_counts, seat_use
from metrics.definition import Metric, Status
from metrics.policy import Policy
from metrics.rows import Answer
from metrics.seat_row import SeatRow
from metrics.statistics import exactly

_SEATS = {
    "numerator": "dormant",
    "denominator": "base",
    "new_count": "new",
    "unassigned_count": "unassigned",
    "overage_count": "overage",
}


def dormancy_rate(connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> Answer:
    """One row per group; the alarm is on whole seats, strictly over the share of the policy."""
    counts = seat_counts.seat_counts(connection, scope, by=by, policy=policy)
    share = exactly(policy["dormancy.alarm_share"])
    told = (
        (row, {"status": _status(row, share), **{name: row[seats] for name, seats in _SEATS.items()}})
        for row in counts.split()
    )
    return counts.answer(told, "status", *_SEATS)


def _seats(row: SeatRow) -> dict[str, int | None]:
    return {name: row[seats] for name, seats in _SEATS.items()}


def _status(row: SeatRow, share: Fraction) -> str:
    if not row.is_measured or not row["base"]:
        return Status.NOT_MEASURED.value
    return Status.NOT_MET.value if row["dormant"] > share * row["base"] else Status.MET.value


METRICS = (
    Metric(
        name="dormancy_rate",
        label="License dormancy",
        question="How much of what we pay for lies unused?",
        numerator="Seats not in use",
        denominator="Seats bought (inside the district: seats assigned)",
        unit="rate",
        better="lower",
        groups=seat_counts.GROUPS,
        reference="Published shares range from 27% (LearnPlatform, 2019: never activated) over 67% (Glimpse K12, 2019: "
        "unused) to 70% (BrightBytes, 2018: never used), by the definition of each.",
        compute=dormancy_rate,
        adds_over=("tool",),
        policy=seat_use.POLICY,
        caveats=(
            *seat_counts.CAVEATS,
            "A seat is in use when its holder's last use is recent enough. School days count and breaks do not.",
            "A new seat that nobody has used yet is not in use. The bands show it by itself.",
        ),
        window="up to the last known day of the period",
        target="dormancy.alarm_share",
        is_about="people",
    ),
)
