"""What is noted waits in a file until the records database has it, so that nothing is lost while that is down."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from data_layer.audit import place
from data_layer.audit.entries import Note
from data_layer.audit.kinds import Kind
from data_layer.store import Home


def keep(home: Home, notes: Sequence[Note]) -> None:
    """Add notes to those that wait, safe from a power cut when this returns."""
    lines = "".join("\n" + json.dumps(asdict(note) | {"at": note.at.isoformat()}) for note in notes)
    with place.lock(home, "waiting"):
        descriptor = os.open(_file(home), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(lines)  # each begins a line, whatever half a line somebody left before it
            file.flush()
            os.fsync(file.fileno())


def hand_over(home: Home, take: Callable[[list[Note]], None]) -> None:
    """Give what waits to `take`; once that has it, nothing waits. What it has already it must leave out."""
    with place.lock(home, "waiting"):
        try:
            lines = _file(home).read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return
        take([note for line in lines if (note := _note(line))])
        _file(home).unlink()


def _note(line: str) -> Note | None:
    """None for the last line of somebody who was killed while writing it: what it tells of did not go on."""
    try:
        told = json.loads(line)
    except json.JSONDecodeError:
        return None
    return Note(**told | {"kind": Kind(told["kind"]), "at": datetime.fromisoformat(told["at"])})


def _file(home: Home) -> Path:
    return place.folder(home) / "waiting.jsonl"
