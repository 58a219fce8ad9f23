"""Of the teachers who could use a tool in a semester, what share did?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, select

from data_layer.scope import Scope
from data_layer.tables import calendar_days, entitlements, memberships, usage_days
from metrics.coverage import Coverage, coverage
from metrics.definition import PEOPLE, Metric, Status
from metrics.periods import Period, all_periods, progress, school_days_within
from metrics.policy import Policy
from metrics.rows import Answer, Row
from metrics.spans import covers
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
    employed, entitled, use = _employed(connection, known, by), _entitled(connection), _use_days(connection, scope)
    rows = []
    for semester in (each for each in all_periods(connection, "semester") if _is_asked(each, scope)):
        days = school_days_within(connection, starts_on=semester.starts_on, ends_on=semester.ends_on)
        why = _why_unmeasured(connection, semester, days, known=known)
        since = _since(days, grace=int(policy["dormancy.grace"]))
        for school_id, spans_of in employed.items():
            there = [] if why else [who for who, spans in spans_of.items() if covers(spans, (days[0], days[-1]))]
            for tool in known.tools:
                missing = why or (None if tool.has_log else "no log of its use was imported")
                people = [who for who in there if covers(entitled.get((tool.tool_id, who), ()), since)]
                used = [use[tool.tool_id, semester.period_id, who] for who in people]
                group = {"tool": tool.tool, "semester": semester.period_id, "school_id": school_id}
                rows.append(group | _figures(used, missing=missing, policy=policy))
    return Answer((*_COLUMNS, *(["school_id"] if "school" in by else [])), rows)


def _is_asked(semester: Period, scope: Scope) -> bool:
    return semester.ends_on > scope.period_start and semester.starts_on < scope.known_end


def _employed(connection: Connection, known: Coverage, by: tuple[str, ...]) -> dict[str | None, dict[int, _Spans]]:
    """Per teacher, when they taught at a school asked for; by school, or all under None."""
    rows = select(memberships.c.school_id, memberships.c.person_id, memberships.c.starts_on, memberships.c.ends_on)
    schools = known.scope.conditions(memberships, without=("roles", "grade_levels"))
    found: dict[str | None, list[Sequence]] = {} if "school" in by else {None: []}
    for school_id, *stay in connection.execute(rows.where(memberships.c.role == "teacher", *schools)):
        found.setdefault(school_id if "school" in by else None, []).append(stay)
    return {school_id: _grouped(stays) for school_id, stays in found.items()}


def _entitled(connection: Connection) -> dict[tuple[int, int], _Spans]:
    """Per tool and person, when they might use it."""
    columns = ("tool_id", "person_id", "starts_on", "ends_on")
    rows = connection.execute(select(*(entitlements.c[name] for name in columns)))
    return _grouped(((tool_id, person_id), *days) for tool_id, person_id, *days in rows)


def _grouped(rows: Iterable[Sequence]) -> dict[Hashable, _Spans]:
    found: dict[Hashable, _Spans] = defaultdict(list)
    for key, start, end in rows:
        found[key].append((start, end))
    return found


def _use_days(connection: Connection, scope: Scope) -> Counter[tuple[int, str, int]]:
    """Per tool, semester and person, the school days with use up to as-of."""
    is_use = [usage_days.c.is_active, usage_days.c.is_instructional, usage_days.c.role == "teacher"]
    rows = select(usage_days.c.tool_id, calendar_days.c.semester_id, usage_days.c.person_id)
    rows = rows.join_from(usage_days, calendar_days, calendar_days.c.day == usage_days.c.day)
    return Counter(tuple(row) for row in connection.execute(rows.where(*is_use, usage_days.c.day <= scope.as_of)))


def _since(days: Sequence[date], *, grace: int) -> tuple[date, date] | None:
    """The last school days of a semester, as many as a new seat has before anybody wonders at it."""
    return (days[-max(1, min(grace, len(days)))], days[-1]) if days else None


def _why_unmeasured(connection: Connection, semester: Period, days: Sequence[date], *, known: Coverage) -> str | None:
    if not days:
        return "the calendar gives it no school day"
    as_of = known.scope.as_of
    if as_of < days[-1]:
        found = progress(connection, starts_on=semester.starts_on, ends_on=semester.ends_on, as_of=as_of)
        return f"too early: {found.day_count} of {found.planned_day_count} school days"
    return NO_LOG if known.scope.period_start > days[0] else None


def _figures(used: list[int], *, missing: str | None, policy: Policy) -> Row:
    """The counts and what follows from them. `used`: the days of use of each teacher who is counted."""
    if missing or not used:
        nobody = "no teacher could use it for long enough"
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
        question="Of the teachers who could use a tool in a semester, what share did?",
        numerator="Of those, the teachers with use on enough school days. Use means that they viewed, worked on or "
        "made something; a login alone does not count.",
        denominator="Teachers employed for the whole semester who held a seat, or belonged to a school that a contract "
        "covers, through its last school days: as many as the grace of a new seat.",
        unit="rate",
        better="higher",
        groups=("tool", "semester", "school"),
        reference="District target; no published evidence for 30%.",
        compute=teacher_utilization,
        policy=("sunset.days_of_use", "sunset.smallest_base", "dormancy.grace"),
        caveats=(
            "Only teachers count. Use by students alone leaves it at 0%.",
            "A semester that is not over, or that began before the logs do, is not measured.",
            "With fewer teachers than the smallest base, people decide and not the rule.",
            "Grade level, subject and role filters leave it as it is.",
        ),
        window="each semester",
        target="sunset.teacher_utilization",
        is_about="staff",
        always_by=("tool", "semester"),
        additive=False,
    ),
)
