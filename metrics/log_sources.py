"""Which sources bring logs, and how many events each of them brought on each school day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import Connection, select

from data_layer.scope import Scope
from data_layer.tables import source_days
from metrics.periods import last_school_day_before
from metrics.remembered import remembered
from metrics.rows import Answer

WHOLE_DISTRICT_ONLY = "Sources are looked at for the whole district at once, and you see only some of its schools."
_NO_LOG = "No log has been imported yet."

Days = dict[date, int]  # the events of each day that has any


def answer_of(connection: Connection, scope: Scope, *, columns: tuple[str, ...], rows_of: object) -> Answer:
    """What `rows_of` makes of each source's days; nothing for somebody who may see only some schools."""
    columns = ("source", *columns, "people_count")
    if scope.entitlement.schools is not None:
        return Answer(columns, [], (WHOLE_DISTRICT_ONLY,))
    sources = events_of(connection, known_end=scope.known_end)
    rows = [{"source": name, "people_count": None, **row} for name, days in sources.items() for row in rows_of(days)]
    return Answer(columns, rows, () if sources else (_NO_LOG,))


@remembered
def events_of(connection: Connection, *, known_end: date) -> Mapping[str, Days]:
    """Every source with its days up to `known_end`, by name."""
    asked = select(source_days).where(source_days.c.day < known_end).order_by(source_days.c.source, source_days.c.day)
    found: dict[str, Days] = defaultdict(dict)
    for row in connection.execute(asked):
        found[row.source][row.day] = row.event_count
    return dict(found)


def last_school_day(connection: Connection, scope: Scope) -> date | None:
    """The last school day that was over by the as-of day, in whichever period that lies."""
    return last_school_day_before(connection, scope.as_of + timedelta(days=1))
