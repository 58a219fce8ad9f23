"""What is dropped into the inbox is imported once and moved aside, and any interruption leaves it for the next time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from data_layer import importing, inbox
from data_layer.importing import HomeIsBusy
from data_layer.store import current
from data_layer.turns import turn
from data_layer.watching import Watch
from tests.data_layer.exports import activity, roster, write

PROJECT_ROOT = Path(__file__).parents[2]
ROWS = [f"2026-03-{day:02d}T15:00:00Z,s1@example.org,Example Tool,Quiz,view,," for day in (2, 3, 4)]
ASIDE = "2026-03-05"


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def watch(home, said) -> Watch:
    home.inbox.mkdir(parents=True)
    return Watch(home, home.inbox, {}, 0, said.append, Event(), lambda: date(2026, 3, 5))


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"done", "refused"}


def loaded(home) -> list[int]:
    return [row["loaded_count"] for row in importing.history(home)]


def test_what_arrived_is_imported_together_and_moved_aside(home, watch, ask):
    roster(home.inbox / "roster", ["s1 student east 3"])
    activity(home.inbox / "log.csv", *ROWS)
    assert watch.once()
    assert left_in(home.inbox) == set()
    assert ask("SELECT sum(event_count) FROM usage_days") == [(3,)]
    report = json.loads((home.inbox / "done" / ASIDE / "log.csv.report.json").read_text())
    assert [(file["read"], file["loaded"]) for file in report] == [(3, 3)]


def test_a_file_nobody_knows_goes_to_the_refused_ones_and_stops_no_other(home, watch, said):
    write(home.inbox / "menu.csv", "dish,price", "soup,3")
    activity(home.inbox / "log.csv", *ROWS)
    assert not watch.once()
    assert (home.inbox / "refused" / ASIDE / "menu.csv").exists()
    assert (home.inbox / "done" / ASIDE / "log.csv").exists()
    assert any(sentence.startswith("REFUSED  menu.csv") for sentence in said)


def test_an_interruption_between_import_and_move_counts_nothing_twice(home, watch, monkeypatch):
    activity(home.inbox / "log.csv", *ROWS)
    with monkeypatch.context() as patched:
        patched.setattr(inbox, "put_aside", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            watch.once()
    assert (left_in(home.inbox), loaded(home)) == ({"log.csv"}, [3])
    watch.once()
    assert (left_in(home.inbox), loaded(home)) == (set(), [3])


def test_a_file_that_changes_while_it_is_read_stays_and_is_read_again(home, watch, monkeypatch):
    file = activity(home.inbox / "log.csv", *ROWS[:2])
    run = importing.run

    def and_then_grow(*arguments, **words):
        report = run(*arguments, **words)
        activity(file, *ROWS)
        return report

    with monkeypatch.context() as patched:
        patched.setattr(importing, "run", and_then_grow)
        watch.once()
    assert left_in(home.inbox) == {"log.csv"}
    watch.once()
    assert (left_in(home.inbox), loaded(home)) == (set(), [2, 1])


def test_asked_to_stop_it_cancels_the_import_and_leaves_the_file(home, watch, said):
    activity(home.inbox / "log.csv", *ROWS)
    watch.stop.set()
    watch.once()
    assert left_in(home.inbox) == {"log.csv"}
    assert current(home) is None
    assert said == ["Stopped. Nothing was changed; the files stay in the inbox."]


def test_while_another_import_goes_on_the_files_stay(home, watch, monkeypatch):
    activity(home.inbox / "log.csv", *ROWS)
    run = importing.run
    monkeypatch.setattr(importing, "run", lambda *arguments, **words: run(*arguments, **words, wait_seconds=0))
    with turn(home, "an import of 2 files", wait_seconds=0), pytest.raises(HomeIsBusy):
        watch.once()
    assert left_in(home.inbox) == {"log.csv"}


def test_a_second_watch_of_one_home_is_turned_away(watch):
    with watch._alone(), pytest.raises(HomeIsBusy, match="One is enough"):
        watch.once()


def test_a_signal_ends_the_service_cleanly(home):
    home.inbox.mkdir(parents=True)
    environment = {**os.environ, "ROLLCALL_HOME": str(home.path), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "data_layer", "watch", "--settle", "0"]
    with subprocess.Popen(command, env=environment, cwd=PROJECT_ROOT, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr.readline().startswith("Watching ")
        running.send_signal(signal.SIGTERM)
        assert running.communicate(timeout=60)[1] == "Stopped.\n"
    assert running.returncode == 0


def test_cron_gets_an_exit_code_that_is_not_zero_for_a_refused_file(home):
    write(home.inbox / "menu.csv", "dish,price", "soup,3")
    environment = {**os.environ, "ROLLCALL_HOME": str(home.path)}
    command = [sys.executable, "-m", "data_layer", "watch", "--once", "--settle", "0"]
    done = subprocess.run(command, env=environment, cwd=PROJECT_ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, left_in(home.inbox)) == (1, set())
