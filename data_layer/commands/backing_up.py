"""The commands that back a home up, and restore it."""

from __future__ import annotations

import argparse
from pathlib import Path

from data_layer import backing_up
from data_layer.commands.bringing import say
from data_layer.store import Home


def add(commands: argparse._SubParsersAction) -> None:
    """Put `backup FILE --keys FILE` and `restore FILE --keys FILE` beside the other commands."""
    for name, run, what in (
        ("backup", _back_up, "write all of the home into one file, and its keys into another"),
        ("restore", _restore, "put both back, where nothing is yet"),
    ):
        command = commands.add_parser(name, help=what)
        command.add_argument("file", type=Path, metavar="FILE")
        command.add_argument("--keys", type=Path, metavar="FILE", required=True, help="keep it apart from the other")
        command.set_defaults(command=run)


def _back_up(home: Home, given: argparse.Namespace) -> int:
    backing_up.back_up(home, given.file, given.keys, waiting=say)
    print(f"Written: {given.file}, and the keys to {given.keys}. Keep the two apart: together they are the whole home.")
    return 0


def _restore(home: Home, given: argparse.Namespace) -> int:
    backing_up.restore(home, given.file, given.keys)
    print(f"Restored to {home.path}. Check it: python -m data_layer audit verify")
    return 0
