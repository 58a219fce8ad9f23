"""The home's keys: each is 32 random bytes in a file of its own, made on first use, readable by its owner alone."""

from __future__ import annotations

import secrets
from pathlib import Path

from filelock import FileLock

from data_layer import private_file

KEY_BYTES = 32


def read_or_make(path: Path) -> bytes:
    """The key in this file. Of several processes that find none, one makes it, and it is there whole or not at all."""
    if not path.exists():
        with FileLock(path.with_suffix(".lock")):
            if not path.exists():
                private_file.put(path, secrets.token_bytes(KEY_BYTES))
    return path.read_bytes()
