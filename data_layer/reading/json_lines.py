"""Rows of a JSON Lines file: one object per line, numbers kept to their last digit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

import polars as pl

from data_layer.importers.contract import FileRefused, Head
from data_layer.reading.files import File
from data_layer.reading.tables import SAMPLE_ROWS, TextTable, in_pieces, text_frame
from data_layer.reading.text import HEAD_BYTES, Utf8Stream

_LINES_PER_FRAME = 20_000
_LINES_FOR_COLUMNS = 1_000
_LONGEST_LINE = 64 * 2**20  # bytes; a longer one is a whole document
_NESTS = {"key", "value", "meta"}  # how Canvas Data 2 wraps a row


class JsonLinesTable(TextTable):
    """A .jsonl file; the union of the keys of its first lines are the columns, rows are numbered by line."""

    def __init__(self, file: File) -> None:
        super().__init__(file)
        with Utf8Stream(file.open()) as stream:
            first = [
                row for _, line in islice(_lines(stream), _LINES_FOR_COLUMNS) if (row := _object(line)) is not None
            ]
        if not first:
            raise not_json_lines()
        columns = tuple(dict.fromkeys(key for row in first for key in row))
        cells = [tuple(row.get(name) for name in columns) for row in first[:SAMPLE_ROWS]]
        self.head = Head(file.name, columns, _sample(columns, cells), kind="jsonl")
        self.add_note("One JSON object per line.")

    def _read(self) -> Iterator[pl.DataFrame]:
        known = set(self.head.columns)
        with Utf8Stream(self.file.open()) as stream:
            for lines in in_pieces(_lines(stream), _LINES_PER_FRAME):
                rows = [(number, row) for number, line in lines if (row := self._row(number, line)) is not None]
                self._note_new(key for _, row in rows for key in row if key not in known)
                cells = [tuple(row.get(name) for name in self.head.columns) for _, row in rows]
                yield text_frame(self.head.columns, [number for number, _ in rows], cells)

    def _row(self, number: int, line: bytes) -> dict[str, str | None] | None:
        row = _object(line)
        if row is None:
            self._refuse(number, "is not a JSON object", "Export the file again; each line must hold one whole object.")
        return row

    def _note_new(self, keys: Iterator[str]) -> None:
        for key in dict.fromkeys(keys):
            self.add_note(f"{key} appears only after the first {_LINES_FOR_COLUMNS} lines and was left out.")


def not_json_lines() -> FileRefused:
    return FileRefused(
        "This is JSON, but not one object per line.", "Export it as JSON Lines (.jsonl) or as CSV instead."
    )


def looks_like_json(beginning: bytes) -> bool:
    return beginning.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers."""
    rest, number = b"", 1
    while piece := stream.read(HEAD_BYTES):
        *whole, rest = (rest + piece).split(b"\n")
        yield from ((place, line) for place, line in enumerate(whole, start=number) if line.strip())
        number += len(whole)
        if len(rest) > _LONGEST_LINE:
            raise not_json_lines()
    if rest.strip():
        yield number, rest


def _object(line: bytes) -> dict[str, str | None] | None:
    """One line as cells of text; a nest of Canvas Data 2 becomes `key.id`, `value.name`, `meta.action`."""
    try:
        row = json.loads(line, parse_int=str, parse_float=str, parse_constant=str)
    except ValueError:
        return None
    if not isinstance(row, dict):
        return None
    if row and row.keys() <= _NESTS and all(isinstance(nest, dict) for nest in row.values()):
        row = {f"{nest}.{key}": value for nest, inner in row.items() for key, value in inner.items()}
    return {key: _text(value) for key, value in row.items()}


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _sample(columns: tuple[str, ...], cells: list[tuple[str | None, ...]]) -> pl.DataFrame:
    return pl.DataFrame(cells, schema=dict.fromkeys(columns, pl.String), orient="row")
