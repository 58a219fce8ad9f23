"""Several files of the home change together: all are prepared beside it, and from one moment on all are put in place.

Whatever interrupts before that moment leaves the home as it was; whatever interrupts after it is finished by whoever
holds the home's turn next.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from data_layer import private_file
from data_layer.audit.entries import Note
from data_layer.audit.kinds import Kind
from data_layer.records.database import empty_journal, opened
from data_layer.records.entries import Revision, StaffStanding
from data_layer.store import Home


@dataclass
class Stage:
    """What is prepared: files to put in place, in this order, others to remove, and codes to change in the records."""

    home: Home
    put: list[str] = field(default_factory=list)
    remove: list[str] = field(default_factory=list)
    codes: dict[str, str | None] = field(default_factory=dict)  # None: what was entered under this code goes
    notes: list[dict] = field(default_factory=list)

    def path_for(self, target: Path) -> Path:
        """Where to write what is to stand at this place of the home."""
        relative = target.relative_to(self.home.path)
        staged = _folder(self.home) / relative
        staged.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.put.append(str(relative))
        return staged

    def write(self, target: Path, content: bytes) -> None:
        """Prepare a small file that its owner alone may read."""
        private_file.put(self.path_for(target), content)

    def take_away(self, target: Path) -> None:
        self.remove.append(str(target.relative_to(self.home.path)))

    def note(self, kind: Kind, by: str, what: str, row_count: int | None = None) -> None:
        """What the audit log says of it, in the same transaction as the records change."""
        self.notes.append({"kind": str(kind), "who": by, "what": what, "row_count": row_count})


@contextmanager
def staged(home: Home) -> Iterator[Stage]:
    """Prepare changes in the block, and make them at its end. The caller holds the home's turn."""
    shutil.rmtree(_folder(home), ignore_errors=True)
    _folder(home).mkdir(mode=0o700)
    stage = Stage(home)
    with ExitStack() as unless_prepared:
        unless_prepared.callback(shutil.rmtree, _folder(home), ignore_errors=True)
        yield stage
        unless_prepared.pop_all()
    for relative in stage.put:
        _sync(_folder(home) / relative)
    told = {name: getattr(stage, name) for name in ("put", "remove", "codes", "notes")}
    private_file.put(_manifest(home), json.dumps(told).encode())
    finish(home)


def finish(home: Home) -> None:
    """Put in place what somebody prepared whole; throw away what was not. Doing it twice changes nothing."""
    if not _folder(home).exists():
        return
    if _manifest(home).exists():
        told = json.loads(_manifest(home).read_bytes())
        for relative in told["put"]:
            _move(_folder(home) / relative, home.path / relative)
        for relative in told["remove"]:
            (home.path / relative).unlink(missing_ok=True)
        if told["codes"] or told["notes"]:
            _change_records(home, told)
            empty_journal(home)
        _manifest(home).unlink()
    shutil.rmtree(_folder(home))


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _move(staged_file: Path, target: Path) -> None:
    if staged_file.exists():  # else it was moved before an interruption
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.replace(staged_file, target)


def _change_records(home: Home, told: dict) -> None:
    codes = told["codes"]
    with opened(home) as session:
        for entry in session.scalars(select(StaffStanding).where(StaffStanding.person_key.in_(codes))):
            if codes[entry.person_key] is None:
                session.delete(entry)
            else:
                entry.person_key = codes[entry.person_key]
        for revision in session.scalars(select(Revision).where(Revision.table_name == StaffStanding.__tablename__)):
            if (code := revision.contents["person_key"]) in codes:
                if codes[code] is None:
                    session.delete(revision)
                else:
                    revision.contents = {**revision.contents, "person_key": codes[code]}
        session.info["notes"] += [Note(**note | {"kind": Kind(note["kind"])}) for note in told["notes"]]


def _folder(home: Home) -> Path:
    return home.path / "staging"


def _manifest(home: Home) -> Path:
    return _folder(home) / "ready.json"
