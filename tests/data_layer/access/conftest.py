"""A home of its own for each test, with its records in SQLite beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_layer.records.database import URL_VARIABLE
from data_layer.store import Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    monkeypatch.setenv("ROLLCALL_HOME", str(tmp_path / "home"))
    return Home(tmp_path / "home")
