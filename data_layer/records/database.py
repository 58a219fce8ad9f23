"""Where entries are kept: a file in the home, or the PostgreSQL that an address names; brought up to date when opened.

The address may hold a password, so that no message here repeats it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from filelock import FileLock
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from data_layer.audit import chain, place
from data_layer.store import Home

URL_VARIABLE = "ROLLCALL_RECORDS_URL"
_MIGRATIONS = Path(__file__).with_name("migrations")
_PATIENCE_SECONDS = 30  # for somebody else's writing to end
_NO_ANSWER = (
    f"The records database does not answer. Check {URL_VARIABLE} and that its server runs, or take the variable away "
    "to keep the entries in the home."
)
_MIGRATION_LOCK = 7_265_534  # any number, as long as every server takes the same


class RecordsUnavailable(RuntimeError):
    """The records database cannot be used; the text says what to do."""


class ChangedMeanwhile(RuntimeError):
    """Somebody else changed the entry after it was shown. Nothing was saved."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else changed this entry after you opened it, so yours was not saved. "
            "Load the page again, look at what it says now, and enter yours anew."
        )


@contextmanager
def opened(home: Home) -> Iterator[Session]:
    """The entries of a home in one transaction: kept when the block succeeds, and otherwise as they were.

    What is put into `session.info["notes"]` enters the audit log with them, or not at all.
    """
    engine, reached = _engine(address(home)), None
    try:
        with Session(engine, expire_on_commit=False, info={"notes": []}) as session, session.begin():
            yield session
            if notes := session.info["notes"]:
                reached = chain.append(session, home, notes)
    except StaleDataError as error:
        raise ChangedMeanwhile from error
    except OperationalError as error:
        raise RecordsUnavailable(_NO_ANSWER) from error
    if reached:
        place.advance(home, reached)


def address(home: Home) -> URL:
    """The address from the environment, or else the file in the home."""
    given = os.environ.get(URL_VARIABLE)
    if not given:
        return file_address(home.path / "records.sqlite")
    try:
        return make_url(given)
    except ArgumentError as error:
        raise RecordsUnavailable(
            f"{URL_VARIABLE} is no address of a database. Write postgresql://USER:PASSWORD@HOST/DATABASE."
        ) from error


def file_address(path: Path) -> URL:
    """The address of records in a file."""
    return URL.create("sqlite", database=str(path))


@contextmanager
def transaction(url: URL, **options: object) -> Iterator[Connection]:
    """One transaction on a database as it lies there, of whatever version, on a connection that ends with the block."""
    engine = _reached(url)
    try:
        with engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection
    except OperationalError as error:
        raise RecordsUnavailable(_NO_ANSWER) from error
    finally:
        engine.dispose()


def bring_up_to_date(connection: Connection) -> None:
    """Make the tables of this version, in the transaction of the caller."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    if connection.dialect.name == "postgresql":  # in SQLite the transaction itself is the lock
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _MIGRATION_LOCK})
    newest = ScriptDirectory.from_config(config).get_current_head()
    try:
        if MigrationContext.configure(connection).get_current_revision() != newest:
            command.upgrade(config, "head")
    except CommandError as error:
        raise RecordsUnavailable(
            "The records were written by a newer version of Rollcall than this one. Install that version again."
        ) from error


def empty_journal(home: Home) -> None:
    """Let nobody read from the file's journal what was removed; PostgreSQL clears up after itself, by its own clock."""
    engine = _engine(address(home))
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


@lru_cache(maxsize=8)
def _engine(url: URL) -> Engine:
    engine = _reached(url)
    try:
        with engine.begin() as connection:
            bring_up_to_date(connection)
    except OperationalError as error:
        raise RecordsUnavailable(_NO_ANSWER) from error
    return engine


def _reached(url: URL) -> Engine:
    is_file = url.get_backend_name() == "sqlite"
    if is_file:
        _make_file(Path(url.database))
    waiting = {"timeout": _PATIENCE_SECONDS} if is_file else {}
    engine = create_engine(url, pool_pre_ping=True, connect_args=waiting)
    if is_file:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _take_turn)
    return engine


def _make_file(path: Path) -> None:
    """Readable by its owner alone, from the first byte on, and with a journal that lets others read meanwhile.

    SQLite does not wait for another who chooses the journal in the same moment, so that they queue here.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with FileLock(path.with_suffix(".lock"), timeout=_PATIENCE_SECONDS, mode=0o600):
        path.touch(mode=0o600)
        with closing(sqlite3.connect(path, timeout=_PATIENCE_SECONDS)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")


def _prepare_sqlite(connection: object, _record: object) -> None:
    """Leave the beginning of transactions to us: the driver would begin one only at the first change."""
    connection.isolation_level = None
    connection.execute("PRAGMA secure_delete = ON")  # what is removed is overwritten, not merely unlinked


def _take_turn(connection: Connection) -> None:
    """One who reads in order to write waits here, not at the end, when it would be too late."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
