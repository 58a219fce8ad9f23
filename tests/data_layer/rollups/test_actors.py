"""What counts as a login, and whom an identifier means."""

from __future__ import annotations

from tests.data_layer.exports import activity, roster

DAYS = "SELECT CAST(day AS VARCHAR), login_count, event_count FROM usage_days ORDER BY 1"


def people(tmp_path, *more):
    return roster(tmp_path / "r", ["s1 student east 3", *more])


def test_thirty_quiet_minutes_begin_no_new_visit_and_a_second_more_does(bring, ask, tmp_path):
    log = activity(
        tmp_path / "log.csv",
        "2026-03-02T15:00:00Z,s1,Example Tool,Quiz,view,,",
        "2026-03-02T15:30:00Z,s1,Example Tool,Quiz,view,,",
        "2026-03-02T16:00:01Z,s1,Example Tool,Quiz,view,,",
    )
    bring(people(tmp_path), log)
    assert ask(DAYS) == [("2026-03-02", 2, 3)]


def test_where_a_tool_records_logins_they_count_and_visits_do_not(bring, ask, tmp_path):
    log = activity(
        tmp_path / "log.csv",
        "2026-03-02T15:00:00Z,s1,Example Tool,,login,,",
        "2026-03-02T18:00:00Z,s1,Example Tool,Quiz,view,,",
        "2026-03-03T18:00:00Z,s1,Example Tool,Quiz,view,,",
    )
    bring(people(tmp_path), log)
    assert ask(DAYS) == [("2026-03-02", 1, 1), ("2026-03-03", 0, 1)]


def test_a_log_of_logins_that_comes_later_replaces_the_visits_counted_before(bring, ask, tmp_path):
    bring(people(tmp_path), activity(tmp_path / "a.csv", "2026-03-02T15:00:00Z,s1,Example Tool,Quiz,view,,"))
    assert ask(DAYS) == [("2026-03-02", 1, 1)]
    bring(activity(tmp_path / "b.csv", "2026-04-02T15:00:00Z,s1,example tool,,login,,"))
    assert ask(DAYS) == [("2026-03-02", 0, 1), ("2026-04-02", 1, 0)]


def test_an_identifier_that_two_people_share_matches_nobody(bring, ask, tmp_path):
    folder = people(tmp_path, "s2 student east 3")
    users = folder / "users.csv"
    users.write_text(users.read_text().replace("s2@example.org", "s1@example.org"))
    bring(folder, activity(tmp_path / "a.csv", "2026-03-02T15:00:00Z,S1@example.org,Example Tool,Quiz,view,,"))
    assert ask("SELECT match, event_count FROM match_days") == [("ambiguous", 1)]
    assert ask(DAYS) == []


def test_use_by_somebody_not_enrolled_that_day_is_told_apart(bring, ask, tmp_path):
    bring(people(tmp_path), activity(tmp_path / "a.csv", "2025-08-15T15:00:00Z,s1,Example Tool,Quiz,view,,"))
    assert ask("SELECT match, event_count FROM match_days") == [("not enrolled", 1)]
    assert ask(DAYS) == []
