"""The command that writes the dormant seats of a tool, with who holds them, for the vendor's console."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from data_layer import private_file
from data_layer.access import on_behalf
from data_layer.access.viewer import Viewer
from data_layer.audit.kinds import COMMAND_LINE
from data_layer.identities.looking import look
from data_layer.identities.sealed import Identity
from data_layer.records.database import opened
from data_layer.records.entries import StaffStanding
from data_layer.records.keeping import entries
from data_layer.store import Home
from metrics import reclaim_file
from metrics.asking import last_known_day
from metrics.policy import Policy
from metrics.reclaim import Reclaim, reclaim


def add(commands: argparse._SubParsersAction, *, run: object) -> None:
    """The command `reclaim` with its options."""
    seats = commands.add_parser("reclaim", help="the dormant seats of one tool, as a file for the vendor's console")
    seats.set_defaults(command=run)
    seats.add_argument("tool", metavar="TOOL", help="the tool, by name")
    seats.add_argument("--csv", type=Path, metavar="FILE", required=True, help="where to write the list")
    on_behalf.add(seats)
    seats.add_argument("--as-of", type=date.fromisoformat, metavar="DAY", help="the last day taken as known")


def told(connection: Connection, home: Home, given: argparse.Namespace, *, viewer: Viewer, policy: Policy) -> str:
    """What the command prints, after the file was written. Its owner alone can read that."""
    as_of = given.as_of or last_known_day(connection)
    found = seats(connection, home, given.tool, as_of=as_of, policy=policy)
    people = holders(home, found, viewer, tool=given.tool, by=viewer.name or COMMAND_LINE)
    private_file.put(given.csv, reclaim_file.content(found, people))
    return reclaim_file.told(found, people, tool=given.tool)


def seats(connection: Connection, home: Home, tool: str, *, as_of: date, policy: Policy) -> Reclaim:
    """The seats of a tool that can be reclaimed, with what people entered about leave and exemption."""
    with opened(home) as session:
        standings = entries(session, StaffStanding)
    return reclaim(connection, tool, standings=standings, as_of=as_of, policy=policy)


def holders(home: Home, found: Reclaim, viewer: Viewer, *, tool: str, by: str) -> Mapping[str, Identity]:
    """Who holds these seats, for whoever may know; the look is in the audit log first."""
    codes = {code for seat in found.seats for code in seat.codes}
    return look(home, viewer, codes, by=by, why=f"reclaim list of {tool}, {len(found.seats)} seats")
