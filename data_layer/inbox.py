"""A folder that other systems drop files into: what has arrived whole, and where it goes once it was imported."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from data_layer import saying
from data_layer.checking import Finding

DONE, REFUSED = "done", "refused"
_UNFINISHED = (".part", ".partial", ".filepart", ".tmp", ".crdownload")
_PATIENCE = 30  # settling times after which what is still goes ahead of what is still being written

State = tuple[tuple[str, int, int], ...]  # the name, size and time of change of each file


def arrivals(inbox: Path) -> dict[Path, State]:
    """What lies in the inbox, files and folders, each with its state. What is named as unfinished is left out."""
    found = {}
    for path in sorted(inbox.iterdir()):
        if path.name not in (DONE, REFUSED) and not _is_hidden(path) and (state := state_of(path)):
            found[path] = state
    return found


def state_of(path: Path) -> State | None:
    """What would differ if somebody were still writing; nothing for what is unfinished, empty or gone."""
    try:
        files = [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())
        if any(_is_unfinished(file) for file in files):
            return None
        facts = [(str(file), file.stat()) for file in files]
    except FileNotFoundError:
        return None
    return tuple((name, fact.st_size, fact.st_mtime_ns) for name, fact in facts)


@dataclass
class Stillness:
    """Since when nothing has changed about each arrival."""

    settle_seconds: float
    _seen: dict[Path, tuple[State, float]] = field(default_factory=dict)

    def settled(self, found: Mapping[Path, State], *, now: float) -> dict[Path, State]:
        """What may be imported: everything, once all of it is still, for files that come together belong together.

        What has been still for long does not wait any longer for a file that goes on growing.
        """
        before, self._seen = self._seen, {}
        for path, state in found.items():
            known, since = before.get(path, (None, now))
            self._seen[path] = (state, since if known == state else now)
        ages = {path: now - since for path, (_, since) in self._seen.items()}
        still = {path: found[path] for path, age in ages.items() if age >= self.settle_seconds}
        is_late = any(age >= self.settle_seconds * _PATIENCE for age in ages.values())
        return still if len(still) == len(found) or is_late else {}


def put_aside(inbox: Path, path: Path, findings: Sequence[Finding], *, on: date) -> Path:
    """Move an imported file to done/<date>, a refused one to refused/<date>, its report beside it. Returns where.

    The report is written first: a file that has left the inbox has its report, whatever interrupts.
    """
    is_refused = any(finding.is_refused for finding in findings)
    folder = inbox / (REFUSED if is_refused else DONE) / on.isoformat()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = next(each for each in _names(folder, path) if not each.exists())
    _write(target.with_name(f"{target.name}.report.txt"), "\n".join(map(saying.told, findings)) + "\n")
    programs = json.dumps([saying.as_json(finding) for finding in findings], indent=2)
    _write(target.with_name(f"{target.name}.report.json"), programs + "\n")
    path.rename(target)
    return target


def _names(folder: Path, path: Path) -> Iterator[Path]:
    """The file's own name, then others: last night's file may have been called the same."""
    yield folder / path.name
    number = 2
    while True:
        yield folder / f"{path.stem} ({number}){path.suffix}"
        number += 1


def _write(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.tmp")
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, path)


def _is_hidden(path: Path) -> bool:
    return path.name.startswith(".") or _is_unfinished(path)


def _is_unfinished(path: Path) -> bool:
    return path.name.lower().endswith(_UNFINISHED)
