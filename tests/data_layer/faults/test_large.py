"""A file larger than memory is imported in a little of it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from data_layer.store import Home, current
from tests.data_layer.faults.long_run import IS_LONG

_GIGABYTE = 2**30
_HEADER = b"date_time,user,tool,feature,action,count,minutes\n"


def _write(path: Path, *, size: int) -> int:
    """A log of this size, of one school day over and over; how many rows are in it."""
    rows = [
        b"2026-03-02T15:%02d:%02dZ,person-%06d,Example Tool,Quiz,view,,\n" % (n // 60 % 60, n % 60, n % 5000)
        for n in range(100_000)
    ]
    block, times = b"".join(rows), 0
    with path.open("wb") as file:
        file.write(_HEADER)
        while file.tell() < size:
            file.write(block)
            times += 1
    return times * len(rows)


@pytest.mark.skipif(not IS_LONG, reason="Set ROLLCALL_LONG_RUN to import a file of 2 GB.")
def test_a_file_of_two_gigabytes_is_imported_wholly_in_less_memory_than_it_has(tmp_path):
    home = Home(tmp_path / "home")
    log = tmp_path / "log.csv"
    count = _write(log, size=2 * _GIGABYTE)
    command = [sys.executable, "-m", "data_layer", "import", str(log)]
    process = os.posix_spawn(sys.executable, command, {**os.environ, "ROLLCALL_HOME": str(home.path)})
    _, status, used = os.wait4(process, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert used.ru_maxrss * 1024 < 2 * _GIGABYTE
    with current(home).connect() as connection:
        loaded = connection.exec_driver_sql("SELECT loaded_count, refused_count FROM imports").fetchall()
    assert [tuple(row) for row in loaded] == [(count, 0)]
    log.unlink()
