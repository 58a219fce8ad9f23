"""How the audit log is chained: each entry is sealed with the home's audit key together with the one before it.

Of several that append at once each waits for the one before: in SQLite by the transaction itself, in PostgreSQL by a
lock that ends with it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session

from data_layer.audit import place
from data_layer.audit.entries import AuditEntry, Note
from data_layer.audit.place import Head
from data_layer.store import Home

_LOCK = 7_265_535  # any number of its own, as long as every server takes the same


def append(session: Session, home: Home, notes: Sequence[Note]) -> Head | None:
    """Chain these notes to the end, those left out that are in the log already. The caller commits, then advances."""
    wait_for_turn(session.connection())
    if place.head(home) is None:
        place.advance(home, _last(session))
    key, last = place.key(home), _end(session, home)
    for note in _fresh(session, notes):
        entry = AuditEntry(**vars(note), number=last.number + 1, previous_mark=last.mark)
        entry.mark = mark(key, entry)
        session.add(entry)
        last = Head(entry.number, entry.mark)
    session.flush()
    return last


def breaks(session: Session, home: Home) -> list[str]:
    """Every place where the log is not as it was written, in words; none where it is whole."""
    found: list[str] = []
    key, before, known = place.key(home), Head(), place.head(home)
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.number)):
        found += _breaks_at(entry, before, key)
        if known and entry.number == known.number and entry.mark != known.mark:
            found.append(f"Entry {entry.number} is not the one that the home knows as its last.")
        before = Head(entry.number, entry.mark)
    if known is None and before.number:
        found.append("The home does not know how far the log had come, so that its end may be cut off.")
    elif known and known.number > before.number:
        found.append(_missing(before.number + 1, known.number))
    return found


def mark(key: bytes, entry: AuditEntry) -> str:
    """The seal of one entry: of all that it says, its number, and the mark of the one before."""
    said = [entry.entry_id, entry.at.isoformat(), str(entry.kind), entry.who, entry.what, entry.filters]
    message = json.dumps([entry.number, entry.previous_mark, *said, entry.row_count])
    return hmac.digest(key, message.encode(), hashlib.sha256).hex()


def wait_for_turn(connection: Connection) -> None:
    """From here on nobody else appends, until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})


def _breaks_at(entry: AuditEntry, before: Head, key: bytes) -> Iterable[str]:
    if not hmac.compare_digest(entry.mark, mark(key, entry)):
        yield f"Entry {entry.number} does not say what it said when it was written."
    if entry.number > before.number + 1:
        yield _missing(before.number + 1, entry.number - 1)
    elif entry.previous_mark != before.mark or entry.number <= before.number:
        yield f"Entry {entry.number} was not written after the one that stands before it."


def _missing(first: int, last: int) -> str:
    return f"Entry {first} is missing." if first == last else f"Entries {first} to {last} are missing."


def _end(session: Session, home: Home) -> Head:
    """Where to go on. Where entries were cut off at the end, behind them: the gap stays to be seen."""
    return max(_last(session), place.head(home) or Head(), key=lambda reached: reached.number)


def _last(session: Session) -> Head:
    newest = select(AuditEntry.number, AuditEntry.mark).order_by(AuditEntry.number.desc()).limit(1)
    row = session.execute(newest).first()
    return Head(*row) if row else Head()


def _fresh(session: Session, notes: Sequence[Note]) -> list[Note]:
    known = set(
        session.scalars(select(AuditEntry.entry_id).where(AuditEntry.entry_id.in_([n.entry_id for n in notes])))
    )
    return [note for note in notes if note.entry_id not in known]
