"""How many school days pass until half of the people who may use a tool have used it?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, Subquery, and_, case, func, select

from data_layer.scope import Scope
from data_layer.tables import entitlements, first_uses, memberships
from metrics.answer import answered, every_tool
from metrics.coverage import Coverage, coverage
from metrics.definition import Metric, Status
from metrics.groups import columns, keys
from metrics.periods import school_days
from metrics.policy import Policy
from metrics.rows import Answer, Row, beside, rows_of
from metrics.statistics import survival

_MEDIAN = ("numerator", "denominator", "value")
_FIGURES = (*_MEDIAN, "status", "share_adopted", "event_count", "censored_count", "note", "people_count")


def time_to_first_use(
    connection: Connection,
    scope: Scope,
    *,
    by: tuple[str, ...] = (),
    policy: Policy,  # noqa: ARG001
) -> Answer:
    """Kaplan and Meier's median of the school days from the day a tool is open to a person to the first use of it.

    Those who have not used it by the end of the period, or until they left, are counted as long as they were seen.
    """
    known = coverage(connection, scope)
    waits = waits_of(known, by=by)
    over = [waits.c[name] for name in keys(by)]
    spans = [waits.c.opened_on, waits.c.ended_on, waits.c.has_event]
    counts = rows_of(connection, select(*over, *spans, func.count().label("wait_count")).group_by(*over, *spans))
    people = func.count(waits.c.person_id.distinct()).label("people_count")
    rows = rows_of(connection, select(*over, people).group_by(*over))
    rows = beside(rows, _medians(counts, school_days(connection), by=by), by, without=dict.fromkeys(_MEDIAN))
    rows = every_tool(known, rows, by=by, figures=(*_MEDIAN, "people_count"))
    return answered(connection, [_judged(row) for row in rows], known, by=by, figures=_FIGURES)


def waits_of(known: Coverage, *, by: tuple[str, ...]) -> Subquery:
    """Everybody and every tool that opened to them in the period: until when they waited, and whether for use.

    School, grade level and role are those of the day on which it opened.
    """
    access = _access(known)
    is_theirs = (first_uses.c.tool_id == access.c.tool_id) & (first_uses.c.person_id == access.c.person_id)
    has_event = func.coalesce(first_uses.c.first_active_on < access.c.seen_until, False)
    split = columns(memberships, [group for group in by if group != "tool"])
    rows = select(
        *split,
        access,
        case((has_event, first_uses.c.first_active_on), else_=access.c.seen_until).label("ended_on"),
        has_event.label("has_event"),
    )
    belongs = and_(
        memberships.c.person_id == access.c.person_id,
        memberships.c.starts_on <= access.c.opened_on,
        memberships.c.ends_on > access.c.opened_on,
    )
    rows = rows.select_from(access.join(memberships, belongs).outerjoin(first_uses, is_theirs))
    return rows.where(*known.scope.conditions(memberships)).distinct().subquery()


def _access(known: Coverage) -> Subquery:
    """Everybody and every tool, from the first day on which they may use it and are there, to the last one seen."""
    begins = case(
        (entitlements.c.starts_on > memberships.c.starts_on, entitlements.c.starts_on), else_=memberships.c.starts_on
    )
    ends = case((entitlements.c.ends_on < memberships.c.ends_on, entitlements.c.ends_on), else_=memberships.c.ends_on)
    scope = known.scope
    while_there = and_(
        entitlements.c.person_id == memberships.c.person_id,
        entitlements.c.starts_on < memberships.c.ends_on,
        memberships.c.starts_on < entitlements.c.ends_on,
    )
    opened_on, closed_on = func.min(begins), func.max(ends)
    rows = select(
        entitlements.c.tool_id,
        entitlements.c.person_id,
        opened_on.label("opened_on"),
        case((closed_on < scope.known_end, closed_on), else_=scope.known_end).label("seen_until"),
    ).select_from(entitlements.join(memberships, while_there))
    rows = rows.where(*known.of_logged(entitlements)).group_by(entitlements.c.tool_id, entitlements.c.person_id)
    return rows.having(opened_on >= scope.period_start, opened_on < scope.known_end).subquery()


def _medians(counts: Iterable[Row], days: Sequence[date], *, by: tuple[str, ...]) -> list[Row]:
    """Per group: how many waits ended with use, how many there were, and the median in school days."""
    groups: dict[tuple, list[Row]] = {}
    for row in counts:
        groups.setdefault(tuple(row[key] for key in keys(by)), []).append(row)
    return [dict(zip(keys(by), group, strict=True)) | _median(waits, days) for group, waits in groups.items()]


def _median(waits: Sequence[Row], days: Sequence[date]) -> Row:
    has_event, wait_counts = ([row[name] for row in waits] for name in ("has_event", "wait_count"))
    curve = survival([_passed(row, days) for row in waits], has_event, wait_counts)
    events = sum(count for is_use, count in zip(has_event, wait_counts, strict=True) if is_use)
    return {"numerator": events, "denominator": sum(wait_counts), "value": curve.median}


def _passed(wait: Row, days: Sequence[date]) -> int:
    """School days from the one day to the day before the other: 0 for use on the very first of them, or before it."""
    return max(0, bisect_left(days, wait["ended_on"]) - bisect_left(days, wait["opened_on"]))


def _judged(row: Row) -> Row:
    """A median that was not reached is a measurement all the same: more than half have not used the tool yet."""
    if row["denominator"] is None:
        return row | dict.fromkeys(_FIGURES) | {"status": Status.NOT_MEASURED.value}
    events, waits = row["numerator"], row["denominator"]
    return row | {
        "status": Status.MEASURED.value,
        "share_adopted": events / waits,
        "event_count": events,
        "censored_count": waits - events,
        "note": "not reached" if row["value"] is None else None,
    }


METRICS = (
    Metric(
        name="time_to_first_use",
        label="School days until the first use",
        question="How many school days pass until half of the people who may use a tool have used it?",
        numerator="Of those, the people who have used it, by the end of the period or until they left.",
        denominator="People to whom a tool opened in the period: with their seat, the start of the contract or their "
        "enrollment, whichever came last.",
        unit="days",
        better="lower",
        groups=("school", "grade_level", "role", "tool"),
        reference="Kaplan and Meier's median. Those who have not used it yet count for as long as they were seen, so "
        "that a new tool does not look quick.",
        compute=time_to_first_use,
        caveats=(
            "0 is the first school day on which a person could have used the tool, or use before that.",
            "Where fewer than half have used it yet, the median is not reached: that says more than a number would.",
            "Without a tool chosen: each person counts once for each tool that opened to them.",
            "Tools without an imported log are left out: their use is unknown, not zero.",
        ),
        window="tools that opened to people in the period chosen, followed to its end",
        is_about="people",
    ),
)
