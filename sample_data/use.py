"""Who uses a tool on which day, in which visits: drawn for the whole district at once.

Who is active and when never depends on `scale`: more events only make each visit fuller, so that counts of
people, days and visits are the same at every scale.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sample_data.people import People
from sample_data.school_calendar import FIRST_DAY, days, is_instructional

NOWHERE = -1
# Visits begin in the first quarter hour after one of these minutes of the day and end within 25 minutes, so that
# more than 30 quiet minutes lie between two of them, however full they are.
VISIT_MINUTES = np.array([490, 565, 640, 775, 850, 1050, 1130])  # 8:10 to 18:50
START_SPREAD_SECONDS = 15 * 60
VISIT_SECONDS = 25 * 60
STEPS = np.array([2, 3])

WEEKEND, NO_SCHOOL = 0.05, 0.02  # beside an instructional day's 1
WEEKDAYS = np.array([1.0, 1.05, 1.05, 1.0, 0.85, 1.0, 1.0])
MONTHS = {8: 0.8, 9: 1.0, 10: 1.05, 11: 0.95, 12: 0.85, 1: 1.0, 2: 1.02, 3: 0.95, 4: 1.05, 5: 0.9}


@dataclass(frozen=True)
class District:
    """The people laid out for drawing: which stay each person is in on each day (NOWHERE when in none)."""

    people: People
    stay_of: np.ndarray  # person x day
    is_instructional: np.ndarray  # day
    day_factor: np.ndarray  # day: how much use it sees
    propensity: np.ndarray  # person: some use technology much more than others

    @property
    def day_count(self) -> int:
        return self.stay_of.shape[1]


@dataclass(frozen=True)
class Visits:
    """Runs of use of one person in one tool; one array element each."""

    person: np.ndarray
    stay: np.ndarray
    day: np.ndarray
    start: np.ndarray  # seconds after local midnight

    def __len__(self) -> int:
        return len(self.person)


@dataclass(frozen=True)
class Events:
    """What happened within visits: which visit, and the local moment."""

    visit: np.ndarray
    moment: np.ndarray  # datetime64[ms], the district's wall clock
    is_first: np.ndarray  # the event with which its visit begins


def lay_out(people: People, rng: np.random.Generator) -> District:
    stay_of = np.full((len(people.persons), len(days())), NOWHERE, dtype=np.int16)
    for number, stay in enumerate(people.stays):
        if stay.is_home:
            first, end = ((day - FIRST_DAY).days for day in (stay.starts_on, stay.ends_on))
            stay_of[stay.person, first:end] = number
    propensity = np.clip(rng.gamma(2.5, 0.4, len(people.persons)), 0.05, 2.5)
    return District(people, stay_of, np.array([is_instructional(day) for day in days()]), _day_factor(), propensity)


def _day_factor() -> np.ndarray:
    factors = []
    for day in days():
        closed = WEEKEND if day.weekday() > 4 else NO_SCHOOL
        factors.append(WEEKDAYS[day.weekday()] * MONTHS.get(day.month, 0) if is_instructional(day) else closed)
    return np.array(factors, dtype=np.float32)


def chances(district: District, *, of_stay: np.ndarray, of_day: np.ndarray | None = None) -> np.ndarray:
    """The chance of use of each person on each day, from a chance per stay and a factor per day."""
    padded = np.append(of_stay, 0).astype(np.float32)  # the last one is for NOWHERE
    result = padded[district.stay_of]
    result *= district.propensity[:, None].astype(np.float32)
    result *= district.day_factor if of_day is None else of_day.astype(np.float32)
    return result


def active_days(rng: np.random.Generator, chance: np.ndarray) -> np.ndarray:
    return rng.random(chance.shape, dtype=np.float32) < chance


def visits(rng: np.random.Generator, district: District, active: np.ndarray, *, extra: float) -> Visits:
    """One to three visits on each active person-day, at different hours; `extra` is the mean beyond the first."""
    person, day = np.nonzero(active)
    count = 1 + np.minimum(rng.poisson(extra, len(person)), 2)
    hour, step = rng.integers(len(VISIT_MINUTES), size=len(person)), rng.choice(STEPS, size=len(person))
    which = np.repeat(np.arange(len(person)), count)
    turn = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    hour = (hour[which] + turn * step[which]) % len(VISIT_MINUTES)
    start = VISIT_MINUTES[hour] * 60 + rng.integers(START_SPREAD_SECONDS, size=len(which))
    person, day = person[which], day[which]
    return Visits(person, district.stay_of[person, day].astype(np.int64), day, start)


def some(found: Visits, chosen: np.ndarray) -> Visits:
    """The visits that a mask or a list of places chooses."""
    return Visits(found.person[chosen], found.stay[chosen], found.day[chosen], found.start[chosen])


def events(rng: np.random.Generator, found: Visits, *, mean: float, scale: float) -> Events:
    """At least one event in each visit, `mean` x `scale` of them on average, in the order of time."""
    count = 1 + rng.poisson(max(mean * scale - 1, 0), len(found))
    visit = np.repeat(np.arange(len(found)), count)
    is_first = np.diff(visit, prepend=-1) > 0
    offset = np.where(is_first, 5, rng.integers(6, VISIT_SECONDS, size=len(visit)))
    moment = moments(found.day[visit], found.start[visit] + offset)
    order = np.argsort(moment, kind="stable")
    return Events(visit[order], moment[order], is_first[order])


def moments(day: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Local wall-clock moments of days counted from the first one."""
    return np.datetime64(FIRST_DAY, "ms") + (day * 86_400 + second) * np.timedelta64(1000, "ms")


def pick(rng: np.random.Generator, weights: np.ndarray, size: int) -> np.ndarray:
    """Places in a list, drawn by weight."""
    edges = np.cumsum(weights) / np.sum(weights)
    return np.minimum(np.searchsorted(edges, rng.random(size), side="right"), len(weights) - 1)
