"""Of the teachers who could use a tool for a whole semester, what share did?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, select

from data_layer.scope import Scope
from data_layer.tables import calendar_days, entitlements, memberships, usage_days
from metrics.coverage import Coverage, coverage
from metrics.definition import PEOPLE, Metric, Status
from metrics.periods import Period, all_periods, progress
from metrics.policy import Policy
from metrics.rows import Answer, Row
from metrics.spans import covers, overlap
from metrics.statistics import exactly

DAYS_SHOWN = (1, 3, 10)  # the share depends on how much use counts, so that these stand side by side
NO_LOG = "no log reaches back to its beginning"
_COUNTS = {days: f"{days}_day_count" for days in DAYS_SHOWN}
_COLUMNS = ("tool", "semester", "numerator", "denominator", "status", "note", *_COUNTS.values(), PEOPLE)
_Spans = list[tuple[date, date]]


def teacher_utilization(connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> Answer:
    """A row for each tool and each semester that had begun; semesters that are not over are not measured."""
    assert {"tool", "semester"} <= set(by)
    known = coverage(connection, scope.with_period(date.min, scope.period_end))  # a semester may begin before the scope
    entitled, use = _entitled(connection, known), _use_days(connection, scope)
    rows = []
    for semester in (each for each in all_periods(connection, "semester") if _is_asked(each, scope)):
        days = _school_days(connection, semester)
        why = _why_unmeasured(connection, semester, days, known=known)
        for tool in known.tools:
            missing = why or (None if tool.has_log else "no log of its use was imported")
            people = [] if missing else [who for who, spans in entitled[tool.tool_id].items() if covers(spans, days)]
            used = [use[tool.tool_id, semester.period_id, who] for who in people]
            group = {"tool": tool.tool, "semester": semester.period_id}
            rows.append(group | _figures(used, missing=missing, policy=policy))
    return Answer(_COLUMNS, rows)


def _is_asked(semester: Period, scope: Scope) -> bool:
    return semester.ends_on > scope.period_start and semester.starts_on < scope.known_end


def _entitled(connection: Connection, known: Coverage) -> dict[int, dict[int, _Spans]]:
    """Per tool and teacher, the spans in which they taught at a school asked for and might use it."""
    rows = select(
        entitlements.c.tool_id,
        entitlements.c.person_id,
        entitlements.c.starts_on,
        entitlements.c.ends_on,
        memberships.c.starts_on,
        memberships.c.ends_on,
    ).join_from(entitlements, memberships, entitlements.c.person_id == memberships.c.person_id)
    schools = known.scope.conditions(memberships, without=("roles", "grade_levels"))
    found: dict[int, dict[int, _Spans]] = defaultdict(lambda: defaultdict(list))
    for tool_id, person_id, *days in connection.execute(rows.where(memberships.c.role == "teacher", *schools)):
        if span := overlap((days[0], days[1]), (days[2], days[3])):
            found[tool_id][person_id].append(span)
    return found


def _use_days(connection: Connection, scope: Scope) -> Counter[tuple[int, str, int]]:
    """Per tool, semester and person, the school days with use up to as-of."""
    is_use = [usage_days.c.is_active, usage_days.c.is_instructional, usage_days.c.role == "teacher"]
    rows = select(usage_days.c.tool_id, calendar_days.c.semester_id, usage_days.c.person_id)
    rows = rows.join_from(usage_days, calendar_days, calendar_days.c.day == usage_days.c.day)
    return Counter(tuple(row) for row in connection.execute(rows.where(*is_use, usage_days.c.day <= scope.as_of)))


def _school_days(connection: Connection, semester: Period) -> tuple[date, date] | None:
    """Its first and its last school day: a contract that ends in the break after it covers all of it."""
    day = calendar_days.c.day
    within = [calendar_days.c.is_instructional, day >= semester.starts_on, day < semester.ends_on]
    days = connection.execute(select(day).where(*within).order_by(day)).scalars().all()
    return (days[0], days[-1]) if days else None


def _why_unmeasured(
    connection: Connection, semester: Period, days: tuple[date, date] | None, *, known: Coverage
) -> str | None:
    if days is None:
        return "the calendar gives it no school day"
    as_of = known.scope.as_of
    if as_of < days[1]:
        found = progress(connection, starts_on=semester.starts_on, ends_on=semester.ends_on, as_of=as_of)
        return f"too early: {found.day_count} of {found.planned_day_count} school days"
    return NO_LOG if known.scope.period_start > days[0] else None


def _figures(used: list[int], *, missing: str | None, policy: Policy) -> Row:
    """The counts and what follows from them. `used`: the days of use of each teacher who is counted."""
    if missing or not used:
        nobody = "no teacher could use it for the whole semester"
        nothing = dict.fromkeys(("numerator", "denominator", *_COUNTS.values(), PEOPLE))
        return nothing | {"status": Status.NOT_MEASURED.value, "note": missing or nobody}
    reached = _at_least(used, policy["sunset.days_of_use"])
    counts = {name: _at_least(used, days) for days, name in _COUNTS.items()}
    base = {"numerator": reached, "denominator": len(used), PEOPLE: len(used)}
    return base | counts | {"status": _status(reached, len(used), policy=policy), "note": None}


def _at_least(used: Iterable[int], days: float) -> int:
    return sum(count >= days for count in used)


def _status(reached: int, base: int, *, policy: Policy) -> str:
    if base < policy["sunset.smallest_base"]:
        return Status.INCONCLUSIVE.value
    is_under = reached < exactly(policy["sunset.teacher_utilization"]) * base
    return (Status.NOT_MET if is_under else Status.MET).value


METRICS = (
    Metric(
        name="teacher_utilization",
        label="Teacher utilization",
        question="Of the teachers who could use a tool for a whole semester, what share did?",
        numerator="Of those, the teachers with use on enough school days. Use means that they viewed, worked on or "
        "made something; a login alone does not count.",
        denominator="Teachers who held a seat, or belonged to a school that a contract covers, from the semester's "
        "first school day to its last.",
        unit="rate",
        better="higher",
        groups=("tool", "semester"),
        reference="District target; no published evidence for 30%.",
        compute=teacher_utilization,
        policy=("sunset.days_of_use", "sunset.smallest_base"),
        caveats=(
            "Only teachers count. Use by students alone leaves it at 0%.",
            "A semester that is not over, or that began before the logs do, is not measured.",
            "With fewer teachers than the smallest base, people decide and not the rule.",
            "Grade level, subject and role filters leave it as it is.",
        ),
        window="each semester",
        target="sunset.teacher_utilization",
        is_about="people",
        always_by=("tool", "semester"),
        additive=False,
    ),
)
