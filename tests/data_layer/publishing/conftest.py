"""A district whose March can be published: two schools, a roster, and logs of the last days of the month."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from data_layer import importing
from data_layer.importing import Report
from data_layer.publishing import editions
from data_layer.publishing.editions import Edition
from data_layer.records.database import URL_VARIABLE
from data_layer.store import Home
from tests.data_layer.exports import activity, roster

Came = Callable[..., Report]
DAY_FIVE = datetime(2026, 4, 5, 16, 0)


@pytest.fixture(autouse=True)
def _own_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(URL_VARIABLE, raising=False)


@pytest.fixture
def came(home: Home) -> Came:
    """Imports paths into the home at a moment (UTC)."""
    return lambda at, *paths: importing.run(home, paths, received_at=at)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return _roster(tmp_path)


@pytest.fixture
def log(tmp_path: Path) -> Callable[..., Path]:
    """A log of views; a row is "person day"."""
    return lambda name, *rows: _log(tmp_path / name, *rows)


@pytest.fixture
def published(home: Home, _published_once: Home) -> Edition:
    """March as it was published on April 5, in a home of one's own."""
    shutil.copytree(_published_once.path, home.path)
    (edition,) = editions.all_of(home)
    return edition


@pytest.fixture(scope="session")
def _published_once(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("published")
    home = Home(folder / "home")
    rows = ("s1 2026-03-30", "s2 2026-03-31", "t1 2026-03-31", "s1 2026-04-01")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(URL_VARIABLE, raising=False)
        importing.run(home, [_roster(folder), _log(folder / "march.csv", *rows)], received_at=DAY_FIVE)
    return home


def _roster(folder: Path) -> Path:
    listed = ["s1 student east 3", "s2 student east 3", "t1 teacher east"]
    return roster(folder / "roster", listed, enrollments=["s1 c1", "s2 c1"])


def _log(path: Path, *rows: str) -> Path:
    lines = [f"{day}T15:00:00Z,{who}@example.org,Canvas,Pages,view,," for who, day in map(str.split, rows)]
    return activity(path, *lines)
