"""Of the people to whom a tool opened, what share used it within the same number of school days?"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, func, select

from data_layer.scope import Scope
from metrics.answer import answered, every_tool
from metrics.coverage import coverage
from metrics.definition import PEOPLE, Metric
from metrics.groups import keys
from metrics.periods import school_days
from metrics.policy import Policy
from metrics.rows import Answer, Row, rows_of
from metrics.time_to_first_use import waits_of

_FIGURES = ("numerator", "denominator", PEOPLE)
_SPANS = ("opened_on", "ended_on", "seen_until", "has_event")


def early_adoption_rate(connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> Answer:
    """At equal exposure: who has not had all of the days yet, or left before, is in neither number."""
    known = coverage(connection, scope)
    waiting = waits_of(known, by=by)
    columns = [waiting.c[name] for name in (*keys(by), *_SPANS)]
    counted = rows_of(connection, select(*columns, func.count().label("wait_count")).group_by(*columns))
    days, exposure = school_days(connection), int(policy["selection.exposure"])
    exposed, adopted = Counter(), Counter()
    for row in counted:
        last_on = last_day(days, opened_on=row["opened_on"], exposure=exposure)
        if last_on is not None and last_on < row["seen_until"]:
            group = tuple(row[key] for key in keys(by))
            exposed[group] += row["wait_count"]
            adopted[group] += row["wait_count"] * (row["has_event"] and row["ended_on"] <= last_on)
    rows = [dict(zip(keys(by), group, strict=True)) | _counts(adopted[group], exposed[group]) for group in exposed]
    return answered(connection, every_tool(known, rows, by=by, figures=_FIGURES), known, by=by, figures=_FIGURES)


def last_day(days: Sequence[date], *, opened_on: date, exposure: int) -> date | None:
    """The last of so many school days from a day on, that day included; None where the calendar ends before it."""
    place = bisect_left(days, opened_on) + exposure - 1
    return days[place] if place < len(days) else None


def _counts(adopted: int, exposed: int) -> Row:
    return {"numerator": adopted, "denominator": exposed, PEOPLE: exposed}


METRICS = (
    Metric(
        name="early_adoption_rate",
        label="Early adoption",
        question="Of the people to whom a tool opened, what share used it within the same number of school days?",
        numerator="Of those, the people whose first use came within these days. Use means that they viewed, worked on "
        "or made something; a login alone does not count.",
        denominator="People to whom the tool opened in the period, and who could use it on as many school days as the "
        "exposure since: with their seat, the start of the contract or their enrollment, whichever came last.",
        unit="rate",
        better="higher",
        groups=("school", "grade_level", "role", "tool"),
        reference="District choice: tools are compared at equal exposure, so that an old one has no head start.",
        compute=early_adoption_rate,
        policy=("selection.exposure",),
        caveats=(
            "Who left before these days were over, or has not had all of them yet, counts in neither number.",
            "Who could use the tool before the logs begin does not count: nobody knows when they first used it.",
            "Tools without an imported log are left out: their use is unknown, not zero.",
        ),
        window="tools that opened to people in the period chosen, each followed for the same number of school days",
        is_about="people",
        always_by=("tool",),
    ),
)
