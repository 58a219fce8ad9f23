"""What of the audit log lies in the home beside the database: its key, how far it has come, and what waits for it.

Whoever can change the database alone has no key to seal a forged entry with, and cannot cut off the end unseen.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock

from data_layer import keys, private_file
from data_layer.store import Home


@dataclass(frozen=True)
class Head:
    """The last entry: its number, which is how many there are, and its mark."""

    number: int = 0
    mark: str = ""


def folder(home: Home) -> Path:
    made = home.path / "audit"
    made.mkdir(mode=0o700, parents=True, exist_ok=True)
    return made


def lock(home: Home, name: str) -> FileLock:
    """Whoever writes the file of this name holds it."""
    return FileLock(folder(home) / f"{name}.lock")


def key(home: Home) -> bytes:
    """The log's own, so that the log can still be verified when the key of the pseudonyms is rotated or destroyed."""
    return keys.read_or_make(folder(home) / "key")


def head(home: Home) -> Head | None:
    """How far the log has come, as the home knows it; None where it knows nothing."""
    try:
        return Head(**json.loads(_head_file(home).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def advance(home: Home, reached: Head) -> None:
    """Note how far the log has come. Who comes late with less than is noted changes nothing."""
    with lock(home, "head"):  # never held while waiting for the database
        known = head(home)
        if known is None or reached.number > known.number:
            private_file.put(_head_file(home), json.dumps(asdict(reached)).encode())


def _head_file(home: Home) -> Path:
    return folder(home) / "head.json"
