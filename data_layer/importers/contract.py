"""The law of import: a file is recognised by one layout, and every row it holds is loaded, known or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import polars as pl

from data_layer.importers import decimal_commas
from data_layer.importers.cells import keep_checks, read_columns
from data_layer.importers.column import ROW, Batch, Check, Column, Reading, blank
from data_layer.importers.head import Head, fold
from data_layer.importers.refused_file import FileRefused, NeedsAnswer

__all__ = [
    "ROW",
    "Batch",
    "Check",
    "Column",
    "FileRefused",
    "Head",
    "Importer",
    "Layout",
    "NeedsAnswer",
    "Reading",
    "blank",
    "fold",
    "read_columns",
]


@dataclass(frozen=True)
class Layout:
    """One shape of file: the headers it is known by, the landing table it fills and how.

    `signature` are the headers that must all be present; `absent` those that must not be; `matches` is asked
    last, where headers alone do not tell (a survey is known by the wording of its questions).
    `identity` names the landing columns that say "this is the same fact" when a later export restates it
    (a day's total, say); without it a row is known by all of its cells, and equal rows stay apart. A fact of one layout
    is no other layout's, unless both are `known_as` the same: one report in two languages, or as CSV and as JSON.
    `settle` looks at the whole file once (an iterable of text frames) and decides what the cells alone cannot
    say; it may raise NeedsAnswer. A `note` among its findings is a sentence shown with the file.
    `settled_columns` are further columns, read as those findings ask (dates in the order that was found).
    `finish` reshapes the parsed rows (one row may become several; ROW stays).
    `checks` refuse rows whose cells contradict each other. `also` are layouts that the same rows feed besides:
    what they yield is extra, and counts neither as loaded nor as refused.
    """

    name: str
    label: str
    table: str
    signature: tuple[str, ...]
    columns: tuple[Column, ...]
    absent: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()
    known_as: str = ""
    matches: Callable[[Head], bool] | None = None
    settle: Callable[[Head, Iterable[pl.DataFrame], Mapping[str, str]], Mapping[str, object]] | None = None
    prepare: Callable[[pl.DataFrame, Mapping[str, object]], pl.DataFrame] | None = None
    settled_columns: Callable[[Mapping[str, object]], tuple[Column, ...]] | None = None
    finish: Callable[[pl.DataFrame, Mapping[str, object]], pl.DataFrame] | None = None
    checks: tuple[Check, ...] = ()
    also: tuple[Layout, ...] = ()

    def recognises(self, head: Head) -> bool:
        if not head.has(*self.signature) or any(head.has(name) for name in self.absent):
            return False
        return self.matches is None or self.matches(head)

    def missing(self, head: Head) -> tuple[str, ...]:
        """The signature headers that this file lacks."""
        return tuple(name for name in self.signature if not head.has(name))

    def read(self, text: pl.DataFrame, settled: Mapping[str, object]) -> Batch:
        """Turn a frame of text cells (with ROW) into rows of the landing table, and refusals."""
        in_file = {own: header for header, own in self._as_it_writes(text.columns).items() if own != header}
        text = self._renamed(text)
        if self.prepare:
            text = self.prepare(text, settled)
        further = self.settled_columns(settled) if self.settled_columns else ()
        mark = settled.get(decimal_commas.SETTLED)
        batch = read_columns(text, self.columns + further, table=self.table, decimal_mark=mark)
        if self.checks:
            batch = keep_checks(text, batch, self.checks, columns=self.columns, table=self.table)
        refusals = batch.refusals.with_columns(pl.col("column").replace(in_file)) if in_file else batch.refusals
        return Batch(self.finish(batch.rows, settled) if self.finish else batch.rows, refusals)

    def read_also(
        self, text: pl.DataFrame, settled: Mapping[str, object], *, loaded: pl.DataFrame
    ) -> list[tuple[Layout, pl.DataFrame]]:
        """What the `also` layouts make of those rows of this frame that were loaded."""
        kept = text.filter(pl.col(ROW).is_in(loaded[ROW].unique().implode()))
        return [(layout, layout.read(kept, settled).rows) for layout in self.also]

    def settled(self, head: Head, frames: Iterable[pl.DataFrame], options: Mapping[str, str]) -> Mapping[str, object]:
        """What the whole file decides, once for all of its rows."""
        if not self.settle:
            return {}
        names = self._as_it_writes(head.columns)
        seen = replace(head, columns=tuple(names[each] for each in head.columns), sample=self._renamed(head.sample))
        return self.settle(seen, (self._renamed(frame) for frame in frames), options)

    def _renamed(self, text: pl.DataFrame) -> pl.DataFrame:
        names = self._as_it_writes(text.columns)
        return text if list(names.values()) == text.columns else text.rename(names)

    def _as_it_writes(self, headers: Iterable[str]) -> dict[str, str]:
        """Each header as this layout writes it: some exports change their case."""
        names = {header: header for header in headers}
        for header in names:
            own = self._own_headers.get(fold(header), header)
            if own != header and own not in names.values():
                names[header] = own
        return names

    @cached_property
    def _own_headers(self) -> dict[str, str]:
        columns = (*self.columns, *(column for layout in self.also for column in layout.columns))
        named = (*self.signature, *(source for column in columns for source in column.sources))
        return {fold(name): name for name in reversed(named)}


@dataclass(frozen=True)
class Importer:
    """A source system's export: one or more layouts that are imported, listed and undone together.

    `is_mapping`: the district said itself what the columns mean; then it claims only what nobody else knows.
    `explain` says of a file that nobody recognises why it is not taken, where the importer knows that kind of file.
    """

    name: str
    label: str
    layouts: tuple[Layout, ...]
    is_mapping: bool = False
    explain: Callable[[Head], FileRefused | None] | None = field(default=None, compare=False)

    def layout_for(self, head: Head) -> Layout | None:
        """The layout that recognises this table; its laws allow one at most."""
        found = [layout for layout in self.layouts if layout.recognises(head)]
        if len(found) > 1:
            raise ValueError(f"{head.label} fits {', '.join(layout.name for layout in found)}")
        return found[0] if found else None
