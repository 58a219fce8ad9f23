"""How an arrangement of slides is kept under a name, and by whom it can be opened."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from data_layer.records import keeping
from data_layer.records.entries import BoardDeck
from data_layer.records.reviewing import ReviewIncomplete
from data_layer.scope import Entitlement


def visible(session: Session, entitlement: Entitlement) -> list[BoardDeck]:
    """Those that somebody may open, by name: of the own schools alone, where a role is bound to schools."""
    return sorted((each for each in keeping.entries(session, BoardDeck) if _may_open(each, entitlement)), key=_by_name)


def _by_name(deck: BoardDeck) -> tuple[str, str]:
    return deck.name.casefold(), deck.entry_id


def _may_open(deck: BoardDeck, entitlement: Entitlement) -> bool:
    """A note may be about the schools that the deck is of, so that nobody else reads it."""
    return entitlement.schools is None or (bool(deck.schools) and set(deck.schools) <= entitlement.schools)


def save(
    session: Session,
    *,
    name: str,
    slides: Sequence[str],
    hidden: Collection[str],
    notes: Mapping[str, str],
    entitlement: Entitlement,
    by: str,
    on: date,
) -> BoardDeck:
    """Keep it under a name; what stands under that name already is changed, and kept as it was before."""
    if not name.strip():
        raise ReviewIncomplete("Under which name? Write one, such as May meeting.")
    if not set(slides) - set(hidden):
        raise ReviewIncomplete("Every slide is put aside. Show at least one.")
    schools = sorted(entitlement.schools or ())
    words = {"slides": list(slides), "hidden": sorted(hidden), "notes": _written(notes), "schools": schools}
    known = next((each for each in visible(session, entitlement) if _is_same(each, name, schools)), None)
    if known is None:
        return keeping.add(session, BoardDeck(name=name.strip(), **words), by=by, on=on)
    return keeping.change(session, known, seen_version=known.version, by=by, on=on, **words)


def _is_same(deck: BoardDeck, name: str, schools: Collection[str]) -> bool:
    return deck.name.casefold() == name.strip().casefold() and deck.schools == schools


def _written(notes: Mapping[str, str]) -> dict[str, str]:
    return {name: text.strip() for name, text in notes.items() if text.strip()}


def take_back(session: Session, deck: BoardDeck, *, by: str, on: date) -> None:
    keeping.withdraw(session, deck, seen_version=deck.version, by=by, on=on)
