"""The command that audits what is shown: of every figure in every split, how closely a hidden group can be known."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from math import inf

from sqlalchemy import Connection

from data_layer.access import capabilities
from data_layer.access.capabilities import Capability, Role
from data_layer.scope import Entitlement, Scope
from metrics import catalogue, policy, profiles
from metrics.asking import UnclearQuestion, scope_of
from metrics.bounds import Audited, Cell
from metrics.disclosure_audit import audits
from metrics.policy import Policy
from metrics.published import Kind, School

_SEEING = [role for role in Role if capabilities.reach(role, Capability.SEE_FIGURES) is not capabilities.Reach.NOWHERE]
_UNASKED = ("grade", "subject", "tool")


@dataclass(frozen=True)
class Line:
    """One figure in one split: its tables of people, and what can be told of the cells that they hide."""

    metric: str
    by: tuple[str, ...]
    tables: tuple[Audited, ...]

    @property
    def hidden_count(self) -> int:
        return sum(len(each.cells) for each in self.tables)

    @property
    def narrowest(self) -> float | None:
        return min((each.narrowest for each in self.tables if each.narrowest is not None), default=None)

    @property
    def finding_count(self) -> int:
        return sum(len(each.findings) for each in self.tables)


def add(commands: argparse._SubParsersAction, *, run: object) -> None:
    """The command `audit` with its options."""
    parser = commands.add_parser("audit", help="whether anybody can work out a group that is too small to be shown")
    parser.set_defaults(command=run)
    parser.add_argument("--metric", action="append", metavar="NAME", help="only this figure; repeatable")
    parser.add_argument("--profile", choices=policy.load().entry("privacy.profile").choices, help="by these rules")
    parser.add_argument(
        "--role", choices=[str(role) for role in _SEEING], help="what this role can see; else everything"
    )
    parser.add_argument("--school", action="append", metavar="SCHOOL", help="schools of that role; repeatable")
    parser.add_argument("--from", dest="start", type=date.fromisoformat, metavar="DAY", help="first day")
    parser.add_argument("--to", dest="end", type=date.fromisoformat, metavar="DAY", help="last day, itself included")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DAY", help="the last day taken as known")
    parser.add_argument("--format", choices=("table", "json"), default="table")


def audited(connection: Connection, given: argparse.Namespace, *, rules: Policy) -> list[Line]:
    """Every figure about people, or those named, in every split."""
    names = given.metric or catalogue.METRICS
    found = audits(connection, map(catalogue.metric, names), _scope(connection, given), policy=rules)
    return [Line(asked.metric.name, asked.others, tuple(tables)) for asked, tables in found]


def rules_of(given: argparse.Namespace, rules: Policy) -> Policy:
    return profiles.with_profile(rules, given.profile) if given.profile else rules


def _scope(connection: Connection, given: argparse.Namespace) -> Scope:
    """Everything that the role may see: all the schools, or those that were named."""
    unasked = dict.fromkeys(_UNASKED)
    asked = argparse.Namespace(**{**vars(given), **unasked, "role": None})
    scope = scope_of(connection, asked, entitlement=Entitlement())
    role = Role(given.role) if given.role else Role.TECHNOLOGIST
    if capabilities.needs_schools(role) and not scope.schools:
        raise UnclearQuestion(f"The role {role} sees only its own schools. Name them with --school.")
    entitlement = capabilities.entitlement(role, Capability.SEE_FIGURES, schools=scope.schools or ())
    return replace(scope, schools=None, entitlement=entitlement)


def told(lines: Iterable[Line], *, rules: Policy, form: str) -> str:
    """What was audited, and each hidden cell that can be known too closely."""
    lines = list(lines)
    return _as_json(lines, rules) if form == "json" else _as_table(lines, rules)


def _as_table(lines: list[Line], rules: Policy) -> str:
    heads = ("figure", "by", "tables", "cells", "hidden", "narrowest", "findings")
    cells = [heads, *(tuple(_row(line).values()) for line in lines)]
    texts = [[_written(cell) for cell in row] for row in cells]
    widths = [max(len(row[place]) for row in texts) for place in range(len(heads))]
    rows = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in texts]
    return "\n".join([*rows, "", *(_finding(each) for each in _findings(lines)), _summary(lines, rules)])


def _row(line: Line) -> dict[str, object]:
    return {
        "metric": line.metric,
        "by": list(line.by),
        "table_count": len(line.tables),
        "cell_count": sum(len(each.table.counts) for each in line.tables),
        "hidden_count": line.hidden_count,
        "narrowest_width": None if line.narrowest in (None, inf) else round(line.narrowest, 3),
        "finding_count": line.finding_count,
    }


def _findings(lines: Iterable[Line]) -> list[dict[str, object]]:
    """Which cells, and the bounds: those who may run this see everything anyhow, and have to mend it."""
    return [
        {
            "table": _table(each.table.name, cell.cell),
            "school": school,
            **kind._asdict(),
            "low": cell.low,
            "high": cell.high,
        }
        for line in lines
        for each in line.tables
        for cell in each.findings
        for school, kind in [_place(cell.cell)]
    ]


def _table(name: str, cell: Cell) -> str:
    return name if isinstance(cell[1], Kind) else f"{name} ({', '.join(str(value) for value in cell[0])})"


def _place(cell: Cell) -> tuple[School, Kind]:
    """Where tables were audited together, a cell also says of which of them it is."""
    return cell if isinstance(cell[1], Kind) else cell[1]


def _finding(found: dict[str, object]) -> str:
    who = ", ".join(str(found[name]) for name in ("school", "role", "grade_level") if found[name])
    return f"Can be told: {found['table']} at {who}, between {found['low']:g} and {found['high']:g}"


def _summary(lines: list[Line], rules: Policy) -> str:
    used = profiles.profile(rules)
    count, hidden = sum(line.finding_count for line in lines), sum(line.hidden_count for line in lines)
    verdict = (
        f"{count} of them can be told too closely." if count else "None of them can be told more closely than that."
    )
    return f"{used.label}: {hidden} hidden cells, whose bounds are to lie {used.narrowest_width} apart. {verdict}"


def _as_json(lines: list[Line], rules: Policy) -> str:
    used = profiles.profile(rules)
    whole = {"profile": used.name, "width": used.narrowest_width}
    return json.dumps(whole | {"figures": [_row(line) for line in lines], "findings": _findings(lines)}, indent=2)


def _written(cell: object) -> str:
    if isinstance(cell, list):
        return ", ".join(cell) or "-"
    return "-" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell)
