"""The command that takes one person out of the home."""

from __future__ import annotations

import argparse

from data_layer import forgetting
from data_layer.commands.bringing import say
from data_layer.store import Home

_FOUND = 1


def add(commands: argparse._SubParsersAction) -> None:
    """Put `forget PERSON` beside the other commands."""
    forget = commands.add_parser("forget", help="take one person out of everything, and search what remains")
    forget.add_argument("person", metavar="PERSON", help="an id, login or email as an export writes it, or a code")
    forget.set_defaults(command=_forget)


def _forget(home: Home, given: argparse.Namespace) -> int:
    done = forgetting.forget(home, given.person, waiting=say)
    print(f"Removed: {done.row_count:,} rows, {done.refused_count:,} refused rows, and what was known of the name.")
    if done.left:
        print(f"Still found in: {', '.join(done.left)}.")
        return _FOUND
    print("Parts, store, names and records were searched: nothing of this person is left.")
    print("The next export that names the person brings them back: have them removed from the systems that write it.")
    return 0
