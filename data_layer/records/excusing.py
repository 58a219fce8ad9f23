"""How it is kept that a staff member is on leave, exempt or new, so that the seat is not reclaimed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from data_layer.records import keeping
from data_layer.records.entries import StaffStanding
from data_layer.records.kinds import Standing
from data_layer.records.reviewing import ReviewIncomplete


def excuse(
    session: Session,
    *,
    person_key: str,
    known: Collection[str],
    standing: Standing,
    starts_on: date,
    ends_on: date | None,
    by: str,
    on: date,
) -> StaffStanding:
    """Keep it. `known`: the codes of those who hold a seat, for a mistyped one would excuse nobody."""
    person_key = person_key.strip()
    if person_key not in known:
        raise ReviewIncomplete("Nobody who holds a seat has this code. Copy it from the list.")
    if ends_on is not None and ends_on < starts_on:
        raise ReviewIncomplete("It ends before it starts. Correct one of the two days.")
    entry = StaffStanding(person_key=person_key, standing=standing, starts_on=starts_on, ends_on=ends_on)
    return keeping.add(session, entry, by=by, on=on)


def take_back(session: Session, entry_id: str, *, seen_version: int, by: str, on: date) -> None:
    """From now on the seat counts again."""
    keeping.withdraw(session, session.get(StaffStanding, entry_id), seen_version=seen_version, by=by, on=on)
