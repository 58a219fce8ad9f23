"""The commands on instruments: which surveys are known, and a draft to describe another one with."""

from __future__ import annotations

import argparse

from data_layer.importers.instrument_draft import draft
from data_layer.importers.instrument_files import with_own
from data_layer.reading import sources
from data_layer.store import Home


def add(commands: argparse._SubParsersAction) -> None:
    """`instrument list` and `instrument draft FILE`."""
    instrument = commands.add_parser("instrument", help="the surveys that are known, and how to describe one more")
    actions = instrument.add_subparsers(required=True, metavar="ACTION")
    listed = actions.add_parser("list", help="the instruments that surveys are compared with")
    listed.set_defaults(command=_list)
    drafted = actions.add_parser("draft", help="print an instrument file made of a survey's questions")
    drafted.add_argument("path", metavar="FILE")
    drafted.set_defaults(command=_draft)


def _list(home: Home, _given: argparse.Namespace) -> int:
    known = with_own(home.instruments)
    for instrument in known.usable:
        points = " or ".join(str(points) for points in instrument.points)
        print(f"{instrument.id}: {instrument.label}; {len(instrument.items)} items, {points} points")
    for problem in known.problems:
        print(f"NOT USED  {problem}")
    return 1 if known.problems else 0


def _draft(home: Home, given: argparse.Namespace) -> int:
    (delivery,) = sources([given.path])
    if delivery.refused:
        raise ValueError(f"{delivery.refused[0].name}: {delivery.refused[0].reason}")
    for table in delivery.tables:
        print(draft(table.head, table.frames()))
    print(f"# Save it as a file that ends in .toml in {home.instruments}, and import the survey.")
    return 0
