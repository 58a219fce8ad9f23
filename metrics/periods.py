"""Which days belong to which month, week, quarter, semester and school year: the calendar tables alone decide."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from data_layer.scope import Scope
from data_layer.tables import calendar_days, periods
from metrics.remembered import remembered

# The column of calendar_days behind each group of time, from the longest to the shortest.
TIME_GROUPS = {
    "school_year": "school_year",
    "semester": "semester_id",
    "quarter": "quarter_id",
    "month": "month",
    "week": "week",
    "day": "day",
}
CALENDAR_KINDS = ("month", "week", "day")  # their column holds their first day
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """One [starts_on, ends_on) of a kind. `period_id` is what the column of that group of time holds."""

    kind: str
    period_id: str | date
    label: str
    starts_on: date
    ends_on: date

    def holds(self, day: date) -> bool:
        return self.starts_on <= day < self.ends_on


@dataclass(frozen=True)
class Progress:
    """How many of a period's school days have happened by the as-of day."""

    day_count: int
    planned_day_count: int

    @property
    def is_partial(self) -> bool:
        return self.day_count < self.planned_day_count


def cut(span: tuple[date, date], scope: Scope) -> tuple[date, date]:
    """The part of a span that lies in the scope's period."""
    return max(span[0], scope.period_start), min(span[1], scope.period_end)


@remembered
def all_periods(connection: Connection, kind: str) -> list[Period]:
    """Every known period of one kind, in the order of time."""
    if kind in CALENDAR_KINDS:
        return _from_days(connection, kind)
    rows = connection.execute(select(periods).where(periods.c.kind == kind).order_by(periods.c.starts_on))
    return [Period(kind, row.period_id, row.label or row.period_id, row.starts_on, row.ends_on) for row in rows]


def _from_days(connection: Connection, kind: str) -> list[Period]:
    column = calendar_days.c[TIME_GROUPS[kind]]
    return [
        period_of(kind, first) for first in connection.execute(select(column).distinct().order_by(column)).scalars()
    ]


def period_of(kind: str, first: date) -> Period:
    """The day, week or month that begins on this day, whether the calendar knows it or not."""
    return Period(kind, first, _label(kind, first), first, _end(kind, first))


def first_of(kind: str, day: date) -> date:
    """The first day of the day, week or month that holds this one."""
    if kind == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if kind == "week" else day


def _end(kind: str, first: date) -> date:
    if kind == "month":
        return (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first + (timedelta(days=7) if kind == "week" else _ONE_DAY)


def _label(kind: str, first: date) -> str:
    written = f"{first:%B} {first.day}, {first.year}"
    return {"month": f"{first:%B %Y}", "week": f"Week of {written}"}.get(kind, written)


def period_at(connection: Connection, kind: str, day: date) -> Period | None:
    """The period of this kind that holds the day; None in a gap such as the summer."""
    return next((period for period in all_periods(connection, kind) if period.holds(day)), None)


def latest_period(connection: Connection, kind: str, day: date) -> Period | None:
    """The period that holds the day, or else the last one that began before it."""
    begun = [period for period in all_periods(connection, kind) if period.starts_on <= day]
    return begun[-1] if begun else None


def previous_scope(connection: Connection, scope: Scope) -> Scope | None:
    """The same question about the period before: the same kind where the period is one, else as many days.

    None where the calendar does not reach back that far.
    """
    start, end = scope.period_start, scope.period_end
    for kind in ("school_year", "semester", "quarter", "month", "week"):
        known = all_periods(connection, kind)
        spans = [(period.starts_on, period.ends_on) for period in known]
        if (start, end) in spans:
            place = spans.index((start, end))
            return _moved(scope, *spans[place - 1]) if place else None
    earlier = start - (end - start)
    first_day = connection.execute(select(func.min(calendar_days.c.day))).scalar()
    return _moved(scope, earlier, start) if first_day and first_day <= earlier else None


def _moved(scope: Scope, start: date, end: date) -> Scope:
    return replace(scope, period_start=start, period_end=end, as_of=min(scope.as_of, end - _ONE_DAY))


def previous_at_same_point(connection: Connection, scope: Scope) -> Scope | None:
    """The scope before, known up to the day by which as many school days had happened as in this one so far.

    So ten days of this month are compared with the first ten school days of the last one. None where there is none.
    """
    earlier = previous_scope(connection, scope)
    so_far = progress(connection, starts_on=scope.period_start, ends_on=scope.period_end, as_of=scope.as_of)
    if earlier is None or not so_far.is_partial:
        return earlier
    within = school_days_within(connection, starts_on=earlier.period_start, ends_on=earlier.period_end)
    days = within[: so_far.day_count]
    return replace(earlier, as_of=min(earlier.as_of, days[-1])) if days else None


def last_known_day(scope: Scope) -> date:
    """The day on which a state (seats, contracts, staff) is looked at: the period's last day, or as-of before it."""
    return min(scope.as_of, scope.period_end - _ONE_DAY)


@remembered
def school_days(connection: Connection) -> list[date]:
    """Every instructional day of the calendar, in order."""
    day = calendar_days.c.day
    return list(connection.execute(select(day).where(calendar_days.c.is_instructional).order_by(day)).scalars())


def school_days_within(connection: Connection, *, starts_on: date, ends_on: date) -> list[date]:
    """The school days of [starts_on, ends_on)."""
    days = school_days(connection)
    return days[bisect_left(days, starts_on) : bisect_left(days, ends_on)]


def progress(connection: Connection, *, starts_on: date, ends_on: date, as_of: date) -> Progress:
    """School days of [starts_on, ends_on) up to and with as_of, and those planned in all."""
    days = school_days(connection)
    first, end = bisect_left(days, starts_on), bisect_left(days, ends_on)
    return Progress(max(min(bisect_right(days, as_of), end) - first, 0), max(end - first, 0))


def last_school_day_before(connection: Connection, day: date) -> date | None:
    days = school_days(connection)
    number = bisect_left(days, day)
    return days[number - 1] if number else None


def instructional_number(connection: Connection, day: date) -> int:
    """How many instructional days the calendar has up to and with this day, wherever the day lies."""
    return bisect_right(school_days(connection), day)


def instructional_days_between(connection: Connection, earlier: date, later: date) -> int:
    """Instructional days after `earlier`, up to and with `later`: 0 for the same day."""
    return instructional_number(connection, later) - instructional_number(connection, earlier)


def earliest_within(connection: Connection, day: date, day_counts: Sequence[int]) -> list[date]:
    """For each count, the earliest date from which no more instructional days than that pass until `day`."""
    days = school_days(connection)
    numbers = [instructional_number(connection, day) - count for count in day_counts]
    return [days[number - 1] if 0 < number <= len(days) else date.min for number in numbers]
