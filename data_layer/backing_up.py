"""All that a home holds in one file, and its keys in another; from both together the home is as it was.

It is taken while the dashboard is open: imports wait, and the records are copied as of one moment.
"""

from __future__ import annotations

import os
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from data_layer import store
from data_layer.identities import sealed
from data_layer.privacy import key_of
from data_layer.records.database import address, opened
from data_layer.store import Home
from data_layer.turns import Waiting, turn

_RECORDS = "records.sqlite"
_PASSING = {"staging", "spill", "inbox", "versions", "writer.json"}  # made anew, or the district's own files


class NotRestorable(ValueError):
    """The home cannot be restored there; the text says why, and what to do."""


def back_up(home: Home, file: Path, keys: Path, *, wait_seconds: float = 600, waiting: Waiting | None = None) -> bool:
    """Write both files, readable by their owner alone. Whether the records are in them; PostgreSQL keeps its own."""
    has_records = address(home).get_backend_name() == "sqlite"
    with turn(home, "a backup", wait_seconds=wait_seconds, waiting=waiting), TemporaryDirectory() as scratch:
        secret = {key_of(home), sealed.key_of(home)}
        with opened(home):  # nobody writes to the audit log, and to what the home knows of it, meanwhile
            kept = {path.relative_to(home.path): path for path in _files(home) if path not in secret}
            if has_records:
                kept[Path(_RECORDS)] = _copied(home.path / _RECORDS, Path(scratch) / _RECORDS)
            _pack(file, kept)
        _pack(keys, {path.relative_to(home.path): path for path in secret if path.exists()})
    return has_records


def restore(home: Home, file: Path, keys: Path) -> None:
    """Put back what both files hold, where nothing is."""
    if home.path.exists() and any(home.path.iterdir()):
        raise NotRestorable(
            f"There is something in {home.path} already. Move it away, or set ROLLCALL_HOME to another."
        )
    home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in (file, keys):
        with tarfile.open(each) as packed:
            packed.extractall(home.path, filter="data")
    home.create()


def _files(home: Home) -> Iterator[Path]:
    """The version that is served, and all else but what passes."""
    served = store.current(home)
    if served:
        yield served.path
    for entry in sorted(home.path.iterdir()):
        if entry.name in _PASSING or entry.suffix == ".lock" or entry.name.startswith(_RECORDS):
            continue
        yield from (path for path in sorted([entry, *entry.rglob("*")]) if path.is_file() and path.suffix != ".lock")


def _copied(database: Path, target: Path) -> Path:
    """The records as of one moment, with what still lies in their journal."""
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    target.chmod(0o600)
    return target


def _pack(file: Path, kept: dict[Path, Path]) -> None:
    """Under another name until it is whole: a backup that was interrupted never looks like one."""
    draft = file.with_name(f"{file.name}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as output:
        with tarfile.open(fileobj=output, mode="w") as packed:
            for name, path in kept.items():
                packed.add(path, arcname=str(name), recursive=False)
        output.flush()
        os.fsync(output.fileno())
    draft.replace(file)
