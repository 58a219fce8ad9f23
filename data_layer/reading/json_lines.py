"""Rows of a JSON Lines file: one object per line, rows numbered by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from data_layer.importers.contract import FileRefused
from data_layer.reading.json_table import DECODER, JsonTable, Row, as_row
from data_layer.reading.text import HEAD_BYTES

_LONGEST_LINE = 64 * 2**20  # bytes; a longer one is a whole document


class JsonLinesTable(JsonTable):
    """A .jsonl file."""

    unit = "lines"
    said = "One JSON object per line."
    broken_row = ("is not a JSON object", "Export the file again; each line must hold one whole object.")

    def _rows(self, stream: BinaryIO) -> Iterator[tuple[int, Row | None]]:
        return ((number, _object(line)) for number, line in _lines(stream))

    @staticmethod
    def refusal() -> FileRefused:
        return FileRefused(
            "This is JSON, but not rows that can be read: neither one object per line, nor a list of objects.",
            "Export it as JSON Lines (.jsonl) or as CSV instead.",
        )


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers."""
    rest, number = b"", 1
    while piece := stream.read(HEAD_BYTES):
        *whole, rest = (rest + piece).split(b"\n")
        yield from ((place, line) for place, line in enumerate(whole, start=number) if line.strip())
        number += len(whole)
        if len(rest) > _LONGEST_LINE:
            raise JsonLinesTable.refusal()
    if rest.strip():
        yield number, rest


def _object(line: bytes) -> Row | None:
    try:
        return as_row(DECODER.decode(line.decode()))
    except (ValueError, RecursionError):
        return None
