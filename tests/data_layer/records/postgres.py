"""A PostgreSQL server of the tests' own: made in a folder, reached through a socket in it, gone with it."""

from __future__ import annotations

import getpass
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SERVER_USER = "postgres"  # the server refuses to run as root; Debian's package made this user


def programs() -> Path | None:
    """The folder of the newest server programs on this machine; Debian keeps them off the search path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("pg_ctl")
    return Path(on_path).parent if on_path else None


@contextmanager
def server(bin_folder: Path) -> Iterator[str]:
    """The address of a running server; its name ends where a database's name belongs."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # the path of a socket may not be long
    data, log = folder / "data", folder / "log"
    if getpass.getuser() == "root":
        shutil.chown(folder, _SERVER_USER)
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    try:
        _run(bin_folder / "initdb", "-D", data, "-U", _SERVER_USER, "-A", "trust", "-E", "UTF8", "--no-sync", at=folder)
        _run(bin_folder / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start", at=folder)
        yield f"postgresql://{_SERVER_USER}@/{{database}}?host={folder}"
    finally:
        _run(bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "stop", at=folder, check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _run(*command: object, at: Path, check: bool = True) -> None:
    as_user = ["runuser", "-u", _SERVER_USER, "--"] if getpass.getuser() == "root" else []
    done = subprocess.run(
        [*as_user, *map(str, command)], cwd=at, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0 or not check, done.stderr
