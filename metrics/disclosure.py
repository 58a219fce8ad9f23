"""No row about too few people is shown, nor can it be worked out from the rows and the total that stay."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.definition import PEOPLE, PERIOD_COLUMNS, Metric, Status
from metrics.policy import Policy
from metrics.rows import Row

# The dimensions whose groups share out one total. The others (time, subject, stage, band) give one table for
# each of their values: their rows repeat the same people instead of sharing them out.
SPLITTING = ("school_id", "grade_level", "role", "tool", "cohort")


def smallest_group(metric: Metric, policy: Policy) -> int:
    """The fewest people that a row of this metric may be about."""
    name = "privacy.smallest_staff_group" if metric.is_about == "staff" else "privacy.smallest_group"
    return int(policy[name])


def hide(rows: Sequence[Row], *, metric: Metric, groups: tuple[str, ...], policy: Policy) -> list[Row]:
    """The rows with every figure of those that may not be seen taken out, the same for 0 people as for 9.

    `groups` are the key columns of the split. A row without people_count measured nothing about anybody (no
    survey was held, a tool has no log) and has nothing to hide.
    """
    minimum = smallest_group(metric, policy)
    hidden = {place for place, row in enumerate(rows) if row[PEOPLE] is not None and row[PEOPLE] < minimum}
    if metric.additive and hidden:
        hidden = _with_complements(rows, hidden=hidden, groups=groups, minimum=minimum)
    kept = {*PERIOD_COLUMNS, *groups, "school"}
    return [_without_figures(row, kept) if place in hidden else row for place, row in enumerate(rows)]


def _without_figures(row: Row, kept: set[str]) -> Row:
    return {name: value for name, value in row.items() if name in kept} | {"status": Status.HIDDEN.value, PEOPLE: None}


def _with_complements(rows: Sequence[Row], *, hidden: set[int], groups: tuple[str, ...], minimum: int) -> set[int]:
    """Hide the next smallest row of every line in which a hidden one could be found by subtraction, until none can."""
    people = [row[PEOPLE] for row in rows]
    lines = _lines(rows, groups)
    while True:
        before = len(hidden)
        for line in lines:
            hidden = _close(line, hidden=hidden, people=people, minimum=minimum)
        if len(hidden) == before:
            return hidden


def _lines(rows: Sequence[Row], groups: tuple[str, ...]) -> list[list[int]]:
    """For each splitting dimension, the places of the rows that differ in it alone."""
    found = []
    for dimension in (group for group in groups if group in SPLITTING):
        others = [group for group in groups if group != dimension]
        lines: dict[tuple, list[int]] = {}
        for place, row in enumerate(rows):
            lines.setdefault(tuple(row[group] for group in others), []).append(place)
        found += lines.values()
    return found


def _close(line: Sequence[int], *, hidden: set[int], people: Sequence[float | None], minimum: int) -> set[int]:
    """The places hidden, with as many more of the line as it takes; nobody is known to be in a row without people."""
    hidden = set(hidden)
    while True:
        out = [place for place in line if place in hidden]
        shown = [place for place in line if place not in hidden and people[place] is not None]
        is_safe = len(out) > 1 and sum(people[place] for place in out) >= minimum
        if not out or is_safe or not shown:
            return hidden
        hidden.add(min(shown, key=lambda place: people[place]))
