"""Rows kept for the next filter are those of the question, as often as it is asked, and never too many at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine, func, literal, select
from sqlalchemy.exc import ProgrammingError

from metrics.kept_rows import kept_rows


@pytest.fixture
def connection() -> Iterator[Connection]:
    with create_engine("duckdb:///:memory:", isolation_level="AUTOCOMMIT").connect() as opened:
        yield opened


def number(connection: Connection, kept: int) -> int:
    table = kept_rows(connection, ("number", kept), lambda: select(literal(kept).label("number")))
    return connection.execute(select(func.max(table.c.number))).scalar_one()


def test_a_question_is_asked_once(connection: Connection):
    asked = []

    def rows():
        asked.append(1)
        return select(literal(3).label("number"))

    tables = {kept_rows(connection, ("three",), rows) for _ in range(3)}
    assert len(tables) == len(asked) == 1


def test_every_question_has_its_own_rows_however_many_are_asked(connection: Connection):
    assert [number(connection, kept) for kept in (*range(20), *range(20))] == [*range(20), *range(20)]


def test_what_was_not_asked_for_longest_is_given_up(connection: Connection):
    first = kept_rows(connection, ("first",), lambda: select(literal(1).label("number")))
    for kept in range(8):
        number(connection, kept)
    with pytest.raises(ProgrammingError):
        connection.execute(select(first.c.number))
