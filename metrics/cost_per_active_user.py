"""What a tool costs in a year for each person who really uses it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics import seat_counts, seat_use
from metrics.cents import to_cents, to_usd
from metrics.definition import Metric
from metrics.policy import Policy
from metrics.seat_counts import SeatCounts


def cost_per_active_user(connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> pd.DataFrame:
    """One row per group; where nobody is active the cost per head is not measured, and a sentence says so."""
    counts = seat_counts.seat_counts(connection, scope, by=by, policy=policy, needs_seats=False)
    priced = replace(counts, frame=_priced(counts))
    rows = priced.split(by)
    rows["numerator"] = rows["cost_cent_count"].map(to_usd, na_action="ignore").astype(float)
    unused = priced.frame[priced.frame["is_measured"]].groupby("tool")["active_count"].sum()
    idle = [f"Nobody uses it at present: {tool}." for tool in unused.index[unused == 0]]
    frame = rows[[*seat_counts.keys_of(by), "numerator", "people_count"]].assign(denominator=rows["active_count"])
    frame.attrs["notes"] = (*counts.notes, *counts.unpriced(), *idle)
    return frame


def _priced(counts: SeatCounts) -> pd.DataFrame:
    """Each row with the annual cost of its seats. Inside the district a seat costs its share of the contract."""
    cents = []
    for row in counts.frame.itertuples():
        license = counts.licenses[row.tool_id]
        if license.annual_cost_usd is None or (counts.is_cut and not license.seat_count):
            cents.append(None)
        elif counts.is_cut:
            cents.append(to_cents(license.annual_cost_usd * row.base_count / license.seat_count))
        else:
            cents.append(to_cents(license.annual_cost_usd))
    frame = counts.frame.assign(cost_cent_count=pd.array(cents, dtype="Int64"))
    return frame.assign(is_measured=frame["is_measured"] & frame["cost_cent_count"].notna())


METRICS = (
    Metric(
        name="cost_per_active_user",
        label="Cost per active user",
        question="What does a tool cost for each person who really uses it?",
        numerator="Annual cost in dollars",
        denominator="Seats in use",
        unit="usd",
        better="lower",
        groups=seat_counts.GROUPS,
        reference="Annual cost of the contracts in force over the seats in use.",
        compute=cost_per_active_user,
        policy=seat_use.POLICY,
        caveats=(
            *seat_counts.CAVEATS,
            "Over several tools a person counts once for each tool in use. Inside the district the cost is that of the "
            "seats assigned there.",
        ),
        window="up to the last known day of the period",
        is_about="people",
    ),
)
