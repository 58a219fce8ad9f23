"""Homes whose records lie in SQLite and in PostgreSQL: every test that takes `home` runs on both."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_layer.records.database import URL_VARIABLE
from data_layer.store import Home


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    if request.param == "postgresql":
        monkeypatch.setenv(URL_VARIABLE, request.getfixturevalue("postgres_url"))
    return Home(tmp_path / "home")
