"""Who holds which seat since when, and when the holders of Nearpod seats last used it: all of it planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from sample_data.people import People
from sample_data.school_calendar import FIRST_DAY, YEARS, instructional_days
from sample_data.schools import LAKE_MIDDLE, NORTH_HIGH

NEARPOD, INKWELL = "Nearpod", "Inkwell Studio"
COUNTED_ON = date(2026, 3, 31)  # the day for which the README says how dormant the seats are
ASSIGNED_ON, HIRED_ON, NEW_ON = date(2024, 8, 19), date(2025, 8, 18), date(2026, 3, 9)
INKWELL_ON = date(2025, 8, 25)

# Instructional days from the last use to COUNTED_ON, each band's edges included. None: never used.
LAKE_MIDDLE_DORMANT: tuple[int | None, ...] = (31, 38, 45, 52, 60, 61, 75, 90, 91, 120, None, None)
LAKE_MIDDLE_SEATS = 40
STILL_ACTIVE = 30  # the last day that counts as active: one Lake Middle teacher stands exactly there
ACTIVE_SHARE, DORMANT_SHARE = 0.66, 0.24  # elsewhere; the rest never used their seat
SEATS_ELSEWHERE = 222
NEW_SEATS = 3  # handed out three weeks before COUNTED_ON, never used yet
LONGEST_DORMANT = 165
INKWELL_STUDENTS, INKWELL_TEACHERS = 84, 12


@dataclass(frozen=True)
class Seat:
    """One seat. Its holder used the tool up to and on `last_on`; None: never."""

    tool: str
    person: int
    assigned_on: date
    last_on: date | None = None
    is_in_use: bool = False  # and again after COUNTED_ON


def plan_seats(people: People, rng: np.random.Generator) -> list[Seat]:
    return [*_lake_middle(people, rng), *_elsewhere(people, rng), *_inkwell(people)]


def _days_before(count: int) -> date:
    """The instructional day that lies this many instructional days before COUNTED_ON."""
    return instructional_days(FIRST_DAY, COUNTED_ON)[-1 - count]


def _lake_middle(people: People, rng: np.random.Generator) -> list[Seat]:
    holders = people.staff_of(year=1, school=LAKE_MIDDLE)[:LAKE_MIDDLE_SEATS]
    offsets = [*LAKE_MIDDLE_DORMANT, STILL_ACTIVE]
    seats = []
    for place, person in enumerate(rng.permutation(holders).tolist()):
        if place < len(offsets):
            seats.append(_idle(person, offsets[place]))
        else:
            seats.append(_busy(person, rng))
    return seats


def _idle(person: int, days_before: int | None, *, assigned_on: date = ASSIGNED_ON) -> Seat:
    return Seat(NEARPOD, person, assigned_on, None if days_before is None else _days_before(days_before))


def _busy(person: int, rng: np.random.Generator, *, assigned_on: date = ASSIGNED_ON) -> Seat:
    return Seat(NEARPOD, person, assigned_on, _days_before(int(rng.integers(0, STILL_ACTIVE))), is_in_use=True)


def _elsewhere(people: People, rng: np.random.Generator) -> list[Seat]:
    """Seats of the staff of the other schools; whoever left in summer still holds one."""
    stays: dict[int, list[int]] = {}
    for stay in people.stays:
        if stay.grade is None and stay.is_home and stay.school != LAKE_MIDDLE:
            stays.setdefault(stay.person, []).append(stay.year)
    shuffled = rng.permutation(sorted(stays)).tolist()
    chosen, rest = shuffled[:SEATS_ELSEWHERE], shuffled[SEATS_ELSEWHERE:]
    seats = []
    for person in sorted(chosen):
        assigned_on = ASSIGNED_ON if 0 in stays[person] else HIRED_ON
        seats.append(_somebody(person, rng, assigned_on=assigned_on, has_left=1 not in stays[person]))
    fresh = [person for person in rest if 1 in stays[person]][:NEW_SEATS]
    return [*seats, *(Seat(NEARPOD, person, NEW_ON) for person in fresh)]


def _somebody(person: int, rng: np.random.Generator, *, assigned_on: date, has_left: bool) -> Seat:
    drawn = rng.random()
    if has_left:
        return Seat(NEARPOD, person, assigned_on, YEARS[0].last)
    if drawn < ACTIVE_SHARE:
        return _busy(person, rng, assigned_on=assigned_on)
    if drawn < ACTIVE_SHARE + DORMANT_SHARE:
        longest = len(instructional_days(assigned_on, COUNTED_ON)) - 1
        return _idle(person, int(rng.integers(31, min(longest, LONGEST_DORMANT))), assigned_on=assigned_on)
    return _idle(person, None, assigned_on=assigned_on)


def _inkwell(people: People) -> list[Seat]:
    students = [
        stay.person
        for stay in people.stays
        if (stay.year, stay.school) == (1, NORTH_HIGH) and stay.grade is not None and stay.starts_on <= INKWELL_ON
    ]
    teachers = people.staff_of(year=1, school=NORTH_HIGH)
    holders = sorted(students)[:INKWELL_STUDENTS] + teachers[:INKWELL_TEACHERS]
    return [Seat(INKWELL, person, INKWELL_ON) for person in holders]
