"""Which shares may be told exactly where figures leave the district: none from which one told as a range follows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from data_layer.scope import Scope
from metrics.cube_tables import Question, Tables, added_up, counted, known_keys, question
from metrics.definition import PEOPLE, Metric
from metrics.policy import Policy
from metrics.profiles import Profile, profile
from metrics.published import Cell, Counts, Kind, People, Published, Rules, added, together
from metrics.rows import Row

_KEPT = 200  # questions about each store version
_told: WeakKeyDictionary[Engine, dict[tuple, Tables]] = WeakKeyDictionary()
_TABLES_OF_EACH = 3  # people, those who did, those who did not
_MIDDLE = 0.5
Parts = tuple[float, float]


class _Range(NamedTuple):
    low: float
    high: float
    is_kept: bool = True


def parts(metric: Metric, row: Row) -> Parts | None:
    """How many did, out of how many: of a share what it divides, of a count the people whom it could have counted."""
    done, whole = ("numerator", "denominator") if metric.unit == "rate" else ("value", PEOPLE)
    if metric.unit not in ("rate", "count") or row.get(done) is None or not row.get(whole) or not row.get(PEOPLE):
        return None
    return row[done], row[whole]


def is_extreme(rules: Profile, found: Parts, *, people: int) -> bool:
    """Whether a share of so many people is told as a range or, where all are alike, not at all."""
    if rules.hides_unanimous and found[0] in (0, found[1]):
        return True
    return rules.range_of(*found, people=people) is not None


def told(connection: Connection, metric: Metric, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> Tables:
    """For each value of the groups a table that hides what is too small or told as a range, and what protects it."""
    asked = question(replace(metric, is_of_enrolled=False, people=None), scope, by)
    known = _told.setdefault(connection.engine, {})
    if (asked, policy) not in known:
        if len(known) >= _KEPT:
            known.clear()
        known[asked, policy] = _tables(connection, asked, policy)
    return known[asked, policy]


def _tables(connection: Connection, asked: Question, policy: Policy) -> Tables:
    rules = {"policy": policy, "has_subject": asked.has_subject}
    rows = counted(connection, asked.metric, asked.scope, others=asked.others, **rules)
    keys = known_keys(rows, asked.others)
    apart = [place for place, key in enumerate(keys) if key not in asked.metric.adds_over]
    apart_from: dict[tuple, dict[tuple, list[People]]] = {}
    for key, counts in counts_of(asked.metric, rows, keys).items():
        apart_from.setdefault(tuple(key[place] for place in apart), {})[key] = _three(counts)
    each: dict[tuple, Published] = {}
    for tables_of in apart_from.values():
        each |= _published(tables_of, metric=asked.metric, rules=profile(policy))
    return added_up(Tables(keys, each, is_exact=True), dict(asked.chosen))


def counts_of(metric: Metric, rows: Collection[Row], keys: tuple[str, ...]) -> dict[tuple, dict[Cell, Counts]]:
    """Of each cell the people, and what was done and was not."""
    counts: dict[tuple, dict[Cell, Counts]] = {}
    for row in rows:
        value = row if metric.unit == "rate" else row | {"value": _value(row)}
        done, whole = parts(metric, value) or (0, 0)
        cell = row.get("school_id"), Kind(row.get("role"), row.get("grade_level"))
        counts.setdefault(tuple(row[key] for key in keys), {})[cell] = (row[PEOPLE] or 0, done, whole - done)
    return counts


def _value(row: Row) -> float | None:
    return row["numerator"] / row["denominator"] if row["numerator"] is not None and row["denominator"] else None


def _three(counts: Mapping[Cell, Counts]) -> list[People]:
    return [{cell: count[place] for cell, count in counts.items()} for place in range(_TABLES_OF_EACH)]


def _published(tables_of: Mapping[tuple, list[People]], *, metric: Metric, rules: Profile) -> dict[tuple, Published]:
    flat = [table for tables in tables_of.values() for table in tables]
    told_apart = Rules(partial(is_small, metric, rules), rules.hides_next_smallest)
    found = together(flat, told_apart)
    return dict(zip(tables_of, found[::_TABLES_OF_EACH], strict=True))


def is_small(metric: Metric, rules: Profile, cells: Sequence[Counts], kinds: Collection[Kind]) -> bool:
    """Whether these cells together are too few or told as a range, or tell more of one of them than its range does."""
    smallest = rules.smallest(is_staff=metric.is_about == "staff" or all(kind.is_staff for kind in kinds))
    together = added(cells)
    for place in range(0, len(together), _TABLES_OF_EACH):
        people, done, left = together[place : place + _TABLES_OF_EACH]
        if 0 < people < smallest or (done + left and is_extreme(rules, (done, done + left), people=people)):
            return True
        if _is_tight([_range(rules, cell[place : place + _TABLES_OF_EACH]) for cell in cells], done):
            return True
    return False


def _range(rules: Profile, counts: Counts) -> _Range:
    """The fewest and the most who did, by what is told of them; and whether that is a range to be kept."""
    people, done, left = counts
    whole = done + left
    found = rules.range_of(done, whole, people=people)
    if found is None:
        return _Range(0, whole, is_kept=False)
    return _Range(0, found.end * whole) if found.end < _MIDDLE else _Range(found.end * whole, whole)


def _is_tight(ranges: Sequence[_Range], done: float) -> bool:
    """Whether the sum, less what the others can be at the most or the least, makes a range narrower."""
    low, high = sum(each.low for each in ranges), sum(each.high for each in ranges)
    return len(ranges) > 1 and any(
        each.is_kept and (done - (high - each.high) > each.low or done - (low - each.low) < each.high)
        for each in ranges
    )
