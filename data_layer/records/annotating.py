"""How a mark on trends is kept: what it must say, who reads it, and of which schools somebody may enter one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from data_layer.records import keeping
from data_layer.records.calendar_note import CalendarNote
from data_layer.records.kinds import Occasion
from data_layer.records.reviewing import ReviewIncomplete
from data_layer.scope import Entitlement

LONGEST = 120  # letters that a note may have


@dataclass(frozen=True)
class Words:
    """What a note says. `ends_on` None: the one day; `schools` empty: the whole district; `tool` None: no one tool."""

    occasion: Occasion | None
    words: str
    starts_on: date | None
    ends_on: date | None = None
    schools: Collection[str] = ()
    tool: str | None = None


def visible(session: Session, entitlement: Entitlement) -> list[CalendarNote]:
    """Those of the whole district, and those of schools that somebody may see, in the order of time."""
    known = [each for each in keeping.entries(session, CalendarNote) if _may_read(each, entitlement)]
    return sorted(known, key=lambda each: (each.starts_on, each.last_on, each.entry_id))


def _may_read(note: CalendarNote, entitlement: Entitlement) -> bool:
    return not note.schools or entitlement.schools is None or not entitlement.schools.isdisjoint(note.schools)


def may_change(note: CalendarNote, entitlement: Entitlement) -> bool:
    """Whether somebody could have entered it: all of its schools are theirs."""
    return entitlement.schools is None or (bool(note.schools) and entitlement.schools >= set(note.schools))


def enter(session: Session, given: Words, *, entitlement: Entitlement, by: str, on: date) -> CalendarNote:
    """Keep a new one."""
    return keeping.add(session, CalendarNote(**_checked(given, entitlement)), by=by, on=on)


def correct(
    session: Session,
    entry_id: str,
    given: Words,
    *,
    seen_version: int,
    entitlement: Entitlement,
    by: str,
    on: date,
) -> CalendarNote:
    """Say something else in its place."""
    note = _theirs(session, entry_id, entitlement)
    return keeping.change(session, note, seen_version=seen_version, by=by, on=on, **_checked(given, entitlement))


def remove(session: Session, entry_id: str, *, seen_version: int, entitlement: Entitlement, by: str, on: date) -> None:
    """Take it from every trend; it is kept, and counts no more."""
    keeping.withdraw(session, _theirs(session, entry_id, entitlement), seen_version=seen_version, by=by, on=on)


def _theirs(session: Session, entry_id: str, entitlement: Entitlement) -> CalendarNote:
    note = session.get(CalendarNote, entry_id)
    if note is None or not may_change(note, entitlement):
        raise ReviewIncomplete("This note is not of your schools alone. Ask whoever entered it, or your technologist.")
    return note


def _checked(given: Words, entitlement: Entitlement) -> dict[str, object]:
    if given.occasion is None or given.starts_on is None:
        raise ReviewIncomplete("Say what kind of note it is, and on which day it was or began.")
    if not given.words.strip():
        raise ReviewIncomplete("Write in a few words what happened, such as Training day for Canvas.")
    if len(given.words.strip()) > LONGEST:
        raise ReviewIncomplete(f"Write it in {LONGEST} letters or fewer: it stands under every chart.")
    if given.ends_on is not None and given.ends_on < given.starts_on:
        raise ReviewIncomplete("It ends before it begins. Correct one of the two days.")
    _check_schools(given.schools, entitlement)
    ends_on = given.ends_on if given.ends_on != given.starts_on else None
    kept = {"words": given.words.strip(), "schools": sorted(set(given.schools)), "ends_on": ends_on}
    return {"occasion": given.occasion, "starts_on": given.starts_on, "tool": given.tool, **kept}


def _check_schools(schools: Collection[str], entitlement: Entitlement) -> None:
    if entitlement.schools is None:
        return
    if not schools:
        raise ReviewIncomplete("Choose which of your schools it is about: the district's office alone marks all.")
    if not entitlement.schools >= set(schools):
        raise ReviewIncomplete("One of these schools is not yours. Choose among your own.")
