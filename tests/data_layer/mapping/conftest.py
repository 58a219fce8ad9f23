"""Mappings that tests keep in a home, and the files that they read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data_layer.mapping import shelf
from data_layer.mapping.document import ColumnMapping
from data_layer.store import Home

HEADER = "Login Email,Access Date,App Name,Total Seconds"
ROWS = (
    "s1@example.org,3/2/2026,Number Trail,300",
    "s1@example.org,3/3/2026,Number Trail,60",
    "s2@example.org,3/13/2026,Word Garden,0",
)


@pytest.fixture
def usage() -> ColumnMapping:
    """Who used a tool on which day, and for how many seconds."""
    return ColumnMapping(
        "Example usage",
        "activity",
        tuple(HEADER.split(",")),
        {"user": "Login Email", "date_time": "Access Date", "tool": "App Name", "minutes": "Total Seconds"},
        {"action": "view"},
        {"date_order": "month_first", "duration_unit": "seconds"},
    )


@pytest.fixture
def keep(home: Home) -> Callable[..., None]:
    """Keeps mappings in the home that `bring` imports into."""
    return lambda *mappings: [shelf.save(home, mapping) for mapping in mappings]
