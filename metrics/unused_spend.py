"""How many dollars a year go into seats that are not in use, to the cent."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics import seat_counts, seat_use
from metrics.cents import share_out, to_cents, to_usd
from metrics.definition import PEOPLE, Metric
from metrics.licenses import License
from metrics.policy import Policy
from metrics.seat_counts import SeatCounts


def unused_spend(connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> pd.DataFrame:
    """One row per group, in dollars; the groups of a split add up to the whole, cent by cent.

    Bought seats that nobody holds stand in a row without school, role or grade level.
    """
    counts = seat_counts.seat_counts(connection, scope, by=by, policy=policy)
    if counts.is_cut and not counts.is_filtered:
        counts = _with_spare(counts, whole=seat_counts.seat_counts(connection, scope, by=("tool",), policy=policy))
    rows = replace(counts, frame=_priced(counts), notes=(*counts.notes, *counts.unpriced())).split(by)
    rows["value"] = rows["unused_cent_count"].map(to_usd, na_action="ignore").astype(float)
    frame = rows[[*seat_counts.keys_of(by), "value", "people_count"]]
    return frame.assign(numerator=rows["dormant_count"], denominator=rows["base_count"])


def _with_spare(counts: SeatCounts, *, whole: SeatCounts) -> SeatCounts:
    """The counts and, in the row without a group, the unused seats that nobody holds or that no list assigns."""
    held = counts.frame[counts.frame["is_measured"]]
    of_groups = held.groupby("tool_id")["dormant_count"].sum()
    spare = whole.frame.loc[whole.frame["is_measured"], ["tool_id", "tool", "dormant_count"]]
    of_groups = spare["tool_id"].map(of_groups).fillna(0).astype("int64")
    spare = spare.assign(dormant_count=(spare["dormant_count"] - of_groups).clip(lower=0))
    spare = spare.assign(base_count=spare["dormant_count"])[spare["dormant_count"] > 0]
    frame = pd.concat([held, spare.assign(is_measured=True, is_listed=True)], ignore_index=True)
    counted = [column for column in frame.columns if column.endswith("_count")]
    keys = [column for column in frame.columns if column not in counted]
    rows = frame.groupby(keys, dropna=False, sort=False)[counted].sum(min_count=1).reset_index()
    whole_counts = {column: rows[column].fillna(0).astype("int64") for column in counted if column != PEOPLE}
    return replace(counts, frame=rows.assign(**whole_counts), notes=whole.notes)


def _priced(counts: SeatCounts) -> pd.DataFrame:
    """Each row with its share of its tool's unused cents."""
    parts = [_tool(rows, counts.licenses[tool_id]) for tool_id, rows in counts.frame.groupby("tool_id", sort=False)]
    return pd.concat(parts, ignore_index=True) if parts else counts.frame.assign(unused_cent_count=0)


def _tool(rows: pd.DataFrame, license: License) -> pd.DataFrame:
    """More seats taken than bought cost nothing more: what is unused is never more than what was bought."""
    if license.annual_cost_usd is None or not license.seat_count:
        return rows.assign(unused_cent_count=0, is_measured=False)
    bought_unused = max(0, license.seat_count - int(rows["active_count"].sum()))
    unused = min(int(rows["dormant_count"].sum()), bought_unused)
    cents = to_cents(license.annual_cost_usd * unused / license.seat_count)
    return rows.assign(unused_cent_count=share_out(cents, [int(count) for count in rows["dormant_count"]]))


METRICS = (
    Metric(
        name="unused_spend",
        label="Unused spend",
        question="What do we pay each year for seats that are not in use?",
        numerator="Seats not in use",
        denominator="Seats bought (inside the district: seats assigned)",
        unit="usd",
        better="lower",
        groups=seat_counts.GROUPS,
        reference="Annual cost times the share of seats not in use; contracts by the seat only. Parts by largest "
        "remainder, so that they add up.",
        compute=unused_spend,
        policy=seat_use.POLICY,
        caveats=(
            *seat_counts.CAVEATS,
            "It is what the seats cost, and not what could be saved: a contract may not allow fewer.",
        ),
        window="up to the last known day of the period",
        is_about="people",
    ),
)
