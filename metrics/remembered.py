"""What every figure of a page asks again (the calendar, the tools) is asked once: a store version never changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

_KEPT = 2000  # answers on one connection; small ones, each a few rows
_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")


def remembered(
    ask: Callable[Concatenate[Connection, _Asked], _Answer],
) -> Callable[Concatenate[Connection, _Asked], _Answer]:
    """Keep the answers of a function with the connection they came from, for as long as the pool keeps that.

    Only for questions whose answers nobody changes afterwards.
    """

    @wraps(ask)
    def answer(connection: Connection, *args: _Asked.args, **kwargs: _Asked.kwargs) -> _Answer:
        known = connection.info.setdefault("remembered", {})
        question = (ask.__module__, ask.__qualname__, args, tuple(sorted(kwargs.items())))
        if question not in known:
            if len(known) >= _KEPT:
                known.clear()
            known[question] = ask(connection, *args, **kwargs)
        return known[question]

    return answer
