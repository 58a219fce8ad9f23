"""The command that lists renewals, and writes their deadlines as a calendar file."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from data_layer.access import on_behalf
from data_layer.access.capabilities import Capability
from data_layer.access.viewer import Viewer
from data_layer.records.database import opened
from data_layer.store import Home
from metrics import renewal_calendar, renewal_lines
from metrics.asking import UnclearQuestion, last_known_day
from metrics.policy import Policy
from metrics.renewals import Renewal, problems, renewals


def add(commands: argparse._SubParsersAction, *, run: object) -> None:
    """The command `renewals` with its options."""
    parser = commands.add_parser("renewals", help="by when each contract must be decided on")
    parser.set_defaults(command=run)
    parser.add_argument("--ics", type=Path, metavar="FILE", help="write the deadlines into this calendar file")
    on_behalf.add(parser)
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DAY", help="the last day taken as known")


def told(connection: Connection, home: Home, given: argparse.Namespace, *, viewer: Viewer, policy: Policy) -> str:
    """What the command prints; with a file, after that was written."""
    as_of = given.as_of or last_known_day(connection)
    entitlement = viewer.entitlement(Capability.SEE_RENEWALS)
    lines = renewal_lines.lines(connection, entitlement=entitlement)
    with opened(home) as session:
        fees = renewal_lines.fees(session, entitlement=entitlement)
    found = renewals(lines, fees, as_of=as_of, policy=policy)
    if given.ics:
        return _written(given.ics, found, as_of=as_of)
    wrong = [f"{problem.tool}: {problem.kind} (see the page Renewals)" for problem in problems(lines)]
    return "\n".join([*(_line(each, as_of=as_of) for each in found), *wrong])


def _written(path: Path, found: list[Renewal], *, as_of: date) -> str:
    try:
        path.write_bytes(renewal_calendar.ics(found, as_of=as_of))
    except OSError as error:
        raise UnclearQuestion(f"{path} cannot be written ({error.strerror}). Name another file.") from error
    return f"{path}: {len(found)} deadlines, as of {as_of}."


def _line(renewal: Renewal, *, as_of: date) -> str:
    days = f"decide by {renewal.decide_by}, notice until {renewal.notice_on}, ends {renewal.ends_on}"
    return f"{renewal.tool}: {days} ({renewal.due(as_of)})"
