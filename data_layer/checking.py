"""What an import would make of each file: what it is, what would be refused and why; nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

from data_layer.ahead import ahead
from data_layer.importers import decimal_commas
from data_layer.importers.catalogue import IMPORTERS, recognise
from data_layer.importers.consequences import NOT_YET
from data_layer.importers.contract import (
    ROW,
    Batch,
    FileRefused,
    Head,
    Importer,
    Layout,
    NeedsAnswer,
)
from data_layer.importers.landing import LANDINGS
from data_layer.importers.refusals import MASK, REFUSAL_SCHEMA
from data_layer.reading import Companion, Delivery, NoRows, RefusedFile, TextTable, sources

Progress = Callable[[str, int], None]  # file name, rows read so far
PREVIEW_ROWS = 20
SHOWN_REFUSALS = 1000
FIGURES = "Working out the figures"  # what progress tells, in place of a file, once all files are read
SET_ASIDE = "ignored"
_COMPANION = Layout("companion", "no export", SET_ASIDE, (), ())
_SET_ASIDE_NOTE = "Nothing in this file is needed, and nothing of it is kept."


@dataclass(frozen=True)
class Planned:
    """One table of what was given: the importer and layout that recognise it, or why none does."""

    delivery: str
    file_name: str
    table: TextTable | None = None
    importer: Importer | None = None
    layout: Layout | None = None
    reason: FileRefused | None = None
    note: str = ""  # set where there is nothing to read, and nothing wrong with that
    path: Path | None = None  # what it was read from: a file, or the zip that holds it


@dataclass
class Finding:
    """What was found out about one table, in numbers and words."""

    file_name: str
    label: str = ""
    read_count: int = 0
    loaded_count: int = 0
    known_count: int = 0
    refused_count: int = 0
    note: str = ""
    problem: str = ""
    remedy: str = ""
    question: NeedsAnswer | None = None
    import_id: int | None = None
    is_set_aside: bool = False  # nothing is wrong with it, and nothing of it is read
    found: Mapping[str, str] = field(default_factory=dict)  # encoding, separator, header row: see reading.overrides
    head: Head | None = None  # of a table that nobody recognises: what a mapping can be made from
    refusals: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REFUSAL_SCHEMA))
    preview: pl.DataFrame = field(default_factory=pl.DataFrame)

    @property
    def is_refused(self) -> bool:
        """Whether the file as a whole was turned away."""
        return bool(self.problem)

    def take_refusals(self, refusals: pl.DataFrame, *, broken_count: int) -> None:
        """Enter what was refused, the rows included that could not be read as rows at all."""
        self.refusals = refusals.sort("row", maintain_order=True)
        self.read_count += broken_count
        self.refused_count = refused_rows(refusals)

    @classmethod
    def turned_away(cls, file_name: str, reason: FileRefused, *, label: str = "") -> Finding:
        question = reason if isinstance(reason, NeedsAnswer) else None
        return cls(file_name, label, problem=reason.problem, remedy=reason.remedy, question=question)


@dataclass(frozen=True)
class Piece:
    """One frame of a table as text, and what its layout made of it."""

    text: pl.DataFrame
    batch: Batch
    also: list[tuple[Layout, pl.DataFrame]]


def check(
    paths: Iterable[Path | str],
    options: Mapping[str, str] | None = None,
    *,
    received_at: datetime,
    progress: Progress | None = None,
    among: Sequence[Importer] = IMPORTERS,
) -> list[Finding]:
    """Read every file to its end and say what an import would do with it. Known rows show only at the import."""
    planned = plan(paths, options, among=among)
    return [_find(item, options or {}, received_at, progress) for item in planned]


def plan(
    paths: Iterable[Path | str], options: Mapping[str, str] | None = None, *, among: Sequence[Importer] = IMPORTERS
) -> list[Planned]:
    """Open what was given and recognise each table of it, among these importers."""
    planned = []
    for delivery in sources(paths, options):
        planned += [_without_table(delivery, refused, among) for refused in delivery.refused]
        planned += [_recognised(delivery.name, table, among) for table in delivery.tables]
    return planned


def pieces(table: TextTable, layout: Layout, options: Mapping[str, str], received_at: datetime) -> Iterator[Piece]:
    """Read a table frame by frame. A row from after the day it arrived cannot be true and is refused."""
    settled = layout.settled(table.head, table.frames(), options)
    if settled.get("note"):
        table.add_note(str(settled["note"]))
    settled = {**settled, **_decimal_mark(table, layout, options)}
    for text in ahead(table.frames()):
        batch = _not_from_the_future(layout, layout.read(text, settled), received_at)
        yield Piece(text, batch, layout.read_also(text, settled, loaded=batch.rows) if layout.also else [])


def _decimal_mark(table: TextTable, layout: Layout, options: Mapping[str, str]) -> dict[str, str | None]:
    """Which mark stands before the decimals; the table's head says so from then on, for rows that are to be mended."""
    mark = decimal_commas.settle(table.head, layout.columns, table.frames(), options)
    table.head = replace(table.head, has_decimal_commas=mark == decimal_commas.COMMA)
    return {decimal_commas.SETTLED: mark}


