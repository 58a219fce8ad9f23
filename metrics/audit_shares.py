"""How many of a group did it: can that be told more closely than by the range that is shown to whoever may share it?

Taken for known, to be on the safe side: how many people there are everywhere, hidden groups included.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from math import ceil, floor

from sqlalchemy import Connection

from data_layer.scope import Entitlement
from metrics import cube_shares, disclosure
from metrics.audit_questions import Asked, Cell, questions, rows_of
from metrics.bounds import Table
from metrics.cube import cube, is_coded
from metrics.cube_tables import counted, known_keys
from metrics.definition import PEOPLE, Status
from metrics.policy import Policy
from metrics.profiles import profile
from metrics.published import Counts, IsSmall
from metrics.rows import Row
from metrics.shaping import keys_of

_MIDDLE = 0.5
_Part = frozenset[Cell]
_Range = tuple[float, float]
_Cells = Mapping[tuple, Mapping[Cell, Counts]]


def tables(connection: Connection, asked: Asked, policy: Policy) -> Iterator[Table]:
    """For each value of the groups what is told of those who did, exactly or as a range."""
    if not asked.scope.entitlement.is_shareable or not is_coded(asked.metric):
        return
    keys, counts = _counts(connection, asked, policy)
    people = {key: {cell: count[0] for cell, count in cells.items()} for key, cells in counts.items()}
    asked = replace(asked, keys=keys, cells=people)
    exact: dict[tuple, set[_Part]] = {key: set() for key in counts}
    ranges: dict[tuple, dict[_Part, _Range]] = {key: {} for key in counts}
    for key, cells, row in _answers(connection, asked, counts, policy):
        if row["status"] == Status.HIDDEN:
            continue
        if row.get("told_as"):
            ranges[key][cells] = _range(_added(counts[key], cells), policy)
        else:
            exact[key].add(cells)
    is_small = partial(cube_shares.is_small, asked.metric, profile(policy))
    for key in asked.cells:
        yield _table(f"{asked.named(key)}: who did", counts[key], exact[key], ranges[key], is_small)


def _counts(connection: Connection, asked: Asked, policy: Policy) -> tuple[tuple[str, ...], _Cells]:
    """The keys of the figure's own rows, and of each of their values the cells: people, who did and who did not."""
    plain = replace(asked.metric, is_of_enrolled=False, people=None)
    scope = replace(asked.scope, entitlement=Entitlement())
    known = {"others": asked.others, "policy": policy, "has_subject": "subject" in asked.others}
    rows = counted(connection, plain, scope, **known)
    keys = known_keys(rows, asked.others)
    found = cube_shares.counts_of(asked.metric, [row for row in rows if row[PEOPLE]], keys)
    return keys, found


def _answers(
    connection: Connection, asked: Asked, counts: _Cells, policy: Policy
) -> Iterator[tuple[tuple, _Part, Row]]:
    """Each row of each question, as it is shown."""
    for scope, split in questions(asked):
        by = (*split, *asked.others)
        looked_up = cube(connection, asked.metric, scope, by=by, policy=policy)
        found = rows_of(asked, scope, split)
        rows = [row | _figures(asked, _added(counts[key], cells)) for row, key, cells in found]
        shown = disclosure.hide(rows, metric=asked.metric, groups=keys_of(by), cube=looked_up)
        yield from ((key, cells, row) for row, (_, key, cells) in zip(shown, found, strict=True))


def _added(counts: Mapping[Cell, Counts], cells: _Part) -> Counts:
    return tuple(map(sum, zip(*(counts[cell] for cell in cells), strict=True)))


def _figures(asked: Asked, added: Counts) -> Row:
    people, done, left = added
    whole = done + left
    value = done / whole if asked.metric.unit == "rate" and whole else done
    return {PEOPLE: people, "numerator": done, "denominator": whole, "value": value if whole else None}


def _range(added: Counts, policy: Policy) -> _Range:
    """The fewest and the most who did, by what a range says."""
    people, done, left = added
    whole = done + left
    end = profile(policy).range_of(done, whole, people=people).end
    is_whole = float(done).is_integer() and float(whole).is_integer()
    most, fewest = (floor(end * whole), ceil(end * whole)) if is_whole else (end * whole, end * whole)
    return (0, most) if end < _MIDDLE else (fewest, whole)


def _table(
    name: str, counts: Mapping[Cell, Counts], exact: set[_Part], ranges: Mapping[_Part, _Range], is_small: IsSmall
) -> Table:
    """What is known, and how far apart the bounds of what is to be protected may lie at the most."""
    known: dict[object, float] = {}
    orders, widths = [], {}
    for cell, (people, done, left) in counts.items():
        orders.append((frozenset({cell}), _limit(known, done + left)))
        told = [high - low for part, (low, high) in ranges.items() if cell in part]
        widths[cell] = min([done + left, *told]) if is_small([(people, done, left)], [cell[1]]) else 0
    for part, (low, high) in ranges.items():
        orders += [(_limit(known, low), part), (part, _limit(known, high))]
    done = {cell: count[1] for cell, count in counts.items()}
    return Table(name, done | known, exact | {frozenset({each}) for each in known}, orders, widths)


def _limit(known: dict[object, float], number: float) -> frozenset[object]:
    """A number that everybody knows, as a cell that is shown."""
    known["limit", number] = number
    return frozenset({("limit", number)})
