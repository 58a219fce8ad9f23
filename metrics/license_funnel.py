"""How many of the seats bought are assigned, were ever used, and are in use."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics import seat_counts, seat_use
from metrics.definition import Metric
from metrics.policy import Policy
from metrics.rows import Answer

STAGES = {"purchased": "purchased", "assigned": "assigned", "ever used": "ever_used", "active": "active"}


def license_funnel(connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> Answer:
    """One row per stage and group. Inside the district the funnel begins with the seats assigned."""
    counts = seat_counts.seat_counts(connection, scope, by=by, policy=policy)
    stages = [stage for stage in STAGES if not (counts.is_cut and stage == "purchased")]
    told = (
        (row, {"stage": stage, "numerator": row[STAGES[stage]], "denominator": row["base"]})
        for row in counts.split()
        for stage in stages
    )
    answer = counts.answer(told, "stage", "numerator", "denominator")
    return replace(answer, orders={"stage": stages})


METRICS = (
    Metric(
        name="license_funnel",
        label="From purchase to use",
        question="Where do the seats that we pay for get lost?",
        numerator="Seats that reached the stage",
        denominator="Seats bought (inside the district: seats assigned)",
        unit="rate",
        better="higher",
        groups=("stage", *seat_counts.GROUPS),
        reference="Purchased, assigned, ever used, active: the usual stages of license audits.",
        compute=license_funnel,
        adds_over=("tool",),
        policy=seat_use.POLICY,
        caveats=seat_counts.CAVEATS,
        window="up to the last known day of the period",
        is_about="people",
        always_by=("stage",),
    ),
)
