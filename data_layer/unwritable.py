"""When the disk refuses, an import ends with a sentence that says what to do, and the store is as it was."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from data_layer.store import Home

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


class HomeUnwritable(Exception):
    """The folder that holds the data cannot be written; the text says why and how to mend it."""


@contextmanager
def told(home: Home) -> Iterator[None]:
    """Turn what the system says of a disk into a sentence. Whatever was begun has been swept away by then."""
    try:
        yield
    except (OSError, duckdb.IOException) as error:
        raise HomeUnwritable(_sentence(home, error)) from error


def _sentence(home: Home, error: OSError | duckdb.IOException) -> str:
    number = getattr(error, "errno", None)
    if number in _FULL or "No space left" in str(error):
        free = shutil.disk_usage(home.path).free // 2**20
        return f"The disk that holds {home.path} is full ({free:,} MB free). Free some space, then import again."
    if number in _FORBIDDEN or "Permission denied" in str(error):
        return f"{home.path} may not be written by this user. Make it the owner of the folder, then import again."
    return f"The disk that holds {home.path} could not be written ({error}). Check it, then import again."
