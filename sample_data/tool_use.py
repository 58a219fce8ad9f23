"""Who is active in which of the four activity-log tools on which day."""

from __future__ import annotations

from datetime import date

import numpy as np

from sample_data.school_calendar import FIRST_DAY, YEARS, days, is_instructional
from sample_data.schools import HIGH, SCHOOLS
from sample_data.seats import COUNTED_ON, INKWELL, NEARPOD, Seat
from sample_data.tools import GOALPATH, NUMBER_TRAIL
from sample_data.use import District, active_days, chances

NUMBER_TRAIL_GRADES = ("03", "04", "05", "06", "07", "08")
NUMBER_TRAIL_CHANCE, NUMBER_TRAIL_STAFF_CHANCE = 0.13, 0.02
START, CEILING, MIDDLE_DAY, PACE = 0.04, 0.76, 300, 80  # share who have taken it up: a logistic curve over the days

GOALPATH_SINCE = YEARS[1].first
GOALPATH_GRADES = ("06", "07", "08", "09", "10", "11", "12")
MANDATED_WEEKDAY, WHEN_ASKED, OTHERWISE = 0, 0.55, 0.02  # Mondays, in advisory

NEARPOD_CHANCE = 0.11
INKWELL_USERS = 3  # of its seat holders, for a day or a few at the start


def _of_stay(district: District, *, grades: tuple[str, ...], student: float, staff: float) -> np.ndarray:
    def chance(grade_level: str) -> float:
        if not grade_level:
            return staff
        return student if grade_level in grades else 0

    return np.array([chance(stay.grade_level) for stay in district.people.stays])


def number_trail(district: District, _seats: list[Seat], rng: np.random.Generator) -> np.ndarray:
    """It grows: nobody uses it before the day on which they take it up, and more and more have."""
    of_stay = _of_stay(
        district, grades=NUMBER_TRAIL_GRADES, student=NUMBER_TRAIL_CHANCE, staff=NUMBER_TRAIL_STAFF_CHANCE
    )
    is_taught = np.array([SCHOOLS[stay.school].level is not HIGH for stay in district.people.stays])
    day = np.arange(district.day_count)
    share = START + CEILING / (1 + np.exp(-(day - MIDDLE_DAY) / PACE))
    taken_up = np.searchsorted(share, rng.random(len(district.people.persons)))
    return active_days(rng, chances(district, of_stay=of_stay * is_taught)) & (day >= taken_up[:, None])


def goalpath(district: District, _seats: list[Seat], rng: np.random.Generator) -> np.ndarray:
    """It is mandated: everybody alike is asked to log in on Mondays."""
    of_stay = _of_stay(district, grades=GOALPATH_GRADES, student=1, staff=1)
    of_day = np.array([_asked(day) for day in days()])
    return active_days(rng, np.append(of_stay, 0)[district.stay_of] * of_day)


def _asked(day: date) -> float:
    if day < GOALPATH_SINCE or not is_instructional(day):
        return 0
    return WHEN_ASKED if day.weekday() == MANDATED_WEEKDAY else OTHERWISE


def nearpod(district: District, seats: list[Seat], rng: np.random.Generator) -> np.ndarray:
    """Holders use it between the first and the last day that their seat plans, and surely on the last."""
    chance = chances(district, of_stay=np.full(len(district.people.stays), NEARPOD_CHANCE))
    drawn = active_days(rng, chance)
    active = np.zeros_like(drawn)
    for seat in seats:
        if seat.tool == NEARPOD and seat.last_on:
            first, last = ((day - FIRST_DAY).days for day in (seat.assigned_on, seat.last_on))
            active[seat.person, first:last] = drawn[seat.person, first:last]
            active[seat.person, last] = True
            if seat.is_in_use:
                later = (COUNTED_ON - FIRST_DAY).days + 1
                active[seat.person, later:] = drawn[seat.person, later:]
    return active


def inkwell(district: District, seats: list[Seat], _rng: np.random.Generator) -> np.ndarray:
    """Nobody uses it: three teachers tried it on their first days."""
    active = np.zeros(district.stay_of.shape, dtype=bool)
    holders = [seat for seat in seats if seat.tool == INKWELL][-INKWELL_USERS:]
    for place, seat in enumerate(holders):
        first = (seat.assigned_on - FIRST_DAY).days + 1 + place
        active[seat.person, first : first + 7 * place + 1 : 7] = True
    return active


def who_is_active(district: District, seats: list[Seat], rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Per tool, person x day: whether the person uses it on that day."""
    draw = {NUMBER_TRAIL: number_trail, GOALPATH: goalpath, NEARPOD: nearpod, INKWELL: inkwell}
    streams = rng.spawn(len(draw))
    return {name: draw[name](district, seats, stream) for name, stream in zip(draw, streams, strict=True)}
