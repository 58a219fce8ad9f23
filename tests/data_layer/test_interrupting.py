"""A killed import leaves the last good version; a second one waits for the first."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from data_layer import importing
from data_layer.store import current
from tests.data_layer.exports import activity
from tests.data_layer.figures import figures

PROJECT_ROOT = Path(__file__).parents[2]


def test_a_kill_at_any_moment_leaves_the_last_good_version_and_the_same_import_then_succeeds(
    home, bring, tmp_path, people
):
    bring(people)
    good, version = figures(home), current(home).version
    rows = [
        f"2026-03-02T15:{n % 60:02d}:{n // 60 % 60:02d}Z,s{n % 2 + 1},Example Tool,Quiz,view,," for n in range(30_000)
    ]
    log = activity(tmp_path / "log.csv", *rows)
    command = [sys.executable, "-m", "data_layer", "import", str(log)]
    environment = {**os.environ, "ROLLCALL_HOME": str(home.path)}
    kills = 0
    for delay in (0.4, 0.7, 0.9, 1.1, 1.3, 1.6):
        running = subprocess.Popen(command, env=environment, cwd=PROJECT_ROOT, stdout=subprocess.DEVNULL)
        time.sleep(delay)
        running.send_signal(signal.SIGKILL)
        if running.wait() != -signal.SIGKILL:
            break
        kills += 1
        if current(home).version != version:
            break
        assert figures(home) == good
    assert kills > 0
    done = subprocess.run(command, env=environment, cwd=PROJECT_ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with current(home).connect() as connection:
        assert connection.exec_driver_sql("SELECT sum(event_count) FROM usage_days").scalar() == 30_000
    leftovers = [path for path in home.path.rglob("*") if path.suffix in {".draft", ".wal"} or "scratch" in path.name]
    assert leftovers == []


def test_a_second_import_waits_and_then_says_why(home, people):
    home.create()
    with FileLock(home.lock), pytest.raises(importing.HomeIsBusy, match="Another import"):
        importing.run(home, [people], received_at=datetime.now(UTC).replace(tzinfo=None), wait_seconds=0.1)
