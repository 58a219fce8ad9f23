"""A slide has room for so many rows: the foremost are drawn, and the slide says of how many."""

from __future__ import annotations

from dataclasses import replace

from metrics.definition import Result

MOST_ROWS, MOST_COLUMNS = 12, 10
_PLURALS = {"tool": "tools", "school": "schools", "feature": "features", "subject": "subjects"}


def foremost(result: Result, group: str, *, most: int = MOST_ROWS, by: str = "value") -> tuple[Result, str]:
    """The groups with the highest value (or sum of another column), and a remark where others are left away."""
    frame = result.frame
    keys = list(dict.fromkeys(frame[group].dropna()))
    if len(keys) <= most:
        return result, ""
    sums = frame.groupby(group, sort=False)[by].sum(min_count=1).astype(float)
    kept = sums.sort_values(ascending=False, kind="stable", na_position="last").index[:most]
    shown = replace(result, frame=frame[frame[group].isin(kept)])
    return shown, f"The first {most} of {len(keys)} {_PLURALS[group]} are drawn; the page shows all."
