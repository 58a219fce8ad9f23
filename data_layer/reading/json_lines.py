"""Rows of a JSON Lines file: one object per line, numbers kept to their last digit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

import polars as pl

from data_layer.importers.contract import ROW, FileRefused, Head
from data_layer.reading.files import File
from data_layer.reading.tables import SAMPLE_ROWS, TextTable, in_pieces
from data_layer.reading.text import HEAD_BYTES, Utf8Stream

Row = dict[str, str | None]
_LINES_PER_FRAME = 20_000
_LINES_FOR_COLUMNS = 1_000
_LONGEST_LINE = 64 * 2**20  # bytes; a longer one is a whole document
_NESTS = {"key", "value", "meta"}  # how Canvas Data 2 wraps a row
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


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
        self.head = Head(file.name, columns, pl.DataFrame(_columns(columns, first[:SAMPLE_ROWS])), kind="jsonl")
        self.add_note("One JSON object per line.")

    def _read(self) -> Iterator[pl.DataFrame]:
        known = set(self.head.columns)
        with Utf8Stream(self.file.open()) as stream:
            for lines in in_pieces(_lines(stream), _LINES_PER_FRAME):
                found = {number: row for number, line in lines if (row := self._row(number, line)) is not None}
                self._note_new(set().union(*found.values()) - known)
                numbers = pl.Series(ROW, list(found), dtype=pl.Int64)
                yield pl.DataFrame({ROW: numbers, **_columns(self.head.columns, list(found.values()))})

    def _row(self, number: int, line: bytes) -> Row | None:
        row = _object(line)
        if row is None:
            self._refuse(number, "is not a JSON object", "Export the file again; each line must hold one whole object.")
        return row

    def _note_new(self, keys: set[str]) -> None:
        for key in sorted(keys):
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


def _object(line: bytes) -> Row | None:
    """One line as cells of text; a nest of Canvas Data 2 becomes `key.id`, `value.name`, `meta.action`."""
    try:
        row = _DECODER.decode(line.decode())
    except ValueError:
        return None
    if not isinstance(row, dict):
        return None
    if row and row.keys() <= _NESTS and all(isinstance(nest, dict) for nest in row.values()):
        return {f"{nest}.{key}": _text(value) for nest, inner in row.items() for key, value in inner.items()}
    return {key: _text(value) for key, value in row.items()}


def _text(value: object) -> str | None:
    if value is None or value.__class__ is str:
        return value
    return json.dumps(value, ensure_ascii=False)


def _columns(names: Iterable[str], rows: list[Row]) -> dict[str, pl.Series]:
    return {name: pl.Series(name, [row.get(name) for row in rows], dtype=pl.String) for name in names}
