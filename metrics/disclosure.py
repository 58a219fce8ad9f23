"""No row about too few people is shown, nor can it be worked out from the rows and the total that stay."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.complements import SPLITTING, Closing, with_complements
from metrics.definition import PEOPLE, PERIOD_COLUMNS, Metric, Status
from metrics.policy import Policy
from metrics.profiles import profile
from metrics.rows import Row


def hide(rows: Sequence[Row], *, metric: Metric, groups: tuple[str, ...], policy: Policy) -> list[Row]:
    """The rows with every figure of those that may not be seen taken out, the same for 0 people as for 9.

    `groups` are the key columns of the split. A row without people_count measured nothing about anybody (no
    survey was held, a tool has no log) and has nothing to hide.
    """
    rules = profile(policy)
    smallest = [rules.smallest(is_staff=metric.is_about == "staff") for _row in rows]
    closing = Closing([row[PEOPLE] for row in rows], smallest, rules)
    hidden = {place for place, count in enumerate(closing.people) if count is not None and count < smallest[place]}
    if metric.additive and hidden:
        lines = [group for group in groups if group in SPLITTING]
        hidden = with_complements(rows, hidden=hidden, dimensions=lines, groups=groups, closing=closing)
    kept = {*PERIOD_COLUMNS, *groups, "school"}
    return [_without_figures(row, kept) if place in hidden else row for place, row in enumerate(rows)]


def _without_figures(row: Row, kept: set[str]) -> Row:
    return {name: value for name, value in row.items() if name in kept} | {"status": Status.HIDDEN.value, PEOPLE: None}
