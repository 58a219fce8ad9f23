"""One person is taken out of the home everywhere, and what remains is searched to prove it."""

from __future__ import annotations

import json
import shutil
import zlib
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
from cryptography.fernet import Fernet

from data_layer import keys, parts, person_codes, rollups, schema, staging, store
from data_layer.audit.kinds import COMMAND_LINE, Kind
from data_layer.identities import sealed
from data_layer.person_codes import NotOnePerson
from data_layer.privacy import Pseudonyms
from data_layer.publishing import kept_versions
from data_layer.records.database import opened
from data_layer.records.entries import StaffStanding
from data_layer.rollups.day_sums import TOOLS, personal_of
from data_layer.settings import load as load_settings
from data_layer.staging import Stage
from data_layer.store import Home
from data_layer.tables import metadata
from data_layer.turns import Waiting, turn
from data_layer.unwritable import told


@dataclass(frozen=True)
class Forgotten:
    """What was removed, and where the search afterwards still found something: nowhere."""

    row_count: int
    refused_count: int
    left: tuple[str, ...]


def forget(
    home: Home, person: str, *, by: str = COMMAND_LINE, wait_seconds: float = 600, waiting: Waiting | None = None
) -> Forgotten:
    """Remove a person, named by an identifier as it is typed, or by a code. After NotOnePerson nothing is changed."""
    held = turn(home, "forgetting somebody", wait_seconds=wait_seconds, waiting=waiting)
    with told(home), held:
        served = store.current(home)
        if served is None:
            raise NotOnePerson("Nothing was imported yet, so that nobody is known.")
        pseudonyms = Pseudonyms.of(home)
        with staging.staged(home) as stage:
            draft = _Draft(stage, served.path)
            with duckdb.connect(str(draft.path)) as connection:
                rollups.landed.show(connection, home)
                codes = person_codes.all_of(connection, person_codes.code_of(pseudonyms, person))
                rows = sum(_part(stage, part, codes) for part in sorted(home.parts.glob("*/*.parquet")))
                named = _names(stage, codes)
                refused = _refused(stage, pseudonyms, codes)
                published = kept_versions.take_out(stage, codes)
                if not rows + named + refused + published:
                    raise NotOnePerson("Nobody is known by this. Write it as the roster or the log does.")
                draft.rebuild(connection)
            store.write_anew(draft.path)
            stage.codes |= dict.fromkeys(codes)
            stage.note(Kind.FORGET, by, "a person was forgotten", rows + refused)
        return Forgotten(rows, refused, tuple(search(home, codes)))


class _Draft:
    """A version of the store that is computed from the parts as they will be."""

    def __init__(self, stage: Stage, served: Path) -> None:
        self._stage, self._home = stage, stage.home
        path = store.next_path(self._home)
        self.path = stage.path_for(path)
        shutil.copyfile(served, self.path)
        for version in self._home.versions.glob("*.duckdb"):
            stage.take_away(version)
        stage.write(self._home.pointer, path.name.encode())

    def rebuild(self, connection: duckdb.DuckDBPyConnection) -> None:
        home = self._beside()
        changed = [Path(relative) for relative in self._stage.put if relative.startswith("parts/")]
        for part in changed:
            self._note(connection, home, import_id=int(part.parent.name), landing=part.stem)
        schema.empty(connection)
        rollups.refresh(connection, home, load_settings(self._home), rollups.EVERYTHING)
        connection.execute("CHECKPOINT")

    def _note(self, connection: duckdb.DuckDBPyConnection, home: Home, *, import_id: int, landing: str) -> None:
        path = parts.folder(home, import_id) / f"{landing}.parquet"
        row = connection.execute(f"SELECT count(*), min(on_day), max(on_day) FROM read_parquet('{path}')").fetchone()
        connection.execute("DELETE FROM parts WHERE import_id = ? AND landing = ?", [import_id, landing])
        if landing == "events":
            kept = f"(SELECT tool FROM read_parquet('{parts.folder(home, import_id) / TOOLS}.parquet'))"
            has_sums = (parts.folder(home, import_id) / f"{TOOLS}.parquet").exists()
            unless = f"AND lower(tool) NOT IN {kept}" if has_sums else ""
            connection.execute(f"DELETE FROM part_tools WHERE import_id = ? {unless}", [import_id])
        parts.note(home, connection, import_id, [parts.Part(landing, *row)])

    def _beside(self) -> Home:
        """A home that looks like this one, with those parts in it that were written anew."""
        beside = Home(self._home.path / "staging" / "beside")
        beside.create()
        for entry in self._home.path.iterdir():
            if entry.name not in ("parts", "versions", "staging"):
                (beside.path / entry.name).symlink_to(entry)
        for part in self._home.parts.glob("*/*.parquet"):
            relative = part.relative_to(self._home.path)
            fresh = self._home.path / "staging" / relative
            target = beside.path / relative
            target.parent.mkdir(exist_ok=True)
            target.symlink_to(fresh if fresh.exists() else part)
        return beside


