"""Which kind of JSON file this is: one object per line, or a document."""

from __future__ import annotations

from data_layer.importers.contract import FileRefused
from data_layer.reading.files import File
from data_layer.reading.json_documents import JsonDocumentsTable, is_envelope
from data_layer.reading.json_lines import JsonLinesTable
from data_layer.reading.json_table import DECODER, JsonTable
from data_layer.reading.text import HEAD_BYTES, Utf8Stream


def json_table(file: File) -> JsonTable:
    """Lines where the first line is an object by itself; else a document, or lines of which the first is broken."""
    first = _first_line(file)
    if isinstance(first, dict) and first and not is_envelope(first):
        return JsonLinesTable(file)
    try:
        return JsonDocumentsTable(file)
    except FileRefused:
        if first is not None or _says_nothing(_beginning(file)):
            raise
        return JsonLinesTable(file)


def _beginning(file: File) -> bytes:
    with Utf8Stream(file.open()) as stream:
        return stream.read(HEAD_BYTES).strip()


def _first_line(file: File) -> object:
    """What the first line says by itself; nothing where it is no whole value."""
    line, _, _ = _beginning(file).partition(b"\n")
    return _decoded(line)


def _says_nothing(text: bytes) -> bool:
    """Whether this is the whole answer of an interface that had nothing to tell: {}, or an empty list, wrapped."""
    value = _decoded(text)
    return value == {} or is_envelope(value)


def _decoded(text: bytes) -> object:
    try:
        return DECODER.decode(text.decode(errors="replace"))
    except (ValueError, RecursionError):
        return None
