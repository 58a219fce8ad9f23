"""The commands that show every figure outside the pages: list and show; changes; reclaim; renewals; and audit."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date

from data_layer import schema
from data_layer.access import on_behalf
from data_layer.access.capabilities import Capability
from data_layer.access.on_behalf import NobodyGranted
from data_layer.identities.sealed import KeyDoesNotFit
from data_layer.records.database import RecordsUnavailable, opened
from data_layer.scope import Entitlement
from data_layer.store import Home, Store, current
from metrics import (
    audit_command,
    catalogue,
    changes_command,
    policy,
    reclaim_command,
    renewal_commands,
    renewal_lines,
    telling,
)
from metrics.asking import UnclearQuestion, scope_of
from metrics.reclaim import NotReclaimable
from metrics.renewals import Line

_NO_DATA, _LEAKING, _UNCLEAR = 1, 1, 2
_MISTAKES = (
    UnclearQuestion,
    NotReclaimable,
    NobodyGranted,
    RecordsUnavailable,
    KeyDoesNotFit,
    catalogue.UnknownMetric,
    catalogue.UnknownGroup,
    policy.PolicyError,
    OSError,
)
_EMPTY = "There is no data yet. Import a roster and a log first: python -m data_layer import PATH..."
_OLDER = "The figures were computed by an earlier version of Rollcall. Compute them anew: python -m data_layer rebuild"


class NothingServed(Exception):
    """There is no store that could answer; the text says what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it was answered, 1 when there is no data yet, 2 when the question was not clear.

    An audit that finds something ends with 1 as well.
    """
    given = _parser().parse_args(arguments)
    try:
        return given.command(given)
    except NothingServed as reason:
        print(reason, file=sys.stderr)
        return _NO_DATA
    except _MISTAKES as error:
        print(error, file=sys.stderr)
        return _UNCLEAR


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m metrics", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("list", help="every metric, and what it can be split by").set_defaults(command=_list)
    show = commands.add_parser("show", help="one metric, as the pages show it")
    show.set_defaults(command=_show)
    show.add_argument("name", metavar="NAME", help="a name from the list")
    show.add_argument("--by", action="append", default=[], metavar="GROUP", help="split by this group; repeatable")
    for option, what in {
        "school": "school, by name or id",
        "grade": "grade level: PK, K, 1 to 12",
        "subject": "subject",
        "role": "role: student, teacher, staff",
        "tool": "tool, by name",
    }.items():
        show.add_argument(f"--{option}", action="append", metavar=option.upper(), help=f"only this {what}; repeatable")
    show.add_argument("--from", dest="start", type=date.fromisoformat, metavar="DAY", help="first day, as 2026-01-31")
    show.add_argument("--to", dest="end", type=date.fromisoformat, metavar="DAY", help="last day, itself included")
    show.add_argument("--as-of", type=date.fromisoformat, metavar="DAY", help="the last day taken as known")
    on_behalf.add(show)
    show.add_argument("--format", choices=("table", "csv", "json"), default="table")
    changes_command.add(commands, run=_changes)
    reclaim_command.add(commands, run=_reclaim)
    renewal_commands.add(commands, run=_renewals)
    audit_command.add(commands, run=_audit)
    return parser


def _served(home: Home) -> Store:
    store = current(home)
    if store is None:
        raise NothingServed(_EMPTY)
    with store.connect() as connection:
        if schema.is_served_older(connection):
            raise NothingServed(_OLDER)
    return store


def _list(_given: argparse.Namespace) -> int:
    for metric in catalogue.METRICS.values():
        print(f"{metric.name}\n    {metric.question}\n    by: {', '.join(metric.groups) or 'nothing'}")
    return 0


def _show(given: argparse.Namespace) -> int:
    home = Home.from_environment()
    catalogue.metric(given.name)
    rules = policy.load(home.policy)
    viewer = on_behalf.viewer(home, given)
    viewer.require(Capability.SEE_FIGURES)
    entitlement = viewer.entitlement(Capability.SEE_FIGURES)
    store = _served(home)
    fees = _fees(home, entitlement) if catalogue.metric(given.name).takes_fees else ()
    with store.connect() as connection:
        scope = scope_of(connection, given, entitlement=entitlement)
        asked = {"by": tuple(given.by), "policy": rules, "version": store.version, "fees": fees}
        result = catalogue.measure(connection, given.name, scope, **asked)
    print(telling.told(result, rules, form=given.format).rstrip("\n"))
    return 0


def _fees(home: Home, entitlement: Entitlement) -> list[Line]:
    with opened(home) as session:
        return renewal_lines.fees(session, entitlement=entitlement)


def _changes(given: argparse.Namespace) -> int:
    home = Home.from_environment()
    viewer = on_behalf.viewer(home, given)
    viewer.require(Capability.SEE_FIGURES)
    store, rules = _served(home), policy.load(home.policy)
    with store.connect() as connection:
        print(changes_command.told(connection, given, viewer=viewer, policy=rules, version=store.version))
    return 0


def _reclaim(given: argparse.Namespace) -> int:
    return _of_store(given, reclaim_command.told, needs=Capability.RECLAIM)


def _renewals(given: argparse.Namespace) -> int:
    return _of_store(given, renewal_commands.told, needs=Capability.SEE_RENEWALS)


def _audit(given: argparse.Namespace) -> int:
    """1 when anything that is hidden can be worked out."""
    home = Home.from_environment()
    rules = audit_command.rules_of(given, policy.load(home.policy))
    with _served(home).connect() as connection:
        lines = audit_command.audited(connection, given, rules=rules)
    print(audit_command.told(lines, rules=rules, form=given.format))
    return _LEAKING if any(line.finding_count for line in lines) else 0


def _of_store(given: argparse.Namespace, told: Callable[..., str], *, needs: Capability) -> int:
    """Print what a command has to say of the data that is served."""
    home = Home.from_environment()
    viewer = on_behalf.viewer(home, given)
    viewer.require(needs)
    rules = policy.load(home.policy)
    with _served(home).connect() as connection:
        print(told(connection, home, given, viewer=viewer, policy=rules))
    return 0


if __name__ == "__main__":
    sys.exit(main())
