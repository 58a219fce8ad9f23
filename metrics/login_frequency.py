"""How often does an enrolled student log in on a school day?"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, case, func, select

from data_layer.scope import Scope
from data_layer.tables import active_days, enrolled_days, subject_days, subject_enrolled_days
from metrics.answer import answered
from metrics.coverage import Coverage, coverage
from metrics.definition import Metric
from metrics.enrollment import enrolled, students_unless_chosen, with_use
from metrics.groups import UnknownGroup, columns, dated, keys, whole
from metrics.login_spread import login_spread
from metrics.policy import Policy
from metrics.rows import Answer, Row, beside, rows_of

_LOGINS = ("login_count", "off_day_login_count")
_SPREAD = ("student_count", "zero_share", "median_per_student")


def login_frequency(
    connection: Connection,
    scope: Scope,
    *,
    by: tuple[str, ...] = (),
    policy: Policy,  # noqa: ARG001
) -> Answer:
    """Logins on school days over person-days enrolled; by subject, visits inside the courses of that subject."""
    known = coverage(connection, students_unless_chosen(scope, by))
    is_by_subject = scope.subjects is not None or "subject" in by
    if is_by_subject:
        known = _inside_courses(known, by=by)
    people = enrolled(connection, known, by, table=subject_enrolled_days if is_by_subject else enrolled_days)
    logins = _logins(connection, known, by=by, is_by_subject=is_by_subject)
    if "subject" in by:
        people = _with_unenrolled(connection, people, logins, known, by=by)
    rows = with_use(people, logins, by=by, coverage=known, done=_LOGINS)
    spread = login_spread(connection, known, by=by, is_by_subject=is_by_subject)
    rows = [_told(row) for row in beside(rows, spread, by, without=dict.fromkeys(_SPREAD))]
    figures = ("numerator", "denominator", *_LOGINS[1:], *_SPREAD[1:], "people_count")
    return answered(connection, rows, known, by=by, figures=figures)


def _told(row: Row) -> Row:
    """Whom the row is about: the students of the group. Of nobody, nothing is known."""
    people = row["people_count"] if row["student_count"] is None else row["student_count"]
    if row["login_count"] is None or not people:
        row = row | dict.fromkeys((*_LOGINS, *_SPREAD))
        people = None
    return row | {"numerator": row["login_count"], "denominator": row["person_day_count"], "people_count": people}


def _logins(connection: Connection, known: Coverage, *, by: tuple[str, ...], is_by_subject: bool) -> list[Row]:
    """Per group the logins on school days, and beside them those on other days."""
    table = subject_days if is_by_subject else active_days
    of_tools = [] if is_by_subject else [table.c.tool_id.is_not(None), *known.of_tools(table)]
    groups, count = columns(table, by), table.c.login_count
    sums = select(
        *groups,
        whole(case((table.c.is_instructional, count), else_=0)).label("login_count"),
        whole(case((table.c.is_instructional, 0), else_=count)).label("off_day_login_count"),
    ).select_from(dated(table, by))
    sums = sums.where(*of_tools, *known.in_period(table), *known.scope.conditions(table))
    return rows_of(connection, sums.group_by(*groups))


def _inside_courses(known: Coverage, *, by: tuple[str, ...]) -> Coverage:
    """What can be told by subject: visits inside courses, of students alone, and of no single tool."""
    if {"tool", "role"} & set(by):
        raise UnknownGroup("login_frequency: visits by subject are not known by tool or by role.")
    if known.scope.tools is not None:
        return replace(known, tools=(), notes=("Visits by subject are not known by tool.",))
    if "student" not in known.scope.roles:
        return replace(known, tools=(), notes=("Visits by subject are known of students alone.",))
    return known


def _with_unenrolled(
    connection: Connection, people: list[Row], logins: list[Row], known: Coverage, *, by: tuple[str, ...]
) -> list[Row]:
    """The groups too in which nobody is enrolled, such as visits to courses without a subject; and how many came."""
    enrolled_in = {tuple(row[key] for key in keys(by)) for row in people}
    missing = [{key: row[key] for key in keys(by)} for row in logins]
    missing = [row for row in missing if tuple(row.values()) not in enrolled_in]
    if not missing:
        return people
    groups = columns(subject_days, by)
    came = select(*groups, func.count(subject_days.c.person_id.distinct()).label("people_count"))
    came = came.select_from(dated(subject_days, by)).where(
        subject_days.c.subject.in_(sorted({row["subject"] for row in missing})),
        *known.in_period(subject_days),
        *known.scope.conditions(subject_days),
    )
    nobody = {"person_day_count": None, "people_count": None}
    return [*people, *beside(missing, rows_of(connection, came.group_by(*groups)), by, without=nobody)]


METRICS = (
    Metric(
        name="login_frequency",
        label="Logins per student per school day",
        question="How often does an enrolled student log in on a school day?",
        numerator="Logins on school days. By subject: visits inside the courses of that subject.",
        denominator="School days on which each student was enrolled, added up over students, so that those who came "
        "late do not dilute it.",
        unit="per_day",
        better="higher",
        groups=("school", "grade_level", "subject", "role", "tool", "week", "month"),
        reference="Logins per enrolled student per instructional day. A login is what the tool records as one; where "
        "it records none, use after a quiet time.",
        compute=login_frequency,
        is_of_enrolled=True,
        policy=("logins.quiet_minutes",),
        caveats=(
            "Students only, unless roles are chosen.",
            "Logins on weekends and in breaks stand on a line of their own and never enter the rate.",
            "Subjects do not add up: a student takes several, and is counted in each. Courses whose subject is not "
            "known stand together.",
            "Tools without an imported log are left out: their use is unknown, not zero.",
        ),
    ),
)
