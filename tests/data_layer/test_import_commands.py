"""The commands import, list, explain and undo, and end with a code that a script can trust."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from data_layer.store import Home
from tests.data_layer.exports import activity, write

PROJECT_ROOT = Path(__file__).parents[2]


def run_command(home: Home, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "data_layer", *arguments],
        env={**os.environ, "ROLLCALL_HOME": str(home.path)},
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_commands_import_list_explain_and_undo(home, tmp_path, people):
    bad = activity(tmp_path / "a.csv", "never,s1,Example Tool,Quiz,view,,", "2026-03-02,s1,Example Tool,Quiz,view,,")
    done = run_command(home, "import", str(people), str(bad), "--json")
    assert done.returncode == 0, done.stderr
    file = json.loads(done.stdout)["files"][-1]
    assert (file["read"], file["loaded"], file["already_known"], file["refused"]) == (2, 1, 0, 1)
    assert "row 2, date_time" in run_command(home, "refused", str(file["import_id"])).stdout
    assert run_command(home, "undo", str(file["import_id"])).returncode == 0
    assert "undone" in run_command(home, "imports").stdout


def test_a_refused_file_gives_an_exit_code_that_is_not_zero(home, tmp_path):
    done = run_command(home, "import", str(write(tmp_path / "menu.csv", "dish,price", "soup,3")))
    assert done.returncode == 1
    assert "REFUSED  menu.csv" in done.stdout
    assert run_command(home, "undo", "7").returncode == 2
