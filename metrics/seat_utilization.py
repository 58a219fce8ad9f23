"""What share of the seats the district pays for is in use."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics import seat_counts, seat_use
from metrics.definition import Metric
from metrics.policy import Policy


def seat_utilization(connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> pd.DataFrame:
    """One row per group. More seats in use than bought is all of them in use, and an overage."""
    rows = seat_counts.seat_counts(connection, scope, by=by, policy=policy).split(by)
    kept = [*seat_counts.keys_of(by), "active_count", "assigned_count", "overage_count", "people_count"]
    return rows[kept].assign(numerator=rows["base_count"] - rows["dormant_count"], denominator=rows["base_count"])


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
        policy=seat_use.POLICY,
        caveats=seat_counts.CAVEATS,
        window="up to the last known day of the period",
        is_about="people",
    ),
)
