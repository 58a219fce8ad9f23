"""How many school days pass until half of the people who may use a tool have used it?"""

from __future__ import annotations

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Subquery, and_, case, func, select

from data_layer.scope import Scope
from data_layer.tables import calendar_days, entitlements, first_uses, memberships
from metrics.answer import answered, every_tool
from metrics.coverage import Coverage, coverage
from metrics.definition import Metric, Status
from metrics.groups import beside, columns, frame_of, keys
from metrics.policy import Policy
from metrics.statistics import survival


def time_to_first_use(
    connection: Connection,
    scope: Scope,
    *,
    by: tuple[str, ...] = (),
    policy: Policy,  # noqa: ARG001
) -> pd.DataFrame:
    """Kaplan and Meier's median of the school days from the day a tool is open to a person to the first use of it.

    Those who have not used it by the end of the period, or until they left, are counted as long as they were seen.
    """
    known = coverage(connection, scope)
    waits = _waits(known, by=by)
    over = [waits.c[name] for name in keys(by)]
    spans = [waits.c.opened_on, waits.c.ended_on, waits.c.has_event]
    counts = frame_of(connection, select(*over, *spans, func.count().label("wait_count")).group_by(*over, *spans))
    people = func.count(waits.c.person_id.distinct()).label("people_count")
    frame = frame_of(connection, select(*over, people).group_by(*over))
    counts["passed"] = _school_days_passed(connection, counts["opened_on"], counts["ended_on"])
    frame = beside(frame, _medians(counts, by=by), by)
    return answered(connection, _judged(every_tool(known, frame, by=by)), known, by=by)


def _waits(known: Coverage, *, by: tuple[str, ...]) -> Subquery:
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


def _school_days_passed(connection: Connection, opened_on: pd.Series, ended_on: pd.Series) -> np.ndarray:
    """School days from the one day to the day before the other: 0 for use on the very first of them, or before it."""
    asked = select(calendar_days.c.day).where(calendar_days.c.is_instructional).order_by(calendar_days.c.day)
    days = np.array(connection.execute(asked).scalars().all(), dtype="datetime64[D]")
    before = [np.searchsorted(days, column.to_numpy(dtype="datetime64[D]")) for column in (ended_on, opened_on)]
    return (before[0] - before[1]).clip(min=0)


def _medians(counts: pd.DataFrame, *, by: tuple[str, ...]) -> pd.DataFrame:
    groups = counts.groupby([counts[name] for name in keys(by)] or [pd.Series(0, index=counts.index)], dropna=False)
    rows = []
    for key, waits in groups:
        curve = survival(waits["passed"], waits["has_event"], waits["wait_count"])
        events = int(waits.loc[waits["has_event"].astype(bool), "wait_count"].sum())
        rows.append((*(key[: len(keys(by))]), events, int(waits["wait_count"].sum()), curve.median))
    return pd.DataFrame(rows, columns=[*keys(by), "numerator", "denominator", "value"])


def _judged(frame: pd.DataFrame) -> pd.DataFrame:
    """A median that was not reached is a measurement all the same: more than half have not used the tool yet."""
    is_measured = frame["denominator"].notna()
    frame["status"] = is_measured.map({True: Status.MEASURED.value, False: Status.NOT_MEASURED.value})
    frame["share_adopted"] = frame["numerator"] / frame["denominator"]
    frame["event_count"] = frame["numerator"]
    frame["censored_count"] = frame["denominator"] - frame["numerator"]
    frame["note"] = pd.Series("not reached", index=frame.index).where(is_measured & frame["value"].isna(), None)
    frame["people_count"] = frame["people_count"].where(is_measured)
    return frame


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
