"""Counts seats, bands of dormancy and dollars from the license list and the logs in plain Python."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tests.sample_data.counting import Figure, Question
from tests.sample_data.exports import Contract

ACTIVE_DAYS, GRACE_DAYS = 30, 30
BANDS = ((ACTIVE_DAYS, "active"), (60, "31-60 days"), (90, "61-90 days"))
LAST_BAND, NEVER, NEW = "over 90 days", "never used", "new"
CENT = Decimal("0.01")


def _last_uses(asked: Question) -> dict[str, date]:
    """Each person's last day of use up to as-of."""
    found: dict[str, date] = {}
    for person, day in asked.use[asked.tool].active:
        if day <= asked.truth.as_of and asked.exports.stay_on(person, day):
            found[person] = max(day, found.get(person, day))
    return found


def _seats(asked: Question) -> list[tuple[str, date]]:
    """Holder and day of assignment, by the holder's home school on that day."""
    return [
        (person, assigned_on)
        for tool, person, assigned_on in asked.exports.seats
        if tool == asked.tool
        and assigned_on <= asked.truth.as_of
        and asked.takes(asked.exports.stay_on(person, assigned_on))
    ]


def _bands(asked: Question) -> list[str]:
    uses = _last_uses(asked)
    return [_band(asked, uses.get(person), assigned_on) for person, assigned_on in _seats(asked)]


def _band(asked: Question, used_on: date | None, assigned_on: date) -> str:
    """By the instructional days since the last use; a seat nobody used is new for as long as its grace lasts."""
    if used_on is None:
        return NEW if asked.exports.days_since(assigned_on, asked.truth.as_of) < GRACE_DAYS else NEVER
    days = asked.exports.days_since(used_on, asked.truth.as_of)
    return next((name for most, name in BANDS if days <= most), LAST_BAND)


def _contract(asked: Question) -> Contract:
    """The one contract in force."""
    as_of = asked.truth.as_of
    (found,) = (it for it in asked.exports.contracts if it.tool == asked.tool and it.first <= as_of <= it.last)
    return found


def _base(asked: Question) -> int:
    """Seats assigned within a school, seats bought in the whole district."""
    return len(_seats(asked)) if "schools" in asked.truth.choices else _contract(asked).seat_count


def _active_count(asked: Question) -> int:
    """Seats in use; where no list says who holds one, people who use the tool."""
    if _seats(asked):
        return _bands(asked).count("active")
    return sum(asked.exports.days_since(day, asked.truth.as_of) <= ACTIVE_DAYS for day in _last_uses(asked).values())


def dormancy_bands(asked: Question) -> Figure:
    bands = _bands(asked)
    return {"numerator": bands.count(asked.truth.group["band"]), "denominator": _base(asked)}


def dormancy_rate(asked: Question) -> Figure:
    base = _base(asked)
    dormant = base - _active_count(asked)
    return {"numerator": dormant, "denominator": base, "status": "not met" if 2 * dormant > base else "met"}


def seat_utilization(asked: Question) -> Figure:
    return {"numerator": _active_count(asked), "denominator": _base(asked)}


def license_funnel(asked: Question) -> Figure:
    stages = {
        "purchased": lambda: _contract(asked).seat_count,
        "assigned": lambda: len(_seats(asked)),
        "ever used": lambda: len(_last_uses(asked)),
        "active": lambda: _active_count(asked),
    }
    return {"numerator": stages[asked.truth.group["stage"]](), "denominator": _contract(asked).seat_count}


def unused_spend(asked: Question) -> Figure:
    contract = _contract(asked)
    unused = contract.seat_count - _active_count(asked)
    dollars = contract.annual_cost_usd * unused / contract.seat_count
    return {
        "numerator": unused,
        "denominator": contract.seat_count,
        "value": float(dollars.quantize(CENT, ROUND_HALF_UP)),
    }


def cost_per_active_user(asked: Question) -> Figure:
    return {"numerator": float(_contract(asked).annual_cost_usd), "denominator": _active_count(asked)}


COUNTS = {
    count.__name__: count
    for count in (
        dormancy_bands,
        dormancy_rate,
        seat_utilization,
        license_funnel,
        unused_spend,
        cost_per_active_user,
    )
}
