"""How the way in which a tool was chosen is kept: once for each tool, signed, and never over another's entry."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from data_layer.records import keeping
from data_layer.records.database import ChangedMeanwhile
from data_layer.records.entries import Selection
from data_layer.records.kinds import Route
from data_layer.records.reviewing import ReviewIncomplete


def choose(session: Session, *, tool: str, route: Route | None, seen_version: int, by: str, on: date) -> Selection:
    """Keep how a tool was chosen. `seen_version`: that of the entry on the page, 0 where there was none."""
    if route is None:
        raise ReviewIncomplete("Choose one of the three ways first.")
    known = keeping.entries(session, Selection, tool=tool)
    if known:
        return keeping.change(session, known[0], seen_version=seen_version, by=by, on=on, route=route)
    if seen_version:
        raise ChangedMeanwhile
    return keeping.add(session, Selection(tool=tool, route=route), by=by, on=on)
