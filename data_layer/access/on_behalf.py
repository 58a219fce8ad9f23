"""As whom does a command answer? Whoever has the machine may do everything; `--for` shows what somebody else may."""

from __future__ import annotations

import argparse
from datetime import datetime
from zoneinfo import ZoneInfo

from data_layer.access import grants
from data_layer.access.grants import Identity
from data_layer.access.viewer import TECHNOLOGIST, Viewer
from data_layer.records.database import opened
from data_layer.settings import load as load_settings
from data_layer.store import Home


class NobodyGranted(ValueError):
    """Nothing stands for this address."""

    def __init__(self, email: str) -> None:
        super().__init__(
            f"{email} has no access, so nothing is shown. `python -m data_layer access list` says who has."
        )


def add(parser: argparse.ArgumentParser) -> None:
    """The option `--for EMAIL`."""
    parser.add_argument("--for", dest="email", metavar="EMAIL", help="answer as this person may be answered, no more")


def viewer(home: Home, given: argparse.Namespace) -> Viewer:
    """Whoever `--for` names, as granted today; without it the technologist."""
    if given.email is None:
        return TECHNOLOGIST
    today = datetime.now(ZoneInfo(load_settings(home).time_zone)).date()
    with opened(home) as session:
        found = grants.viewer_of(session, Identity(email=given.email), on=today)
    if found is None:
        raise NobodyGranted(given.email)
    return found
