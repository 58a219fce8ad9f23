"""All that a home holds in one file, and its keys in another; from both together the home is as it was.

It is taken while the dashboard is open: imports wait, and the records are copied as of one moment.
"""

from __future__ import annotations

import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from data_layer import store
from data_layer.audit import chain
from data_layer.identities import sealed
from data_layer.privacy import key_of
from data_layer.records import copying
from data_layer.records.database import address, opened
from data_layer.store import Home
from data_layer.turns import Waiting, turn

_RECORDS = "records.sqlite"
_PASSING = {"staging", "spill", "inbox", "versions", "writer.json"}  # made anew, or the district's own files


class NotRestorable(ValueError):
    """The home cannot be restored there; the text says why, and what to do."""


def back_up(home: Home, file: Path, keys: Path, *, wait_seconds: float = 600, waiting: Waiting | None = None) -> None:
    """Write both files, readable by their owner alone; the records are in the first wherever they are kept."""
    with turn(home, "a backup", wait_seconds=wait_seconds, waiting=waiting), TemporaryDirectory() as scratch:
        secret = {key_of(home), sealed.key_of(home)}
        with opened(home) as session:
            chain.wait_for_turn(session.connection())  # the log, and what the home knows of it, must fit
            kept = {path.relative_to(home.path): path for path in _files(home) if path not in secret}
            kept[Path(_RECORDS)] = copying.write_file(address(home), Path(scratch) / _RECORDS)
            _pack(file, kept)
        _pack(keys, {path.relative_to(home.path): path for path in secret if path.exists()})


def restore(home: Home, file: Path, keys: Path) -> None:
    """Put back what both files hold, where nothing is: the records where the settings say that they are kept."""
    if home.path.exists() and any(home.path.iterdir()):
        raise NotRestorable(
            f"There is something in {home.path} already. Move it away, or set ROLLCALL_HOME to another."
        )
    for each in (file, keys):
        with _unpacking(each) as packed:
            packed.getmembers()  # to its end, before anything is touched
    with _records_put_back(home, file):
        home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for each in (file, keys):
            with _unpacking(each) as packed:
                packed.extractall(home.path, filter=_but_records)
    home.create()


@contextmanager
def _unpacking(file: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(file) as packed:
            yield packed
    except (tarfile.TarError, KeyError) as error:
        raise NotRestorable(f"{file} is no whole backup of a home. Take another copy of it.") from error


@contextmanager
def _records_put_back(home: Home, file: Path) -> Iterator[None]:
    """A database is filled first, since it can refuse, and keeps what it got when the home is whole, too."""
    with TemporaryDirectory() as scratch:
        with _unpacking(file) as packed:
            packed.extract(_RECORDS, scratch, filter="data")
        with copying.put_back(Path(scratch) / _RECORDS, address(home)):
            yield


def _but_records(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    return None if member.name == _RECORDS else tarfile.data_filter(member, folder)


def _files(home: Home) -> Iterator[Path]:
    """The version that is served, and all else but what passes."""
    served = store.current(home)
    if served:
        yield served.path
    for entry in sorted(home.path.iterdir()):
        if entry.name in _PASSING or entry.suffix == ".lock" or entry.name.startswith(_RECORDS):
            continue
        yield from (path for path in sorted([entry, *entry.rglob("*")]) if path.is_file() and path.suffix != ".lock")


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