def without_rows(item: Planned) -> Finding | None:
    """What is to be said of a file of which no row is read; None for every other."""
    if item.reason:
        refused = Finding.turned_away(item.file_name, item.reason)
        if item.table:
            refused.head, refused.found = item.table.head, item.table.found
        return refused
    if item.note or item.layout.table == SET_ASIDE:
        return Finding(item.file_name, item.layout.label, note=item.note or _SET_ASIDE_NOTE, is_set_aside=True)
    return None


def refused_rows(refusals: pl.DataFrame) -> int:
    """How many rows (not cells) these refusals speak of."""
    return refusals["row"].n_unique() if refusals.height else 0


def _without_table(delivery: Delivery, refused: RefusedFile, among: Sequence[Importer]) -> Planned:
    """A file that cannot be read as a table. Packages often hold tables without rows, or notes; that is no fault."""
    if isinstance(refused.reason, Companion):
        note = f"{refused.reason.problem} Nothing of it is read. {refused.reason.remedy}"
        return Planned(delivery.name, refused.name, layout=_COMPANION, note=note, path=refused.path)
    if isinstance(refused.reason, NoRows) and delivery.tables:
        try:
            importer, layout = recognise(refused.reason.head, among=among)
        except FileRefused:  # what is not known and empty needs no mapping: it holds nothing
            return Planned(delivery.name, refused.name, reason=refused.reason, path=refused.path)
        note = refused.reason.problem
        return Planned(delivery.name, refused.name, None, importer, layout, note=note, path=refused.path)
    return Planned(delivery.name, refused.name, reason=refused.reason, path=refused.path)


def _recognised(delivery: str, table: TextTable, among: Sequence[Importer]) -> Planned:
    try:
        importer, layout = recognise(table.head, among=among)
    except FileRefused as reason:
        return Planned(delivery, table.head.label, table, reason=reason, path=table.file.path)
    return Planned(delivery, table.head.label, table, importer, layout, path=table.file.path)


def _find(item: Planned, options: Mapping[str, str], received_at: datetime, progress: Progress | None) -> Finding:
    if (settled := without_rows(item)) is not None:
        return settled
    finding = Finding(item.file_name, item.layout.label)
    refusals = []
    try:
        for piece in pieces(item.table, item.layout, options, received_at):
            finding.read_count += piece.text.height
            refusals.append(piece.batch.refusals)
            if finding.preview.is_empty():
                finding.preview = preview(item.layout, piece.batch.rows)
            if progress:
                progress(item.file_name, finding.read_count)
    except FileRefused as reason:
        return Finding.turned_away(item.file_name, reason, label=item.layout.label)
    finding.take_refusals(pl.concat([*refusals, item.table.broken]), broken_count=item.table.broken.height)
    finding.loaded_count = finding.read_count - finding.refused_count
    finding.refusals = finding.refusals.head(SHOWN_REFUSALS)
    finding.note, finding.found = item.table.note, item.table.found
    return finding


def preview(layout: Layout, rows: pl.DataFrame) -> pl.DataFrame:
    """The first rows as they would be loaded, with what is personal hidden."""
    personal = LANDINGS[layout.table].personal
    shown = [
        pl.when(pl.col(name).is_not_null()).then(pl.lit(MASK)).alias(name) if name in personal else pl.col(name)
        for name in rows.columns
        if name != ROW
    ]
    return rows.head(PREVIEW_ROWS).select(shown)


def _not_from_the_future(layout: Layout, batch: Batch, received_at: datetime) -> Batch:
    """A day of grace covers the time zones."""
    moments = {
        "events": ("occurred_at", "local_at"),
        "survey_answers": ("submitted_at",),
        "submissions": ("submitted_at", "submitted_local_at"),
    }.get(layout.table, ())
    if not moments:
        return batch
    late = batch.rows.filter(pl.max_horizontal(*moments) > received_at + timedelta(days=1))
    if late.is_empty():
        return batch
    refused = late.unique(ROW, maintain_order=True).select(
        pl.col(ROW).alias("row"),
        pl.lit("date and time").alias("column"),
        pl.max_horizontal(*moments).dt.to_string("%Y-%m-%d %H:%M:%S").alias("value"),
        pl.lit("lies in the future").alias("problem"),
        pl.lit("Correct the date, or the clock of the system that wrote it.").alias("remedy"),
        pl.lit(NOT_YET).alias("consequence"),
    )
    kept = batch.rows.filter(~pl.col(ROW).is_in(refused["row"].implode()))
    return Batch(kept, pl.concat([batch.refusals, refused]))
