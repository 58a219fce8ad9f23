"""How many people come on a school day, in a school week, in a month?"""

from __future__ import annotations

from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics.answer import answered
from metrics.coverage import coverage
from metrics.definition import Metric
from metrics.enrollment import enrolled, with_use
from metrics.policy import Policy
from metrics.rows import Answer, Row
from metrics.school_days import FIGURES as SCHOOL_DAYS
from metrics.school_days import beside_school_days, standing
from metrics.usage import people_in, person_days


def daily_active_users(
    connection: Connection,
    scope: Scope,
    *,
    by: tuple[str, ...] = (),
    policy: Policy,  # noqa: ARG001
) -> Answer:
    """The people with use on a school day, as a mean over school days."""
    known = coverage(connection, scope)
    came = person_days(connection, known, by=by)
    rows = with_use(enrolled(connection, known, by), came, by=by, coverage=known, done=("use_count",))
    rows = beside_school_days(connection, rows, known.scope, by=by)
    rows = [_mean(row, over=row["school_day_count"]) for row in rows]
    return answered(connection, rows, known, by=by, figures=(*_FIGURES, *SCHOOL_DAYS))


def weekly_active_users(
    connection: Connection,
    scope: Scope,
    *,
    by: tuple[str, ...] = (),
    policy: Policy,  # noqa: ARG001
) -> Answer:
    """The people with use in a week, as a mean over the weeks that have had any school day."""
    return _mean_of_each(connection, scope, "week", by=by, needs=1)


def monthly_active_users(connection: Connection, scope: Scope, *, by: tuple[str, ...] = (), policy: Policy) -> Answer:
    """The people with use in a month, as a mean over the months that have had enough school days."""
    return _mean_of_each(connection, scope, "month", by=by, needs=policy["adoption.month_needs"])


def _mean_of_each(connection: Connection, scope: Scope, kind: str, *, by: tuple[str, ...], needs: float) -> Answer:
    known = coverage(connection, scope)
    counted = standing(connection, known.scope, kind, needs=needs)
    use = people_in(connection, known, kind, by=by, among=counted)
    rows = with_use(enrolled(connection, known, by), use, by=by, coverage=known, done=("use_count",))
    if kind in by:
        nothing = {"use_count": None, "people_count": None}
        rows = [row if row[kind] in counted else row | nothing for row in rows]
    rows = [_mean(row, over=1 if kind in by else len(counted)) for row in rows]
    return answered(connection, rows, known, by=by, figures=_FIGURES)


def _mean(row: Row, *, over: int | None) -> Row:
    """Use that was summed over days (weeks, months), out of how many there were."""
    used = row["use_count"]
    return row | {"numerator": used, "denominator": None if used is None else over}


_FIGURES = ("numerator", "denominator", "people_count")
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
        is_of_enrolled=True,
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
        is_of_enrolled=True,
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
        is_of_enrolled=True,
        policy=("adoption.month_needs",),
        caveats=(_USED, _TOOLS, _LOGS),
        is_about="people",
    ),
)
