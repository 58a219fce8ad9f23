"""A file of refused rows that came back mended: read as the file it was taken from, without what was added to it.

Its first column says what to mend, and marks it. Cells that a spreadsheet would have changed were guarded by an
apostrophe, which is taken off again.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

import polars as pl

from data_layer.formulas import RESTORED, guarded
from data_layer.importers.contract import ROW, Head, fold
from data_layer.reading.tables import TextTable

MARK = "Rollcall: what to mend"
MARK_OF_COMMAS = f"{MARK} (decimal commas)"  # the export had semicolons between its cells
_MARKS = {fold(MARK): False, fold(MARK_OF_COMMAS): True}
Row = tuple[str, list[str]]  # what to mend, and the cells


class MendedTable(TextTable):
    """What `inner` holds, as it stood in the file that its rows were refused from."""

    def __init__(self, inner: TextTable) -> None:
        super().__init__(inner.file)
        self._inner = inner
        self.head = _without_mark(inner.head)
        self.found = inner.found
        self.notes = [*inner.notes, "These rows were refused before, and belong to the import they were taken from."]

    @property
    def broken(self) -> pl.DataFrame:
        return self._inner.broken

    def _read(self) -> Iterator[pl.DataFrame]:
        for frame in self._inner.frames():
            yield frame.select(ROW, *_restored(self.head.columns))
        self.unread = {row: [cells[1:] for cells in records] for row, records in self._inner.unread.items()}


def restored(table: TextTable) -> TextTable:
    """The table itself, or what a file of mended rows stands for."""
    return MendedTable(table) if fold(table.head.columns[0]) in _MARKS else table


def header_of(head: Head) -> list[list[str]]:
    """The header rows under which a table of this head is recognised again."""
    header = [[MARK_OF_COMMAS if head.has_decimal_commas else MARK, *head.columns]]
    for cells in head.beneath[:1]:  # read again as a platform writes it: codes, what they say, and marks of an import
        header += [["", *cells], [json.dumps({"ImportId": name}) for name in ("mend", *head.columns)]]
    return header


def written(header: Iterable[list[str]], rows: Iterable[Row]) -> bytes:
    """The rows as a CSV that a spreadsheet opens, runs nothing of, and gives back unchanged."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows(header)
    writer.writerows([guarded(cell) for cell in (what, *cells)] for what, cells in rows)
    return text.getvalue().encode("utf-8-sig")


def _without_mark(head: Head) -> Head:
    columns = head.columns[1:]
    beneath = tuple(cells[1:] for cells in head.beneath)
    return replace(
        head,
        columns=columns,
        sample=head.sample.select(_restored(columns)),
        beneath=beneath,
        has_decimal_commas=_MARKS[fold(head.columns[0])],
    )


def _restored(columns: Iterable[str]) -> list[pl.Expr]:
    return [pl.col(name).str.replace(*RESTORED) for name in columns]
