"""A home for each test, and a way to ask the served store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from data_layer import importing
from data_layer.importing import Report
from data_layer.store import Home, current

RECEIVED_AT = datetime(2026, 5, 15, 23, 0)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def bring(home: Home) -> Callable[..., Report]:
    """Imports paths into the home, as if they had arrived on 15 May 2026."""
    return lambda *paths, **options: importing.run(home, paths, options, received_at=RECEIVED_AT)


@pytest.fixture
def ask(home: Home) -> Callable[[str], list[tuple]]:
    """Rows of the served store for a select."""

    def rows(select: str) -> list[tuple]:
        with current(home).connect() as connection:
            return [tuple(row) for row in connection.execute(text(select))]

    return rows
