"""Of the people who began with a tool in one school week, what share came back in the weeks after it?"""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, select

from data_layer.scope import Scope
from data_layer.tables import calendar_days, usage_weeks
from metrics.answer import answered, every_tool
from metrics.coverage import Coverage, coverage
from metrics.definition import Metric
from metrics.groups import columns, frame_of, keys
from metrics.policy import Policy

_ENTITLEMENT_ALONE = ("schools", "grade_levels", "roles")  # choices that say who began, not where they came back


def retention_rate(connection: Connection, scope: Scope, *, by: tuple[str, ...] = (), policy: Policy) -> pd.DataFrame:
    """Those of each cohort with use in a later school week; weeks that have not happened yet have no row.

    A cohort is the people whose first school week with use, ever, is the same. Without `weeks_since` in the split,
    all the weeks after the first are taken together.
    """
    known = coverage(connection, scope)
    weeks = _school_weeks(connection, known.scope, needs=policy["adoption.week_needs"])
    split = [group for group in by if group not in ("cohort", "weeks_since")]
    came = frame_of(connection, _came(known, weeks, split=split))
    frame = _pooled(_observed(came, weeks, split=split), by=by)
    return answered(connection, every_tool(known, frame, by=by), known, by=by)


def _school_weeks(connection: Connection, scope: Scope, *, needs: float) -> pd.DataFrame:
    """The weeks, whole and known, with enough school days: numbered without those that are skipped."""
    day = calendar_days.c.day
    counted = select(calendar_days.c.week, func.min(day).label("first_on")).where(calendar_days.c.is_instructional)
    counted = counted.group_by(calendar_days.c.week).having(func.count() >= needs, func.max(day) < scope.known_end)
    weeks = frame_of(connection, counted.order_by(calendar_days.c.week))
    return weeks.assign(number=range(len(weeks)))


def _came(known: Coverage, weeks: pd.DataFrame, *, split: list[str]) -> Select:
    """Per group, cohort and week: how many of the cohort used the tool in that week, the cohort's own week included."""
    is_used = usage_weeks.c.active_day_count > 0
    used = is_used, *_among(usage_weeks.c.week, weeks["week"].tolist()), *known.of_tools(usage_weeks)
    whose = [usage_weeks.c.person_id, *([usage_weeks.c.tool_id] if "tool" in split else [])]
    first = func.min(usage_weeks.c.week)
    in_period = first.in_(weeks.loc[weeks["first_on"] >= known.scope.period_start, "week"].tolist())
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


def _observed(came: pd.DataFrame, weeks: pd.DataFrame, *, split: list[str]) -> pd.DataFrame:
    """Each cohort in each week since it began that has happened: its size, and how many of it came."""
    weeks = weeks[["week", "number"]]
    sizes = came[came["cohort"] == came["week"]].merge(weeks, on="week").drop(columns="week")
    sizes = sizes.rename(columns={"came_count": "cohort_size", "number": "began"})
    grid = sizes.merge(weeks, how="cross")
    grid = grid[grid["number"] >= grid["began"]].merge(came, how="left", on=[*keys(split), "cohort", "week"])
    grid["weeks_since"] = grid["number"] - grid["began"]
    return grid.fillna({"came_count": 0})


def _pooled(observed: pd.DataFrame, *, by: tuple[str, ...]) -> pd.DataFrame:
    """The cohorts and weeks of each group together. The first week, to which all came, counts only by itself."""
    if "weeks_since" not in by:
        observed = observed[observed["weeks_since"] > 0]
    is_first_seen = observed["weeks_since"] == 1
    once = observed["cohort_size"] if "weeks_since" in by else observed["cohort_size"].where(is_first_seen, 0)
    figures = pd.DataFrame(
        {"numerator": observed["came_count"], "denominator": observed["cohort_size"], "people_count": once}
    )
    over = [observed[name] for name in keys(by)] or [pd.Series(0, index=observed.index)]
    return figures.groupby(over, dropna=False).sum().astype("Int64").reset_index(drop=not by)


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
