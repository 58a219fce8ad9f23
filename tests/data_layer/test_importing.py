"""Everything of an import is served, or nothing is; every row is loaded, known or refused."""

from __future__ import annotations

from datetime import datetime

from data_layer import importing
from data_layer.store import current
from tests.data_layer.conftest import RECEIVED_AT
from tests.data_layer.exports import activity, roster, write
from tests.data_layer.figures import figures


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
    other = write(tmp_path / "other.csv", "dish,price")
    assert ["no rows" in finding.problem for finding in bring(other, people).findings if finding.is_refused] == [True]
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
