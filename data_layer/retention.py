"""Single events are removed when they are old enough; what was counted of them stays, day by day.

Whatever came lately waits: what belongs to it may still come, and it can be taken back as though it had never come.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
from sqlalchemy import select

from data_layer import parts, staging, store
from data_layer.audit import imports as audit
from data_layer.audit.kinds import COMMAND_LINE
from data_layer.rollups.day_sums import SUMS, TOOLS
from data_layer.rollups.summing_up import is_kept, sum_up
from data_layer.settings import load as load_settings
from data_layer.staging import Stage
from data_layer.store import Home, Store
from data_layer.tables import facts, imports
from data_layer.tables import parts as part_rows
from data_layer.turns import Waiting, turn
from data_layer.unwritable import told

_MEMORY = "1400MB"
_Arrived = tuple[Path, datetime, date | None]  # a part of events, when it came, and the first day in it


@dataclass(frozen=True)
class Removal:
    """How many single events from before a day are removed, out of how many imports."""

    before: date
    row_count: int
    import_count: int

    def told(self) -> str:
        events = "1 event" if self.row_count == 1 else f"{self.row_count:,} events"
        among = "1 import" if self.import_count == 1 else f"{self.import_count:,} imports"
        return f"{events} from before {self.before:%B} {self.before.day}, {self.before.year}, out of {among}"


@dataclass(frozen=True)
class _Aged:
    """What is too old, and a connection on which it was summed up."""

    connection: duckdb.DuckDBPyConnection
    before: date
    zone: str
    counts: dict[Path, int]  # of each part, how many rows are removed

    def removal(self) -> Removal:
        return Removal(self.before, sum(self.counts.values()), len(self.counts))


def enforce(
    home: Home,
    *,
    as_of: datetime,
    by: str = COMMAND_LINE,
    is_trial: bool = False,
    wait_seconds: float = 600,
    waiting: Waiting | None = None,
) -> Removal | None:
    """Remove what is too old on this day; None where nothing is. A trial says what would be removed."""
    with told(home), turn(home, "removing old events", wait_seconds=wait_seconds, waiting=waiting):
        return within_turn(home, as_of=as_of, by=by, is_trial=is_trial)


def within_turn(home: Home, *, as_of: datetime, by: str, is_trial: bool = False) -> Removal | None:
    """The same for a caller who holds the home's turn."""
    served = store.current(home)
    if served is None:
        return None
    spill = home.path / "spill"
    with ExitStack() as at_the_end:
        at_the_end.callback(shutil.rmtree, spill, ignore_errors=True)
        connection = at_the_end.enter_context(
            duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": str(spill)})
        )
        aged = _aged(connection, home, served, as_of)
        if aged is None or is_trial:
            return aged and aged.removal()
        with staging.staged(home) as stage:
            _write(stage, aged, served)
    audit.note_removal(home, aged.removal().told(), row_count=aged.removal().row_count, by=by)
    return aged.removal()


def _aged(connection: duckdb.DuckDBPyConnection, home: Home, served: Store, as_of: datetime) -> _Aged | None:
    settings = load_settings(home)
    limit = _months_before(as_of.date(), settings.raw_events_months)
    arrived, zone = _event_parts(home, served)
    files = [str(path) for path, _, _ in arrived]
    before = _before(connection, arrived, limit, as_of - timedelta(days=settings.late_events_days))
    if not any(first is not None and first <= before for _, _, first in arrived):
        return None
    sum_up(connection, files, before=before, zone=zone, quiet=settings.quiet_minutes)
    counts = {path: _count(connection, path, is_kept(before=before, zone=zone)) for path, _, _ in arrived}
    counts = {path: count for path, count in counts.items() if count}
    return _Aged(connection, before, zone, counts) if counts else None


