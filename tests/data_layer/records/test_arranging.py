"""An arrangement of slides is kept under its name, changed under the same one, and opened by whom it concerns."""

from __future__ import annotations

from datetime import date

import pytest

from data_layer.records import arranging, keeping
from data_layer.records.database import Session, opened
from data_layer.records.entries import BoardDeck
from data_layer.records.keeping import NotSigned
from data_layer.records.reviewing import ReviewIncomplete
from data_layer.scope import Entitlement
from data_layer.store import Home

DISTRICT, EAST = Entitlement(), Entitlement(frozenset({"east"}))
WORDS = {"name": "May meeting", "slides": ["use", "spend"], "hidden": {"spend"}, "notes": {"use": " Up ", "spend": " "}}


def save(session: Session, **words: object) -> BoardDeck:
    signed = {"entitlement": DISTRICT, "by": "Technologist", "on": date(2026, 3, 13)}
    return arranging.save(session, **{**WORDS, **signed, **words})


def test_order_hidden_slides_and_notes_come_back_as_they_were(home: Home):
    with opened(home) as session:
        save(session)
    with opened(home) as session:
        (deck,) = arranging.visible(session, DISTRICT)
        assert (deck.name, deck.slides, deck.hidden, deck.notes) == (
            "May meeting",
            ["use", "spend"],
            ["spend"],
            {"use": "Up"},
        )


def test_the_same_name_is_changed_and_remembers_what_it_was(home: Home):
    with opened(home) as session:
        save(session)
        deck = save(session, name=" may MEETING ", slides=["spend", "use"], hidden=set())
        assert arranging.visible(session, DISTRICT) == [deck]
        assert [each.contents["slides"] for each in keeping.revisions(session, deck)] == [["use", "spend"]]


def test_a_principal_opens_the_decks_of_the_own_schools_alone(home: Home):
    with opened(home) as session:
        save(session)
        hers = save(session, entitlement=EAST)
        save(session, entitlement=Entitlement(frozenset({"east", "west"})))
        assert arranging.visible(session, EAST) == [hers]
        assert len(arranging.visible(session, DISTRICT)) == 3
        assert arranging.visible(session, Entitlement(frozenset())) == []


def test_what_is_taken_back_is_opened_by_nobody(home: Home):
    with opened(home) as session:
        deck = save(session)
        arranging.take_back(session, deck, by="Technologist", on=date(2026, 3, 14))
        assert arranging.visible(session, DISTRICT) == []


@pytest.mark.parametrize(
    ("words", "refusal", "told"),
    [
        ({"name": " "}, ReviewIncomplete, "Under which name"),
        ({"hidden": {"use", "spend"}}, ReviewIncomplete, "Every slide is put aside"),
        ({"by": " "}, NotSigned, "Every entry is signed"),
    ],
)
def test_what_is_not_whole_is_turned_away(home: Home, words: dict, refusal: type, told: str):
    with opened(home) as session, pytest.raises(refusal, match=told):
        save(session, **words)
