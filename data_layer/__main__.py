"""The commands a technologist automates: import, imports, refused, undo, rebuild, watch, records, access."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from data_layer import importing
from data_layer.access import on_behalf
from data_layer.access.capabilities import Capability
from data_layer.access.viewer import NotAllowed
from data_layer.commands import (
    access,
    audit,
    backing_up,
    bringing,
    forgetting,
    instruments,
    keys,
    looking,
    mappings,
    publishing,
    records,
    retention,
    survey_kit,
    vendors,
    watching,
)
from data_layer.records.database import RecordsUnavailable
from data_layer.refused_rows import NothingToMend
from data_layer.store import Home

_WRONG, _BUSY, _STOPPED = 2, 3, 130
_NEEDS = {  # with --for; every other command is for whoever decides on access
    "import": Capability.IMPORT_FILES,
    "imports": Capability.IMPORT_FILES,
    "refused": Capability.IMPORT_FILES,
    "survey-kit": Capability.IMPORT_FILES,
    "undo": Capability.UNDO,
    "audit": Capability.SEE_AUDIT_LOG,
}
_MISTAKES = (
    importing.UnknownImport,
    importing.HomeUnwritable,
    NothingToMend,
    NotAllowed,
    RecordsUnavailable,
    FileNotFoundError,
    ValueError,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when every file was taken, 1 when a file was refused, 2 and 3 when nothing could be tried."""
    given = _parser().parse_args(arguments)
    home = Home.from_environment()
    try:
        on_behalf.viewer(home, given).require(_NEEDS.get(given.asked, Capability.CHANGE_ACCESS))
        return given.command(home, given)
    except _MISTAKES as error:
        return _nothing_changed(error, _WRONG)
    except importing.HomeIsBusy as error:
        return _nothing_changed(error, _BUSY)
    except KeyboardInterrupt:
        return _nothing_changed("It was stopped.", _STOPPED)


def _nothing_changed(why: object, code: int) -> int:
    print(f"Nothing was changed. {why}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data_layer", description=__doc__)
    on_behalf.add(parser)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="asked")
    instruments.add(commands)
    survey_kit.add(commands)
    mappings.add(commands)
    vendors.add(commands)
    for command in (bringing.add(commands), *looking.add(commands)):
        command.add_argument("--json", action="store_true", help="print JSON for other programs")
    watching.add(commands)
    records.add(commands)
    audit.add(commands)
    keys.add(commands)
    forgetting.add(commands)
    retention.add(commands)
    publishing.add(commands)
    backing_up.add(commands)
    access.add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
