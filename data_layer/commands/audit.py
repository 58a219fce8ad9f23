"""The commands for the audit log: list its entries, verify that it is whole, write it into a file."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from data_layer import private_file, saying
from data_layer.audit import file, log
from data_layer.audit.entries import AuditEntry, Note
from data_layer.audit.kinds import COMMAND_LINE, Kind
from data_layer.store import Home

_BROKEN = 1


def add(commands: argparse._SubParsersAction) -> None:
    """Put `audit list`, `audit verify` and `audit export FILE` beside the other commands."""
    audit = commands.add_parser("audit", help="who did what and when, and whether the log of it is whole")
    actions = audit.add_subparsers(required=True, metavar="list|verify|export")
    listed = actions.add_parser("list", help="the entries, the newest first")
    listed.add_argument("--json", action="store_true", help="print JSON for other programs")
    listed.set_defaults(command=_list)
    verify = actions.add_parser("verify", help="find every entry that was edited, removed or put in")
    verify.set_defaults(command=_verify)
    export = actions.add_parser("export", help="write the entries into a CSV")
    export.add_argument("file", type=Path, metavar="FILE")
    export.set_defaults(command=_export)
    for action in (listed, export):
        action.add_argument("--kind", action="append", default=[], type=Kind, choices=list(Kind), metavar="KIND")
        action.add_argument("--who", action="append", default=[], metavar="NAME", help="only what they did; repeatable")
        for option, what in (("from", "first"), ("to", "last")):
            action.add_argument(f"--{option}", dest=f"{what}_on", type=date.fromisoformat, metavar="DAY")


def _list(home: Home, given: argparse.Namespace) -> int:
    found = log.entries(home, **_filters(given))
    if given.json:
        saying.print_json([_as_json(entry) for entry in found])
        return 0
    for entry in found:
        rows = "" if entry.row_count is None else f" [{entry.row_count:,} rows]"
        filters = f" ({entry.filters})" if entry.filters else ""
        said = f"{entry.kind}: {entry.what}{filters}{rows}"
        print(f"{entry.number:>6}  {entry.at:%Y-%m-%d %H:%M:%S}  {entry.who}  {said}")
    return 0


def _verify(home: Home, _given: argparse.Namespace) -> int:
    count, breaks = log.verify(home)
    for sentence in breaks:
        print(sentence)
    print(f"{count:,} entries. " + ("The log is NOT as it was written." if breaks else "The log is whole."))
    return _BROKEN if breaks else 0


def _export(home: Home, given: argparse.Namespace) -> int:
    found = log.entries(home, **_filters(given))
    private_file.put(given.file, file.as_csv(found))
    log.note(home, Note(Kind.EXPORT, COMMAND_LINE, "audit log", row_count=len(found)))
    print(f"{len(found):,} entries written to {given.file.name}.")
    return 0


def _filters(given: argparse.Namespace) -> dict:
    return {"kinds": given.kind, "who": given.who, "first_on": given.first_on, "last_on": given.last_on}


def _as_json(entry: AuditEntry) -> dict:
    names = ("number", "at", "kind", "who", "what", "filters", "row_count")
    return {name: getattr(entry, name) for name in names}
