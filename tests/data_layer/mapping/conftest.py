"""Mappings that tests keep in a home, and the files that they read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from data_layer.importing import Finding
from data_layer.mapping import shelf
from data_layer.mapping.document import ColumnMapping
from data_layer.store import Home
from tests.data_layer.exports import roster, write

HEADER = "Login Email,Access Date,App Name,Total Seconds"
ROWS = (
    "s1@example.org,3/2/2026,Number Trail,300",
    "s1@example.org,3/3/2026,Number Trail,60",
    "s2@example.org,3/13/2026,Word Garden,0",
)


def counts(finding: Finding) -> tuple[int, int, int, int]:
    return finding.read_count, finding.loaded_count, finding.known_count, finding.refused_count


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return roster(tmp_path / "roster", ["s1 student east 3", "s2 student east 4"])


@pytest.fixture
def march(tmp_path: Path) -> Path:
    return write(tmp_path / "march.csv", HEADER, *ROWS)


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
