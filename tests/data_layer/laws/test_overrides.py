"""Law 5: what somebody says of a file's encoding, separator and header row goes before what was found out."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import ROW
from data_layer.reading import TextTable, sources
from data_layer.reading.overrides import SEPARATORS
from tests.data_layer.laws.examples import Example
from tests.data_layer.laws.rewriting import export_of
from tests.data_layer.laws.test_encodings import WITH_HEADERS, with_remarks

MISLEADING = "user;date;time;tool;action\nthese;are;not;the;headers\n"  # above the headers, and likelier to be them
ONE_HEADER = [example for example in WITH_HEADERS if len(export_of(example.path).head) == 1]


def _read(path: Path, content: bytes, **told: str) -> TextTable:
    path.write_bytes(content)
    (delivery,) = sources([path], told)
    assert not delivery.refused, delivery.refused
    return delivery.tables[0]


def _cells(table: TextTable) -> tuple[list[str], list[tuple]]:
    frame = pl.concat(list(table.frames())).sort(ROW).drop(ROW)
    return frame.columns, frame.rows()


def _assert_same(example: Example, found: TextTable, plain: TextTable) -> None:
    assert _cells(found) == _cells(plain)
    assert recognise(found.head) == example.claimed_by


@pytest.mark.parametrize("example", WITH_HEADERS, ids=str)
def test_an_encoding_that_is_told_is_believed(example, tmp_path):
    text = with_remarks(example).text()
    path = tmp_path / example.path.name
    plain = _read(tmp_path / "plain.csv", text.encode())
    for encoding in ("utf-8", "utf-16", "cp1252", "mac_roman"):
        try:
            content = text.encode(encoding)
        except UnicodeEncodeError:
            continue  # the export holds letters that this encoding does not have
        _assert_same(example, _read(path, content, encoding=encoding), plain)
    assert _read(path, text.encode(), encoding="cp1252").found["encoding"] == "Windows-1252"


@pytest.mark.parametrize("example", WITH_HEADERS, ids=str)
def test_a_separator_that_is_told_is_believed(example, tmp_path):
    export = with_remarks(example)
    path = tmp_path / example.path.name
    plain = _read(tmp_path / "plain.csv", export.text().encode())
    for name, separator in SEPARATORS.items():
        found = _read(path, export.text(separator=separator).encode(), separator=name)
        _assert_same(example, found, plain)
        assert found.found["separator"] == f"{name}s"


@pytest.mark.parametrize("example", ONE_HEADER, ids=str)
def test_a_header_row_that_is_told_is_believed_whatever_stands_above_it(example, tmp_path):
    text = export_of(example.path).text(separator=";")
    plain = _read(tmp_path / "plain.csv", text.encode())
    told = {"header_row": "3", "separator": "semicolon"}
    found = _read(tmp_path / example.path.name, (MISLEADING + text).encode(), **told)
    _assert_same(example, found, plain)
    assert found.found["header_row"] == "row 3"
