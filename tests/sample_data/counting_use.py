"""Counts days, enrollment and use from the exports in plain Python, as the README defines them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from tests.sample_data.counting import Figure, Question
from tests.sample_data.exports import STUDENT

DAYS_OF_A_WEEK = 3  # that a week needs to count in retention


def instructional_days(asked: Question) -> Figure:
    return {"value": len(asked.school_days())}


def enrolled_person_days(asked: Question) -> Figure:
    return {"value": _person_days(asked)}


def _person_days(asked: Question) -> int:
    """School days on which each person was enrolled (in a class of the subject, where one is asked about)."""
    days, stays = asked.school_days(), asked.home_stays()
    if "subjects" not in asked.truth.choices:
        return sum(stay.holds(day) for stay in stays for day in days)
    (subject,) = asked.truth.choices["subjects"]
    taught = asked.exports.subject_spans(subject)
    return sum(
        stay.holds(day) and any(first <= day < end for first, end in taught.get((stay.person, stay.school), ()))
        for stay in stays
        for day in days
    )


def staff_listed(asked: Question) -> Figure:
    """Staff whom the roster lists at these schools, at home there or not, each once."""
    stays = (stay for stay in asked.exports.stays if stay.role != STUDENT and stay.holds(asked.truth.as_of))
    return {"value": len({stay.person for stay in stays if asked.takes(stay)})}


def login_frequency(asked: Question) -> Figure:
    days = set(asked.school_days())
    logins = _subject_visits(asked) if "subjects" in asked.truth.choices else _logins(asked)
    counts = (
        count for (person, day), count in logins if day in days and asked.takes(asked.exports.stay_on(person, day))
    )
    return {"numerator": sum(counts), "denominator": _person_days(asked)}


def _logins(asked: Question) -> Iterator[tuple[tuple[str, date], int]]:
    return (item for use in asked.tools() for item in use.logins.items())


def _subject_visits(asked: Question) -> Iterator[tuple[tuple[str, date], int]]:
    """Visits to the classes of one subject; a day on which two of its classes were visited has two."""
    wanted = tuple(asked.truth.choices["subjects"])
    return (
        ((person, day), count)
        for use in asked.tools()
        for (person, day, class_id), count in use.visits.items()
        if asked.exports.class_subjects[class_id] == wanted
    )


def _active(asked: Question) -> list[tuple[str, date]]:
    """Person and day of each day with use of any of the tools."""
    return asked.kept(set().union(*(use.active for use in asked.tools())))


def _came(asked: Question) -> int:
    """Person-days with use on school days."""
    days = set(asked.school_days())
    return sum(day in days for _, day in _active(asked))


def active_day_rate(asked: Question) -> Figure:
    return {"numerator": _came(asked), "denominator": _person_days(asked)}


def daily_active_users(asked: Question) -> Figure:
    return {"value": _came(asked) / len(asked.school_days())}


def monthly_active_users(asked: Question) -> Figure:
    """People with use on any day of the month, weekends and breaks too."""
    return {"value": len({person for person, _ in _active(asked)})}


def stickiness(asked: Question) -> Figure:
    return {"value": daily_active_users(asked)["value"] / monthly_active_users(asked)["value"]}


def adoption_rate(asked: Question) -> Figure:
    """Of the people who belong there on any day of the period, at home or not, those who used the tool in it."""
    first, last = asked.truth.period_start, asked.last_day
    stays = (stay for stay in asked.exports.stays if asked.takes(stay) and stay.first <= last and first < stay.end)
    entitled = {stay.person for stay in stays}
    used = {person for use in asked.tools() for person, day in use.active if asked.has(day)}
    return {"numerator": len(entitled & used), "denominator": len(entitled)}


def people_logged_in(asked: Question) -> Figure:
    logged_in = asked.kept(key for use in asked.tools() for key in use.logins)
    return {"value": len({person for person, _ in logged_in})}


def log_match_rate(asked: Question) -> Figure:
    events = [item for use in asked.tools() for item in use.events.items() if asked.has(item[0][0])]
    matched = sum(count for (_, is_known), count in events if is_known)
    return {"numerator": matched, "denominator": sum(count for _, count in events)}


def rows_refused(asked: Question) -> Figure:
    return {"value": sum(use.refused_count for use in asked.tools())}


def retention_rate(asked: Question) -> Figure:
    """Of those whose first use ever fell into the cohort's week, those who came so many school weeks later."""
    first_uses: dict[str, date] = {}
    for person, day in sorted(_ever_active(asked), key=lambda key: key[1], reverse=True):
        first_uses[person] = day
    weeks = _school_weeks(asked)
    begins = date.fromisoformat(asked.truth.group["cohort"])
    later = weeks[weeks.index(begins) + int(asked.truth.group["weeks_since"])]
    cohort = {person for person, day in first_uses.items() if _monday(day) == begins}
    back = {person for person, day in _ever_active(asked) if person in cohort and _monday(day) == later}
    return {"numerator": len(back), "denominator": len(cohort)}


def _ever_active(asked: Question) -> list[tuple[str, date]]:
    active = set().union(*(use.active for use in asked.tools()))
    return [key for key in active if asked.takes(asked.exports.stay_on(*key))]


def _school_weeks(asked: Question) -> list[date]:
    """The Mondays of the weeks with at least three school days."""
    days = Counter(_monday(day) for day in asked.exports.instructional_days)
    return sorted(monday for monday, count in days.items() if count >= DAYS_OF_A_WEEK)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


COUNTS = {
    count.__name__: count
    for count in (
        instructional_days,
        enrolled_person_days,
        staff_listed,
        login_frequency,
        active_day_rate,
        daily_active_users,
        monthly_active_users,
        stickiness,
        adoption_rate,
        people_logged_in,
        retention_rate,
        log_match_rate,
        rows_refused,
    )
}
