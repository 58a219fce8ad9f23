"""Laws that hold of every figure on use, whatever people did: tried on drawn districts, and counted again by hand."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from data_layer.scope import Scope
from tests.spec.use import DAYS, SCHOOL_DAYS, district, measured

STAYS = [
    {
        "person_id": person,
        "school_id": school,
        "grade_level": grade,
        "role": "student",
        "starts_on": first,
        "ends_on": end,
    }
    for person, school, grade, first, end in [
        (1, "oak", "03", date(2026, 1, 5), date(2026, 3, 28)),
        (2, "oak", "04", date(2026, 1, 5), date(2026, 3, 28)),
        (3, "elm", "03", date(2026, 1, 20), date(2026, 3, 28)),
        (4, "elm", "04", date(2026, 1, 5), date(2026, 2, 10)),
        (4, "oak", "04", date(2026, 2, 10), date(2026, 3, 28)),
    ]
]
TOOLS = {1: "Canvas", 2: "Nearpod"}
ENTITLED = [{**stay, "tool_id": tool} for tool in TOOLS for stay in STAYS]
ENTITLED = [{name: row[name] for name in ("tool_id", "person_id", "starts_on", "ends_on")} for row in ENTITLED]
RATES = ("active_day_rate", "stickiness", "adoption_rate", "retention_rate")
GROWING = ("active_day_rate", "adoption_rate", "daily_active_users", "weekly_active_users", "monthly_active_users")

ANY_DAY = st.sampled_from([row["day"] for row in DAYS])


def stay_of(person: int, day: date) -> dict | None:
    return next((s for s in STAYS if s["person_id"] == person and s["starts_on"] <= day < s["ends_on"]), None)


uses = st.lists(
    st.fixed_dictionaries(
        {
            "day": ANY_DAY,
            "person_id": st.integers(1, 4),
            "tool_id": st.sampled_from(list(TOOLS)),
            "login_count": st.integers(0, 3),
            "event_count": st.integers(0, 5),
        }
    ).filter(lambda use: stay_of(use["person_id"], use["day"])),
    max_size=25,
    unique_by=lambda use: (use["day"], use["person_id"], use["tool_id"]),
)
periods = st.tuples(ANY_DAY, ANY_DAY, ANY_DAY).map(sorted)
tried = settings(max_examples=6, deadline=None)
counted_by_hand = settings(max_examples=20, deadline=None)


@contextmanager
def drawn(use: list[dict]) -> Iterator[Connection]:
    with (
        tempfile.TemporaryDirectory() as folder,
        district(Path(folder), stays=STAYS, use=use, entitlements=ENTITLED) as connection,
    ):
        yield connection


def whole(connection: Connection, name: str, **words: object) -> pd.Series:
    return measured(connection, name, of=Scope(DAYS[0]["day"], date(2026, 3, 28), as_of=DAYS[-1]["day"], **words)).row()


@tried
@given(uses)
def test_a_rate_stays_between_nobody_and_everybody(use):
    with drawn(use) as connection:
        for name in RATES:
            for by in ((), ("tool",), ("school",)):
                values = measured(connection, name, *by).frame["value"].dropna()
                assert values.between(0, 1).all(), name


@tried
@given(uses, uses)
def test_more_use_never_lowers_a_figure(use, more):
    known = {(row["day"], row["person_id"], row["tool_id"]) for row in use}
    added = [row for row in more if (row["day"], row["person_id"], row["tool_id"]) not in known]
    with drawn(use) as connection:
        before = {name: whole(connection, name)["value"] for name in GROWING}
    with drawn(use + added) as connection:
        assert all(whole(connection, name)["value"] >= before[name] for name in GROWING)


@tried
@given(uses, st.randoms())
def test_the_order_of_the_rows_changes_nothing(use, random):
    mixed = random.sample(use, len(use))
    names = (*GROWING, "login_frequency", "stickiness", "retention_rate", "time_to_first_use")
    with drawn(use) as first, drawn(mixed) as second:
        for name in names:
            pd.testing.assert_frame_equal(measured(first, name, "school").frame, measured(second, name, "school").frame)


@tried
@given(uses)
def test_a_person_counts_once_however_often_they_come(use):
    often = [{**row, "event_count": row["event_count"] * 9, "login_count": row["login_count"] + 5} for row in use]
    with drawn(use) as once, drawn(often) as many:
        for name in (*GROWING, "stickiness", "retention_rate", "time_to_first_use"):
            pd.testing.assert_frame_equal(measured(once, name).frame, measured(many, name).frame)


@tried
@given(uses)
def test_weekends_and_breaks_never_enter_what_is_counted_on_school_days(use):
    kept = [row for row in use if row["day"] in SCHOOL_DAYS]
    with drawn(use) as everything, drawn(kept) as school_days:
        for name in ("login_frequency", "active_day_rate", "daily_active_users"):
            assert whole(everything, name)["numerator"] == whole(school_days, name)["numerator"]


@counted_by_hand
@given(
    uses, periods, st.sampled_from([None, {"oak"}, {"elm"}]), st.sampled_from([None, {"Canvas"}, {"Canvas", "Nearpod"}])
)
def test_every_figure_is_the_one_counted_by_hand(use, days, schools, tools):
    """The same rules in plain Python, day by day, over any period, school and tools."""
    first, as_of, last = days
    scope = Scope(first, date.fromordinal(last.toordinal() + 1), as_of=as_of, schools=schools, tools=tools)
    rows = [{**row, "school_id": stay_of(row["person_id"], row["day"])["school_id"]} for row in use]
    rows = [row for row in rows if first <= row["day"] <= as_of]
    rows = [row for row in rows if tools is None or TOOLS[row["tool_id"]] in tools]
    known = [day for day in SCHOOL_DAYS if first <= day <= as_of]
    here = [row for row in rows if schools is None or row["school_id"] in schools]
    stays = [stay for stay in STAYS if schools is None or stay["school_id"] in schools]
    person_days = sum(stay["starts_on"] <= day < stay["ends_on"] for stay in stays for day in known)
    active = {(row["day"], row["person_id"]) for row in here if row["event_count"] and row["day"] in known}
    there = {stay["person_id"] for stay in stays if stay["starts_on"] <= as_of and stay["ends_on"] > first}
    came = {row["person_id"] for row in rows if row["event_count"]} & there
    with drawn(use) as connection:
        logins = measured(connection, "login_frequency", of=scope).row()
        daily = measured(connection, "active_day_rate", of=scope).row()
        adoption = measured(connection, "adoption_rate", of=scope).row()
        weekly = measured(connection, "weekly_active_users", of=scope).row()
        monthly = measured(connection, "monthly_active_users", of=scope).row()
    if person_days:
        assert weekly["numerator"] == _people_in(here, known, lambda day: day - timedelta(days=day.weekday()), needs=1)
        assert monthly["numerator"] == _people_in(here, known, lambda day: day.month, needs=5)
        assert logins["numerator"] == sum(row["login_count"] for row in here if row["day"] in known)
        assert (daily["numerator"], daily["denominator"]) == (len(active), person_days)
        assert logins["denominator"] == person_days
    else:
        assert {logins["status"], daily["status"]} == {"not measured"}
    if there:
        assert (adoption["numerator"], adoption["denominator"]) == (len(came), len(there))
    else:
        assert adoption["status"] == "not measured"


def _people_in(use: list[dict], known: list[date], stretch: Callable, *, needs: int) -> int:
    """Everybody once in each stretch with use, of those stretches that have had as many school days."""
    school_day_counts = Counter(stretch(day) for day in known)
    came = {(stretch(row["day"]), row["person_id"]) for row in use if row["event_count"]}
    return sum(school_day_counts[moment] >= needs for moment, _ in came)
