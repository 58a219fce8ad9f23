"""What share of the events in the logs could be matched to somebody of the roster?"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, case, select, true

from data_layer.scope import Scope
from data_layer.tables import match_days
from metrics.answer import answered, every_tool
from metrics.coverage import coverage
from metrics.definition import Metric
from metrics.groups import columns, dated, whole
from metrics.policy import Policy
from metrics.rows import Answer, rows_of

_ELSE = {"unmatched": "unmatched_count", "ambiguous": "ambiguous_count", "not enrolled": "not_enrolled_count"}


def log_match_rate(
    connection: Connection,
    scope: Scope,
    *,
    by: tuple[str, ...] = (),
    policy: Policy,  # noqa: ARG001
) -> Answer:
    """Events of people enrolled that day, over all events. It is about the whole district: a stranger has no school."""
    known = coverage(connection, scope)
    if scope.entitlement.schools is not None:
        known = replace(
            known,
            tools=(),
            notes=("Logs are matched for the whole district at once, and you see only some of its schools.",),
        )
    groups = columns(match_days, by)
    figures = {"numerator": match_days.c.match == "matched", "denominator": true()}
    figures |= {name: match_days.c.match == match for match, name in _ELSE.items()}
    sums = [whole(case((which, match_days.c.event_count), else_=0)).label(name) for name, which in figures.items()]
    counted = select(*groups, *sums).select_from(dated(match_days, by))
    counted = counted.where(*known.in_period(match_days), *known.of_logged(match_days)).group_by(*groups)
    rows = every_tool(known, rows_of(connection, counted), by=by, figures=figures)
    rows = [row | {"people_count": None} for row in rows]
    return answered(connection, rows, known, by=by, figures=(*figures, "people_count"))


METRICS = (
    Metric(
        name="log_match_rate",
        label="Log entries matched to the roster",
        question="What share of the events in the logs could be matched to somebody of the roster?",
        numerator="Events of people who were enrolled, or worked, at a school on that day.",
        denominator="All events in the logs, logins included.",
        unit="rate",
        better="higher",
        groups=("tool", "source", "day", "week", "month", "quarter", "semester", "school_year"),
        reference="Every other figure rests on the matched events alone.",
        compute=log_match_rate,
        caveats=(
            "Unmatched: nobody in the roster has this identifier. Ambiguous: two people do. Not enrolled: somebody "
            "does, but belonged to no school that day.",
            "It is about the whole district, whichever schools are chosen.",
        ),
        is_about="events",
    ),
)
