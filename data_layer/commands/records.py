"""The two commands for people's entries: export them all into one file, and take such a file in again."""

from __future__ import annotations

import argparse
from pathlib import Path

from data_layer.audit.entries import Note
from data_layer.audit.kinds import COMMAND_LINE, Kind
from data_layer.records import exchange
from data_layer.records.database import opened
from data_layer.store import Home


def add(commands: argparse._SubParsersAction) -> None:
    """Put `records export FILE` and `records import FILE` beside the other commands."""
    entries = commands.add_parser("records", help="export or import what people entered: decisions, notices, evidence")
    actions = entries.add_subparsers(required=True, metavar="export|import")
    for name, run, does in (("export", _export, "write every entry into"), ("import", _import, "take every entry of")):
        action = actions.add_parser(name, help=f"{does} one JSON file")
        action.add_argument("file", type=Path, metavar="FILE")
        action.set_defaults(command=run)


def _export(home: Home, given: argparse.Namespace) -> int:
    with opened(home) as session:
        count = exchange.write(session, given.file)
        session.info["notes"].append(Note(Kind.EXPORT, COMMAND_LINE, "all records", row_count=count))
    print(f"{count:,} entries written to {given.file.name}.")
    return 0


def _import(home: Home, given: argparse.Namespace) -> int:
    with opened(home) as session:
        taken = exchange.read(session, given.file)
        session.info["notes"].append(Note(Kind.IMPORT, COMMAND_LINE, "records", row_count=taken.loaded_count))
    print(f"{given.file.name}: loaded {taken.loaded_count:,} + already known {taken.known_count:,}.")
    return 0
