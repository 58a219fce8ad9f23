"""Of the people who began with a tool in one school week, what share came back in the weeks after it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, select

from data_layer.scope import Scope
from data_layer.tables import calendar_days, usage_weeks
from metrics.answer import answered, every_tool
from metrics.coverage import Coverage, coverage
from metrics.definition import Metric
from metrics.groups import columns, keys
from metrics.policy import Policy
from metrics.rows import Answer, Row, rows_of

_FIGURES = ("numerator", "denominator", "people_count")
_ENTITLEMENT_ALONE = ("schools", "grade_levels", "roles")  # choices that say who began, not where they came back


def retention_rate(connection: Connection, scope: Scope, *, by: tuple[str, ...] = (), policy: Policy) -> Answer:
    """Those of each cohort with use in a later school week; weeks that have not happened yet have no row.

    A cohort is the people whose first school week with use, ever, is the same. Without `weeks_since` in the split,
    all the weeks after the first are taken together.
    """
    known = coverage(connection, scope)
    weeks = _school_weeks(connection, known.scope, needs=policy["adoption.week_needs"])
    split = [group for group in by if group not in ("cohort", "weeks_since")]
    came = rows_of(connection, _came(known, weeks, split=split))
    rows = _pooled(_observed(came, [row["week"] for row in weeks], split=split), by=by)
    rows = every_tool(known, rows, by=by, figures=_FIGURES)
    return answered(connection, rows, known, by=by, figures=_FIGURES)


def _school_weeks(connection: Connection, scope: Scope, *, needs: float) -> list[Row]:
    """The weeks, whole and known, with enough school days, in the order of time."""
    day = calendar_days.c.day
    counted = select(calendar_days.c.week, func.min(day).label("first_on")).where(calendar_days.c.is_instructional)
    counted = counted.group_by(calendar_days.c.week).having(func.count() >= needs, func.max(day) < scope.known_end)
    return rows_of(connection, counted.order_by(calendar_days.c.week))


def _came(known: Coverage, weeks: list[Row], *, split: list[str]) -> Select:
    """Per group, cohort and week: how many of the cohort used the tool in that week, the cohort's own week included."""
    is_used = usage_weeks.c.active_day_count > 0
    used = is_used, *_among(usage_weeks.c.week, [row["week"] for row in weeks]), *known.of_tools(usage_weeks)
    whose = [usage_weeks.c.person_id, *([usage_weeks.c.tool_id] if "tool" in split else [])]
    first = func.min(usage_weeks.c.week)
    in_period = first.in_([row["week"] for row in weeks if row["first_on"] >= known.scope.period_start])
    began = select(*whose, first.label("cohort")).where(*used).group_by(*whose).having(in_period).subquery()
    is_first = and_(usage_weeks.c.week == began.c.cohort, *(column == began.c[column.name] for column in whose))
    members = select(*columns(usage_weeks, split), usage_weeks.c.person_id, began.c.cohort)
    members = members.select_from(usage_weeks.join(began, is_first))
    members = members.where(*used, *known.scope.conditions(usage_weeks)).distinct().subquery()
    is_theirs = and_(*(column == members.c[column.name] for column in whose))
    groups = [*(members.c[name] for name in keys(split)), members.c.cohort, usage_weeks.c.week]
    people = func.count(usage_weeks.c.person_id.distinct()).label("came_count")
    later = select(*groups, people).select_from(usage_weeks.join(members, is_theirs))
    allowed = known.scope.conditions(usage_weeks, without=_ENTITLEMENT_ALONE)
    return later.where(*used, *allowed).group_by(*groups)


def _among(week: ColumnElement, weeks: list[date]) -> list[ColumnElement[bool]]:
    """The condition that a week is one of these: between the first and the last, and none of the few skipped."""
    if not weeks:
        return [false()]
    span = range(0, (weeks[-1] - weeks[0]).days, 7)
    skipped = {weeks[0] + timedelta(days=days) for days in span} - set(weeks)
    return [week >= weeks[0], week <= weeks[-1], *([week.not_in(sorted(skipped))] if skipped else [])]


def _observed(came: Iterable[Row], weeks: Sequence[date], *, split: list[str]) -> Iterator[Row]:
    """Each cohort in each week since it began that has happened: its size, and how many of it came.

    Weeks are numbered without those that are skipped.
    """
    numbers = {week: number for number, week in enumerate(weeks)}
    whose = (*keys(split), "cohort")
    counts = {(*(row[key] for key in whose), row["week"]): row["came_count"] for row in came}
    for (*group, week), size in counts.items():
        cohort = dict(zip(whose, group, strict=True))
        if cohort["cohort"] == week:
            for number, later in enumerate(weeks[numbers[week] :]):
                came_count = counts.get((*group, later), 0)
                yield cohort | {"weeks_since": number, "cohort_size": size, "came_count": came_count}


def _pooled(observed: Iterable[Row], *, by: tuple[str, ...]) -> list[Row]:
    """The cohorts and weeks of each group together. The first week, to which all came, counts only by itself."""
    groups: dict[tuple, Row] = {}
    for row in observed:
        if not row["weeks_since"] and "weeks_since" not in by:
            continue
        names = {key: row[key] for key in keys(by)}
        sums = groups.setdefault(tuple(names.values()), names | dict.fromkeys(_FIGURES, 0))
        sums["numerator"] += row["came_count"]
        sums["denominator"] += row["cohort_size"]
        is_first_seen = row["weeks_since"] == 1
        sums["people_count"] += row["cohort_size"] if "weeks_since" in by or is_first_seen else 0
    return list(groups.values())


METRICS = (
    Metric(
        name="retention_rate",
        label="Coming back",
        question="Of the people who began with a tool in one school week, what share came back in the weeks after it?",
        numerator="Of those, the people with use in that later week.",
        denominator="People whose first school week with use, ever, is the same.",
        unit="rate",
        better="higher",
        groups=("cohort", "weeks_since", "school", "grade_level", "role", "tool"),
        reference="Retention by cohort. District choice: weeks with too few school days are skipped and not numbered.",
        compute=retention_rate,
        adds_over=("cohort",),
        policy=("adoption.week_needs",),
        caveats=(
            "Weeks that have not happened yet have no figure; a later week is out of the cohorts that have reached it.",
            "The first week of the logs gathers everybody who had begun before.",
            "School, grade level and role are those of the first week.",
            "Without a tool chosen: any use after the first use of anything.",
        ),
        window="people who began in the period chosen, followed to its end",
        is_about="people",
    ),
)
