"""On how many of their school days do the enrolled use anything?"""

from __future__ import annotations

from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics.answer import answered
from metrics.coverage import coverage
from metrics.definition import Metric
from metrics.enrollment import enrolled, students_unless_chosen, with_use
from metrics.policy import Policy
from metrics.rows import Answer
from metrics.usage import person_days


def active_day_rate(
    connection: Connection,
    scope: Scope,
    *,
    by: tuple[str, ...] = (),
    policy: Policy,  # noqa: ARG001
) -> Answer:
    """Person-days with use over person-days enrolled; a person-day counts once, however many tools were used."""
    known = coverage(connection, students_unless_chosen(scope, by))
    people = enrolled(connection, known, by)
    rows = with_use(people, person_days(connection, known, by=by), by=by, coverage=known, done=("use_count",))
    rows = [row | {"numerator": row["use_count"], "denominator": row["person_day_count"]} for row in rows]
    return answered(connection, rows, known, by=by, figures=("numerator", "denominator", "people_count"))


METRICS = (
    Metric(
        name="active_day_rate",
        label="Active days",
        question="On how many of their school days do students use anything?",
        numerator="School days on which a student viewed, worked on or made something, added up over students. A day "
        "counts once, however many tools were used; a login alone does not count.",
        denominator="School days on which each student was enrolled, added up over students, so that those who came "
        "late do not dilute it.",
        unit="rate",
        better="higher",
        groups=("school", "grade_level", "role", "tool", "day", "week", "month", "quarter", "semester", "school_year"),
        reference="Active means at least one view or better that day, as Canvas tells page views from participations.",
        compute=active_day_rate,
        is_of_enrolled=True,
        caveats=(
            "Students only, unless roles are chosen.",
            "Use on weekends and in breaks is left out.",
            "Tools without an imported log are left out: their use is unknown, not zero.",
        ),
    ),
)
