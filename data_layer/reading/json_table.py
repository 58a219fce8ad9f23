"""A table of JSON objects, however they are written down: what all of them have in common."""

from __future__ import annotations

import io
import json
from abc import abstractmethod
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

import polars as pl

from data_layer.importers.contract import ROW, FileRefused, Head
from data_layer.reading.files import File, refuse_if_too_wide
from data_layer.reading.tables import SAMPLE_ROWS, TextTable, in_pieces
from data_layer.reading.text import Utf8Stream

Row = dict[str, str | None]
ROWS_FOR_COLUMNS = 1_000
DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)  # numbers keep every digit
_ROWS_PER_FRAME = 20_000
_NESTS = {"key", "value", "meta"}  # how Canvas Data 2 wraps a row


class JsonTable(TextTable):
    """The union of the keys of its first objects are the columns."""

    unit = ""  # what a row is, in the plural
    said = ""  # the note that says how the file was read
    broken_row = ("", "")  # problem and remedy of what could not be read as a row

    def __init__(self, file: File) -> None:
        super().__init__(file)
        with Utf8Stream(file.open()) as stream:
            first = [row for _, row in islice(self._rows(stream), ROWS_FOR_COLUMNS) if row is not None]
            encoding = stream.note
        columns = tuple(dict.fromkeys(key for row in first for key in row))
        if not columns:
            raise self.refusal()
        refuse_if_too_wide(len(columns))
        self.head = Head(file.name, columns, pl.DataFrame(_columns(columns, first[:SAMPLE_ROWS])), kind="jsonl")
        for sentence in filter(None, (self.said, encoding)):
            self.add_note(sentence)

    @abstractmethod
    def _rows(self, stream: BinaryIO) -> Iterator[tuple[int, Row | None]]:
        """The rows with their numbers; nothing stands for what could not be read as one."""

    @staticmethod
    @abstractmethod
    def refusal() -> FileRefused:
        """What is said of a file that holds no such rows."""

    def _read(self) -> Iterator[pl.DataFrame]:
        known = set(self.head.columns)
        with Utf8Stream(self.file.open()) as stream:
            for piece in in_pieces(self._rows(stream), _ROWS_PER_FRAME):
                found = {number: row for number, row in piece if row is not None}
                for number in (number for number, row in piece if row is None):
                    self._refuse(number, *self.broken_row)
                self._note_new(set().union(*found.values()) - known)
                numbers = pl.Series(ROW, list(found), dtype=pl.Int64)
                yield pl.DataFrame({ROW: numbers, **_columns(self.head.columns, list(found.values()))})

    def _note_new(self, keys: set[str]) -> None:
        for key in sorted(keys):
            self.add_note(f"{key} appears only after the first {ROWS_FOR_COLUMNS} {self.unit} and was left out.")


def looks_like_json(beginning: bytes) -> bool:
    with Utf8Stream(io.BytesIO(beginning)) as stream:
        return stream.read().lstrip()[:1] in (b"{", b"[")


def as_row(value: object) -> Row | None:
    """One object as cells of text; a nest of Canvas Data 2 becomes `key.id`, `value.name`, `meta.action`."""
    if not isinstance(value, dict):
        return None
    if value and value.keys() <= _NESTS and all(isinstance(nest, dict) for nest in value.values()):
        return {f"{nest}.{key}": _text(cell) for nest, inner in value.items() for key, cell in inner.items()}
    return {key: _text(cell) for key, cell in value.items()}


def _text(value: object) -> str | None:
    if value is None or value.__class__ is str:
        return value
    return json.dumps(value, ensure_ascii=False)


def _columns(names: Iterable[str], rows: list[Row]) -> dict[str, pl.Series]:
    return {name: pl.Series(name, [row.get(name) for row in rows], dtype=pl.String) for name in names}
