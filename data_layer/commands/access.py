"""The commands for access: who was granted what, and the table of what each role may do."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import UTC, date, datetime

from data_layer import choices
from data_layer.access import grants
from data_layer.access.capabilities import Capability, Reach, Role, reach
from data_layer.audit.kinds import COMMAND_LINE
from data_layer.records import keeping
from data_layer.records.database import Session, opened
from data_layer.records.entries import Grant
from data_layer.records.kinds import Claim
from data_layer.scope import Entitlement
from data_layer.store import Home, current


class NoSuchGrant(ValueError):
    """Nobody of that name has access."""

    def __init__(self, claim: str) -> None:
        super().__init__(f"{claim} has no access. `access list` says who has; --group means a group.")


def add(commands: argparse._SubParsersAction) -> None:
    """`access list`, `table`, `grant`, and `disable`, `enable` and `revoke`."""
    access = commands.add_parser("access", help="who may sign in, as what, and for which schools")
    actions = access.add_subparsers(required=True, metavar="ACTION")
    actions.add_parser("list", help="everybody who was granted a role").set_defaults(command=_list)
    actions.add_parser("table", help="what each role may do, and where").set_defaults(command=_table)
    grant = actions.add_parser("grant", help="give somebody a role, or change what was given")
    _name(grant)
    grant.add_argument("role", type=Role, choices=list(Role), metavar="ROLE", help=", ".join(Role))
    grant.add_argument("--school", action="append", default=[], help="a school by name or id; as often as needed")
    grant.add_argument("--until", type=date.fromisoformat, metavar="DAY", help="the last day, such as 2027-06-30")
    grant.set_defaults(command=_grant)
    for name, run, what in (
        ("disable", _disable, "shut somebody out, and keep what was granted"),
        ("enable", _enable, "let somebody in again"),
        ("revoke", _revoke, "take a grant away"),
    ):
        action = actions.add_parser(name, help=what)
        _name(action)
        action.set_defaults(command=run)


def _name(action: argparse.ArgumentParser) -> None:
    action.add_argument("claim", metavar="WHO", help="an email address; with --group the name of a group")
    action.add_argument("--group", dest="kind", action="store_const", const=Claim.GROUP, default=Claim.EMAIL)


def _list(home: Home, _given: argparse.Namespace) -> int:
    with opened(home) as session:
        told = [_told(grant) for grant in grants.all_of(session)]
    print("\n".join(told) or "Nobody was granted a role yet.")
    return 0


def _told(grant: Grant) -> str:
    schools = f" of {', '.join(grant.schools)}" if grant.schools else ""
    until = f", until {grant.ends_on}" if grant.ends_on else ""
    return f"{grant.kind} {grant.claim}: {grant.role}{schools}{until}{', disabled' if grant.is_disabled else ''}"


def _table(_home: Home, _given: argparse.Namespace) -> int:
    for capability in Capability:
        allowed = [f"{role} ({reach(role, capability)})" for role in Role if reach(role, capability) != Reach.NOWHERE]
        print(f"{capability}: {', '.join(allowed)}")
    return 0


def _grant(home: Home, given: argparse.Namespace) -> int:
    schools = _schools(home, given.school)
    with opened(home) as session:
        known = grants.find(session, given.kind, given.claim)
        grant = grants.give(
            session,
            kind=given.kind,
            claim=given.claim,
            role=given.role,
            schools=schools,
            ends_on=given.until,
            seen_version=0 if known is None or known.is_withdrawn else known.version,
            **_signed(),
        )
        print(_told(grant))
    return 0


def _schools(home: Home, named: Sequence[str]) -> list[str]:
    """The ids of schools that the roster knows by these names or ids."""
    store = current(home)
    if not named:
        return []
    if store is None:
        raise ValueError("No school is known yet. Import a roster first.")
    with store.connect() as connection:
        known = choices.read(connection, entitlement=Entitlement()).schools
    return [key for name in named for key in _ids(name, known)]


def _ids(name: str, known: dict[str, str]) -> list[str]:
    found = [key for key, school in known.items() if name.casefold() in (key.casefold(), school.casefold())]
    if not found:
        raise ValueError(f'No school is called "{name}". Known: {", ".join(known.values()) or "none"}.')
    return found


def _disable(home: Home, given: argparse.Namespace) -> int:
    return _switch(home, given, is_disabled=True)


def _enable(home: Home, given: argparse.Namespace) -> int:
    return _switch(home, given, is_disabled=False)


def _switch(home: Home, given: argparse.Namespace, *, is_disabled: bool) -> int:
    with opened(home) as session:
        grant = _known(session, given)
        grants.switch(session, grant, is_disabled=is_disabled, seen_version=grant.version, **_signed())
        print(_told(grant))
    return 0


def _revoke(home: Home, given: argparse.Namespace) -> int:
    with opened(home) as session:
        grant = _known(session, given)
        keeping.withdraw(session, grant, seen_version=grant.version, **_signed())
    print(f"{given.claim} has no access any more. Open pages close within a minute.")
    return 0


def _known(session: Session, given: argparse.Namespace) -> Grant:
    found = grants.find(session, given.kind, given.claim)
    if found is None or found.is_withdrawn:
        raise NoSuchGrant(given.claim)
    return found


def _signed() -> dict[str, object]:
    return {"by": COMMAND_LINE, "on": datetime.now(UTC).date()}
