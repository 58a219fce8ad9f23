"""Dollars that are shared out to the cent: the parts add up to the whole."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")


def to_cents(amount_usd: Decimal) -> int:
    """Whole cents; half a cent is rounded up."""
    return int(amount_usd.quantize(_CENT, rounding=ROUND_HALF_UP) * 100)


def share_out(cents: int, weights: Sequence[int]) -> list[int]:
    """Parts in proportion to the weights, by largest remainder; of equal remainders the first takes the cent."""
    total = sum(weights)
    if total == 0:
        return [0] * len(weights)
    parts = [cents * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -(cents * weights[place] % total))
    for place in by_remainder[: cents - sum(parts)]:
        parts[place] += 1
    return parts


def to_usd(cents: int | None) -> float | None:
    return None if cents is None else float(Decimal(cents) / 100)
