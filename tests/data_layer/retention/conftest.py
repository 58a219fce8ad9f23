"""A home with a roster and a log of old and new events, for the tests of what is kept of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_layer.records.database import URL_VARIABLE
from data_layer.store import Home
from tests.data_layer.retention.old_log import AT_THE_EDGE, NEW, OLD, copy, district


@pytest.fixture(autouse=True)
def _own_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(URL_VARIABLE, raising=False)


@pytest.fixture(scope="session")
def first_home(tmp_path_factory) -> Home:
    return district(tmp_path_factory.mktemp("first"), *OLD, *AT_THE_EDGE, *NEW)


@pytest.fixture
def home(first_home: Home, tmp_path: Path) -> Home:
    return copy(first_home, tmp_path / "home")
