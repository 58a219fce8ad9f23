"""Starts the dashboard the way a visitor meets it: a server of its own, on a free port of this machine alone."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
_PATIENCE_SECONDS = 60


@contextmanager
def serving(
    home: Path,
    *,
    script: Path = ROOT / "app.py",
    port: int | None = None,
    secrets: Path | None = None,
    **variables: str,
) -> Iterator[str]:
    """The address of a server that has just started and that nobody has visited yet."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    options = [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
    options += [f"--secrets.files={secrets}"] if secrets else []
    log = home.parent / f"server-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, *options],
            cwd=ROOT,
            env={**environment(home), **variables},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_healthy(port, process=process, log=log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def run(*arguments: str, home: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """One command of the project (`run("data_layer", "import", ...)`) on this home."""
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment(home), capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "ROLLCALL_HOME": str(home)}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_healthy(port: int, *, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    process.kill()
    raise RuntimeError(f"the server did not come up:\n{log.read_text(encoding='utf-8')}")
