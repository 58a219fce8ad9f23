"""Where a figure may leave the district, a share of nearly all or nearly none is told as a range, and no extreme is."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from metrics.cube import ABOUT_PEOPLE, Cube
from metrics.definition import PEOPLE, PERIOD_COLUMNS, Metric, Status
from metrics.profiles import Profile
from metrics.rows import Row
from metrics.school_days import FIGURES as SCHOOL_DAYS

RANGED = "To be shared: a share near 0% or 100% is told as a range, and drawn where the range begins."
_KEPT = {*SCHOOL_DAYS, "denominator", "note", "state", "status", "verdict", "eligible_count", "response_count", PEOPLE}


def coded(rows: Sequence[Row], *, cube: Cube, groups: Collection[str]) -> list[Row]:
    """The rows as they may be shared. What a figure counts beside its share would tell the share, and goes with it.

    Seats are told as they are: what was bought, and how much of it is used, is no secret of those who hold them.
    """
    metric = cube.metric
    if metric.is_about not in ABOUT_PEOPLE or "tool" in metric.adds_over:
        return list(rows)
    kept = {*PERIOD_COLUMNS, *groups, "school"}
    found = [_coded(row, metric=metric, kept=kept, rules=cube.rules) for row in rows]
    return _without_remainders(found, kept, groups) if "band" in groups else found


def _coded(row: Row, *, metric: Metric, kept: set[str], rules: Profile) -> Row:
    row = row | {name: None for name in metric.extremes if name in row}
    part, whole = row.get("numerator"), row.get("denominator")
    if metric.unit != "rate" or part is None or not whole or not row[PEOPLE]:
        return row
    if rules.hides_unanimous and part in (0, whole):
        return _only(row, kept) | {"status": Status.HIDDEN.value, PEOPLE: None}
    found = rules.range_of(part, whole, people=row[PEOPLE])
    return row if found is None else _told(row, kept, share=found.end, words=found.words)


def _only(row: Row, kept: Collection[str]) -> Row:
    return {name: value for name, value in row.items() if name in kept}


def _told(row: Row, kept: set[str], *, share: float, words: str) -> Row:
    return _only(row, kept | _KEPT) | {"value": share, "told_as": words}


def _without_remainders(rows: Sequence[Row], kept: set[str], groups: Collection[str]) -> list[Row]:
    """Bands share a group out, so that the exact ones would tell the one in a range: they are rounded too."""
    others = [group for group in groups if group != "band"]
    touched = {tuple(row[group] for group in others) for row in rows if row.get("told_as")}
    return [_in_percents(row, kept) if tuple(row[group] for group in others) in touched else row for row in rows]


def _in_percents(row: Row, kept: set[str]) -> Row:
    if row.get("told_as") or row.get("value") is None:
        return row
    return _told(row, kept, share=round(row["value"], 2), words=f"{row['value']:.0%}")
