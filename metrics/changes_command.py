"""The command that says what changed between two periods: the largest moves, and the groups that moved them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import Connection

from data_layer.access import on_behalf
from data_layer.access.capabilities import Capability
from data_layer.access.viewer import Viewer
from data_layer.scope import Scope
from metrics import catalogue, changes, compared_periods
from metrics.asking import UnclearQuestion, last_known_day, scope_of
from metrics.definition import Result
from metrics.moves import Changes, Move, Side
from metrics.periods import Period
from metrics.policy import Policy

_UNASKED = ("subject", "role", "tool")
_ENDS = {
    "--from": ("start", "first day of the period"),
    "--to": ("end", "its last day, itself included"),
    "--against-from": ("against_start", "first day of the period it is compared with"),
    "--against-to": ("against_end", "the last day of that one"),
    "--as-of": ("as_of", "the last day taken as known"),
}
_HEADS = ("figure", "by", "group", "before", "now", "part")


def add(commands: argparse._SubParsersAction, *, run: object) -> None:
    """The command `changes` with its options."""
    parser = commands.add_parser("changes", help="what changed between two periods: the last whole months, or others")
    parser.set_defaults(command=run)
    parser.add_argument("--school", action="append", metavar="SCHOOL", help="only this school; repeatable")
    parser.add_argument("--grade", action="append", metavar="GRADE", help="only this grade level; repeatable")
    for option, (name, what) in _ENDS.items():
        parser.add_argument(option, dest=name, type=date.fromisoformat, metavar="DAY", help=what)
    on_behalf.add(parser)
    parser.add_argument("--format", choices=("table", "json"), default="table")


def told(connection: Connection, given: argparse.Namespace, *, viewer: Viewer, policy: Policy, version: str) -> str:
    """What the command prints."""
    entitlement = viewer.entitlement(Capability.SEE_FIGURES)
    asked = argparse.Namespace(**{**vars(given), **dict.fromkeys(_UNASKED), "start": None, "end": None})
    scope = scope_of(connection, asked, entitlement=entitlement)
    before, now = _periods(connection, given, policy)

    def side(period: Period) -> Side:
        of_period = compared_periods.scope_of(scope, period)
        return Side(period.label, lambda name, by: _measured(connection, name, of_period, by, policy, version))

    found = changes.changes(side(before), side(now), policy=policy)
    return _as_json(found) if given.format == "json" else _as_table(found)


def _measured(
    connection: Connection, name: str, scope: Scope, by: tuple[str, ...], policy: Policy, version: str
) -> Result:
    return catalogue.measure(connection, name, scope, by=by, policy=policy, version=version)


def _periods(connection: Connection, given: argparse.Namespace, policy: Policy) -> tuple[Period, Period]:
    """Those asked for; else the last whole month and the one before it."""
    ends = (given.against_start, given.against_end, given.start, given.end)
    if all(ends):
        return _days(*ends[:2]), _days(*ends[2:])
    if any(ends):
        raise UnclearQuestion("Name both periods: --from, --to, --against-from and --against-to; or none of them.")
    as_of = given.as_of or last_known_day(connection)
    usual = compared_periods.last_whole_months(connection, as_of=as_of, needs=policy["adoption.month_needs"])
    if usual is None:
        raise UnclearQuestion("There are no two whole months yet. Name two periods with --from, --to and so on.")
    return usual


def _days(first: date, last: date) -> Period:
    if last < first:
        raise UnclearQuestion(f"The period ends before it begins: {first} to {last}.")
    return Period("custom", f"{first} to {last}", f"{first} to {last}", first, last + timedelta(days=1))


def _rows(found: Changes) -> Iterator[dict[str, object]]:
    """Each move, then its parts and what they leave over."""
    for move in found.moves:
        yield _row(move.metric.name, None, None, before=move.before["value"], now=move.now["value"], part=move.by)
        yield from _parts(move)


def _parts(move: Move) -> Iterator[dict[str, object]]:
    for split in move.splits:
        for part in split.parts:
            yield _row(move.metric.name, split.group, str(part.name), before=part.before, now=part.now, part=part.total)
        if split.has_rest:
            yield _row(move.metric.name, split.group, "all else together", before=None, now=None, part=split.rest)


def _row(*groups: str | None, **figures: float | None) -> dict[str, object]:
    return dict(zip(_HEADS, (*groups, *figures.values()), strict=True))


def _as_json(found: Changes) -> str:
    told = {
        "before": found.before,
        "now": found.now,
        "rows": list(_rows(found)),
        "hidden": {
            f"{move.metric.name} by {split.group}": split.hidden_count
            for move in found.moves
            for split in move.splits
            if split.hidden_count
        },
        "moved_less": {move.metric.name: move.by for move in found.others},
        "not_compared": {metric.name: why for metric, why in found.unknown},
    }
    return json.dumps(told, indent=2, ensure_ascii=False, allow_nan=False)


def _as_table(found: Changes) -> str:
    cells = [_HEADS, *(tuple(map(_short, row.values())) for row in _rows(found))]
    widths = [max(len(row[place]) for row in cells) for place in range(len(_HEADS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    hidden = sum(split.hidden_count for move in found.moves for split in move.splits)
    notes = [f"note: from {found.before} to {found.now}"]
    notes += [f"note: {hidden} groups too small to show are left out, and part of the rest"] if hidden else []
    notes += [f"note: {metric.name} is not compared: {why}" for metric, why in found.unknown]
    return "\n".join([*lines, "", *notes])


def _short(value: object) -> str:
    return "-" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)
