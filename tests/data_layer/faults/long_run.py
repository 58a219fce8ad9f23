"""How long a fault is tried: a little in every run of the tests, thoroughly where ROLLCALL_LONG_RUN is set."""

from __future__ import annotations

import os

IS_LONG = bool(os.environ.get("ROLLCALL_LONG_RUN"))
SEED = 20260515  # of every random choice, so that what was found is found again


def times(usual: int, long: int) -> int:
    """How often to try something."""
    return long if IS_LONG else usual
