"""How many seats would do at the next renewal, and what do they cost, to the cent?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

import pandas as pd

from metrics.cents import share_out, to_cents
from metrics.definition import Result, Status
from metrics.policy import Policy
from metrics.renewals import Renewal
from metrics.statistics import exactly

EVIDENCE = ("cost_per_active_user", "seat_utilization")  # the second where no contract gives a cost


@dataclass(frozen=True)
class Engaged:
    """How many people used a tool on the day of the evidence; or why nobody can say."""

    count: int | None
    why: str | None = None


@dataclass(frozen=True)
class Resized:
    """A renewal with another number of seats. `line_cents` share out `cents`; a saving below zero costs more."""

    seat_count: int
    cents: int
    saved_cents: int
    line_cents: tuple[int, ...]


def engaged(results: Sequence[Result], tool: str) -> Engaged:
    """The seats in use that the figures of EVIDENCE tell of, measured by tool."""
    utilization = {result.metric.name: result for result in results}
    told = [
        (row, "denominator" if name == EVIDENCE[0] else "numerator")
        for name in EVIDENCE
        for row in utilization[name].frame.to_dict("records")
        if row["tool"] == tool
    ]
    for row, column in told:
        if row["status"] == Status.HIDDEN:
            return Engaged(None, "too few people to show")
        if pd.notna(row[column]):
            return Engaged(int(row[column]))
    return Engaged(None, "its use was not measured" if told else "no contract was in force on that day")


def seats_to_renew(count: int, policy: Policy) -> int:
    """Those who use it and some to spare; a part of a seat is a seat."""
    return ceil(count * (1 + exactly(policy["renewals.spare_seats"])))


def resized(renewal: Renewal, seat_count: int) -> Resized | None:
    """The yearly price for so many seats, at the price of a seat today; None for site licenses and unknown costs."""
    bought = renewal.seat_count
    costs = [line.annual_cost_usd for line in renewal.lines]
    if not bought or None in costs:
        return None
    now = sum(costs, Decimal())
    cents = to_cents(now * seat_count / bought)
    parts = share_out(cents, [to_cents(cost) for cost in costs])
    return Resized(seat_count, cents, to_cents(now) - cents, tuple(parts))
