"""How much of its usual number of events did each source bring in its last school days?"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics.definition import Metric, Status
from metrics.log_sources import Days, answer_of
from metrics.periods import school_days_within
from metrics.policy import Policy
from metrics.rows import Answer, Row


def source_change_rate(connection: Connection, scope: Scope, *, by: tuple[str, ...] = (), policy: Policy) -> Answer:  # noqa: ARG001
    """Events in the last school days that a source tells of, over those that as many days before had on average."""
    recent_days, usual_days = int(policy["health.recent_days"]), int(policy["health.usual_days"])

    def told(days: Days) -> list[Row]:
        known = school_days_within(connection, starts_on=min(days), ends_on=max(days) + timedelta(days=1))
        counts = [days.get(day, 0) for day in known[-recent_days - usual_days :]]
        has_enough = len(counts) == recent_days + usual_days
        usual = sum(counts[:usual_days]) * recent_days / usual_days if has_enough else None
        return [_row(sum(counts[-recent_days:]), usual=usual, policy=policy) | {"last_on": max(days)}]

    columns = ("numerator", "denominator", "value", "status", "last_on")
    return answer_of(connection, scope, columns=columns, rows_of=told)


def _row(recent: int, *, usual: float | None, policy: Policy) -> Row:
    """Below the threshold it is worth a look. Nothing is usual about a source that brought nothing before."""
    if not usual:
        return {"numerator": recent, "denominator": None, "value": None, "status": Status.NOT_MEASURED.value}
    share = recent / usual
    status = Status.NOT_MET if share < policy["health.drop_below"] else Status.MET
    return {"numerator": recent, "denominator": usual, "value": share, "status": status.value}


METRICS = (
    Metric(
        name="source_change_rate",
        label="Events of a source, of its usual number",
        question="How much of its usual number of events did each source bring in its last school days?",
        numerator="Events in the last five school days that the source tells of.",
        denominator="What five days had on average over the twenty school days before.",
        unit="rate",
        better="higher",
        groups=("source",),
        reference="District choice: a week against the four before it.",
        compute=source_change_rate,
        policy=("health.drop_below", "health.recent_days", "health.usual_days"),
        caveats=(
            "A drop may be real (testing, a field day) or a part of the export that is missing.",
            "Days without any event count as zero: a gap shows here as well.",
        ),
        window="up to the source's last day",
        is_about="events",
        always_by=("source",),
    ),
)
