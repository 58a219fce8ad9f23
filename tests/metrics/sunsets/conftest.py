"""A store with a tool that nobody uses and one that everybody does, for the tests of sunsets."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from data_layer.store import Store
from tests.building import school_days, store_of
from tests.metrics.sunsets.stepping import FALL_ENDS_ON, FIRST, LAST


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Padlet, whose contract ends with February, and Canvas: ten teachers may use both, and use Canvas alone."""
    people = range(1, 11)
    term = {"starts_on": FIRST, "ends_on": LAST + timedelta(days=1)}
    use = {"tool_id": 2, "day": FIRST, "role": "teacher", "is_active": True, "is_instructional": True}
    spring = school_days(FALL_ENDS_ON, LAST, semester="2025-26 S2")
    price = {"starts_on": date(2025, 1, 1), "ends_on": date(2026, 2, 28), "annual_cost_usd": Decimal("1000.10")}
    return store_of(
        tmp_path_factory.mktemp("store"),
        tools="tool_id | name | has_log\n 1 | Padlet | true\n 2 | Canvas | true",
        periods=f"""
            kind     | period_id  | label | starts_on | ends_on
            semester | 2025-26 S1 | Fall  | {FIRST}   | {FALL_ENDS_ON}
            semester | 2025-26 S2 | Spring | {FALL_ENDS_ON} | {LAST + timedelta(days=1)}
        """,
        calendar_days=[*school_days(FIRST, date(2025, 12, 19), semester="2025-26 S1"), *spring],
        memberships=[{"person_id": who, "school_id": "oak", "role": "teacher", **term} for who in people],
        entitlements=[{"person_id": who, "tool_id": tool, **term} for who in people for tool in (1, 2)],
        usage_days=[{"person_id": who, **use} for who in people],
        match_days=[{"day": FIRST, "tool_id": 2, "match": "matched", "event_count": 10}],
        contracts=[{"contract_id": 1, "tool_id": 1, **price}],
        first_uses=[
            {"person_id": 1, "tool_id": tool, "first_active_on": FIRST, "last_active_on": date(2026, 4, 1)}
            for tool in (1, 2)
        ],
    )
