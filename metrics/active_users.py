"""How many people come on a school day, in a school week, in a month?"""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics.answer import answered
from metrics.coverage import coverage
from metrics.definition import Metric
from metrics.enrollment import enrolled, with_use
from metrics.policy import Policy
from metrics.school_days import beside_school_days, standing
from metrics.usage import people_in, person_days


def daily_active_users(
    connection: Connection,
    scope: Scope,
    *,
    by: tuple[str, ...] = (),
    policy: Policy,  # noqa: ARG001
) -> pd.DataFrame:
    """The people with use on a school day, as a mean over school days."""
    known = coverage(connection, scope)
    frame = with_use(enrolled(connection, known, by), person_days(connection, known, by=by), by=by, coverage=known)
    frame = beside_school_days(connection, frame, known.scope, by=by)
    return answered(connection, _mean(frame, over=frame["school_day_count"]), known, by=by)


def weekly_active_users(
    connection: Connection,
    scope: Scope,
    *,
    by: tuple[str, ...] = (),
    policy: Policy,  # noqa: ARG001
) -> pd.DataFrame:
    """The people with use in a week, as a mean over the weeks that have had any school day."""
    return _mean_of_each(connection, scope, "week", by=by, needs=1)


def monthly_active_users(
    connection: Connection, scope: Scope, *, by: tuple[str, ...] = (), policy: Policy
) -> pd.DataFrame:
    """The people with use in a month, as a mean over the months that have had enough school days."""
    return _mean_of_each(connection, scope, "month", by=by, needs=policy["adoption.month_needs"])


def _mean_of_each(
    connection: Connection, scope: Scope, kind: str, *, by: tuple[str, ...], needs: float
) -> pd.DataFrame:
    known = coverage(connection, scope)
    counted = standing(connection, known.scope, kind, needs=needs)[kind]
    use = people_in(connection, known, kind, by=by, among=counted)
    frame = with_use(enrolled(connection, known, by), use, by=by, coverage=known)
    if kind in by:
        frame.loc[~frame[kind].isin(counted), ["use_count", "people_count"]] = pd.NA
    return answered(connection, _mean(frame, over=1 if kind in by else len(counted)), known, by=by)


def _mean(frame: pd.DataFrame, *, over: int | pd.Series) -> pd.DataFrame:
    """Use that was summed over days (weeks, months), out of how many there were."""
    frame = frame.rename(columns={"use_count": "numerator"}).drop(columns="person_day_count")
    frame["denominator"] = pd.Series(over, index=frame.index).astype("Int64").where(frame["numerator"].notna())
    return frame


_WHO = ("school", "grade_level", "role", "tool")
_USED = "Used means that they viewed, worked on or made something; a login alone does not count."
_TOOLS = "A person counts once, however many tools they used."
_LOGS = "Tools without an imported log are left out: their use is unknown, not zero."

METRICS = (
    Metric(
        name="daily_active_users",
        label="People on a school day",
        question="How many people use anything on a school day?",
        numerator="People with use on a school day, added up over the school days.",
        denominator="School days so far.",
        unit="count",
        better="higher",
        groups=(*_WHO, "day", "week", "month", "quarter", "semester", "school_year"),
        reference="Daily active users (DAU), over school days alone: weekends and breaks would water it down.",
        compute=daily_active_users,
        caveats=(_USED, _TOOLS, _LOGS),
        is_about="people",
    ),
    Metric(
        name="weekly_active_users",
        label="People in a school week",
        question="How many people use anything in a school week?",
        numerator="People with use on any day of a week, Monday to Sunday, added up over the weeks.",
        denominator="Weeks that have had any school day.",
        unit="count",
        better="higher",
        groups=(*_WHO, "week"),
        reference="Weekly active users (WAU).",
        compute=weekly_active_users,
        caveats=(_USED, _TOOLS, _LOGS),
        is_about="people",
    ),
    Metric(
        name="monthly_active_users",
        label="People in a month",
        question="How many people use anything in a month?",
        numerator="People with use on any day of a calendar month, added up over the months.",
        denominator="Months that have had enough school days to stand for themselves.",
        unit="count",
        better="higher",
        groups=(*_WHO, "month"),
        reference="Monthly active users (MAU).",
        compute=monthly_active_users,
        policy=("adoption.month_needs",),
        caveats=(_USED, _TOOLS, _LOGS),
        is_about="people",
    ),
)
