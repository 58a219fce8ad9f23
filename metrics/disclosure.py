"""No row about too few people is shown, nor can it be worked out from the rows and the total that stay."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics.definition import PEOPLE, PERIOD_COLUMNS, Metric, Status
from metrics.policy import Policy

# The dimensions whose groups share out one total. The others (time, subject, stage, band) give one table for
# each of their values: their rows repeat the same people instead of sharing them out.
SPLITTING = ("school_id", "grade_level", "role", "tool", "cohort")


def smallest_group(metric: Metric, policy: Policy) -> int:
    """The fewest people that a row of this metric may be about."""
    name = "privacy.smallest_staff_group" if metric.is_about == "staff" else "privacy.smallest_group"
    return int(policy[name])


def hide(frame: pd.DataFrame, *, metric: Metric, groups: tuple[str, ...], policy: Policy) -> pd.DataFrame:
    """The frame with every figure of the rows that may not be seen taken out, the same for 0 people as for 9.

    `groups` are the key columns of the split. A row without people_count measured nothing about anybody (no
    survey was held, a tool has no log) and has nothing to hide.
    """
    minimum = smallest_group(metric, policy)
    people = frame[PEOPLE].astype("Float64")
    hidden = (people < minimum).fillna(False).to_numpy(dtype=bool)
    if metric.additive and len(frame):
        hidden = _with_complements(frame, hidden=hidden, groups=groups, minimum=minimum)
    if not hidden.any():
        return frame
    kept = {*PERIOD_COLUMNS, *groups, "school"}
    shown = frame.copy()
    for column in shown.columns:
        if column not in kept:
            shown[column] = shown[column].mask(hidden)
    shown["status"] = shown["status"].astype(object).mask(hidden, Status.HIDDEN.value)
    return shown


def _with_complements(frame: pd.DataFrame, *, hidden: np.ndarray, groups: tuple[str, ...], minimum: int) -> np.ndarray:
    """Hide the next smallest row of every line in which a hidden one could be found by subtraction, until none can."""
    people = frame[PEOPLE].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    lines = _lines(frame, groups) if hidden.any() else []
    while True:
        before = hidden.sum()
        for line in lines:
            hidden = _close(line, hidden=hidden, people=people, minimum=minimum)
        if hidden.sum() == before:
            return hidden


def _lines(frame: pd.DataFrame, groups: tuple[str, ...]) -> list[np.ndarray]:
    """For each splitting dimension, the places of the rows that differ in it alone."""
    lines = []
    for dimension in (group for group in groups if group in SPLITTING):
        others = [group for group in groups if group != dimension]
        if others:
            lines += list(frame.groupby(others, dropna=False, sort=False).indices.values())
        else:
            lines.append(np.arange(len(frame)))
    return lines


def _close(line: np.ndarray, *, hidden: np.ndarray, people: np.ndarray, minimum: int) -> np.ndarray:
    hidden = hidden.copy()
    while True:
        out = line[hidden[line]]
        shown = line[~hidden[line] & ~np.isnan(people[line])]
        is_safe = len(out) > 1 and people[out].sum() >= minimum
        if not len(out) or is_safe or not len(shown):
            return hidden
        hidden[shown[people[shown].argmin()]] = True
