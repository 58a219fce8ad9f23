"""A mark on trends says what, when and where, and is entered, changed and read by those whose schools it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data_layer.access.capabilities import TABLE, Capability, Role
from data_layer.access.viewer import Viewer
from data_layer.audit import log
from data_layer.records import annotating
from data_layer.records.annotating import LONGEST, Words
from data_layer.records.database import ChangedMeanwhile, opened
from data_layer.records.kinds import Occasion
from data_layer.records.reviewing import ReviewIncomplete
from data_layer.scope import Entitlement
from data_layer.store import Home

DAY = date(2026, 3, 2)
DISTRICT, HERS = Entitlement(), Entitlement(frozenset({"east", "west"}))
TRAINING = Words(Occasion.TRAINING, "Canvas for all of grade 3", DAY)
BY = {"by": "Technologist", "on": date(2026, 3, 13)}


def enter(home: Home, given: Words = TRAINING, entitlement: Entitlement = DISTRICT) -> str:
    with opened(home) as session:
        return annotating.enter(session, given, entitlement=entitlement, **BY).entry_id


def seen(home: Home, entitlement: Entitlement = DISTRICT) -> list[str]:
    with opened(home) as session:
        return [note.words for note in annotating.visible(session, entitlement)]


def test_a_note_comes_back_as_it_was_entered(home: Home):
    enter(home, replace(TRAINING, ends_on=date(2026, 3, 4), schools=("west", "east", "east"), tool="Canvas"))
    with opened(home) as session:
        (note,) = annotating.visible(session, DISTRICT)
    assert (note.occasion, note.words, note.starts_on, note.last_on) == (
        Occasion.TRAINING,
        "Canvas for all of grade 3",
        DAY,
        date(2026, 3, 4),
    )
    assert (note.schools, note.tool, note.signed_by) == (["east", "west"], "Canvas", "Technologist")


def test_a_note_of_one_day_has_no_other_last_day(home: Home):
    enter(home, replace(TRAINING, ends_on=DAY))
    with opened(home) as session:
        (note,) = annotating.visible(session, DISTRICT)
    assert (note.ends_on, note.last_on) == (None, DAY)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"words": "  "}, "Write in a few words"),
        ({"words": "x" * (LONGEST + 1)}, f"in {LONGEST} letters or fewer"),
        ({"starts_on": None}, "on which day"),
        ({"occasion": None}, "what kind of note"),
        ({"ends_on": date(2026, 3, 1)}, "ends before it begins"),
    ],
)
def test_a_note_that_does_not_say_enough_is_not_kept(home: Home, words: dict, why: str):
    with pytest.raises(ReviewIncomplete, match=why):
        enter(home, replace(TRAINING, **words))
    assert seen(home) == []


def test_as_many_letters_as_there_is_room_for_are_kept(home: Home):
    enter(home, replace(TRAINING, words="x" * LONGEST))
    assert seen(home) == ["x" * LONGEST]


def test_notes_come_in_the_order_of_their_days(home: Home):
    for day in (5, 3, 4):
        enter(home, replace(TRAINING, words=f"day {day}", starts_on=date(2026, 3, day)))
    assert seen(home) == ["day 3", "day 4", "day 5"]


def test_whoever_has_schools_reads_theirs_and_those_of_the_district(home: Home):
    for words, schools in (("all", ()), ("hers", ("east",)), ("shared", ("east", "north")), ("others", ("north",))):
        enter(home, replace(TRAINING, words=words, schools=schools))
    assert set(seen(home)) == {"all", "hers", "shared", "others"}
    assert set(seen(home, HERS)) == {"all", "hers", "shared"}
    assert seen(home, Entitlement(frozenset())) == ["all"]


@pytest.mark.parametrize(
    ("schools", "why"), [((), "Choose which of your schools"), (("east", "north"), "is not yours")]
)
def test_whoever_has_schools_marks_those_alone(home: Home, schools: tuple, why: str):
    with pytest.raises(ReviewIncomplete, match=why):
        enter(home, replace(TRAINING, schools=schools), HERS)
    enter(home, replace(TRAINING, schools=("east",)), HERS)
    assert len(seen(home)) == 1


@pytest.mark.parametrize("schools", [(), ("north",), ("east", "north")])
def test_nobody_changes_or_removes_a_note_of_other_schools(home: Home, schools: tuple):
    note = enter(home, replace(TRAINING, schools=schools))
    own = replace(TRAINING, schools=("east",))
    for act, told in ((annotating.correct, {"given": own}), (annotating.remove, {})):
        with pytest.raises(ReviewIncomplete, match="not of your schools alone"), opened(home) as session:
            act(session, note, **told, seen_version=1, entitlement=HERS, **BY)
    assert len(seen(home)) == 1


def test_a_note_is_corrected_in_the_version_that_was_seen(home: Home):
    note = enter(home)
    given = replace(TRAINING, words="Canvas for everybody")
    with opened(home) as session:
        annotating.correct(session, note, given, seen_version=1, entitlement=DISTRICT, **BY)
    with pytest.raises(ChangedMeanwhile), opened(home) as session:
        annotating.correct(session, note, TRAINING, seen_version=1, entitlement=DISTRICT, **BY)
    assert seen(home) == ["Canvas for everybody"]


def test_a_note_that_is_removed_is_on_no_trend(home: Home):
    note = enter(home)
    with opened(home) as session:
        annotating.remove(session, note, seen_version=1, entitlement=DISTRICT, **BY)
    assert seen(home) == []


def test_the_audit_log_has_who_did_it_and_none_of_the_words(home: Home):
    enter(home)
    entry = log.entries(home)[0]
    assert entry.what.startswith("calendar notes: entered")
    assert "grade 3" not in entry.what


def test_principals_and_coaches_mark_days_of_their_schools_and_the_board_none():
    assert {role for role in Role if Capability.ANNOTATE in TABLE[role]} == {
        Role.TECHNOLOGIST,
        Role.PRINCIPAL,
        Role.COACH,
    }
    assert Viewer(Role.COACH, frozenset({"east"})).entitlement(Capability.ANNOTATE).schools == {"east"}
