"""Rows kept for the next filter are those of the question, as often as it is asked, and never too many at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Table, create_engine, func, literal, select
from sqlalchemy.exc import ProgrammingError

from metrics.kept_rows import kept_rows


@pytest.fixture
def connection() -> Iterator[Connection]:
    with create_engine("duckdb:///:memory:", isolation_level="AUTOCOMMIT").connect() as opened:
        yield opened


def number(connection: Connection, kept: int) -> int:
    table = kept_rows(connection, ("number", kept), lambda: select(literal(kept).label("number")))
    return connection.execute(select(func.max(table.c.number))).scalar_one()


def test_from_the_second_time_on_a_question_is_read_from_one_table(connection: Connection):
    asked = []

    def rows():
        asked.append(1)
        return select(literal(3).label("number"))

    first, *others = (kept_rows(connection, ("three",), rows) for _ in range(5))
    assert not isinstance(first, Table)
    assert isinstance(others[0], Table)
    assert len(set(others)) == 1
    assert len(asked) == 2


def test_every_question_has_its_own_rows_however_many_are_asked(connection: Connection):
    assert [number(connection, kept) for kept in [*range(20)] * 3] == [*range(20)] * 3


def test_what_was_not_asked_for_longest_is_given_up(connection: Connection):
    _, first = (kept_rows(connection, ("first",), lambda: select(literal(1).label("number"))) for _ in range(2))
    for kept in [*range(8)] * 2:
        number(connection, kept)
    with pytest.raises(ProgrammingError):
        connection.execute(select(first.c.number))
