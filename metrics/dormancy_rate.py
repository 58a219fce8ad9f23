"""What share of the seats the district pays for nobody has used for a while."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics import seat_counts, seat_use
from metrics.definition import Metric, Status
from metrics.policy import Policy
from metrics.statistics import exactly


def dormancy_rate(connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> pd.DataFrame:
    """One row per group; the alarm is on whole seats, strictly over the share of the policy."""
    rows = seat_counts.seat_counts(connection, scope, by=by, policy=policy).split(by)
    dormant, base = rows["dormant_count"], rows["base_count"]
    share = exactly(policy["dormancy.alarm_share"])
    is_alarm = dormant * share.denominator > base * share.numerator
    rows["status"] = is_alarm.map({True: Status.NOT_MET.value, False: Status.MET.value}).astype(object)
    rows["status"] = rows["status"].where(rows["is_measured"] & (base > 0), Status.NOT_MEASURED.value)
    kept = [*seat_counts.keys_of(by), "status", "new_count", "unassigned_count", "overage_count", "people_count"]
    return rows[kept].assign(numerator=dormant, denominator=base)


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
