"""No row about too few people is shown, nor can it be worked out from whatever else is shown, here or elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from metrics.coding import coded
from metrics.complements import Closing, with_complements
from metrics.cube import Cube
from metrics.cube_tables import DIMENSIONS
from metrics.definition import MEASURE_COLUMNS, PEOPLE, PERIOD_COLUMNS, Metric, Status
from metrics.rows import Row
from metrics.school_days import FIGURES as SCHOOL_DAYS
from metrics.shaping import keys_of

ROUNDED = "Rounded to whole percents: few people belong to several of these schools, and exact sums would tell of them."


def hide(rows: Sequence[Row], *, metric: Metric, groups: tuple[str, ...], cube: Cube) -> list[Row]:
    """The rows with every figure of those that may not be seen taken out, the same for 0 people as for 9.

    `groups` are the key columns of the split. A row without people_count measured nothing about anybody (no
    survey was held, a tool has no log) and has nothing to hide.
    """
    smallest = [cube.smallest(row) for row in rows]
    closing = Closing([row[PEOPLE] for row in rows], smallest, cube.rules)
    counted = [place for place, row in enumerate(rows) if row[PEOPLE] is not None]
    shared = {place for place in counted if cube.is_shared(rows[place])}
    hidden = {place for place in counted if rows[place][PEOPLE] < smallest[place] or not cube.allows(rows[place])}
    if metric.unit != "rate":
        hidden |= shared
    if metric.additive and hidden:
        sharing = (*keys_of(DIMENSIONS), *metric.adds_over)
        lines = [group for group in groups if group in sharing and group not in cube.columns]
        hidden = with_complements(rows, hidden=hidden, dimensions=lines, groups=groups, closing=closing)
    kept = {*PERIOD_COLUMNS, *groups, "school"}
    shown = [
        _hidden(row, kept) if place in hidden else _rounded(row, kept) if place in shared else row
        for place, row in enumerate(rows)
    ]
    return coded(shown, cube=cube, groups=groups) if cube.scope.entitlement.is_shareable else shown


def _hidden(row: Row, kept: Collection[str]) -> Row:
    return {name: value for name, value in row.items() if name in kept} | {"status": Status.HIDDEN.value, PEOPLE: None}


def _rounded(row: Row, kept: Collection[str]) -> Row:
    """The share alone, in whole percents: nothing that could be added to other sums."""
    kept = {*kept, *SCHOOL_DAYS, "note"} - set(MEASURE_COLUMNS)
    share = None if row["value"] is None else round(row["value"], 2)
    return {name: value for name, value in row.items() if name in kept} | {
        "value": share,
        "status": row["status"],
        "is_rounded": True,
        PEOPLE: None,
    }
