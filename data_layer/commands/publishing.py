"""The command publish: keep the pages as they are now for a month, with the reason of a correction in words."""

from __future__ import annotations

import argparse

from data_layer import history
from data_layer.commands.bringing import say
from data_layer.publishing import editions, keeping, months, revisions
from data_layer.publishing.editions import Edition
from data_layer.store import Home


def add(commands: argparse._SubParsersAction) -> None:
    """Put `publish [--month 2026-03] [--why TEXT] [--list]` beside the other commands."""
    command = commands.add_parser("publish", help="keep the pages as they are for the months that are due")
    command.add_argument("--month", type=months.read, metavar="MONTH", help="this month, as 2026-03; anew if corrected")
    command.add_argument("--why", default="", metavar="TEXT", help="why it was corrected, in your words")
    command.add_argument("--list", action="store_true", help="only list what was published, with its revisions")
    command.set_defaults(command=_publish)


def _publish(home: Home, given: argparse.Namespace) -> int:
    if given.list:
        return _list(home)
    edition = keeping.publish(home, given.month, why=given.why, waiting=say)
    if edition is None:
        print("No month is due. Name one to publish it, or its correction: --month 2026-03")
        return 0
    for month in {*edition.months, *([given.month] if given.month else [])}:
        print(f"{month:%B %Y} is published as revision {len(revisions.of(editions.all_of(home), month))}.")
    return 0


def _list(home: Home) -> int:
    kept = editions.all_of(home)
    for month in revisions.published(kept):
        every = revisions.of(kept, month)
        print(f"{month:%B %Y}")
        for before, each in zip([None, *every], every, strict=False):
            print(f"  revision {each.number}, {each.edition.kept_on}: {_why(home, before and before.edition, each)}")
    if not kept:
        print("No month was published yet.")
    return 0


def _why(home: Home, before: Edition | None, each: revisions.Revision) -> str:
    if before is None:
        return each.edition.why or "as first published"
    stores = (before.store(home), each.edition.store(home))
    found = revisions.why(before, each.edition, each.month, stores=stores)
    labels = {row["import_id"]: row["label"] for row in history.history(home)}
    return " ".join(found.told(labels))
