"""Where a figure may leave the district, a share of nearly all or nearly none is told as a range, and no extreme is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import ceil, floor

from metrics import cube_shares
from metrics.cube import Cube, is_coded
from metrics.definition import PEOPLE, PERIOD_COLUMNS, Metric, Status
from metrics.profiles import Range
from metrics.rows import Row
from metrics.school_days import FIGURES as SCHOOL_DAYS

RANGED = "To be shared: a share near 0% or 100% is told as a range, and drawn where the range begins."
_MIDDLE = 0.5
_KEPT = {*SCHOOL_DAYS, "denominator", "note", "state", "status", "verdict", "eligible_count", "response_count", PEOPLE}


def coded(rows: Sequence[Row], *, cube: Cube, groups: Collection[str]) -> list[Row]:
    """The rows as they may be shared. What a figure counts beside its share would tell the share, and goes with it.

    Seats are told as they are: what was bought, and how much of it is used, is no secret of those who hold them.
    """
    metric = cube.metric
    if not metric.extremes and not is_coded(metric):
        return list(rows)
    kept = {*PERIOD_COLUMNS, *groups, "school"}
    if metric.is_shared_whole and cube.tables is not None:
        return [row if row[PEOPLE] is None else _hidden(row, kept) for row in rows]
    found = [_coded(row, cube=cube, kept=kept) for row in rows]
    return _without_remainders(found, kept, groups) if "band" in groups else found


def _coded(row: Row, *, cube: Cube, kept: set[str]) -> Row:
    row = row | {name: None for name in cube.metric.extremes if name in row}
    found = cube_shares.parts(cube.metric, row)
    if found is None:
        return row
    range_ = cube.rules.range_of(*found, people=row[PEOPLE])
    if range_ is not None and cube.tells_roughly(row):
        return _in_range(row, kept, range_, metric=cube.metric)
    if cube_shares.is_extreme(cube.rules, found, people=row[PEOPLE]) or not cube.tells_exactly(row):
        return _hidden(row, kept)
    return row


def _hidden(row: Row, kept: set[str]) -> Row:
    return _only(row, kept) | {"status": Status.HIDDEN.value, PEOPLE: None}


def _in_range(row: Row, kept: set[str], found: Range, *, metric: Metric) -> Row:
    """A share as the range it lies in; a count as the most, or the fewest, people that the range makes of them."""
    if metric.unit == "rate":
        return _told(row, kept, share=found.end, words=found.words)
    is_low = found.end < _MIDDLE
    count = ceil(found.end * row[PEOPLE]) if is_low else floor(found.end * row[PEOPLE])
    return _told(row, kept, share=count, words=f"{'≤' if is_low else '≥'}{count:,}")


def _only(row: Row, kept: Collection[str]) -> Row:
    return {name: value for name, value in row.items() if name in kept}


def _told(row: Row, kept: set[str], *, share: float, words: str) -> Row:
    return _only(row, kept | _KEPT) | {"value": share, "told_as": words}


def _without_remainders(rows: Sequence[Row], kept: set[str], groups: Collection[str]) -> list[Row]:
    """Bands share a group out, so that the exact ones would tell the one in a range: the smallest of them goes too."""
    others = [group for group in groups if group != "band"]
    shared_out: dict[tuple, list[int]] = {}
    for place, row in enumerate(rows):
        shared_out.setdefault(tuple(row[group] for group in others), []).append(place)
    gone = {
        min(exact, key=lambda place: rows[place]["numerator"])
        for places in shared_out.values()
        if any(rows[place].get("told_as") for place in places)
        and (exact := [place for place in places if rows[place].get("numerator") is not None])
    }
    return [_hidden(row, kept) if place in gone else row for place, row in enumerate(rows)]
