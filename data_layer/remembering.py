"""A store version never changes, so neither does an answer: the same select is put to it once.

A page asks for some twenty figures, and each of them first asks which tools are logged, how far the period has come,
what the calendar says. `connect` gives a connection that remembers what it was told.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, FrozenResult, Result, Select

from data_layer.store import KEPT_VERSIONS, Store

_MOST_ANSWERS = 4096
_MOST_ROWS = 5000  # a longer answer is about people one by one, and hardly asked for twice


class Remembering:
    """A connection whose `execute` puts a select to the database at most once; all else is the connection's own."""

    def __init__(self, connection: Connection, answers: dict[tuple, FrozenResult]) -> None:
        self._connection = connection
        self._answers = answers

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)

    def execute(self, select: Select) -> Result:
        key = _key(select)
        answer = self._answers.get(key)
        if answer is None:
            answer = self._connection.execute(select).freeze()
            if len(answer.data) <= _MOST_ROWS:
                self._keep(key, answer)
        return answer()

    def _keep(self, key: tuple, answer: FrozenResult) -> None:
        if len(self._answers) >= _MOST_ANSWERS:
            self._answers.clear()
        self._answers[key] = answer


@contextmanager
def connect(store: Store) -> Iterator[Remembering]:
    with store.connect() as connection:
        yield Remembering(connection, _answers(store.path))


@lru_cache(maxsize=KEPT_VERSIONS)
def _answers(path: Path) -> dict[tuple, FrozenResult]:  # noqa: ARG001 - one for each version
    return {}


def _key(select: Select) -> tuple:
    """What makes two selects the same: their shape, and the values bound into it."""
    key = select._generate_cache_key()
    return key.key, tuple(repr(bound.effective_value) for bound in key.bindparams)