def search(home: Home, codes: set[str]) -> list[str]:
    """Every place of the home where one of these codes still stands."""
    found = [part.name for part in home.parts.glob("*/*.parquet") if _count(part, codes)]
    with store.current(home).connect() as connection:
        for name, table in metadata.tables.items():
            columns = [f'"{column.name}"' for column in table.columns if str(column.type) == "VARCHAR"]
            for column in columns:
                cells = connection.exec_driver_sql(f"SELECT DISTINCT {column} FROM {name}").scalars()
                found += [name] if not codes.isdisjoint(cells) else []
    found += [f"the pages as published on {day}" for day in kept_versions.holding(home, codes)]
    found += [f"identities of import {number}" for number in sealed.imports(home) if _holds(home, number, codes)]
    with opened(home) as session:
        if session.query(StaffStanding).filter(StaffStanding.person_key.in_(codes)).count():
            found.append("records")
    return found


def _holds(home: Home, import_id: int, codes: set[str]) -> bool:
    return any(each.code in codes for each in sealed.opened(home, import_id))


def _is_theirs(part: Path, codes: set[str]) -> str:
    """The SQL condition for a row of this part that is about them."""
    held = pl.read_parquet_schema(part)
    listed = ", ".join(f"'{code}'" for code in sorted(codes))
    tests = [f"coalesce({name} IN ({listed}), false)" for name in sorted(personal_of(part.stem)) if name in held]
    return " OR ".join(tests) or "false"


def _count(part: Path, codes: set[str]) -> int:
    with duckdb.connect() as connection:
        asked = f"SELECT count(*) FROM read_parquet('{part}') WHERE {_is_theirs(part, codes)}"
        return connection.execute(asked).fetchone()[0]


def _part(stage: Stage, part: Path, codes: set[str]) -> int:
    """Write a part anew without their rows; how many those were."""
    if not (count := _count(part, codes)):
        return 0
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT * EXCLUDE (file_row_number) FROM read_parquet('{part}', file_row_number = true) "
            f"WHERE NOT ({_is_theirs(part, codes)}) ORDER BY file_row_number) "
            f"TO '{stage.path_for(part)}' (FORMAT parquet, COMPRESSION zstd)"
        )
    return count


def _names(stage: Stage, codes: set[str]) -> int:
    home, removed = stage.home, 0
    for number in sealed.imports(home):
        every = sealed.opened(home, number)
        kept = [each for each in every if each.code not in codes]
        if len(kept) < len(every):
            removed += len(every) - len(kept)
            stage.write(sealed.path_of(home, number), sealed.closed(kept, keys.read_or_make(sealed.key_of(home))))
    return removed


def _refused(stage: Stage, pseudonyms: Pseudonyms, codes: set[str]) -> int:
    """Refused rows in which a cell is one of their identifiers."""
    seal, removed = Fernet(pseudonyms.seal_key), 0
    for file in stage.home.refused.glob("*"):
        lines = [json.loads(zlib.decompress(seal.decrypt(line))) for line in file.read_bytes().splitlines()]
        for line in lines:
            every = line.get("rows", [])
            kept = [row for row in every if not _names_them(row[1], pseudonyms, codes)]
            removed += len(every) - len(kept)
            line |= {"rows": kept} if "rows" in line else {}
        packed = (seal.encrypt(zlib.compress(json.dumps(line).encode())) + b"\n" for line in lines)
        stage.write(file, b"".join(packed))
    return removed


def _names_them(cells: list[str], pseudonyms: Pseudonyms, codes: set[str]) -> bool:
    return not codes.isdisjoint(person_codes.code_of(pseudonyms, cell) for cell in cells if cell)
