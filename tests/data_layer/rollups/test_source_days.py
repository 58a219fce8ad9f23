"""What each source told of on each day is counted once, however often it was exported."""

from __future__ import annotations

from data_layer import importing
from data_layer.store import writing
from tests.data_layer.exports import activity, roster

COUNTED = "SELECT CAST(day AS VARCHAR), event_count FROM source_days ORDER BY ALL"
ROWS = [f"2026-03-0{day}T15:00:00Z,s1@example.org,Example Tool,Quiz,view,," for day in (2, 3, 4)]
LATE_EVENING = "2026-03-06T02:00:00Z,s1@example.org,Example Tool,Quiz,view,,"  # March 5 in New York


def test_a_day_in_two_exports_is_counted_once_and_by_the_local_day(bring, ask, tmp_path):
    bring(activity(tmp_path / "monday.csv", *ROWS[:2]))
    bring(activity(tmp_path / "tuesday.csv", *ROWS[1:], LATE_EVENING))
    assert ask(COUNTED) == [("2026-03-02", 1), ("2026-03-03", 1), ("2026-03-04", 1), ("2026-03-05", 1)]
    assert ask("SELECT DISTINCT source FROM source_days") == [("Tool activity (our template)",)]


def test_strangers_count_and_undoing_takes_their_days_away(home, bring, ask, tmp_path):
    bring(roster(tmp_path / "roster", ["s9 student east 3"]))
    finding = bring(activity(tmp_path / "log.csv", *ROWS)).findings[0]
    assert len(ask(COUNTED)) == 3
    importing.undo(home, finding.import_id)
    assert ask(COUNTED) == []


def test_each_source_of_a_tool_has_its_own_matches(bring, ask, tmp_path):
    statement = '{"actor":{"mbox":"mailto:stranger@example.org"},"verb":{"id":"https://example.org/verbs/viewed"},'
    statement += '"object":{"id":"https://example.org/1"},"timestamp":"2026-03-02T15:00:00Z",'
    statement += '"context":{"platform":"Example Tool"}}'
    (tmp_path / "statements.jsonl").write_text(statement + "\n")
    log = activity(tmp_path / "log.csv", *ROWS)
    bring(roster(tmp_path / "roster", ["s1 student east 3"]), log, tmp_path / "statements.jsonl")
    assert ask("SELECT source, match, sum(event_count) FROM match_days GROUP BY ALL ORDER BY source DESC") == [
        ("xAPI statements", "unmatched", 1),
        ("Tool activity (our template)", "matched", 3),
    ]
    assert ask("SELECT count(DISTINCT tool_id) FROM match_days") == [(1,)]


def test_a_store_from_before_sources_were_counted_is_read_once_more(home, bring, ask, tmp_path):
    bring(activity(tmp_path / "old.csv", *ROWS[:2]))
    with writing(home) as connection:
        connection.execute("DELETE FROM source_days")
    bring(activity(tmp_path / "new.csv", ROWS[2]))
    assert len(ask(COUNTED)) == 3
