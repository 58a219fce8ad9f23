"""What needs attention, printed, or with --send mailed to those whom ROLLCALL_ALERTS_TO names."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from data_layer import mail, private_file
from data_layer.access.viewer import TECHNOLOGIST
from data_layer.audit import log
from data_layer.audit.entries import Note
from data_layer.audit.kinds import COMMAND_LINE, Kind
from data_layer.mail import MailNotSent
from data_layer.records.database import RecordsUnavailable
from data_layer.store import Home
from metrics.alerts import Alert
from metrics.policy import PolicyError
from pages.board import asking
from pages.digest import message
from pages.digest.message import Key
from pages.parts import attention, health_scope
from pages.parts.exports import ExportIncomplete

_NOT_SENT = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the digest, or send it; 1 when there is no data or the mail did not go out."""
    given = _parser().parse_args(arguments)
    try:
        return _tell(Home.from_environment(), given)
    except (MailNotSent, ExportIncomplete, RecordsUnavailable, PolicyError, OSError) as why:
        print(why, file=sys.stderr)
        return _NOT_SENT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pages.digest", description=__doc__)
    parser.add_argument("--send", action="store_true", help="send it, where something is new since the last one sent")
    parser.add_argument("--always", action="store_true", help="with --send: also where nothing is new")
    return parser


def _tell(home: Home, given: argparse.Namespace) -> int:
    to = mail.mailbox() if given.send else None
    view = asking.view_of(home, TECHNOLOGIST)
    found, told = attention.of(view), _told(home)
    subject = message.subject(found, told)
    days = {"as_of": view.choices.as_of, "expected_on": health_scope.expected_on(view)}
    text = message.text(found, told, **days)
    if to is None:
        print(f"{subject}\n\n{text}", end="")
    elif given.always or any(message.key(alert) not in told for alert in found):
        mail.send(to, subject=subject, text=text)
        _remember(home, found)
        log.note(home, Note(Kind.EXPORT, COMMAND_LINE, "digest by email", "Whole district", len(found)))
        print(f"Sent to {len(to.recipients)}: {subject}.")
    else:
        _remember(home, found)
        print("Nothing new, so that nothing was sent.")
    return 0


def _file(home: Home) -> Path:
    return home.path / "digest_sent.json"


def _told(home: Home) -> set[Key]:
    """What the last digest that was sent told of."""
    if not _file(home).exists():
        return set()
    return {tuple(each) for each in json.loads(_file(home).read_text(encoding="utf-8"))}


def _remember(home: Home, found: Sequence[Alert]) -> None:
    """An alert that ends and comes back is new again."""
    private_file.put(_file(home), json.dumps([message.key(alert) for alert in found]).encode())


if __name__ == "__main__":
    sys.exit(main())
