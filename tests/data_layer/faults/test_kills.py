"""kill -9 at any moment of an import: what was served is served, and the same import then succeeds, exactly."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from data_layer import importing
from data_layer.store import Home, current
from tests.data_layer.conftest import RECEIVED_AT
from tests.data_layer.exports import activity, roster
from tests.data_layer.faults.long_run import SEED, times
from tests.data_layer.figures import figures
from tests.data_layer.importers.goldens import GOLDEN

_FORMATS = (
    *("canvas/web_logs_dap.csv", "clever/daily_participation.csv", "google/activities.json", "moodle/logstore.csv"),
    *("xapi/statements.jsonl", "licenses/contracts.csv", "licenses/seats.csv", "calendar/template.csv"),
)
_FRESH = multiprocessing.get_context("forkserver")  # processes that have read the code, and nothing else
_FRESH.set_forkserver_preload(["data_layer.importing"])


@dataclass
class District:
    """A home that holds a roster, the exports that come next, and the figures before and after them."""

    home: Home
    exports: list[Path]
    before: dict
    after: dict
    seconds: float

    def copy(self, folder: Path) -> Home:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.home.path, folder)
        return Home(folder)


def _bring(home: Home, exports: list[Path]) -> importing.Report:
    return importing.run(home, exports, received_at=RECEIVED_AT)


@pytest.fixture(scope="module")
def district(tmp_path_factory) -> District:
    folder = tmp_path_factory.mktemp("kills")
    home = Home(folder / "home")
    _bring(home, [roster(folder / "roster", ["s1 student east 3", "s2 student west K"])])
    rows = (f"2026-03-02T15:{n % 60:02d}:{n // 60 % 60:02d}Z,s{n % 2 + 1},Example Tool,,view,," for n in range(5_000))
    exports = [activity(folder / "log.csv", *rows), *(GOLDEN / name for name in _FORMATS)]
    undisturbed = District(home, exports, figures(home), {}, 0)
    done = undisturbed.copy(folder / "done")
    running = _FRESH.Process(target=_bring, args=(done, exports))
    started = time.monotonic()
    running.start()
    running.join()
    undisturbed.seconds = time.monotonic() - started
    undisturbed.after = figures(done)
    assert undisturbed.after["usage_days"]
    return undisturbed


def _kill_at_some_moment(home: Home, exports: list[Path], *, seconds: float) -> bool:
    """Whether the import was still going on when it was killed."""
    running = _FRESH.Process(target=_bring, args=(home, exports))
    running.start()
    running.join(seconds)
    running.kill()
    running.join()
    return running.exitcode != 0


def _leftovers(home: Home) -> list[str]:
    marks = (".draft", ".wal", ".next")
    return [path.name for path in home.path.rglob("*") if path.suffix in marks or "scratch" in path.name]


def test_whenever_an_import_is_killed_the_last_good_version_serves_and_the_import_can_be_repeated(district, tmp_path):
    moments = random.Random(SEED)
    killed = 0
    for number in range(times(6, 200)):
        home = district.copy(tmp_path / str(number))
        killed += _kill_at_some_moment(home, district.exports, seconds=moments.uniform(0, district.seconds))
        assert figures(home) in (district.before, district.after), number
        assert not any(finding.is_refused for finding in _bring(home, district.exports).findings), number
        assert figures(home) == district.after, number
        assert current(home) is not None
        assert _leftovers(home) == [], number
        shutil.rmtree(home.path)
    assert killed > 0
