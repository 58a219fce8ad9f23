"""For how long the seats that the district pays for have not been used."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics import seat_counts, seat_use
from metrics.definition import Metric
from metrics.policy import Policy
from metrics.rows import Answer
from metrics.seat_row import SeatRow


def band_names(policy: Policy) -> dict[str, str]:
    """Each band of seats and how the edges of the policy name it."""
    active, first, second, _ = (policy[name] for name in seat_use.POLICY)
    return {
        "active": "active",
        "dormant_first": f"{active + 1}-{first} days",
        "dormant_second": f"{first + 1}-{second} days",
        "dormant_third": f"over {second} days",
        "never_used": "never used",
        "new": "new",
        "unassigned": "unassigned",
    }


def dormancy_bands(connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> Answer:
    """One row per band and group; the bands of a group add up to its seats."""
    counts = seat_counts.seat_counts(connection, scope, by=by, policy=policy)
    names = {band: name for band, name in band_names(policy).items() if not (counts.is_cut and band == "unassigned")}
    told = (
        (row, {"band": name, "numerator": row[band] if row.is_measured else None, "denominator": _seats(row)})
        for row in counts.split()
        for band, name in names.items()
    )
    answer = counts.answer(told, "band", "numerator", "denominator")
    return replace(answer, orders={"band": tuple(names.values())})


def _seats(row: SeatRow) -> int | None:
    """Where more are assigned than were bought, they are the whole."""
    return None if row["base"] is None else row["base"] + (row["overage"] or 0)


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
        adds_over=("tool",),
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
