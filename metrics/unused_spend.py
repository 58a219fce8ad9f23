"""How many dollars a year go into seats that are not in use, to the cent."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics import seat_counts, seat_use
from metrics.cents import share_out, to_cents, to_usd
from metrics.definition import Metric
from metrics.licenses import License
from metrics.policy import Policy
from metrics.rows import Answer
from metrics.seat_counts import SeatCounts
from metrics.seat_row import SeatRow, added


def unused_spend(connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> Answer:
    """One row per group, in dollars; the groups of a split add up to the whole, cent by cent.

    Bought seats that nobody holds stand in a row without school, role or grade level.
    """
    counts = seat_counts.seat_counts(connection, scope, by=by, policy=policy)
    if counts.is_cut and not counts.is_filtered:
        counts = _with_spare(counts, whole=seat_counts.seat_counts(connection, scope, by=("tool",), policy=policy))
    rows = [row for tool, license in counts.licenses.items() for row in _priced(counts.of_tool(tool), license)]
    priced = replace(counts, rows=rows, notes=(*counts.notes, *counts.unpriced()))
    told = (
        (row, {"value": to_usd(row["unused_cents"]), "numerator": row["dormant"], "denominator": row["base"]})
        for row in priced.split()
    )
    return priced.answer(told, "value", "numerator", "denominator")


def _with_spare(counts: SeatCounts, *, whole: SeatCounts) -> SeatCounts:
    """The counts and, in the row without a group, the unused seats that nobody holds or that no list assigns."""
    rows = [row for row in counts.rows if row.is_measured]
    for tool in (row for row in whole.rows if row.is_measured):
        name = tool.group["tool"]
        left = tool["dormant"] - sum(row["dormant"] for row in rows if row.group["tool"] == name)
        if left > 0:
            nowhere = {"tool": name, **dict.fromkeys(seat_counts.holder_keys(counts.by))}
            spare = SeatRow(nowhere, {"dormant": left, "base": left, "active": 0}, None, True, True)
            same = [row for row in rows if row.group == nowhere]
            rows = [row for row in rows if row.group != nowhere]
            people_count = same[0].people_count if same else None
            rows.append(added([*same, spare], group=nowhere, people_count=people_count))
    return replace(counts, rows=rows, notes=whole.notes)


def _priced(rows: list[SeatRow], license: License) -> list[SeatRow]:
    """A tool's rows, each with its share of the unused cents.

    More seats taken than bought cost nothing more: what is unused is never more than what was bought.
    """
    if license.annual_cost_usd is None or not license.seat_count:
        return [replace(row, is_measured=False) for row in rows]
    weights = [row["dormant"] or 0 for row in rows]
    bought_unused = max(0, license.seat_count - sum(row["active"] or 0 for row in rows))
    unused = min(sum(weights), bought_unused)
    parts = share_out(to_cents(license.annual_cost_usd * unused / license.seat_count), weights)
    return [replace(row, counts={**row.counts, "unused_cents": cents}) for row, cents in zip(rows, parts, strict=True)]


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
        adds_over=("tool",),
        policy=seat_use.POLICY,
        caveats=(
            *seat_counts.CAVEATS,
            "It is what the seats cost, and not what could be saved: a contract may not allow fewer.",
        ),
        window="up to the last known day of the period",
        is_about="people",
    ),
)
