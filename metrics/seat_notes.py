"""What a reader of the license figures has to know about the data behind them, in sentences."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, and_, func, select

from data_layer.tables import match_days, seats
from metrics.policy import Policy
from metrics.seat_use import Look


def notes(
    connection: Connection, frame: pd.DataFrame, look: Look, *, missing: dict[str, str], is_whole: bool, policy: Policy
) -> tuple[str, ...]:
    """`frame` is that of SeatCounts; `missing` says of each tool that is not measured why.

    `is_whole`: the scope takes in the whole district.
    """
    measured = frame[frame["is_measured"]]
    tools = dict(zip(measured["tool_id"], measured["tool"], strict=True))
    listed = measured.loc[measured["is_listed"], "tool_id"].unique().tolist() if is_whole else []
    return (
        *_left_out(missing),
        *_overage(measured),
        *_unlisted(connection, listed, tools, look, smallest=policy["privacy.smallest_group"]),
        *_unknown_holders(measured),
        *_quiet_logs(connection, tools, look),
    )


def _left_out(missing: dict[str, str]) -> list[str]:
    reasons = dict.fromkeys(missing.values())
    tools = {reason: ", ".join(tool for tool, why in missing.items() if why == reason) for reason in reasons}
    return [f"Not measured, because {reason}: {tools[reason]}." for reason in reasons]


def _overage(measured: pd.DataFrame) -> list[str]:
    """More assigned than bought."""
    over = measured[(measured["overage_count"] > 0).fillna(False)]
    return [
        f"{row.tool}: {row.assigned_count} seats are taken and {row.base_count} were bought."
        for row in over.itertuples()
    ]


def _unlisted(
    connection: Connection, listed: list[int], tools: dict[int, str], look: Look, *, smallest: int
) -> list[str]:
    """More in use than assigned: people who use a tool whose seat list leaves them out. A few are not counted out."""
    uses = look.uses
    holds = and_(seats.c.tool_id == uses.c.tool_id, seats.c.person_id == uses.c.person_id)
    people = func.count(uses.c.person_id.distinct())
    found = select(uses.c.tool_id, people).select_from(uses.outerjoin(seats, holds))
    found = found.where(seats.c.tool_id.is_(None), uses.c.tool_id.in_(listed), uses.c.last_on >= look.active)
    counted = dict(tuple(row) for row in connection.execute(found.group_by(uses.c.tool_id).order_by(uses.c.tool_id)))
    told = {tools[tool_id]: count if count >= smallest else "A few" for tool_id, count in counted.items()}
    return [f"{tool}: {count} people use it without a seat on the list." for tool, count in told.items()]


def _unknown_holders(measured: pd.DataFrame) -> list[str]:
    count = measured["unknown_count"].sum()
    unknown = f"Counted as not used, because the roster does not know who holds them: {count} of the seats."
    return [unknown] if count else []


def _quiet_logs(connection: Connection, tools: dict[int, str], look: Look) -> list[str]:
    """Where a log has had nothing for so long that no seat can be active, it may have ended rather than the use."""
    last_on = func.max(match_days.c.day)
    found = select(match_days.c.tool_id, last_on).where(match_days.c.day <= look.day, match_days.c.tool_id.in_(tools))
    quiet = found.group_by(match_days.c.tool_id).having(last_on < look.active).order_by(match_days.c.tool_id)
    return [
        f"{tools[tool_id]}: its log has nothing after {last:%B} {last.day}, {last.year}. "
        "If the log ends there, seats may be in use all the same."
        for tool_id, last in connection.execute(quiet)
    ]
