"""How many events did each source bring, and on which school days none at all?"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics.definition import Metric
from metrics.log_sources import Days, answer_of
from metrics.periods import school_days_within
from metrics.policy import Policy
from metrics.rows import Answer, Row


def source_events(
    connection: Connection,
    scope: Scope,
    *,
    by: tuple[str, ...] = (),
    policy: Policy,  # noqa: ARG001
) -> Answer:
    """Events on the school days of the period, from the first day the source told of to its last one.

    What comes after its last day is not missing but late: see source_lag.
    """

    def told(days: Days) -> list[Row]:
        start, end = max(scope.period_start, min(days)), min(scope.known_end, max(days) + timedelta(days=1))
        known = school_days_within(connection, starts_on=start, ends_on=end)
        counts = {day: days.get(day, 0) for day in known}
        if "day" in by:
            return [_row(count, missing=int(count == 0), of=1) | {"day": day} for day, count in counts.items()]
        return [_row(sum(counts.values()), missing=list(counts.values()).count(0), of=len(counts))]

    columns = ("numerator", "denominator", "value", "missing_day_count", *(["day"] if "day" in by else []))
    return answer_of(connection, scope, columns=columns, rows_of=told)


def _row(count: int, *, missing: int, of: int) -> Row:
    return {"numerator": count, "denominator": of, "value": count if of else None, "missing_day_count": missing}


METRICS = (
    Metric(
        name="source_events",
        label="Log entries from a source",
        question="How many events did each source bring, and on which school days none at all?",
        numerator="Events on school days, logins included, matched to the roster or not.",
        denominator="School days from the first to the last day that the source tells of.",
        unit="count",
        better="neither",
        groups=("source", "day"),
        reference="A school day without a single event in a whole district is a gap in the log, not a day without use.",
        compute=source_events,
        caveats=("Days without school are left out: nobody expects anything of them.",),
        is_about="events",
        always_by=("source",),
    ),
)
