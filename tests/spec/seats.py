"""Stores of seats, contracts and last uses, drawn as tables, for the specification of the license figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pandas as pd

from data_layer.scope import Scope
from metrics import catalogue, policy
from metrics.definition import Result
from metrics.renewals import Line
from tests.building import school_days, store_of

HOLIDAYS = (date(2025, 11, 27), date(2025, 11, 28), *(date(2025, 12, 22) + timedelta(days=n) for n in range(12)))
DAYS = school_days(date(2025, 9, 2), date(2026, 6, 12), off=HOLIDAYS)
SCHOOLS = """
    school_id | name
    oak       | Oak School
    elm       | Elm School
"""
AS_OF = date(2026, 3, 31)
POLICY = policy.load()


def ago(school_day_count: int) -> date:
    """The school day that lies so many school days before as-of."""
    open_days = [row["day"] for row in DAYS if row["is_instructional"] and row["day"] <= AS_OF]
    return open_days[-1 - school_day_count]


def whole_year(**words: object) -> Scope:
    return Scope(**{"period_start": date(2025, 9, 1), "period_end": date(2026, 7, 1), "as_of": AS_OF, **words})


def measured(tmp_path, name: str, *by: str, scope: Scope | None = None, fees: Sequence[Line] = (), **tables) -> Result:
    tables = {"calendar_days": DAYS, "schools": SCHOOLS, **tables}
    tables["tools"] = tables.get("tools", [tool(1, "Nearpod")])
    with store_of(tmp_path, **tables).connect() as connection:
        asked = {"by": by, "policy": POLICY, "version": "000001-a", "fees": fees}
        return catalogue.measure(connection, name, scope or whole_year(), **asked)


def tool(tool_id: int, name: str, *, has_log: bool = True) -> dict:
    return {"tool_id": tool_id, "name": name, "has_log": has_log}


def contract(seat_count: int | None, cost_usd: str | None = "1000.00", *, tool_id: int = 1, **words: object) -> dict:
    term = {"starts_on": date(2025, 7, 1), "ends_on": date(2026, 6, 30)}
    cost = cost_usd and Decimal(cost_usd)
    return {"contract_id": 1, "tool_id": tool_id, "seat_count": seat_count, "annual_cost_usd": cost, **term, **words}


def seats(count: int, *, first: int = 1, school: str | None = "oak", tool_id: int = 1, **words: object) -> list[dict]:
    """Seats of students of one school, assigned long ago, to the people numbered from `first`."""
    seat = {"tool_id": tool_id, "school_id": school, "role": "student", "grade_level": "03"}
    seat |= {"assigned_on": date(2025, 9, 2), **words}
    return [{"seat_number": number, "person_id": number, **seat} for number in range(first, first + count)]


def uses(count: int, day: date, *, first: int = 1, tool_id: int = 1, **words: object) -> list[dict]:
    """One day of use each, by the people numbered from `first`."""
    use = {"day": day, "tool_id": tool_id, "school_id": "oak", "grade_level": "03", "role": "student"}
    use |= {"login_count": 1, "event_count": 1, "is_instructional": day.weekday() < 5, "is_active": True, **words}
    return [{"person_id": number, **use} for number in range(first, first + count)]


def dormancy(tmp_path, *by: str, **tables) -> pd.Series:
    """The one row of license dormancy for a store of these tables."""
    return measured(tmp_path, "dormancy_rate", *by, **tables).row()
