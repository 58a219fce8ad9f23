"""The commands that look back: imports, refused (and as a file to mend), undo, rebuild."""

from __future__ import annotations

import argparse
from pathlib import Path

from data_layer import importing, private_file, refused_rows, saying
from data_layer.audit import log
from data_layer.audit.kinds import COMMAND_LINE
from data_layer.commands import bringing
from data_layer.importers.refusals import in_words
from data_layer.store import Home


def add(commands: argparse._SubParsersAction) -> list[argparse.ArgumentParser]:
    listed = commands.add_parser("imports", help="what was imported, by which importer, with its counts")
    listed.set_defaults(command=imports)
    left_out = commands.add_parser("refused", help="the rows an import refused, and how to mend them")
    left_out.add_argument("import_id", type=int, metavar="IMPORT_ID")
    left_out.add_argument(
        "--csv", type=Path, metavar="FILE", help="write the refused rows as they came, to mend them and import FILE"
    )
    left_out.set_defaults(command=refused)
    back = commands.add_parser("undo", help="take one import back")
    back.add_argument("import_id", type=int, metavar="IMPORT_ID")
    back.set_defaults(command=undo)
    anew = commands.add_parser("rebuild", help="compute every figure anew from what was imported, as after an update")
    anew.set_defaults(command=rebuild)
    return [listed, left_out, back, anew]


def imports(home: Home, given: argparse.Namespace) -> int:
    rows = importing.history(home)
    if given.json:
        saying.print_json(rows)
        return 0
    print(f"{'id':>4}  {'received (UTC)':16}  {'read':>10}  {'loaded':>10}  {'known':>10}  {'refused':>8}  importer")
    for row in rows:
        state = f"  (undone {row['undone_at']:%Y-%m-%d %H:%M})" if row["undone_at"] else ""
        print(
            f"{row['import_id']:>4}  {row['received_at']:%Y-%m-%d %H:%M}  {row['read_count']:>10,}  "
            f"{row['loaded_count']:>10,}  {row['known_count']:>10,}  {row['refused_count']:>8,}  {row['label']}{state}"
        )
    return 0


def refused(home: Home, given: argparse.Namespace) -> int:
    if given.import_id not in {row["import_id"] for row in importing.history(home)}:
        raise importing.UnknownImport(f"There is no import {given.import_id}.")
    if given.csv:
        return _write(home, given.import_id, given.csv)
    rows = importing.refused(home, given.import_id)
    if given.json:
        saying.print_json(rows)
        return 0
    for row in rows:
        print(f"{row['file_name']}, row {row['row']}, {row['column']}: {in_words(row, of=repr(row['value']))}")
    print(f"{len(rows):,} refused.")
    return 0


def _write(home: Home, import_id: int, path: Path) -> int:
    """One file as it was named; where several files have refused rows, one for each beside it."""
    files = refused_rows.to_mend(home, import_id)
    log.note_first(home, refused_rows.look(import_id, by=COMMAND_LINE))
    for name, content in files.items():
        target = path if len(files) == 1 else path.with_name(f"{path.stem}_{name}")
        private_file.put(target, content)
        print(f"{target}: mend the rows, then run python -m data_layer import {target}")
    return 0


def undo(home: Home, given: argparse.Namespace) -> int:
    kept = importing.kept_as_sums(home, given.import_id)
    version = importing.undo(home, given.import_id)
    if given.json:
        saying.print_json({"undone": given.import_id, "version": version, "note": kept})
    else:
        print(f"Import {given.import_id} is undone. {kept}{' ' if kept else ''}Serving version {version}.")
    return 0


def rebuild(home: Home, given: argparse.Namespace) -> int:
    version = importing.rebuild(home, waiting=bringing.say)
    if given.json:
        saying.print_json({"version": version})
    elif version:
        print(f"Every figure was computed anew. Serving version {version}.")
    else:
        print("Nothing was imported yet, so there is nothing to compute.")
    return 0
