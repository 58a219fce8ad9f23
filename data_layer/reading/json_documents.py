"""Rows of a JSON file that is more than lines: a list, an envelope around a list, one object, or several of these.

An interface's answer wraps its rows ({"usageReports": [...]}, {"data": [...]}), mostly over many lines. It is read
piece by piece all the same, an object at a time, so that its size does not matter. Rows are numbered in order. Some
programs write the cells of a row alone, as a list in a list (Moodle, a list for each sheet): such columns go by number.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from data_layer.importers.contract import FileRefused
from data_layer.reading.json_table import DECODER, JsonTable, Row, as_row
from data_layer.reading.text import HEAD_BYTES

ENVELOPES = {  # under which names the systems that are known here wrap their rows
    *("data", "items", "statements", "usageReports"),
    *("courses", "students", "teachers", "courseWork", "studentSubmissions"),
}
_LONGEST_VALUE = 64 * 2**20  # characters; a longer one is taken for a file that is broken
_BETWEEN = re.compile(r"[\s,]*")
_LIST = re.compile(r"\[\s*(\S)")


class JsonDocumentsTable(JsonTable):
    """A .json file."""

    unit = "objects"
    said = "A JSON document; its rows are numbered in their order."
    broken_row = (
        "is not a whole JSON object, and what follows it could not be read",
        "Export or download the file again.",
    )

    def _rows(self, stream: BinaryIO) -> Iterator[tuple[int, Row | None]]:
        number = 0
        try:
            for number, value in enumerate(_objects(_Text(stream)), start=1):
                yield number, as_row(value)
        except (ValueError, RecursionError):
            yield number + 1, None

    @staticmethod
    def refusal() -> FileRefused:
        return FileRefused(
            "This is JSON, but it holds no rows.", "Export it again; if it stays so, there is nothing to import."
        )


def is_envelope(value: object) -> bool:
    """Whether an object is a wrapping: what has an id of its own is a thing, and its list a part of it."""
    if not isinstance(value, dict) or "id" in value:
        return False
    return any(isinstance(value.get(name), list) for name in ENVELOPES)


class _Text:
    """The text that is not yet read, filled up as it is wanted."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text, self._at, self._is_over = "", 0, False

    def peek(self) -> str:
        """The next character that is no blank and no comma; "" at the end."""
        while True:
            self._at = _BETWEEN.match(self._text, self._at).end()
            if self._at < len(self._text) or not self._fill():
                return self._text[self._at : self._at + 1]

    def holds_cells(self) -> bool:
        """Whether the list that comes next begins with a plain value: then it is a row, and no list of rows."""
        while not (begun := _LIST.match(self._text, self._at)) and self._fill():
            pass
        return begun is not None and begun[1] not in "[{]"

    def take(self, mark: str) -> None:
        if self.peek() != mark:
            raise ValueError(f"expected {mark}")
        self._at += 1

    def value(self) -> object:
        """The next whole value. One that ends where the text does may go on in the next piece."""
        self.peek()
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except ValueError:
                if len(self._text) - self._at > _LONGEST_VALUE or not self._fill():
                    raise
                continue
            if end < len(self._text) or not self._fill():
                self._at = end
                return value

    def _fill(self) -> bool:
        if self._is_over:
            return False
        piece = self._stream.read(max(HEAD_BYTES, len(self._text)))  # what grows is read in ever larger pieces
        self._is_over = not piece
        self._text = self._text[self._at :] + self._decoder.decode(piece, self._is_over)
        self._at = 0
        return not self._is_over


def _objects(text: _Text) -> Iterator[object]:
    """Every row of everything that stands in the file, one after the other."""
    while mark := text.peek():
        if mark == "[":
            yield from _listed(text)
        elif mark == "{":
            yield from _object(text)
        else:
            raise ValueError("neither an object nor a list")


def _listed(text: _Text) -> Iterator[object]:
    """The objects of a list, or of the envelopes in it, and the rows of the lists in it."""
    text.take("[")
    while (mark := text.peek()) != "]":
        if mark == "{":
            yield from _object(text)
        elif mark == "[" and text.holds_cells():
            yield {f"column {place}": cell for place, cell in enumerate(text.value(), start=1)}
        elif mark == "[":
            yield from _listed(text)
        else:
            yield text.value()
    text.take("]")


def _object(text: _Text) -> Iterator[object]:
    """One object, or the rows of one envelope; the rest of an envelope belongs to no row."""
    fields, wrapped = {}, False
    text.take("{")
    while text.peek() != "}":
        name = text.value()
        if not isinstance(name, str):
            raise ValueError("a name must be text")
        text.take(":")
        if name in ENVELOPES and "id" not in fields and text.peek() == "[":
            wrapped = True
            yield from _wrapped(text)
        else:
            fields[name] = text.value()
    text.take("}")
    if not wrapped:
        yield fields


def _wrapped(text: _Text) -> Iterator[object]:
    text.take("[")
    while text.peek() != "]":
        yield text.value()
    text.take("]")
