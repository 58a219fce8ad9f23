"""Of the people who come at all in a month, what share comes on its average school day?"""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics.answer import answered
from metrics.coverage import Coverage, coverage
from metrics.definition import Metric
from metrics.enrollment import enrolled
from metrics.groups import beside, keys
from metrics.policy import Policy
from metrics.school_days import standing
from metrics.usage import people_in, person_days


def stickiness(connection: Connection, scope: Scope, *, by: tuple[str, ...] = (), policy: Policy) -> pd.DataFrame:
    """Mean daily active users over monthly active users.

    Several months count by their school days, on both sides, so that the share can never pass 1.
    """
    known = coverage(connection, scope)
    months = standing(connection, known.scope, "month", needs=policy["adoption.month_needs"])
    came = _monthly(connection, known, months, by=tuple(dict.fromkeys([*by, "month"])))
    groups = enrolled(connection, known, by).drop(columns=["person_day_count", "people_count"])
    frame = beside(groups, _means(came, by=by), by)
    is_counted = frame["month"].isin(months["month"]) if "month" in by else not months.empty
    frame["people_count"] = frame["people_count"].fillna(0).where(known.of_rows(frame) & is_counted)
    return answered(connection, frame, known, by=by)


def _monthly(connection: Connection, known: Coverage, months: pd.DataFrame, *, by: tuple[str, ...]) -> pd.DataFrame:
    """Per group and month: its people, the school days on which they came, and those on which they could have."""
    people = people_in(connection, known, "month", by=by, among=months["month"])
    days = person_days(connection, known, by=by).rename(columns={"use_count": "came_count"})
    frame = beside(people.rename(columns={"use_count": "people_count"}), days, by).merge(months, on="month")
    frame["came_count"] = frame["came_count"].fillna(0)
    frame["possible_count"] = frame["people_count"] * frame["school_day_count"]
    return frame


def _means(monthly: pd.DataFrame, *, by: tuple[str, ...]) -> pd.DataFrame:
    """Daily and monthly people of each group, as means over the school days of its months."""
    over = monthly.groupby(keys(by) or monthly["month"].notna(), dropna=False)
    sums = over[["came_count", "possible_count", "school_day_count"]].sum()
    means = pd.DataFrame(
        {
            "numerator": sums["came_count"] / sums["school_day_count"],
            "denominator": sums["possible_count"] / sums["school_day_count"],
            "people_count": over["people_count"].max(),
        }
    )
    return means.reset_index(drop=not by)


METRICS = (
    Metric(
        name="stickiness",
        label="Stickiness",
        question="Of the people who use anything in a month, what share does so on its average school day?",
        numerator="People with use on a school day, as a mean over the month's school days.",
        denominator="People with use on any day of the month.",
        unit="rate",
        better="higher",
        groups=("school", "grade_level", "role", "tool", "month"),
        reference="DAU / MAU over school days alone: over all days, coming every school day would reach two thirds.",
        compute=stickiness,
        policy=("adoption.month_needs",),
        caveats=(
            "Several months count by their school days.",
            "A person counts once a day and once a month, however many tools they used.",
            "Tools without an imported log are left out: their use is unknown, not zero.",
        ),
        is_about="people",
    ),
)
