"""The command that removes single events for their age, as every import does by itself."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from data_layer import retention
from data_layer.commands.bringing import say
from data_layer.store import Home


def add(commands: argparse._SubParsersAction) -> None:
    """Put `retention [--dry-run]` beside the other commands."""
    command = commands.add_parser("retention", help="remove events that are older than the policy keeps them")
    command.add_argument("--dry-run", action="store_true", help="only say what would be removed")
    command.set_defaults(command=_enforce)


def _enforce(home: Home, given: argparse.Namespace) -> int:
    now = datetime.now(UTC).replace(tzinfo=None)
    removal = retention.enforce(home, as_of=now, is_trial=given.dry_run, waiting=say)
    if removal is None:
        print("No event is older than it may be kept.")
    elif given.dry_run:
        print(f"To be removed: {removal.told()}. What was counted of each day stays. Nothing was changed.")
    else:
        print(f"Removed: {removal.told()}. What was counted of each day stays.")
    return 0
