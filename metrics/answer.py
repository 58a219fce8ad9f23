"""How an adoption figure leaves its metric: time with its school days, tools by name, and what the logs cannot tell."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection

from metrics.coverage import Coverage
from metrics.groups import beside, time_group
from metrics.school_days import beside_school_days


def every_tool(
    known: Coverage, frame: pd.DataFrame, *, by: tuple[str, ...], stretches: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The frame with its tools named; where only tools (and these stretches of time) are split, a row for each."""
    if stretches is None and not set(by) <= {"tool"}:
        return known.named(frame) if "tool" in by else frame
    rows = pd.DataFrame(index=[0]) if stretches is None else stretches
    return beside(known.for_each_tool(rows) if "tool" in by else rows, frame, by)


def answered(connection: Connection, frame: pd.DataFrame, known: Coverage, *, by: tuple[str, ...]) -> pd.DataFrame:
    """The frame with the school days of its stretches of time, so that a month to date can be told from a whole one."""
    if time_group(by) and "school_day_count" not in frame:
        frame = beside_school_days(connection, frame, known.scope, by=by)
    frame = frame.drop(columns=["tool_id", "has_log"], errors="ignore")
    frame.attrs["notes"] = known.notes
    return frame
