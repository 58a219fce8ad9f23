"""What comes after events were summed up counts as ever: the same events again, other ones, a roster, an undo."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_layer import forgetting, importing, key_rotation, retention
from data_layer.__main__ import main
from data_layer.store import Home, current
from tests.data_layer.exports import activity, roster
from tests.data_layer.faults.long_run import times
from tests.data_layer.retention.old_log import (
    AT_THE_EDGE,
    CAME_AT,
    NEW,
    NOW,
    OLD,
    PEOPLE,
    bring,
    copy,
    district,
    figures,
)


def test_what_repeats_removed_events_is_known_and_counts_once(home: Home, tmp_path: Path):
    before = figures(home)
    retention.enforce(home, as_of=NOW)
    fresh = "2025-10-03T15:00:00Z,s2,Example Tool,,view,,"
    (finding,) = bring(home, activity(tmp_path / "again.csv", *OLD, *AT_THE_EDGE, *NEW, fresh), at=NOW).findings
    assert (finding.known_count, finding.loaded_count) == (len(OLD) + len(AT_THE_EDGE) + len(NEW), 1)
    assert "6 rows are of days whose single events were removed" in finding.note
    importing.undo(home, finding.import_id)
    assert figures(home) == before


def test_another_tool_of_the_same_days_may_still_come(home: Home, tmp_path: Path):
    retention.enforce(home, as_of=NOW)
    late = activity(tmp_path / "late.csv", "2025-09-29T15:00:00Z,s1,Third Tool,,view,,")
    (finding,) = bring(home, late, at=NOW).findings
    assert finding.loaded_count == 1
    with current(home).connect() as connection:
        asked = "SELECT event_count FROM source_days WHERE day = DATE '2025-09-29'"
        assert connection.exec_driver_sql(asked).scalars().all() == [4]


def test_a_roster_that_comes_later_names_whoever_was_summed_up(tmp_path: Path):
    summed, whole = district(tmp_path / "a", *OLD), district(tmp_path / "b", *OLD)
    retention.enforce(summed, as_of=NOW)
    for number, home in enumerate((summed, whole)):
        bring(home, roster(tmp_path / f"later{number}", [*PEOPLE, "zz student east 4"], enrollments=["zz c1"]), at=NOW)
    totals = "SELECT day, sum(login_count), sum(event_count), count(DISTINCT person_id) FROM usage_days GROUP BY day"
    told = []
    for home in (summed, whole):
        with current(home).connect() as connection:
            told.append(sorted(map(tuple, connection.exec_driver_sql(totals))))
    assert told[0] == told[1]
    assert (told[0][-1][0], told[0][-1][-1]) == (date(2025, 9, 30), 2)


def test_logins_that_a_tool_records_from_now_on_are_counted_as_ever(tmp_path: Path):
    """Whether visits or logins count is decided anew with each import; both were summed up."""
    summed, whole = district(tmp_path / "a", *OLD), district(tmp_path / "b", *OLD)
    retention.enforce(summed, as_of=NOW)
    recorded = "2026-11-10T15:00:00Z,s1,Example Tool,,login,1,"
    for number, home in enumerate((summed, whole)):
        bring(home, activity(tmp_path / f"recorded{number}.csv", recorded), at=CAME_AT + timedelta(days=360))
    sums = "SELECT day, sum(login_count) FROM usage_days GROUP BY day"
    told = []
    for home in (summed, whole):
        with current(home).connect() as connection:
            told.append(sorted(map(tuple, connection.exec_driver_sql(sums))))
    assert told[0] == told[1]


def test_undo_takes_the_sums_of_its_import_with_it_and_says_so_before(home: Home, monkeypatch, capsys):
    monkeypatch.setenv("ROLLCALL_HOME", str(home.path))
    retention.enforce(home, as_of=NOW)
    assert main(["undo", "2"]) == 0
    assert "Of its days up to September 30, 2025 only sums are kept" in capsys.readouterr().out
    assert not [table for table in ("usage_days", "match_days", "source_days") if figures(home)[table]]
    assert importing.kept_as_sums(home, 1) == ""


def test_after_undo_the_same_file_counts_as_it_did(home: Home, tmp_path: Path):
    before = figures(home)
    retention.enforce(home, as_of=NOW)
    importing.undo(home, 2)
    bring(home, activity(tmp_path / "log.csv", *OLD, *AT_THE_EDGE, *NEW), at=NOW)
    assert figures(home) == before


def test_whoever_is_forgotten_is_taken_out_of_the_sums(home: Home):
    retention.enforce(home, as_of=NOW)
    others = [row for row in figures(home)["usage_days"] if row[2] != date(2025, 9, 29)]
    assert forgetting.forget(home, "s1").left == ()
    assert figures(home)["usage_days"] == others


def test_a_rotated_key_changes_the_codes_in_the_sums(home: Home):
    before = [row[2:] for row in figures(home)["usage_days"]]
    retention.enforce(home, as_of=NOW)
    codes = {code for part in home.parts.glob("*/*_sums.parquet") for code in pl.read_parquet(part)["actor"]}
    key_rotation.rotate(home)
    after = {code for part in home.parts.glob("*/*_sums.parquet") for code in pl.read_parquet(part)["actor"]}
    assert len(after) == len(codes)
    assert after.isdisjoint(codes)
    importing.rebuild(home)
    assert sorted(row[2:] for row in figures(home)["usage_days"]) == sorted(before)


MOMENTS = st.tuples(st.integers(0, 5), st.integers(0, 20), st.sampled_from(["s1", "s2", "t1", "zz"]))


@settings(max_examples=times(2, 100), deadline=None, suppress_health_check=list(HealthCheck))
@given(told=st.lists(st.lists(MOMENTS, min_size=1, max_size=6), min_size=2, max_size=3), data=st.data())
def test_overlapping_logs_count_as_ever_whatever_is_removed_computed_anew_and_taken_back(
    first_home: Home, tmp_path_factory, told, data
):
    folder = tmp_path_factory.mktemp("overlaps")
    summed = copy(first_home, folder / "summed")
    for number, moments in enumerate(told):
        (last,) = bring(summed, activity(folder / f"{number}.csv", *map(_row, moments))).findings
    whole = copy(summed, folder / "whole")
    retention.enforce(summed, as_of=NOW)
    assert figures(summed) == figures(whole)
    if data.draw(st.booleans()):
        again = activity(folder / "all.csv", *(_row(moment) for moments in told for moment in moments))
        (known,) = bring(summed, again, at=NOW).findings
        importing.rebuild(summed)
        assert figures(summed) == figures(whole)
        importing.undo(summed, known.import_id)
    for home in (summed, whole):
        importing.undo(home, last.import_id)
    assert figures(summed) == figures(whole)


def _row(moment: tuple[int, int, str]) -> str:
    """An event an hour or more from every other one: no visit is made of two imports."""
    day, hour, who = moment
    at = datetime(2025, 9, 28, 4) + timedelta(days=day, hours=hour)
    return f"{at:%Y-%m-%dT%H:%M:%SZ},{who},Example Tool,Quiz,view,,"
