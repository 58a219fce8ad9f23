"""Reports that repeat themselves from day to day add what is new in them, once, and say how much that was."""

import json
from pathlib import Path

import pytest

from tests.data_layer.exports import roster, write

HEADER = "email,date,classroom:num_posts_created,classroom:last_interaction_time"
USE = "SELECT CAST(day AS VARCHAR), sum(event_count) FROM usage_days GROUP BY 1 ORDER BY 1"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return roster(tmp_path / "roster", ["s1 student east 3", "s2 student east K"])


def _counts(finding) -> tuple[int, int, int, int]:
    return finding.read_count, finding.loaded_count, finding.known_count, finding.refused_count


def test_a_last_moment_that_the_next_report_repeats_is_counted_once(bring, ask, tmp_path, people):
    first = write(tmp_path / "monday.csv", HEADER, "s1@example.org,2026-03-02,3,2026-03-02T20:00:00Z")
    second = write(tmp_path / "tuesday.csv", HEADER, "s1@example.org,2026-03-03,0,2026-03-02T20:00:00Z")
    bring(people, first)
    (finding,) = bring(second).findings
    assert _counts(finding) == (1, 1, 0, 0)
    assert ask(USE) == [("2026-03-02", 4)]


def test_a_row_that_tells_anything_new_is_loaded_and_one_that_tells_nothing_new_is_known(bring, ask, tmp_path, people):
    monday = "s1@example.org,2026-03-02,3,2026-03-02T20:00:00Z"
    bring(people, write(tmp_path / "monday.csv", HEADER, monday))
    later = "s1@example.org,2026-03-03,2,2026-03-02T20:00:00Z"
    (finding,) = bring(write(tmp_path / "both.csv", HEADER, monday, later)).findings
    assert _counts(finding) == (2, 1, 1, 0)
    assert ask(USE) == [("2026-03-02", 4), ("2026-03-03", 2)]


def test_a_report_that_corrects_a_day_replaces_it(bring, ask, tmp_path, people):
    bring(people, write(tmp_path / "early.csv", HEADER, "s1@example.org,2026-03-02,3,Never"))
    bring(write(tmp_path / "late.csv", HEADER, "s1@example.org,2026-03-02,5,Never"))
    assert ask(USE) == [("2026-03-02", 5)]


def test_a_row_that_speaks_of_no_tool_makes_none(bring, ask, tmp_path, people):
    rows = ("NoActivities,,,,", "view,s1@example.org,drive,2026-03-02T20:00:00Z,1")
    file = write(tmp_path / "gam.csv", "name,actor.email,id.applicationName,id.time,id.uniqueQualifier", *rows)
    (_, finding) = bring(people, file).findings[-2:]
    assert _counts(finding) == (2, 2, 0, 0)
    assert "Google Drive" in {name for (name,) in ask("SELECT name FROM tools")}


def test_when_somebody_was_last_seen_makes_no_log_of_the_days_since(bring, ask, tmp_path, people):
    """Else everybody who was not seen last in September would count as not having used Canvas in September."""
    seen = write(
        tmp_path / "access.csv",
        "user id,user sis id,user name,last access at,last ip",
        "7,s1,hidden,2025-09-03T15:00:00Z,",
    )
    bring(people, seen)
    assert ask("SELECT CAST(day AS VARCHAR), event_count, is_last_seen FROM match_days") == [("2025-09-03", 1, True)]
    assert ask("SELECT name, has_log FROM tools") == [("Canvas", False)]
    log = "2026-03-02T15:00:00Z,7,https://canvas.example.org/courses/1,courses,show"
    bring(write(tmp_path / "log.csv", "timestamp,user_id,url,web_application_controller,web_application_action", log))
    assert ask("SELECT CAST(min(day) AS VARCHAR) FROM match_days WHERE NOT is_last_seen") == [("2026-03-02",)]
    assert ask("SELECT name, has_log FROM tools") == [("Canvas", True)]


def test_a_day_that_a_log_tells_of_too_is_a_day_of_the_log(bring, ask, tmp_path, people):
    row = "s1@example.org,2026-03-02,3,2026-03-02T20:00:00Z"
    bring(people, write(tmp_path / "monday.csv", HEADER, row))
    assert ask("SELECT DISTINCT is_last_seen FROM match_days") == [(False,)]


def test_one_log_as_csv_and_as_json_is_counted_once(bring, tmp_path):
    """Moodle offers both downloads; in JSON it writes the cells without their headers."""
    cells = ["13/03/26, 14:24", "Student 1", "-", "Course: Art", "System", "Course viewed"]
    cells += ["The user with id '5' viewed the course with id '2'.", "web", "203.0.113.5"]
    headers = "Time,User full name,Affected user,Event context,Component,Event name,Description,Origin,IP address"
    table = write(tmp_path / "logs.csv", headers, ",".join(f'"{cell}"' for cell in cells))
    document = write(tmp_path / "logs.json", json.dumps([[cells]]))
    assert [_counts(finding) for finding in bring(table, document).findings] == [(1, 1, 0, 0), (1, 0, 1, 0)]
