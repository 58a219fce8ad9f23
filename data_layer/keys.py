"""The home's keys: each is 32 random bytes in a file of its own, made on first use, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from filelock import FileLock

KEY_BYTES = 32


def read_or_make(path: Path) -> bytes:
    """The key in this file. Of several processes that find none, one makes it, and it is there whole or not at all."""
    if not path.exists():
        with FileLock(path.with_suffix(".lock")):
            if not path.exists():
                put(path, secrets.token_bytes(KEY_BYTES))
    return path.read_bytes()


def put(path: Path, content: bytes) -> None:
    """Replace a file that its owner alone may read, in one step that survives a power cut."""
    fresh = path.with_name(f"{path.name}.next")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
