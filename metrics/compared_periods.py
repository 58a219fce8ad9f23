"""Which two periods are compared where nobody chose any, and as of when is each of them looked at?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics.periods import Period, all_periods, progress

_ONE_DAY = timedelta(days=1)


def last_whole_months(connection: Connection, *, as_of: date, needs: float) -> tuple[Period, Period] | None:
    """The last month that is over, and the one before it: of those with enough school days to stand for themselves."""
    over = [month for month in all_periods(connection, "month") if month.ends_on <= as_of + _ONE_DAY]
    whole = [month for month in over if _day_count(connection, month) >= needs]
    return (whole[-2], whole[-1]) if len(whole) > 1 else None


def scope_of(scope: Scope, period: Period) -> Scope:
    """The same question about a period, as it stood when the period was over."""
    as_of = min(scope.as_of, period.ends_on - _ONE_DAY)
    return replace(scope, period_start=period.starts_on, period_end=period.ends_on, as_of=as_of)


def _day_count(connection: Connection, month: Period) -> int:
    span = {"starts_on": month.starts_on, "ends_on": month.ends_on}
    return progress(connection, **span, as_of=month.ends_on).day_count
