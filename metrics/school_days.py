"""How many school days a stretch of time has had so far, and which have had enough to stand for themselves."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from sqlalchemy import Connection, case, func, select

from data_layer.scope import Scope
from data_layer.tables import calendar_days
from metrics.groups import beside, frame_of, time_group, whole
from metrics.periods import TIME_GROUPS


def school_days(connection: Connection, scope: Scope, by: Iterable[str]) -> pd.DataFrame:
    """Per group of time (without one: for the period) its school days so far, and those it has in the calendar."""
    group, day = time_group(by), calendar_days.c.day
    is_known = (day >= scope.period_start) & (day < scope.known_end)
    over = [calendar_days.c[TIME_GROUPS[group]].label(group)] if group else []
    counted = select(
        *over,
        whole(case((is_known, 1), else_=0)).label("school_day_count"),
        func.count().label("planned_school_day_count"),
    ).where(calendar_days.c.is_instructional)
    if not group:
        counted = counted.where(day >= scope.period_start, day < scope.period_end)
    frame = frame_of(connection, counted.group_by(*over)).fillna(0)
    frame["is_partial"] = frame["school_day_count"] < frame["planned_school_day_count"]
    return frame


def standing(connection: Connection, scope: Scope, kind: str, *, needs: float) -> pd.DataFrame:
    """The weeks (months) of the period that have had enough school days, each with how many."""
    counted = school_days(connection, scope, (kind,))
    return counted.loc[counted["school_day_count"] >= needs, [kind, "school_day_count"]]


def beside_school_days(
    connection: Connection, frame: pd.DataFrame, scope: Scope, *, by: tuple[str, ...]
) -> pd.DataFrame:
    """Each row with the school days of its stretch of time, or else of the whole period."""
    group = time_group(by)
    counted = school_days(connection, scope, by)
    return beside(frame, counted, (group,)) if group else frame.merge(counted, how="cross")
