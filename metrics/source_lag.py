"""How many school days has each source of logs missed since the last day it told of?"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics.definition import Metric, Status
from metrics.log_sources import Days, answer_of, last_school_day
from metrics.periods import school_days_within
from metrics.policy import Policy
from metrics.rows import Answer, Row

_HOURS_A_DAY = 24
UP_TO_DATE, LATE, STALE = "up to date", "late", "stale"


def source_lag(connection: Connection, scope: Scope, *, by: tuple[str, ...] = (), policy: Policy) -> Answer:  # noqa: ARG001
    """School days that are over by the as-of day and come after the last day with any event of the source."""
    expected_on = last_school_day(connection, scope)
    end = scope.as_of + timedelta(days=1)

    def told(days: Days) -> list[Row]:
        last_on = max(days)
        missed = len(school_days_within(connection, starts_on=last_on + timedelta(days=1), ends_on=end))
        freshness = freshness_of(missed, policy)
        status = Status.MET if freshness == UP_TO_DATE else Status.NOT_MET
        words = {"last_on": last_on, "expected_on": expected_on, "freshness": freshness, "status": status.value}
        return [{"numerator": missed, "denominator": None, "value": missed, **words}]

    columns = ("numerator", "denominator", "value", "status", "last_on", "expected_on", "freshness")
    return answer_of(connection, scope, columns=columns, rows_of=told)


def freshness_of(missed_days: int, policy: Policy) -> str:
    """Late and stale begin where more hours of school days have passed than the policy allows."""
    hours = missed_days * _HOURS_A_DAY
    if hours > policy["freshness.red_after"]:
        return STALE
    return LATE if hours > policy["freshness.amber_after"] else UP_TO_DATE


METRICS = (
    Metric(
        name="source_lag",
        label="School days a source is behind",
        question="How many school days has each source of logs missed since the last day it told of?",
        numerator="School days that are over by the as-of day and come after the last day with any event.",
        denominator="None: it is a count of days.",
        unit="days",
        better="lower",
        groups=("source",),
        reference="24 and 72 hours, counted in school days, so that a weekend or a break makes nothing late.",
        compute=source_lag,
        policy=("freshness.amber_after", "freshness.red_after"),
        caveats=(
            "A source is what an import was recognized as, whatever tools its logs name.",
            "Reports of when somebody was last seen begin no log, and are left out.",
        ),
        window="up to the as-of day",
        is_about="events",
        always_by=("source",),
    ),
)
