"""A home for each test, a way to ask the served store, and a PostgreSQL for those who need one."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from data_layer import importing
from data_layer.importing import Report
from data_layer.store import Home, current
from tests.data_layer.exports import activity, roster
from tests.data_layer.records import postgres

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


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return roster(tmp_path / "roster", ["s1 student east 3", "s2 student east K", "t1 teacher west"])


@pytest.fixture
def march(tmp_path: Path) -> Path:
    return activity(
        tmp_path / "march.csv",
        "2026-03-02T15:00:00Z,s1@example.org,Example Tool,Quiz,view,,",
        "2026-03-02T15:10:00Z,s1@example.org,Example Tool,Quiz,participate,,",
        "2026-03-02T16:00:00Z,S1.NAME,Example Tool,Quiz,view,,",
        "2026-03-03T15:00:00Z,stranger@example.org,Example Tool,Quiz,view,,",
    )


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    programs = postgres.programs()
    if programs is None:
        pytest.skip("no PostgreSQL on this machine: install the package postgresql to test the records on it")
    with postgres.server(programs) as address:
        yield address


@pytest.fixture
def new_postgres(postgres_address: str) -> Callable[[], str]:
    """Makes databases that nobody has used, and gives their addresses."""

    def make() -> str:
        name = f"records_{uuid.uuid4().hex}"
        engine = create_engine(postgres_address.format(database="postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return postgres_address.format(database=name)

    return make


@pytest.fixture
def postgres_url(new_postgres: Callable[[], str]) -> str:
    """A database that nobody has used."""
    return new_postgres()
