"""The files of one import become its parts, its entry in the log and its refusals, all or nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import datetime

import duckdb
import polars as pl

from data_layer import parts, refused_rows
from data_layer.ahead import ahead
from data_layer.checking import SHOWN_REFUSALS, Finding, Planned, Progress, pieces
from data_layer.identities.met import Met
from data_layer.importers.contract import ROW, FileRefused, Layout
from data_layer.part_writer import PartWriter
from data_layer.privacy import Pseudonyms
from data_layer.reading import mended
from data_layer.rollups import Change, day_sums
from data_layer.rollups.calendar import time_zone
from data_layer.rollups.day_sums import TOOLS, Closed
from data_layer.store import Home

_CHANGES_ONLY = Layout("mended", "rows that came back mended", "manifest", (), ())


@dataclass(frozen=True)
class RecognisedFile:
    """One recognised table of what was given, at its place in the order given."""

    index: int
    item: Planned
    hashing: Future[str]  # goes on while the file is read

    @property
    def digest(self) -> str:
        return self.hashing.result()

    @property
    def mark(self) -> tuple[str, str]:
        """By what the very same file is known again."""
        return self.digest, self.item.layout.name

    def is_among(self, marks: Collection[tuple[str, str]]) -> bool:
        """Whether the very same file is known; where none of its layout is, that needs no digest."""
        if not any(layout == self.item.layout.name for _, layout in marks):
            return False
        try:
            return self.mark in marks
        except FileRefused:  # damaged towards its end, which is told where its rows are read
            return False


@dataclass
class Landed:
    """What became of one file: what is said of it, and its refused rows as they came."""

    finding: Finding
    refused: list[mended.Row] = field(default_factory=list)
    closed_count: int = 0  # rows of days whose events were summed up and removed


@dataclass
class Job:
    """What all imports of one run share."""

    home: Home
    options: Mapping[str, str]
    received_at: datetime
    progress: Progress | None
    pseudonyms: Pseudonyms
    hashing: Executor
    met: dict[int, Met] = field(default_factory=dict)  # whom each import names

    def together(self, items: Mapping[int, Planned]) -> list[list[RecognisedFile]]:
        """The files of each import: those of one source that came together."""
        groups: dict[tuple[str, str], list[RecognisedFile]] = {}
        for index, item in items.items():
            digest = self.hashing.submit(self.pseudonyms.digest, item.table.digest_source())
            file = RecognisedFile(index, item, digest)
            groups.setdefault((item.delivery, item.importer.name), []).append(file)
        return list(groups.values())

    def bring(
        self,
        connection: duckdb.DuckDBPyConnection,
        group: list[RecognisedFile],
        findings: dict[int, Finding | None],
    ) -> Change:
        """Land the files of one import, write its parts and its entry in the log."""
        (import_id,) = connection.execute("SELECT coalesce(max(import_id), 0) + 1 FROM imports").fetchone()
        self.met[import_id] = Met(self.pseudonyms)
        landed, written, known = self._landed(connection, import_id, group)
        for number, (file, each) in enumerate(zip(group, landed, strict=True)):
            finding = each.finding
            finding.known_count = known.get(number, 0) + each.closed_count
            finding.loaded_count = finding.read_count - finding.refused_count - finding.known_count
            finding.import_id = import_id
            findings[file.index] = finding
        heads = [mended.header_of(file.item.table.head) for file in group]
        kept = [(each.finding.file_name, head, each.refused) for each, head in zip(landed, heads, strict=True)]
        refused_rows.keep(self.home, import_id, kept)
        _log(connection, import_id, group, [each.finding for each in landed], self.received_at)
        parts.note(self.home, connection, import_id, written)
        return change_of(connection, import_id)

    def _landed(
        self, connection: duckdb.DuckDBPyConnection, import_id: int, group: list[RecognisedFile]
    ) -> tuple[list[Landed], list[parts.Part], dict[int, int]]:
        """What became of each file, the parts, and how many rows of each file were known before."""
        writer = PartWriter(self.home, import_id, self.pseudonyms)
        try:
            met = self.met[import_id]
            closed = Closed.of(connection, self.home, source=group[0].item.importer.label, zone=time_zone(connection))
            landed = [self._land(writer, met, closed, number, file.item) for number, file in enumerate(group)]
            _mark_changes_only(writer, group)
            standing = {
                name: parts.standing(self.home, connection, name, days=writer.days(name)) for name in writer.landings
            }
            return landed, *writer.finish(standing)
        finally:
            writer.close()

    def keep_names(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Seal whom the imports name; the store must know by now who is staff."""
        for import_id, met in self.met.items():
            met.keep(self.home, connection, import_id)

    def _land(self, writer: PartWriter, met: Met, closed: Closed, number: int, item: Planned) -> Landed:
        """One file into the parts; a file that turns out unreadable leaves nothing behind."""
        finding = Finding(item.file_name, item.layout.label)
        refusals, refused_text, closed_count = [], [], 0
        try:
            for piece in ahead(pieces(item.table, item.layout, self.options, self.received_at)):
                rows, count = closed.without(item.layout, piece.batch.rows)
                closed_count += count
                writer.add(file_number=number, layout=item.layout, text=piece.text, rows=rows)
                met.add(number, item.layout, piece.text, piece.batch.rows)
                for layout, rows in piece.also:
                    writer.add(file_number=number, layout=layout, text=piece.text, rows=rows, is_extra=True)
                finding.read_count += piece.text.height
                refusals.append(piece.batch.refusals)
                if piece.batch.refusals.height:
                    numbers = piece.batch.refusals["row"].unique()
                    refused_text.append(piece.text.filter(pl.col(ROW).is_in(numbers.implode())))
                if self.progress:
                    self.progress(item.file_name, finding.read_count)
        except FileRefused as reason:
            writer.drop(number)
            met.drop(number)
            return Landed(Finding.turned_away(item.file_name, reason, label=item.layout.label))
        finding.take_refusals(pl.concat([*refusals, item.table.broken]), broken_count=item.table.broken.height)
        if closed_count:
            item.table.add_note(day_sums.told_again(closed_count))
        finding.note, finding.found = item.table.note, item.table.found
        return Landed(finding, refused_rows.rows_of(item.table, refused_text, finding.refusals), closed_count)


def change_of(connection: duckdb.DuckDBPyConnection, import_id: int) -> Change:
    """Which tables and days an import touches."""
    rows = connection.execute(
        "SELECT landing, first_on, last_on FROM parts WHERE import_id = ?", [import_id]
    ).fetchall()
    ends = [day for landing, *ends in rows if landing in ("events", TOOLS) for day in ends if day is not None]
    return Change(frozenset(landing for landing, _, _ in rows), (min(ends), max(ends)) if ends else None)


def together(changes: list[Change]) -> Change:
    """What several imports touch."""
    spans = [change.days for change in changes if change.days]
    days = (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None
    return Change(frozenset().union(*(change.landings for change in changes)), days)


def _mark_changes_only(writer: PartWriter, group: list[RecognisedFile]) -> None:
    """Mended rows are laid over the roster that they were taken from: whom they leave out has not left."""
    if all(isinstance(file.item.table, mended.MendedTable) for file in group):
        text = pl.DataFrame({ROW: [1], "property": ["file.mended"], "value": ["delta"]})
        writer.add(file_number=0, layout=_CHANGES_ONLY, text=text, rows=text, is_extra=True)


def _log(
    connection: duckdb.DuckDBPyConnection,
    import_id: int,
    group: list[RecognisedFile],
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