def _event_parts(home: Home, served: Store) -> tuple[list[_Arrived], str]:
    """The parts of events, oldest first, with when each came and its first day; and the time zone of the days."""
    asked = select(part_rows.c.import_id, imports.c.received_at, part_rows.c.first_on).join_from(
        part_rows, imports, part_rows.c.import_id == imports.c.import_id
    )
    with served.connect() as connection:
        rows = connection.execute(asked.where(part_rows.c.landing == "events").order_by(part_rows.c.import_id)).all()
        zone = connection.execute(select(facts.c.value).where(facts.c.name == "time_zone")).scalar()
    return [(parts.folder(home, number) / "events.parquet", came, first) for number, came, first in rows], zone


def _months_before(day: date, months: int) -> date:
    """The first day of the month that lies so many months back."""
    turn_of = day.year * 12 + day.month - 1 - months
    return date(turn_of // 12, turn_of % 12 + 1, 1)


def _before(connection: duckdb.DuckDBPyConnection, arrived: Sequence[_Arrived], limit: date, since: datetime) -> date:
    """The day from which on events are kept: the limit, or the first day of which something new came lately."""
    fresh = [str(path) for path, came, first in arrived if came > since and first is not None and first <= limit]
    older = [str(path) for path, came, _ in arrived if came <= since]
    if not fresh:
        return limit
    known = f"ANTI JOIN read_parquet({older}) AS older USING (row_key, occurrence)" if older else ""
    (first,) = connection.execute(f"SELECT min(on_day) FROM read_parquet({fresh}) AS fresh {known}").fetchone()
    return min(limit, first - timedelta(days=1)) if first else limit


def _count(connection: duckdb.DuckDBPyConnection, part: Path, kept: str) -> int:
    return connection.execute(f"SELECT count(*) FROM read_parquet('{part}') WHERE NOT ({kept})").fetchone()[0]


def _write(stage: Stage, aged: _Aged, served: Store) -> None:
    """Prepare the parts without those events, their sums, and a version that knows of both. Its figures stay."""
    written = [_without(stage, aged, part) for part in aged.counts]
    numbers = aged.connection.execute(f"SELECT DISTINCT import_id FROM {TOOLS} ORDER BY 1").fetchall()
    written += [_sums(stage, aged, name, number) for (number,) in numbers for name in SUMS]
    path = store.next_path(stage.home)
    draft = stage.path_for(path)
    shutil.copyfile(served.path, draft)
    with duckdb.connect(str(draft)) as connection:
        for target, prepared in written:
            _enter(connection, target, prepared)
        connection.execute("CHECKPOINT")
    stage.write(stage.home.pointer, path.name.encode())


def _without(stage: Stage, aged: _Aged, part: Path) -> tuple[Path, Path]:
    prepared = stage.path_for(part)
    aged.connection.execute(
        f"COPY (SELECT * EXCLUDE (file_row_number) FROM read_parquet('{part}', file_row_number = true) "
        f"WHERE {is_kept(before=aged.before, zone=aged.zone)} ORDER BY file_row_number) "
        f"TO '{prepared}' (FORMAT parquet, COMPRESSION zstd)"
    )
    return part, prepared


def _sums(stage: Stage, aged: _Aged, name: str, import_id: int) -> tuple[Path, Path]:
    """One import's sums, behind those of days that were removed before."""
    target = parts.folder(stage.home, import_id) / f"{name}.parquet"
    prepared = stage.path_for(target)
    earlier = f"FROM read_parquet('{target}') UNION ALL BY NAME " if target.exists() else ""
    aged.connection.execute(
        f"COPY (FROM ({earlier}SELECT * EXCLUDE (import_id) FROM {name} WHERE import_id = {import_id}) "
        f"ORDER BY on_day) TO '{prepared}' (FORMAT parquet, COMPRESSION zstd)"
    )
    return target, prepared


def _enter(connection: duckdb.DuckDBPyConnection, target: Path, prepared: Path) -> None:
    number, landing = int(target.parent.name), target.stem
    row = connection.execute(f"SELECT count(*), min(on_day), max(on_day) FROM read_parquet('{prepared}')").fetchone()
    connection.execute("DELETE FROM parts WHERE import_id = ? AND landing = ?", [number, landing])
    connection.execute("INSERT INTO parts VALUES (?, ?, ?, ?, ?)", [number, landing, *row])
