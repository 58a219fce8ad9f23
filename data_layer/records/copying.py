"""All records as they lie, to a file and from one: signatures, versions, sign-ins, and the audit log with its seals.

Every key is made by the program, so that what is entered later goes on behind what was copied, on either database.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Table, insert, literal, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import DataError

from data_layer.access.entries import SignIn
from data_layer.audit import chain
from data_layer.audit.entries import AuditEntry
from data_layer.records.database import URL_VARIABLE, bring_up_to_date, file_address, transaction

assert SignIn.metadata is AuditEntry.metadata
_TABLES = AuditEntry.metadata.sorted_tables
_ROWS_AT_ONCE = 1000


class NotTaken(ValueError):
    """The database does not take the records; the text says why, and what to do."""


def write_file(url: URL, file: Path) -> Path:
    """The records of a database as of one moment, in a file that its owner alone can read."""
    if url.get_backend_name() == "sqlite":
        return _copied(Path(url.database), file)
    with (
        transaction(url, isolation_level="REPEATABLE READ", postgresql_readonly=True) as source,
        transaction(file_address(file)) as target,
    ):
        bring_up_to_date(target)
        _copy(source, target)
    return file


@contextmanager
def put_back(file: Path, url: URL) -> Iterator[None]:
    """What such a file holds into an empty database; it is kept there once the block has succeeded, or nothing is."""
    with transaction(file_address(file)) as source:
        bring_up_to_date(source)  # or say that it is of a newer version, before anything is touched
        with transaction(url) as target:
            bring_up_to_date(target)
            _require_empty(target)
            _copy(source, target)
            yield


def _copied(database: Path, file: Path) -> Path:
    """With what still lies in the journal."""
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(file)) as copy:
        source.backup(copy)
    file.chmod(0o600)
    return file


def _require_empty(target: Connection) -> None:
    chain.wait_for_turn(target)  # nobody begins an audit log there after we have looked
    for table in _TABLES:
        if target.execute(select(literal(1)).select_from(table).limit(1)).first():
            raise NotTaken(
                f"The database that {URL_VARIABLE} names holds entries already ({table.name}), and they were left as "
                f"they are. Make an empty database, and let {URL_VARIABLE} name that one."
            )


def _copy(source: Connection, target: Connection) -> None:
    for table in _TABLES:
        try:
            for rows in _rows(source, table):
                target.execute(insert(table), rows)
        except DataError as error:  # its text repeats the entry, ours does not
            raise NotTaken(
                f"The database does not take an entry of {table.name}: a text in it is longer, or a number larger, "
                "than Rollcall enters. Restore without a database of your own, and shorten it there."
            ) from error


def _rows(source: Connection, table: Table) -> Iterator[list[dict]]:
    found = source.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(table).order_by(*table.primary_key))
    for rows in found.mappings().partitions():
        yield [dict(row) for row in rows]
