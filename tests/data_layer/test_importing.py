"""Everything of an import is served, or nothing is; and undoing one gives the figures of the others."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from data_layer import importing
from data_layer.store import Home, current
from data_layer.tables import metadata
from tests.data_layer.conftest import RECEIVED_AT
from tests.data_layer.exports import activity, roster, write

PROJECT_ROOT = Path(__file__).parents[2]
USE = "SELECT day, person_id, login_count, event_count FROM usage_days ORDER BY ALL"
FIGURE_TABLES = ("usage_days", "usage_months", "first_uses", "memberships", "enrolled_days", "match_days", "seats")


def figures(home: Home) -> dict[str, list[tuple]]:
    """All that pages read, with people by pseudonym, since their numbers mean nothing."""
    served = current(home)
    if served is None:
        return {table: [] for table in FIGURE_TABLES}
    with served.connect() as connection:
        return {table: rows_of(connection, table) for table in FIGURE_TABLES}


def rows_of(connection: Connection, table: str) -> list[tuple]:
    names = metadata.tables[table].columns.keys()
    query = f"FROM {table}"
    if "person_id" in names:
        query = f"SELECT person_key, t.* EXCLUDE (person_id) FROM {table} t LEFT JOIN people USING (person_id)"
    if "tool_id" in names:
        query = f"SELECT name, q.* EXCLUDE (tool_id) FROM ({query}) q LEFT JOIN tools USING (tool_id)"
    return [tuple(row) for row in connection.exec_driver_sql(f"FROM ({query}) ORDER BY ALL")]


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return roster(tmp_path / "roster", ["s1 student east 3", "s2 student east K", "t1 teacher west"])


@pytest.fixture
def march(tmp_path: Path) -> Path:
    return activity(
        tmp_path / "march.csv",
        "2026-03-02T15:00:00Z,s1@example.org,Example Tool,Quiz,view,,",
        "2026-03-02T15:10:00Z,s1@example.org,Example Tool,Quiz,participate,,",
        "2026-03-02T16:00:00Z,S1.NAME,Example Tool,Quiz,view,,",
        "2026-03-03T15:00:00Z,stranger@example.org,Example Tool,Quiz,view,,",
    )


def test_a_log_is_matched_to_the_roster_by_email_or_username_and_strangers_are_counted_as_unmatched(
    bring, ask, people, march
):
    bring(people, march)
    assert ask("SELECT day, login_count, event_count FROM usage_days") == [(datetime(2026, 3, 2).date(), 2, 3)]
    assert ask("SELECT match, event_count FROM match_days ORDER BY 1") == [("matched", 3), ("unmatched", 1)]


def test_a_log_may_come_before_its_roster(bring, ask, people, march):
    bring(march)
    assert ask("SELECT match, sum(event_count) FROM match_days GROUP BY 1") == [("unmatched", 4)]
    bring(people)
    assert ask("SELECT sum(event_count) FROM usage_days") == [(3,)]


def test_every_row_is_loaded_known_or_refused(bring, tmp_path):
    file = activity(
        tmp_path / "a.csv",
        "2026-03-02T15:00:00Z,s1,Example Tool,Quiz,view,,",
        "2026-02-30T15:00:00Z,s1,Example Tool,Quiz,view,,",
        "2026-03-02T15:00:00Z,s1,Example Tool,Quiz,view,,,,too many",
        "2999-03-02T15:00:00Z,s1,Example Tool,Quiz,view,,",
    )
    (finding,) = bring(file).findings
    assert (finding.read_count, finding.loaded_count, finding.known_count, finding.refused_count) == (4, 1, 0, 3)
    assert finding.refusals["row"].to_list() == [3, 4, 5]
    assert "future" in finding.refusals["problem"].to_list()[2]


def test_importing_the_same_file_again_changes_nothing(home, bring, people, march):
    bring(people, march)
    before, version = figures(home), current(home).version
    report = bring(people, march)
    assert {finding.loaded_count for finding in report.findings} == {0}
    assert (current(home).version, figures(home)) == (version, before)


def test_a_renamed_copy_with_its_rows_in_another_order_adds_nothing(home, bring, tmp_path, people, march):
    bring(people, march)
    before = figures(home)
    header, *rows = march.read_text().splitlines()
    (finding,) = bring(write(tmp_path / "copy.csv", header, *reversed(rows))).findings
    assert (finding.loaded_count, finding.known_count) == (0, 4)
    assert figures(home) == before


def test_an_overlapping_export_adds_only_what_is_new(bring, ask, tmp_path, people, march):
    bring(people, march)
    header, *rows = march.read_text().splitlines()
    fresh = "2026-03-04T15:00:00Z,s2@example.org,Example Tool,Quiz,view,,"
    (finding,) = bring(write(tmp_path / "april.csv", header, *rows[2:], fresh)).findings
    assert (finding.loaded_count, finding.known_count) == (1, 2)
    assert ask("SELECT sum(event_count) FROM usage_days") == [(4,)]


def test_equal_rows_that_happened_twice_in_one_file_stay_two(bring, ask, tmp_path, people):
    row = "2026-03-02T15:00:00Z,s1,Example Tool,Quiz,view,,"
    bring(people, activity(tmp_path / "twice.csv", row, row))
    bring(activity(tmp_path / "thrice.csv", row, row, row))
    assert ask("SELECT sum(event_count) FROM usage_days") == [(3,)]


def test_undoing_an_import_gives_the_figures_of_the_others(home, bring, people, march):
    bring(people)
    before = figures(home)
    report = bring(march)
    assert figures(home) != before
    importing.undo(home, report.findings[0].import_id)
    assert figures(home) == before
    assert importing.history(home)[-1]["undone_at"] is not None


def test_an_undone_import_can_be_brought_again(home, bring, people, march):
    bring(people)
    report = bring(march)
    once = figures(home)
    importing.undo(home, report.findings[0].import_id)
    assert bring(march).findings[0].loaded_count == 4
    assert figures(home) == once


def test_only_a_standing_import_can_be_undone(home, bring, people):
    bring(people)
    importing.undo(home, 1)
    with pytest.raises(importing.UnknownImport, match="No import 1 stands"):
        importing.undo(home, 1)


def test_an_unrecognised_file_is_refused_with_a_reason_and_nothing_is_written(home, bring, tmp_path):
    report = bring(write(tmp_path / "menu.csv", "dish,price", "soup,3"))
    assert not report.is_clean
    assert "none of the exports that are known" in report.findings[0].problem
    assert current(home) is None


def test_a_refused_file_does_not_hold_up_the_others(bring, tmp_path, people):
    report = bring(write(tmp_path / "menu.csv", "dish,price", "soup,3"), people)
    assert [finding.is_refused for finding in report.findings].count(True) == 1
    assert report.version is not None


def test_a_header_without_rows_is_refused_alone_and_noted_among_others(bring, home, tmp_path, people):
    header = "date_time,user,tool,feature,action,count,minutes"
    (alone,) = bring(write(tmp_path / "log.csv", header)).findings
    assert alone.is_refused
    assert "no rows" in alone.problem
    assert current(home) is None
    empty = [finding for finding in bring(people).findings if finding.file_name == "enrollments.csv"]
    assert [(finding.is_refused, "no rows" in finding.note) for finding in empty] == [(False, True)]


def test_two_rosters_that_disagree_are_told_and_the_newer_is_believed(bring, ask, tmp_path):
    bring(roster(tmp_path / "old", ["s1 student east 3"]))
    bring(roster(tmp_path / "new", ["s1 student west 4"]))
    assert ask("SELECT school_id, grade_level FROM memberships") == [("west", "04")]
    assert ask("SELECT value FROM facts WHERE name = 'roster_disagreement_count'") == [("1",)]


def test_somebody_whom_a_later_full_roster_leaves_out_has_left(bring, ask, tmp_path):
    bring(roster(tmp_path / "old", ["s1 student east 3", "s2 student east 3"], enrollments=["s1 c1", "s2 c1"]))
    bring(roster(tmp_path / "new", ["s1 student east 3"], enrollments=["s1 c1"]))
    assert ask("SELECT ends_on FROM memberships ORDER BY 1") == [
        (RECEIVED_AT.date(),),
        (datetime(2026, 5, 30).date(),),
    ]


def test_last_years_grade_stays_true_when_this_years_roster_comes(bring, ask, tmp_path):
    bring(roster(tmp_path / "a", ["s1 student east 3"], year=2024))
    bring(roster(tmp_path / "b", ["s1 student east 4"], year=2025))
    assert ask("SELECT school_year, grade_level FROM memberships ORDER BY 1") == [("2024-25", "03"), ("2025-26", "04")]


def test_what_is_missing_or_assumed_is_said_after_an_import(bring, people, march):
    assert "No roster was imported yet" in bring(march).remarks[0]
    said = " ".join(bring(people).remarks)
    assert "3 of 4 log entries (75.0%)" in said
    assert "America/New_York is assumed" in said
    assert "No school calendar was imported" in said


def test_loose_files_that_are_given_together_are_one_import(bring, ask, people):
    bring(*sorted(people.iterdir()))
    assert ask("SELECT count(*) FROM imports") == [(1,)]
    assert ask("SELECT count(*) FROM memberships") == [(3,)]


def test_a_hundred_thousand_refused_rows_are_counted_and_kept(home, bring, tmp_path):
    rows = (f"never,s{number},Example Tool,Quiz,view,," for number in range(100_000))
    good = "2026-03-02T15:00:00Z,s1,Example Tool,Quiz,view,,"
    (finding,) = bring(activity(tmp_path / "bad.csv", *rows, good)).findings
    assert (finding.read_count, finding.loaded_count, finding.refused_count) == (100_001, 1, 100_000)
    assert len(importing.refused(home, finding.import_id)) == 100_000


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_run_of_imports_and_undoings_equals_importing_what_stands(tmp_path_factory, data):
    tmp_path = tmp_path_factory.mktemp("run")
    row = st.builds(
        "2026-03-0{}T1{}:00:00Z,s{},Example Tool,Quiz,view,,".format,
        st.integers(2, 6),
        st.integers(0, 9),
        st.integers(1, 3),
    )
    files = data.draw(st.lists(st.lists(row, min_size=1, max_size=6), min_size=1, max_size=4))
    home, standing = Home(tmp_path / "home"), []
    people = roster(tmp_path / "roster", ["s1 student east 3", "s2 student east 4"])
    importing.run(home, [people], received_at=RECEIVED_AT)
    for number, rows in enumerate(files):
        path = activity(tmp_path / f"{number}.csv", *rows)
        finding = importing.run(home, [path], received_at=RECEIVED_AT).findings[0]
        if not any(path.read_bytes() == other.read_bytes() for other, _ in standing):
            standing.append((path, finding.import_id))
        if data.draw(st.booleans()):
            gone = data.draw(st.sampled_from(standing))
            importing.undo(home, gone[1])
            standing.remove(gone)
        if not standing:
            break
    fresh = Home(tmp_path / "fresh")
    fresh.create()
    (fresh.path / "key").write_bytes((home.path / "key").read_bytes())
    importing.run(fresh, [people, *(path for path, _ in standing)], received_at=RECEIVED_AT)
    assert figures(home) == figures(fresh)


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


def test_nothing_personal_outlives_the_import(home, bring, people, march):
    bring(people, march)
    marks = [b"example.org", b"Given", b"Family", b"s1.name", b"stranger"]
    for path in home.path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [mark for mark in marks if mark in content], path.name


def test_the_key_is_readable_by_its_owner_alone(home, bring, people):
    bring(people)
    assert (home.path / "key").stat().st_mode & 0o777 == 0o600


def test_local_days_follow_the_districts_time_zone_across_the_clock_change(bring, ask, tmp_path, people):
    calendar = write(
        tmp_path / "calendar.csv",
        "kind,name,start,end",
        "school_year,2025-26,2025-08-18,2026-05-29",
        "time_zone,America/Chicago,,",
    )
    rows = (
        "2026-03-08T05:59:00Z,s1,Example Tool,Quiz,view,,",  # 23:59 on the 7th, standard time
        "2026-03-08T06:00:00Z,s1,Example Tool,Quiz,view,,",  # midnight of the 8th
        "2026-03-09T04:59:00Z,s1,Example Tool,Quiz,view,,",  # 23:59 on the 8th, daylight time
        "2026-03-09T05:00:00Z,s1,Example Tool,Quiz,view,,",  # midnight of the 9th
    )
    bring(people, calendar, activity(tmp_path / "log.csv", *rows))
    found = ask("SELECT CAST(day AS VARCHAR), event_count FROM usage_days ORDER BY 1")
    assert found == [("2026-03-07", 1), ("2026-03-08", 2), ("2026-03-09", 1)]


def test_a_calendar_that_changes_the_time_zone_moves_the_days_already_imported(bring, ask, tmp_path, people):
    bring(people, activity(tmp_path / "log.csv", "2026-03-03T04:30:00Z,s1,Example Tool,Quiz,view,,"))
    assert ask("SELECT CAST(day AS VARCHAR) FROM usage_days") == [("2026-03-02",)]
    bring(
        write(
            tmp_path / "calendar.csv",
            "kind,name,start,end",
            "school_year,2025-26,2025-08-18,2026-05-29",
            "time_zone,UTC,,",
        )
    )
    assert ask("SELECT CAST(day AS VARCHAR) FROM usage_days") == [("2026-03-03",)]


def test_a_second_import_waits_and_then_says_why(home, people):
    home.create()
    with FileLock(home.lock), pytest.raises(importing.HomeIsBusy, match="Another import"):
        importing.run(home, [people], received_at=datetime.now(UTC).replace(tzinfo=None), wait_seconds=0.1)


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
