"""Of the people who come at all in a month, what share comes on its average school day?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics.answer import answered
from metrics.coverage import Coverage, coverage
from metrics.definition import Metric
from metrics.enrollment import enrolled
from metrics.groups import keys
from metrics.policy import Policy
from metrics.rows import Answer, Row, beside
from metrics.school_days import standing
from metrics.usage import people_in, person_days


def stickiness(connection: Connection, scope: Scope, *, by: tuple[str, ...] = (), policy: Policy) -> Answer:
    """Mean daily active users over monthly active users.

    Several months count by their school days, on both sides, so that the share can never pass 1.
    """
    known = coverage(connection, scope)
    months = standing(connection, known.scope, "month", needs=policy["adoption.month_needs"])
    came = _monthly(connection, known, months, by=tuple(dict.fromkeys([*by, "month"])))
    figures = ("numerator", "denominator", "people_count")
    rows = beside(enrolled(connection, known, by), _means(came, by=by), by, without=dict.fromkeys(figures))
    rows = [row | {"people_count": _people(row, months, known=known, by=by)} for row in rows]
    return answered(connection, rows, known, by=by, figures=figures)


def _people(row: Row, months: Mapping[date, int], *, known: Coverage, by: tuple[str, ...]) -> int | None:
    is_counted = row["month"] in months if "month" in by else bool(months)
    return (row["people_count"] or 0) if is_counted and known.has_log_of(row) else None


def _monthly(connection: Connection, known: Coverage, months: Mapping[date, int], *, by: tuple[str, ...]) -> list[Row]:
    """Per group and month: its people, the school days on which they came, and those on which they could have."""
    people = people_in(connection, known, "month", by=by, among=months)
    came = beside(people, person_days(connection, known, by=by), by, without={"use_count": 0})
    counted = {tuple(row[key] for key in keys(by)): row["use_count"] for row in people}
    return [
        {
            **row,
            "people_count": (count := counted[tuple(row[key] for key in keys(by))]),
            "came_count": row["use_count"],
            "possible_count": count * months[row["month"]],
            "school_day_count": months[row["month"]],
        }
        for row in came
    ]


def _means(monthly: Iterable[Row], *, by: tuple[str, ...]) -> list[Row]:
    """Daily and monthly people of each group, as means over the school days of its months."""
    groups: dict[tuple, list[Row]] = {}
    for row in monthly:
        groups.setdefault(tuple(row[key] for key in keys(by)), []).append(row)
    return [dict(zip(keys(by), group, strict=True)) | _mean(rows) for group, rows in groups.items()]


def _mean(rows: Iterable[Row]) -> Row:
    came, possible, days = (
        sum(row[name] for row in rows) for name in ("came_count", "possible_count", "school_day_count")
    )
    return {
        "numerator": came / days,
        "denominator": possible / days,
        "people_count": max(row["people_count"] for row in rows),
    }


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
        alike_over=("month",),
    ),
)
