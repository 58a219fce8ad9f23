"""One import at a time: whoever comes second waits, and is told for whom."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from data_layer import staging
from data_layer.store import Home

Waiting = Callable[[str], None]


class HomeIsBusy(Exception):
    """Somebody else is importing into this home right now."""


@contextmanager
def turn(home: Home, doing: str, *, wait_seconds: float, waiting: Waiting | None = None) -> Iterator[None]:
    """Hold the home's writer lock; `doing` is what others read who wait for it, and `waiting` is told whom for."""
    home.create()
    lock = FileLock(home.lock)
    _acquire(home, lock, wait_seconds, waiting)
    note = home.path / "writer.json"
    try:
        _write(note, doing)
        staging.finish(home)
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _acquire(home: Home, lock: FileLock, wait_seconds: float, waiting: Waiting | None) -> None:
    try:
        lock.acquire(timeout=0)
        return
    except Timeout:
        if waiting:
            waiting(f"Waiting for another import: {_holder(home)}.")
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout:
        raise HomeIsBusy(
            f"Another import is still going on: {_holder(home)} (waited {wait_seconds:.0f} s). Try again later."
        ) from None


def _write(note: Path, doing: str) -> None:
    told = {"doing": doing, "since": f"{datetime.now(UTC):%H:%M} UTC", "process": os.getpid()}
    note.write_text(json.dumps(told), encoding="utf-8")


def _holder(home: Home) -> str:
    """What the other one does, since when; it may just have begun, or ended."""
    try:
        told = json.loads((home.path / "writer.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return "one that has just begun"
    return f"{told['doing']}, since {told['since']}, in process {told['process']}"
