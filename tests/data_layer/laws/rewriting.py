"""The same export written in another way: its rows in another order, its text in another encoding."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from data_layer.importers.contract import ROW
from data_layer.reading import TextTable
from data_layer.reading.json_documents import ENVELOPES, JsonDocumentsTable
from data_layer.reading.json_lines import JsonLinesTable
from data_layer.reading.separated import SeparatedTable
from data_layer.reading.text import Utf8Stream
from tests.data_layer.laws.examples import table_of


@dataclass(frozen=True)
class Export:
    """A file taken apart: what stands before its rows, and the rows: lists of cells, objects, or lines."""

    kind: type[TextTable]
    head: Any
    rows: Sequence[Any]
    separator: str = ","
    suffix: str = ".csv"

    def with_rows(self, rows: Sequence[Any]) -> Export:
        return replace(self, rows=list(rows))

    def write(self, path: Path) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        if self.kind is SeparatedTable:
            path.write_bytes(self.text().encode())
        elif self.kind is JsonLinesTable:
            path.write_text("".join(f"{row}\n" for row in self.rows), encoding="utf-8")
        elif self.kind is JsonDocumentsTable:
            rows = list(self.rows)
            document = {**self.head, _envelope(self.head): rows} if self.head else rows
            path.write_text(json.dumps(document), encoding="utf-8")
        else:
            _write_sheet(path, [*self.head, *self.rows])
        return path

    def text(self, *, separator: str | None = None, line_end: str = "\n") -> str:
        """A separated file as text, its cells quoted where they must be."""
        lines = io.StringIO()
        quoting = csv.QUOTE_MINIMAL if line_end == "\n" else csv.QUOTE_ALL  # else a lone newline would stand bare
        writer = csv.writer(lines, delimiter=separator or self.separator, lineterminator=line_end, quoting=quoting)
        writer.writerows([*self.head, *self.rows])
        return lines.getvalue()


def export_of(path: Path) -> Export:
    """The file taken apart."""
    table = table_of(path)
    if isinstance(table, SeparatedTable):
        records = list(csv.reader(io.StringIO(_text(path), newline=""), delimiter=table.shape.separator))
        header = table.shape.row
        return Export(SeparatedTable, records[:header], records[header:], table.shape.separator, path.suffix)
    if isinstance(table, JsonLinesTable):
        return Export(JsonLinesTable, None, _text(path).splitlines(), suffix=path.suffix)
    if isinstance(table, JsonDocumentsTable):
        return _documents(_text(path), path.suffix)
    first = min(frame[ROW].min() for frame in table.frames())
    cells = [list(row) for row in load_workbook(path)[table.head.sheet].iter_rows(values_only=True)]
    return Export(type(table), cells[: first - 1], cells[first - 1 :], suffix=path.suffix)


def _documents(text: str, suffix: str) -> Export:
    """One document is taken apart; of several, one to a line, each line counts as a row."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError:
        return Export(JsonLinesTable, None, text.splitlines(), suffix=suffix)
    if isinstance(document, list):
        return Export(JsonDocumentsTable, None, document, suffix=suffix)
    name = _envelope(document)
    if name is None:
        return Export(JsonDocumentsTable, None, [document], suffix=suffix)
    return Export(JsonDocumentsTable, document, document[name], suffix=suffix)


def _envelope(document: dict) -> str | None:
    return next((name for name in document if name in ENVELOPES and "id" not in document), None)


def _text(path: Path) -> str:
    with Utf8Stream(path.open("rb")) as stream:
        return b"".join(iter(lambda: stream.read(2**20), b"")).decode()


def _write_sheet(path: Path, rows: Sequence[Sequence[object]]) -> None:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
