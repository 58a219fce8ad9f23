"""The command watch: a folder for nightly drops, as a service or from cron."""

from __future__ import annotations

import argparse
import signal
from pathlib import Path
from threading import Event

from data_layer.commands.bringing import REFUSED, add_options, options, say
from data_layer.store import Home
from data_layer.watching import Watch

_SETTLE_SECONDS = 30.0


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("watch", help="import what is dropped into a folder, and move it aside")
    command.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="inbox of the home, if not given")
    command.add_argument("--once", action="store_true", help="import what is there now, then end (for cron)")
    command.add_argument(
        "--settle",
        type=float,
        default=_SETTLE_SECONDS,
        metavar="SECONDS",
        help=f"how long a file must not have changed ({_SETTLE_SECONDS:.0f})",
    )
    add_options(command)
    command.set_defaults(command=run)


def run(home: Home, given: argparse.Namespace) -> int:
    """Watch until a signal ends it; with --once, 1 when a file was refused."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    folder = (given.folder or home.inbox).resolve()
    watch = Watch(home, folder, options(given.option), given.settle, say, stop)
    if given.once:
        return 0 if watch.once() else REFUSED
    watch.on_and_on()
    say("Stopped.")
    return 0
