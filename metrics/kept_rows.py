"""Rows that one filter after another is applied to are put into a temporary table once, and read from there."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from sqlalchemy import Connection, FromClause, Select
from sqlalchemy.schema import CreateTableAs, DropTable

_KEPT = 8  # tables on one connection, each up to some hundred thousand rows: the least lately asked goes first
_REMEMBERED = 500  # questions on one connection that were asked once


def kept_rows(connection: Connection, question: tuple[Hashable, ...], rows: Callable[[], Select]) -> FromClause:
    """What `rows()` selects: the select itself when it is asked for first, and from then on a table that holds it.

    `question` tells this select from all others. Ask for the table each time it is needed, and remember nothing
    that holds it: it goes when others are asked for.
    """
    known = connection.info.setdefault("kept rows", {})
    if question in known:
        known[question] = known.pop(question)  # now the last of them
        return known[question]
    if not _was_asked(connection, question):
        return rows().subquery()
    if len(known) == _KEPT:
        connection.execute(DropTable(known.pop(next(iter(known)))))
    number = connection.info["tables made"] = connection.info.get("tables made", 0) + 1
    made = CreateTableAs(rows(), f"kept_rows_{number}", temporary=True)
    connection.execute(made)
    known[question] = made.table
    return made.table


def _was_asked(connection: Connection, question: tuple[Hashable, ...]) -> bool:
    """A question that nobody asks again would pay for a table in vain."""
    asked = connection.info.setdefault("asked once", {})
    if question in asked:
        return True
    if len(asked) == _REMEMBERED:
        asked.clear()
    asked[question] = True
    return False
