"""The command import: files, folders and zips, with a line that counts up while they are read."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from data_layer import home_importers, importing, saying
from data_layer.checking import FIGURES, Finding
from data_layer.mapping import shelf
from data_layer.mapping.document import ColumnMapping
from data_layer.mapping.layouts import layout_of
from data_layer.publishing import months
from data_layer.store import Home

REFUSED = 1


def add(commands: argparse._SubParsersAction) -> argparse.ArgumentParser:
    command = commands.add_parser("import", help="import files, folders and zips")
    command.add_argument("paths", nargs="+", metavar="PATH")
    add_options(command)
    command.add_argument(
        "--mapping", type=Path, metavar="FILE", help="what the columns of files that nobody recognises mean"
    )
    command.set_defaults(command=run)
    return command


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--option",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="answer a question of a file; repeatable",
    )


def run(home: Home, given: argparse.Namespace) -> int:
    """Import what was named; 1 when a file was refused."""
    progress = None if given.json else Progress()
    mapping = shelf.read(given.mapping) if given.mapping else None
    among = home_importers.of(home, mapping=mapping)
    report = importing.run(home, given.paths, options(given.option), progress=progress, waiting=say, among=among)
    report.remarks += [*_unused(mapping, report.findings), *shelf.saved(home).problems]
    if given.json:
        files = [saying.as_json(finding) for finding in report.findings]
        told = {"version": report.version, "files": files, "remarks": report.remarks, "removed": report.removed}
        saying.print_json(told | {"published": [months.written(month) for month in report.published]})
    else:
        for finding in report.findings:
            print(saying.told(finding))
        if report.removed:
            print(f"Removed for their age: {report.removed}. What was counted of each day stays.")
        for month in report.published:
            print(f"Published: {month:%B %Y}. Every page can be opened as it is now, whatever comes later.")
        for remark in report.remarks:
            print(f"Note: {remark}")
        print(f"Serving version {report.version}." if report.version else "Nothing was imported yet.")
    return 0 if report.is_clean else REFUSED


def _unused(mapping: ColumnMapping | None, findings: Sequence[Finding]) -> Iterator[str]:
    """Why a mapping that was given has read none of the files."""
    if mapping is None or any(finding.label == layout_of(mapping).label for finding in findings):
        return
    yield f"The mapping {mapping.name} was not used."
    for finding in findings:
        if finding.label:
            yield f"{finding.file_name} is recognised as {finding.label}, which comes before any mapping."
        elif finding.head and (missing := layout_of(mapping).missing(finding.head)):
            yield f"{finding.file_name} has no column {', '.join(missing)}."


def options(pairs: Sequence[str]) -> dict[str, str]:
    """NAME=VALUE, as often as it was given."""
    for pair in pairs:
        if "=" not in pair:
            raise ValueError(f"--option takes NAME=VALUE, such as date_order=day_first, not {pair!r}.")
    return dict(pair.split("=", 1) for pair in pairs)


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


class Progress:
    """A line that counts up on a terminal; elsewhere a plain line per million rows."""

    _STEP = 1_000_000

    def __init__(self) -> None:
        self._told: dict[str, int] = {}
        self._began: dict[str, float] = {}

    def __call__(self, file_name: str, row_count: int) -> None:
        if file_name == FIGURES:
            line = f"{FIGURES} …"
        else:
            spent = time.monotonic() - self._began.setdefault(file_name, time.monotonic())
            speed = f" ({row_count / spent:,.0f} a second)" if spent > 1 else ""
            line = f"{file_name}: {row_count:,} rows{speed}"
        if sys.stderr.isatty():
            print(f"\r{line}", end="\x1b[K", file=sys.stderr, flush=True)
        elif row_count - self._told.get(file_name, 0) >= self._STEP:
            self._told[file_name] = row_count
            say(line)
