"""A new layer for the key: every code in the home is signed once more, and no figure changes.

Nobody has the identifiers any more, so that codes cannot be made anew under another key; but a code can be signed by
it. Who had the old key alone can test no guess against the new codes.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
from cryptography.fernet import Fernet
from sqlalchemy import select

from data_layer import keys, privacy, staging, store
from data_layer.audit.kinds import COMMAND_LINE, Kind
from data_layer.identities import sealed
from data_layer.privacy import Pseudonyms
from data_layer.publishing import kept_versions
from data_layer.records.database import opened
from data_layer.records.entries import Revision, StaffStanding
from data_layer.rollups.day_sums import personal_of
from data_layer.staging import Stage
from data_layer.store import Home
from data_layer.turns import Waiting, turn
from data_layer.unwritable import told

_IN_STORE = (("people", "person_key"), ("actors", "actor_key"), ("seats", "holder_key"))


def rotate(home: Home, *, by: str = COMMAND_LINE, wait_seconds: float = 600, waiting: Waiting | None = None) -> None:
    """Sign every code of the home once more, and seal anew what is sealed. All of it, or nothing."""
    with told(home), turn(home, "rotating the key", wait_seconds=wait_seconds, waiting=waiting):
        old = Pseudonyms.of(home)
        layer = secrets.token_bytes(keys.KEY_BYTES)
        with staging.staged(home) as stage:
            for part in sorted(home.parts.glob("*/*.parquet")):
                _part(stage, part, layer)
            _store(stage, layer)
            kept_versions.rewritten(stage, lambda connection: _sign(connection, layer))
            _seals(stage, old, layer)
            _records(stage, layer)
            stage.write(privacy.key_of(home), privacy.key_of(home).read_bytes() + layer)
            stage.note(Kind.KEY, by, "the key was rotated")


def _part(stage: Stage, part: Path, layer: bytes) -> None:
    target = stage.path_for(part)
    with duckdb.connect() as connection:
        held = {name for name, *_ in connection.execute(f"DESCRIBE FROM read_parquet('{part}')").fetchall()}
        personal = sorted(personal_of(part.stem) & held)
        _learn(connection, [f"SELECT {name} FROM read_parquet('{part}')" for name in personal], layer)
        codes = [f"(SELECT fresh FROM codes WHERE code = {name}) AS {name}" for name in personal]
        privacy.know_row_secret(connection, layer)
        marks = [f"{privacy.mark_again(name)} AS {name}" for name in ("row_key", "content_key") if name in held]
        kept = ", ".join([*codes, *marks])
        connection.execute(
            f"COPY (SELECT * EXCLUDE (file_row_number) REPLACE ({kept}) "
            f"FROM read_parquet('{part}', file_row_number = true) ORDER BY file_row_number) "
            f"TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
        )


def _store(stage: Stage, layer: bytes) -> None:
    """A version with the new codes; the older ones go, since they hold the old codes."""
    home, served = stage.home, store.current(stage.home)
    if served is None:
        return
    path = store.next_path(home)
    draft = stage.path_for(path)
    shutil.copyfile(served.path, draft)
    with duckdb.connect(str(draft)) as connection:
        _sign(connection, layer)
        connection.execute("CHECKPOINT")
    store.write_anew(draft)
    for version in home.versions.glob("*.duckdb"):
        stage.take_away(version)
    stage.write(home.pointer, path.name.encode())


def _sign(connection: duckdb.DuckDBPyConnection, layer: bytes) -> None:
    """The codes of one version, and the marks of the files that were imported."""
    _learn(connection, [f"SELECT {column} FROM {table}" for table, column in _IN_STORE], layer)
    for table, column in _IN_STORE:
        connection.execute(f"UPDATE {table} SET {column} = codes.fresh FROM codes WHERE code = {column}")
    for (digest,) in connection.execute("SELECT DISTINCT digest FROM import_files").fetchall():
        fresh = digest and privacy.file_mark(layer, digest)
        connection.execute("UPDATE import_files SET digest = ? WHERE digest = ?", [fresh, digest])
    connection.execute("DROP TABLE codes")


def _seals(stage: Stage, old: Pseudonyms, layer: bytes) -> None:
    """Refused rows and names under new seals; the codes of the names signed once more."""
    home = stage.home
    before, after = Fernet(old.seal_key), Fernet(Pseudonyms(layer).seal_key)
    for file in home.refused.glob("*"):
        lines = [after.encrypt(before.decrypt(line)) for line in file.read_bytes().splitlines()]
        stage.write(file, b"".join(line + b"\n" for line in lines))
    key = secrets.token_bytes(keys.KEY_BYTES)
    for import_id in sealed.imports(home):
        people = [replace(each, code=_again(layer, each.code)) for each in sealed.opened(home, import_id)]
        stage.write(sealed.path_of(home, import_id), sealed.closed(people, key))
    stage.write(sealed.key_of(home), key)


def _records(stage: Stage, layer: bytes) -> None:
    """The codes under which people are excused, now and in what was said before."""
    table = StaffStanding.__tablename__
    with opened(stage.home) as session:
        codes = set(session.scalars(select(StaffStanding.person_key)))
        former = session.scalars(select(Revision).where(Revision.table_name == table))
        codes |= {revision.contents["person_key"] for revision in former}
    stage.codes |= {code: _again(layer, code) for code in codes}


def _learn(connection: duckdb.DuckDBPyConnection, selects: Iterable[str], layer: bytes) -> None:
    """A table of each code that these selects find, and what it becomes."""
    every = " UNION ALL ".join(selects) or "SELECT NULL"
    found = [code for (code,) in connection.execute(f"SELECT DISTINCT * FROM ({every})").fetchall() if code]
    known = pl.DataFrame({"code": found, "fresh": [_again(layer, code) for code in found]}, schema=["code", "fresh"])
    connection.register("learned", known.cast(pl.String).to_arrow())
    connection.execute("CREATE OR REPLACE TABLE codes AS FROM learned")
    connection.unregister("learned")


def _again(layer: bytes, code: str) -> str:
    return privacy.sign(layer, "person", code)
