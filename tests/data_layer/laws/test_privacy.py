"""Law 7: after every golden file is imported, no name, email, address or raw id stands in any file of the home."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import polars as pl
import pytest

from data_layer.importers.contract import ROW, fold
from data_layer.importers.landing import LANDINGS
from data_layer.store import Home, current
from data_layer.tables import metadata
from tests.data_layer.laws.examples import KEPT, Example

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_ADDRESS = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
_READABLE = re.compile(rb"[\w .@+:'-]{4,}")
_SHORTEST = 4  # characters; shorter ids stand in any file by chance
_NOTHING = {"null", "none"}


def _personal_headers(example: Example) -> set[str]:
    """The headers whose cells become pseudonyms, or are read and not kept as they are."""
    return {
        fold(name)
        for layout in (example.layout, *example.layout.also)
        for column in layout.columns
        if column.name in LANDINGS[layout.table].personal
        or (column.personal and column.name not in LANDINGS[layout.table].columns)
        for name in column.sources
    }


def _texts(example: Example) -> tuple[set[str], set[str]]:
    """What is personal in a file: cells of such columns, emails, addresses; and the cells of all other columns."""
    cells = pl.concat(list(example.table().frames())).drop(ROW)
    headers = _personal_headers(example)
    personal, other = set(), set()
    for name in cells.columns:
        texts = {str(cell).strip().lower() for cell in cells[name].drop_nulls()}
        (personal if fold(name) in headers else other).update(texts)
        personal.update(found for text in texts for form in (_EMAIL, _ADDRESS) for found in form.findall(text))
    return personal, other


def _kept_texts(home: Home) -> Iterator[tuple[str, str]]:
    """All that can be read in each file of the home: its bytes as they lie there, and tables without their packing."""
    for path in sorted(home.path.rglob("*")):
        if path.is_file():
            yield path.name, b"\n".join(set(_READABLE.findall(path.read_bytes().lower()))).decode()
        if path.suffix == ".parquet":
            yield path.name, _as_text(pl.read_parquet(path).rows())
    with current(home).connect() as connection:
        for table in metadata.tables:
            yield table, _as_text(connection.exec_driver_sql(f"FROM {table}"))


def _as_text(rows: Iterable[Iterable[object]]) -> str:
    return "\n".join({str(cell).lower() for row in rows for cell in row if cell is not None})


@pytest.fixture(scope="module")
def kept(arrivals) -> list[tuple[str, str]]:
    return [text for home in arrivals.homes for text in _kept_texts(home)]


@pytest.fixture(scope="module")
def told_elsewhere() -> set[str]:
    """What some other file says of no person: a course may have the number that somebody has."""
    texts = set().union(*(_texts(example)[1] for example in KEPT))
    return {text for text in texts if not _EMAIL.search(text) and not _ADDRESS.search(text)}


@pytest.mark.parametrize("example", KEPT, ids=str)
def test_nothing_personal_of_a_file_is_found_in_any_file_of_the_home(kept, told_elsewhere, example):
    wanted = {text for text in _texts(example)[0] - told_elsewhere - _NOTHING if len(text) >= _SHORTEST}
    words = [re.compile(rf"(?<!\w){re.escape(text)}(?!\w)") for text in wanted]
    assert [(name, word.pattern) for name, content in kept for word in words if word.search(content)] == []


def test_enough_is_looked_for():
    assert len(set().union(*(_texts(example)[0] for example in KEPT))) > 100
