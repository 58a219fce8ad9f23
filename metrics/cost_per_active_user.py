"""What a tool costs in a year for each person who really uses it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics import seat_counts, seat_use
from metrics.cents import to_cents, to_usd
from metrics.definition import Metric
from metrics.policy import Policy
from metrics.rows import Answer
from metrics.seat_counts import SeatCounts
from metrics.seat_row import SeatRow


def cost_per_active_user(connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> Answer:
    """One row per group; where nobody is active the cost per head is not measured, and a sentence says so."""
    counts = seat_counts.seat_counts(connection, scope, by=by, policy=policy, needs_seats=False)
    priced = replace(counts, rows=[_priced(row, counts) for row in counts.rows])
    idle = [f"Nobody uses it at present: {tool}." for tool in _idle(priced.rows)]
    priced = replace(priced, notes=(*counts.notes, *counts.unpriced(), *idle))
    told = ((row, {"numerator": to_usd(row["cost_cents"]), "denominator": row["active"]}) for row in priced.split())
    return priced.answer(told, "numerator", "denominator")


def _priced(row: SeatRow, counts: SeatCounts) -> SeatRow:
    """With the annual cost of its seats. Inside the district a seat costs its share of the contract."""
    license = counts.licenses[row.group["tool"]]
    cost_usd = license.annual_cost_usd
    if cost_usd is None or (counts.is_cut and not license.seat_count):
        return replace(row, is_measured=False)
    if counts.is_cut:
        cost_usd = cost_usd * row.counts["base"] / license.seat_count
    return replace(row, counts={**row.counts, "cost_cents": to_cents(cost_usd)})


def _idle(rows: list[SeatRow]) -> list[str]:
    active: dict[str, int] = {}
    for row in rows:
        if row.is_measured:
            active[row.group["tool"]] = active.get(row.group["tool"], 0) + row["active"]
    return [tool for tool, count in active.items() if not count]


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
        adds_over=("tool",),
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
