"""One import from start to end: everything of it is served, or nothing is; and it can be undone."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl
from filelock import FileLock, Timeout
from sqlalchemy import select

from data_layer import home_importers, parts, rollups, store, tables
from data_layer.checking import SHOWN_REFUSALS, Finding, Planned, Progress, pieces, plan, refused_rows, without_rows
from data_layer.importers.contract import FileRefused
from data_layer.parts import PartWriter
from data_layer.privacy import Pseudonyms
from data_layer.rollups import Change
from data_layer.settings import load as load_settings
from data_layer.store import Home


class HomeIsBusy(Exception):
    """Somebody else is importing into this home right now."""


class UnknownImport(Exception):
    """No import of this number stands."""


@dataclass
class Report:
    """What became of each file, in the order given; `version` is what is served now."""

    findings: list[Finding] = field(default_factory=list)
    version: str | None = None
    remarks: list[str] = field(default_factory=list)  # what to know of the data as a whole

    @property
    def is_clean(self) -> bool:
        """Whether every file was taken (single rows may still have been refused)."""
        return not any(finding.is_refused for finding in self.findings)


def run(
    home: Home,
    paths: Iterable[Path | str],
    options: Mapping[str, str] | None = None,
    *,
    received_at: datetime | None = None,
    progress: Progress | None = None,
    wait_seconds: float = 600,
) -> Report:
    """Import files, folders and zips. What came together from one source becomes one import.

    Raises HomeIsBusy when another import goes on for longer than `wait_seconds`.
    """
    home.create()
    received_at = received_at or datetime.now(UTC).replace(tzinfo=None)
    with _writer(home, wait_seconds):
        planned = plan(paths, among=home_importers.of(home))
        job = _Job(home, options or {}, received_at, progress, Pseudonyms.of(home))
        findings = {index: without_rows(item) for index, item in enumerate(planned)}
        groups = job.together({index: item for index, item in enumerate(planned) if findings[index] is None})
        known = _known_files(home)
        for group in [group for group in groups if all(file.mark in known for file in group)]:
            findings |= {file.index: known[file.mark] for file in group}
            groups.remove(group)
        if groups:
            with store.writing(home) as connection:
                parts.sweep(home, connection)
                changes = [job.bring(connection, group, findings) for group in groups]
                rollups.refresh(connection, home, load_settings(home), _together(changes))
        served = store.current(home)
        in_order = [findings[index] for index in range(len(planned))]
        return Report(in_order, served.version if served else None, remarks(home))


def undo(home: Home, import_id: int, *, at: datetime | None = None, wait_seconds: float = 600) -> str:
    """Take one import back; the figures are then those of the imports that still stand. Returns the version served."""
    with _writer(home, wait_seconds):
        if import_id not in {row["import_id"] for row in history(home) if row["undone_at"] is None}:
            raise UnknownImport(f"No import {import_id} stands. `python -m data_layer imports` lists those that do.")
        with store.writing(home) as connection:
            change = _change(connection, import_id)
            moment = at or datetime.now(UTC).replace(tzinfo=None)
            connection.execute("UPDATE imports SET undone_at = ? WHERE import_id = ?", [moment, import_id])
            for table in ("parts", "part_tools", "refusals"):
                connection.execute(f"DELETE FROM {table} WHERE import_id = ?", [import_id])
            rollups.refresh(connection, home, load_settings(home), change)
        shutil.rmtree(parts.folder(home, import_id), ignore_errors=True)
        return store.current(home).version


def history(home: Home) -> list[dict]:
    """Every import, oldest first, with its files; undone ones carry the time of undoing."""
    found = _rows(home, select(tables.imports).order_by(tables.imports.c.import_id))
    files = _rows(home, select(tables.import_files).order_by(tables.import_files.c.file_name))
    for row in found:
        row["files"] = [file for file in files if file["import_id"] == row["import_id"]]
    return found


def remarks(home: Home) -> list[str]:
    """What to know of the data as a whole: what is missing, what does not match, what was assumed."""
    about = select(tables.facts.c.note).where(tables.facts.c.name.startswith(rollups.remarks.PREFIX, autoescape=True))
    return [row["note"] for row in _rows(home, about.order_by(tables.facts.c.name))]


def refused(home: Home, import_id: int) -> list[dict]:
    """What one import refused: file, row, column, value, problem, remedy."""
    wanted = select(tables.refusals).where(tables.refusals.c.import_id == import_id)
    return _rows(home, wanted.order_by(tables.refusals.c.file_name, tables.refusals.c.row))


@dataclass(frozen=True)
class _File:
    """One recognised table of what was given, at its place in the order given."""

    index: int
    item: Planned
    digest: str

    @property
    def mark(self) -> tuple[str, str]:
        """By what the very same file is known again."""
        return self.digest, self.item.layout.name


@dataclass
class _Job:
    """What all imports of one run share."""

    home: Home
    options: Mapping[str, str]
    received_at: datetime
    progress: Progress | None
    pseudonyms: Pseudonyms

    def together(self, items: Mapping[int, Planned]) -> list[list[_File]]:
        """The files of each import: those of one source that came together."""
        groups: dict[tuple[str, str], list[_File]] = {}
        for index, item in items.items():
            file = _File(index, item, self.pseudonyms.digest(item.table.digest_source()))
            groups.setdefault((item.delivery, item.importer.name), []).append(file)
        return list(groups.values())

    def bring(
        self, connection: duckdb.DuckDBPyConnection, group: list[_File], findings: dict[int, Finding | None]
    ) -> Change:
        """Land the files of one import, write its parts and its entry in the log."""
        (import_id,) = connection.execute("SELECT coalesce(max(import_id), 0) + 1 FROM imports").fetchone()
        writer = PartWriter(self.home, import_id, self.pseudonyms)
        try:
            landed = [self._land(writer, number, file.item) for number, file in enumerate(group)]
            standing = {name: parts.standing(self.home, connection, name) for name in writer.landings}
            written, known = writer.finish(standing)
        finally:
            writer.close()
        for number, (file, finding) in enumerate(zip(group, landed, strict=True)):
            finding.known_count = known.get(number, 0)
            finding.loaded_count = finding.read_count - finding.refused_count - finding.known_count
            finding.import_id = import_id
            findings[file.index] = finding
        _log(connection, import_id, group, landed, self.received_at)
        parts.note(self.home, connection, import_id, written)
        return _change(connection, import_id)

    def _land(self, writer: PartWriter, number: int, item: Planned) -> Finding:
        """One file into the parts; a file that turns out unreadable leaves nothing behind."""
        finding = Finding(item.file_name, item.layout.label)
        refusals = []
        try:
            for piece in pieces(item.table, item.layout, self.options, self.received_at):
                writer.add(file_number=number, layout=item.layout, text=piece.text, rows=piece.batch.rows)
                for layout, rows in piece.also:
                    writer.add(file_number=number, layout=layout, text=piece.text, rows=rows, is_extra=True)
                finding.read_count += piece.text.height
                refusals.append(piece.batch.refusals)
                if self.progress:
                    self.progress(item.file_name, finding.read_count)
        except FileRefused as reason:
            writer.drop(number)
            return Finding.turned_away(item.file_name, reason, label=item.layout.label)
        finding.refusals = pl.concat([*refusals, item.table.broken]).sort("row", maintain_order=True)
        finding.read_count += item.table.broken.height
        finding.refused_count = refused_rows(finding.refusals)
        finding.note = item.table.note
        return finding


def _known_files(home: Home) -> dict[tuple[str, str], Finding]:
    """The very files that standing imports brought: bringing one again changes nothing."""
    found = {}
    for entry in history(home):
        for file in entry["files"] if entry["undone_at"] is None else ():
            same = Finding(file["file_name"], file["label"])
            same.read_count, same.refused_count = file["read_count"], file["refused_count"]
            same.known_count = same.read_count - same.refused_count
            same.import_id = entry["import_id"]
            same.note = f"This very file was imported before, as import {entry['import_id']}; nothing was added."
            found[file["digest"], file["layout"]] = same
    return found


def _log(
    connection: duckdb.DuckDBPyConnection,
    import_id: int,
    group: list[_File],
    landed: list[Finding],
    received_at: datetime,
) -> None:
    kinds = ("read", "loaded", "known", "refused")
    total = [sum(getattr(finding, f"{kind}_count") for finding in landed) for kind in kinds]
    importer = group[0].item.importer
    connection.execute(
        "INSERT INTO imports VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)",
        [import_id, importer.name, importer.label, received_at, *total],
    )
    for file, finding in zip(group, landed, strict=True):
        counts = [getattr(finding, f"{kind}_count") for kind in kinds]
        digest = None if finding.is_refused else file.digest
        layout = file.item.layout
        connection.execute(
            "INSERT INTO import_files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [import_id, finding.file_name, layout.label, layout.name, digest, *counts, finding.problem or finding.note],
        )
        if finding.refusals.height:
            connection.register("refused", finding.refusals.to_arrow())
            connection.execute("INSERT INTO refusals SELECT ?, ?, * FROM refused", [import_id, finding.file_name])
            connection.unregister("refused")
            finding.refusals = finding.refusals.head(SHOWN_REFUSALS)


def _change(connection: duckdb.DuckDBPyConnection, import_id: int) -> Change:
    rows = connection.execute(
        "SELECT landing, first_on, last_on FROM parts WHERE import_id = ?", [import_id]
    ).fetchall()
    spans = [(first, last) for landing, first, last in rows if landing == "events" and first is not None]
    return Change(frozenset(landing for landing, _, _ in rows), spans[0] if spans else None)


def _together(changes: list[Change]) -> Change:
    spans = [change.days for change in changes if change.days]
    days = (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None
    return Change(frozenset().union(*(change.landings for change in changes)), days)


def _rows(home: Home, statement: object) -> list[dict]:
    served = store.current(home)
    if served is None:
        return []
    with served.connect() as connection:
        return [dict(row) for row in connection.execute(statement).mappings()]


@contextmanager
def _writer(home: Home, wait_seconds: float) -> Iterator[None]:
    """One import at a time; the second waits."""
    try:
        with FileLock(home.lock, timeout=wait_seconds):
            yield
    except Timeout:
        raise HomeIsBusy(f"Another import is still going on (waited {wait_seconds:.0f} s). Try again later.") from None
