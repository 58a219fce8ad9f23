"""How entries are read, made and changed: nothing is overwritten unseen, and what stood before is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from data_layer.audit.entries import Note
from data_layer.records.database import ChangedMeanwhile
from data_layer.records.entries import Entry, Revision
from data_layer.records.plain import as_plain

_Kind = TypeVar("_Kind", bound=Entry)


class NotSigned(ValueError):
    """Nobody stands behind the entry."""

    def __init__(self) -> None:
        super().__init__("Every entry is signed. Write your name before you save.")


def entries(session: Session, kind: type[_Kind], **columns: object) -> list[_Kind]:
    """The entries of a kind that stand, with these values, the oldest first."""
    chosen = select(kind).filter_by(is_withdrawn=False, **columns)
    return list(session.scalars(chosen.order_by(kind.signed_on, kind.entry_id)))


def add(session: Session, entry: _Kind, *, by: str, on: date) -> _Kind:
    """Keep a new entry. Where there can be only one and somebody else was faster, say so."""
    _sign(entry, by=by, on=on)
    session.add(entry)
    _flush(session)
    _note(session, entry, done="entered")
    return entry


def change(session: Session, entry: _Kind, *, seen_version: int, by: str, on: date, **columns: object) -> _Kind:
    """Change an entry that was seen in this version, and keep what it said before."""
    if entry.version != seen_version:
        raise ChangedMeanwhile
    session.add(Revision(**_as_it_stands(entry)))
    for name, value in columns.items():
        setattr(entry, name, value)
    _sign(entry, by=by, on=on)
    _flush(session)
    _note(session, entry, done="withdrawn" if entry.is_withdrawn else "changed")
    return entry


def withdraw(session: Session, entry: Entry, *, seen_version: int, by: str, on: date) -> None:
    """Take an entry back. It is kept, and counts no more."""
    change(session, entry, seen_version=seen_version, by=by, on=on, is_withdrawn=True)


def revisions(session: Session, entry: Entry) -> Sequence[Revision]:
    """What an entry said before, the oldest first."""
    chosen = select(Revision).filter_by(entry_id=entry.entry_id)
    return session.scalars(chosen.order_by(Revision.version)).all()


def _sign(entry: Entry, *, by: str, on: date) -> None:
    if not by.strip():
        raise NotSigned
    entry.signed_by, entry.signed_on = by.strip(), on


def _note(session: Session, entry: Entry, *, done: str) -> None:
    """What it says stays in the records alone: words that people write may name somebody."""
    table = inspect(type(entry)).local_table.name.replace("_", " ")
    about = f" of {entry.tool}" if getattr(entry, "tool", None) else ""
    what = f"{table}{about}: {done} (entry {entry.entry_id}, version {entry.version})"
    session.info["notes"].append(Note(entry.AUDITED_AS, entry.signed_by, what))


def _as_it_stands(entry: Entry) -> dict:
    return {
        "entry_id": entry.entry_id,
        "version": entry.version,
        "table_name": inspect(type(entry)).local_table.name,
        "contents": as_plain(entry),
    }


def _flush(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        raise ChangedMeanwhile from error
