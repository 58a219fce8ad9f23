"""Enter something in the audit log, read it with filters, and verify that it is whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from data_layer.audit import chain, waiting
from data_layer.audit.entries import AuditEntry, Note
from data_layer.audit.kinds import Kind
from data_layer.records.database import RecordsUnavailable, opened
from data_layer.store import Home


def note(home: Home, *notes: Note) -> bool:
    """Enter what has happened. Where the database cannot be had it waits in the home; then the answer is False."""
    waiting.keep(home, notes)
    try:
        take_in(home)
    except RecordsUnavailable:
        return False
    return True


def note_first(home: Home, intended: Note) -> None:
    """Enter what is about to happen, or raise RecordsUnavailable: what may not happen unseen waits for the log."""
    with opened(home) as session:
        session.info["notes"].append(intended)


def take_in(home: Home) -> None:
    """Enter what waits."""
    waiting.hand_over(home, lambda notes: _enter(home, notes))


def entries(
    home: Home,
    *,
    kinds: Collection[Kind] = (),
    who: Collection[str] = (),
    first_on: date | None = None,
    last_on: date | None = None,
) -> Sequence[AuditEntry]:
    """The entries that meet all of this, the newest first; days are those of UTC, the last one included."""
    take_in(home)
    chosen = select(AuditEntry).order_by(AuditEntry.number.desc())
    if kinds:
        chosen = chosen.where(AuditEntry.kind.in_(kinds))
    if who:
        chosen = chosen.where(AuditEntry.who.in_(who))
    if first_on:
        chosen = chosen.where(AuditEntry.at >= _start_of(first_on))
    if last_on:
        chosen = chosen.where(AuditEntry.at < _start_of(last_on + timedelta(days=1)))
    with opened(home) as session:
        return session.scalars(chosen).all()


def reached(home: Home) -> int:
    """The number of the newest entry: while it stays, nobody has entered or changed anything."""
    with opened(home) as session:
        return session.scalar(select(func.max(AuditEntry.number))) or 0


def verify(home: Home) -> tuple[int, list[str]]:
    """How many entries there are, and every place where the log is not as it was written."""
    take_in(home)
    with opened(home) as session:
        count = len(session.scalars(select(AuditEntry.number)).all())
        return count, chain.breaks(session, home)


def _enter(home: Home, notes: Sequence[Note]) -> None:
    with opened(home) as session:
        session.info["notes"].extend(notes)


def _start_of(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time())
