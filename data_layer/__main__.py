"""The commands a technologist automates: import, imports, refused, undo."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from data_layer import importing
from data_layer.checking import Finding
from data_layer.store import Home

_REFUSED, _WRONG, _BUSY = 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when every file was taken, 1 when a file was refused, 2 and 3 when nothing could be tried."""
    given = _parser().parse_args(arguments)
    home = Home.from_environment()
    try:
        return given.command(home, given)
    except (importing.UnknownImport, FileNotFoundError, ValueError) as error:
        print(f"Nothing was changed. {error}", file=sys.stderr)
        return _WRONG
    except importing.HomeIsBusy as error:
        print(f"Nothing was changed. {error}", file=sys.stderr)
        return _BUSY


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data_layer", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    bring = commands.add_parser("import", help="import files, folders and zips")
    bring.add_argument("paths", nargs="+", metavar="PATH")
    bring.add_argument(
        "--option", action="append", default=[], metavar="NAME=VALUE", help="answer a question of a file"
    )
    bring.set_defaults(command=_import)
    listed = commands.add_parser("imports", help="what was imported, by which importer, with its counts")
    listed.set_defaults(command=_imports)
    refused = commands.add_parser("refused", help="the rows an import refused, and how to mend them")
    refused.add_argument("import_id", type=int, metavar="IMPORT_ID")
    refused.set_defaults(command=_refused)
    undo = commands.add_parser("undo", help="take one import back")
    undo.add_argument("import_id", type=int, metavar="IMPORT_ID")
    undo.set_defaults(command=_undo)
    for command in (bring, listed, refused, undo):
        command.add_argument("--json", action="store_true", help="print JSON for other programs")
    return parser


def _import(home: Home, given: argparse.Namespace) -> int:
    report = importing.run(home, given.paths, _options(given.option), progress=None if given.json else _Progress())
    if given.json:
        files = [_as_json(finding) for finding in report.findings]
        _print_json({"version": report.version, "files": files, "remarks": report.remarks})
    else:
        for finding in report.findings:
            print(_told(finding))
        for remark in report.remarks:
            print(f"Note: {remark}")
        print(f"Serving version {report.version}." if report.version else "Nothing was imported yet.")
    return 0 if report.is_clean else _REFUSED


def _imports(home: Home, given: argparse.Namespace) -> int:
    rows = importing.history(home)
    if given.json:
        _print_json(rows)
        return 0
    print(f"{'id':>4}  {'received (UTC)':16}  {'read':>10}  {'loaded':>10}  {'known':>10}  {'refused':>8}  importer")
    for row in rows:
        state = f"  (undone {row['undone_at']:%Y-%m-%d %H:%M})" if row["undone_at"] else ""
        print(
            f"{row['import_id']:>4}  {row['received_at']:%Y-%m-%d %H:%M}  {row['read_count']:>10,}  "
            f"{row['loaded_count']:>10,}  {row['known_count']:>10,}  {row['refused_count']:>8,}  {row['label']}{state}"
        )
    return 0


def _refused(home: Home, given: argparse.Namespace) -> int:
    if given.import_id not in {row["import_id"] for row in importing.history(home)}:
        raise importing.UnknownImport(f"There is no import {given.import_id}.")
    rows = importing.refused(home, given.import_id)
    if given.json:
        _print_json(rows)
        return 0
    for row in rows:
        print(
            f"{row['file_name']}, row {row['row']}, {row['column']}: {row['value']!r} {row['problem']}. {row['remedy']}"
        )
    print(f"{len(rows):,} refused.")
    return 0


def _undo(home: Home, given: argparse.Namespace) -> int:
    version = importing.undo(home, given.import_id)
    if given.json:
        _print_json({"undone": given.import_id, "version": version})
    else:
        print(f"Import {given.import_id} is undone. Serving version {version}.")
    return 0


def _options(pairs: Sequence[str]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise ValueError(f"--option takes NAME=VALUE, such as date_order=day_first, not {pair!r}.")
    return dict(pair.split("=", 1) for pair in pairs)


def _told(finding: Finding) -> str:
    if finding.is_refused:
        return f"REFUSED  {finding.file_name}: {finding.problem} {finding.remedy}"
    counts = (
        f"read {finding.read_count:,} = loaded {finding.loaded_count:,} + already known {finding.known_count:,}"
        f" + refused {finding.refused_count:,}"
    )
    again = f" See: python -m data_layer refused {finding.import_id}" if finding.refused_count else ""
    return f"import {finding.import_id}  {finding.file_name}: {finding.label}; {counts}. {finding.note}{again}"


def _as_json(finding: Finding) -> dict:
    return {
        "file": finding.file_name,
        "import_id": finding.import_id,
        "recognised_as": finding.label or None,
        "read": finding.read_count,
        "loaded": finding.loaded_count,
        "already_known": finding.known_count,
        "refused": finding.refused_count,
        "note": finding.note,
        "problem": finding.problem or None,
        "remedy": finding.remedy or None,
        "question": finding.question.option if finding.question else None,
        "choices": finding.question.choices if finding.question else None,
    }


def _print_json(value: object) -> None:
    print(json.dumps(value, default=str, indent=2))


class _Progress:
    """A line that counts up on a terminal; elsewhere a plain line per million rows."""

    _STEP = 1_000_000

    def __init__(self) -> None:
        self._told: dict[str, int] = {}

    def __call__(self, file_name: str, row_count: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{file_name}: {row_count:,} rows", end="\x1b[K", file=sys.stderr, flush=True)
        elif row_count - self._told.get(file_name, 0) >= self._STEP:
            self._told[file_name] = row_count
            print(f"{file_name}: {row_count:,} rows", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
