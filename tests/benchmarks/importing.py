"""How fast is an import? python -m tests.benchmarks.importing [--rows 10] [--logs 1] [--nights 3] [--home DIR]

Writes a Canvas web log of so many million rows, of the sample district's people and courses, and brings it by the
ordinary command, beside DuckDB's own CREATE TABLE AS SELECT * FROM read_csv of the same file with the same columns
typed. Of several logs each is of its own weeks of the school year, and the first is measured. Then it brings nights of
200,000 requests, each on top of all before it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import duckdb

from tests.browser.serving import ROOT, environment, run

PEER_LIMIT = 0.5  # of the rows that DuckDB reads in a second
MEMORY_LIMIT_MB = 2000
NIGHT_ROWS, NIGHT_LIMIT_SECONDS = 200_000, 10
_FIRST, _LAST = date(2025, 8, 18), date(2026, 5, 15)
_PEER = """
import duckdb, sys
types = {"meta.ts": "TIMESTAMP", "value.timestamp": "TIMESTAMP", "value.interaction_micros": "BIGINT",
         "value.user_id": "BIGINT", "value.course_id": "BIGINT", "value.http_status": "INTEGER"}
with duckdb.connect(sys.argv[2]) as connection:
    connection.execute("CREATE OR REPLACE TABLE log AS SELECT * FROM read_csv(?, header = true, nullstr = 'NULL', "
                       f"all_varchar = false, types = {types})", [sys.argv[1]])
"""
_LOG = (Path(__file__).parent / "web_log.sql").read_text()
_VISIT_REQUESTS = 15


@dataclass(frozen=True)
class Taken:
    """How long a process took, and the most memory it held."""

    seconds: float
    memory_mb: float


def main() -> int:
    given = _parser().parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        exports, home = work / "exports", (given.home or work / "home").resolve()
        run("sample_data.generate", "--out", str(exports), "--scale", "0.1", home=work)
        if not home.exists():
            _bring_people(exports, home)
        row_count = round(given.rows * 1_000_000)
        (first, last), *others = _weeks(given.logs)
        log = _write(exports, work / "web_logs.csv", rows=row_count, first=first, last=last)
        peers = [_timed(sys.executable, "-c", _PEER, str(log), str(work / "peer.duckdb"), home=home) for _ in range(3)]
        ours = _brought(log, home)
        for first, last in others:
            _brought(_write(exports, log, rows=row_count, first=first, last=last), home)
        log.unlink()
        nights = [_brought(_night(exports, work, number), home) for number in range(1, given.nights + 1)]
    return _told(row_count, peers, ours, nights, standing_count=row_count * given.logs)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.importing", description=__doc__)
    parser.add_argument("--rows", type=float, default=10, help="millions of rows of the log")
    parser.add_argument("--logs", type=int, default=1, help="how many such logs, one after the other")
    parser.add_argument("--nights", type=int, default=3, help="how many nights are brought after it")
    parser.add_argument("--home", type=Path, help="a home to bring them to; one with the sample's people, if not given")
    return parser


def _weeks(log_count: int) -> list[tuple[date, date]]:
    """The school year, parted into the first and the last day of each log."""
    begins = [_FIRST + (_LAST + timedelta(days=1) - _FIRST) * number // log_count for number in range(log_count + 1)]
    return [(first, following - timedelta(days=1)) for first, following in pairwise(begins)]


def _bring_people(exports: Path, home: Path) -> None:
    home.mkdir(parents=True)
    lists = [exports / "canvas" / f"{name}.csv" for name in ("pseudonyms", "courses")]
    run("data_layer", "import", *map(str, [exports / "roster", exports / "calendar", *lists]), home=home)


def _write(exports: Path, path: Path, *, rows: int, first: date, last: date) -> Path:
    people, courses = (exports / "canvas" / f"{name}.csv" for name in ("pseudonyms", "courses"))
    days = sum((first + timedelta(days=number)).weekday() < 5 for number in range((last - first).days + 1))
    places = {"path": path, "people": people, "courses": courses, "first": first, "last": last}
    counts = {"days": days or 1, "visits": rows // _VISIT_REQUESTS, "requests": _VISIT_REQUESTS}
    duckdb.sql(_LOG.format(**places, **counts))
    return path


def _night(exports: Path, work: Path, number: int) -> Path:
    day = _LAST + timedelta(days=number)
    return _write(exports, work / f"night_{number}.csv", rows=NIGHT_ROWS, first=day, last=day)


def _brought(log: Path, home: Path) -> Taken:
    return _timed(sys.executable, "-m", "data_layer", "import", str(log), home=home)


def _timed(*command: str, home: Path) -> Taken:
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment(home), stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, command
    return Taken(time.perf_counter() - begun, used.ru_maxrss / 1024)


def _told(row_count: int, peers: list[Taken], ours: Taken, nights: list[Taken], *, standing_count: int) -> int:
    peer = statistics.median(each.seconds for each in peers)
    ratio = peer / ours.seconds
    print(f"{row_count:,} rows: DuckDB alone {peer:.1f} s ({row_count / peer:,.0f} rows a second), ", end="")
    print(f"an import {ours.seconds:.1f} s ({row_count / ours.seconds:,.0f} rows a second).")
    print(f"Share of DuckDB's speed: {ratio:.2f} (at least {PEER_LIMIT}). ", end="")
    print(f"Most memory: {ours.memory_mb:,.0f} MB (at most {MEMORY_LIMIT_MB:,}).")
    night = statistics.median(each.seconds for each in nights) if nights else 0.0
    print(f"A night of {NIGHT_ROWS:,} on top of {standing_count:,}: {night:.1f} s (at most {NIGHT_LIMIT_SECONDS}).")
    return int(ratio < PEER_LIMIT or ours.memory_mb > MEMORY_LIMIT_MB or night > NIGHT_LIMIT_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
