"""Contract lines as the tests of renewals write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from metrics import policy
from metrics.renewals import Line, Renewal, renewals

POLICY = policy.load()
AS_OF = date(2026, 1, 15)


def line(cost: str | None = "1000.00", **words: object) -> Line:
    """A year's district-wide contract of 100 seats with 60 days of notice, until June 30, 2026."""
    year = {"starts_on": date(2025, 7, 1), "ends_on": date(2026, 6, 30)}
    rest = {"seat_count": 100, "notice_days": 60, "annual_cost_usd": cost and Decimal(cost)}
    return Line(**{"tool": "Nearpod", **year, **rest, **words})


def only(*lines: Line, fees: tuple[Line, ...] = (), as_of: date = AS_OF) -> Renewal:
    """The one renewal of these lines."""
    (found,) = renewals(lines, fees, as_of=as_of, policy=POLICY)
    return found
