"""For how long the seats that the district pays for have not been used."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics import seat_counts, seat_use
from metrics.definition import Metric
from metrics.policy import Policy


def band_names(policy: Policy) -> dict[str, str]:
    """The count behind each band, and the band as the policy's edges name it."""
    active, first, second, _ = (policy[name] for name in seat_use.POLICY)
    return {
        "active_count": "active",
        "dormant_first_count": f"{active + 1}-{first} days",
        "dormant_second_count": f"{first + 1}-{second} days",
        "dormant_third_count": f"over {second} days",
        "never_used_count": "never used",
        "new_count": "new",
        "unassigned_count": "unassigned",
    }


def dormancy_bands(connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> pd.DataFrame:
    """One row per band and group; the bands of a group add up to its seats."""
    counts = seat_counts.seat_counts(connection, scope, by=by, policy=policy)
    rows = counts.split(by)
    names = {count: band for count, band in band_names(policy).items() if not (counts.is_cut and band == "unassigned")}
    kept = rows[[*seat_counts.keys_of(by), "people_count"]]
    kept = kept.assign(denominator=rows[["base_count", "assigned_count"]].max(axis=1))
    bands = [kept.assign(band=band, numerator=rows[count].where(rows["is_measured"])) for count, band in names.items()]
    frame = pd.concat(bands, ignore_index=True)
    frame["band"] = pd.Categorical(frame["band"], categories=list(names.values()), ordered=True)
    frame.attrs["notes"] = counts.notes
    return frame


METRICS = (
    Metric(
        name="dormancy_bands",
        label="Days since last use",
        question="How long have our seats been lying unused?",
        numerator="Seats in the band",
        denominator="Seats bought, or assigned where more are (inside the district: seats assigned)",
        unit="rate",
        better="neither",
        groups=("band", *seat_counts.GROUPS),
        reference="Industry practice (30/60/90), counted in instructional days so that no summer makes a seat dormant.",
        compute=dormancy_bands,
        policy=seat_use.POLICY,
        caveats=(
            *seat_counts.CAVEATS,
            "A seat that was never used is new for as long as its grace lasts.",
        ),
        window="up to the last known day of the period",
        is_about="people",
        always_by=("band",),
    ),
)
