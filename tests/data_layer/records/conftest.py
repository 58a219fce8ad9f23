"""Homes whose records lie in SQLite and in PostgreSQL: every test that takes `home` runs on both."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from data_layer.records.database import URL_VARIABLE
from data_layer.store import Home
from tests.data_layer.records import postgres


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    programs = postgres.programs()
    if programs is None:
        pytest.skip("no PostgreSQL on this machine: install the package postgresql to test the records on it")
    with postgres.server(programs) as address:
        yield address


@pytest.fixture
def postgres_url(postgres_address: str) -> str:
    """A database that nobody has used."""
    name = f"records_{uuid.uuid4().hex}"
    engine = create_engine(postgres_address.format(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return postgres_address.format(database=name)


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    if request.param == "postgresql":
        monkeypatch.setenv(URL_VARIABLE, request.getfixturevalue("postgres_url"))
    return Home(tmp_path / "home")
