"""Old events are removed and no figure changes: not now, not when all is computed anew, not when they come again."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_layer import forgetting, importing, key_rotation, retention, staging
from data_layer.__main__ import main
from data_layer.audit import log
from data_layer.audit.kinds import Kind
from data_layer.records.database import URL_VARIABLE
from data_layer.store import Home, current
from tests.data_layer.exports import activity, roster
from tests.data_layer.faults.long_run import times
from tests.data_layer.figures import FIGURE_TABLES, rows_of
from tests.data_layer.importers.goldens import GOLDEN, options_of

CAME_AT = datetime(2025, 11, 20, 12)
NOW = datetime(2026, 11, 15, 12)  # thirteen months before lies in October 2025
KEPT_FROM = date(2025, 10, 1)
PEOPLE = ["s1 student east 3", "s2 student west K", "t1 teacher east"]
TABLES = (*FIGURE_TABLES, "active_days", "usage_weeks", "feature_days", "feature_months", "subject_days", "source_days")
OLD = [
    "2025-09-29T15:00:00Z,s1,Example Tool,Quiz,view,,5",
    "2025-09-29T15:10:00Z,s1,Example Tool,Quiz,participate,,",
    "2025-09-29T16:10:00Z,s1,Example Tool,,view,,",
    "2025-09-30T15:00:00Z,t1,Other Tool,,login,,",
    "2025-09-30T15:00:00Z,zz,Example Tool,,view,3,",
]
LOGS = (  # events, counts of days, and when somebody was last seen
    *("canvas/web_logs_dap.csv", "canvas/zero_activity.csv", "clever/daily_participation.csv"),
    *("google/user_usage.json", "moodle/logstore.csv", "xapi/statements.jsonl"),
)
AT_THE_EDGE = [
    "2025-10-01T03:59:59Z,s2,Example Tool,,view,,",  # still September 30 in New York
    "2025-10-01T04:00:00Z,s2,Example Tool,,view,,",
]
NEW = ["2025-10-02T15:00:00Z,s2,Example Tool,Quiz,view,,", "2025-11-03T15:00:00Z,t1,Other Tool,,view,,2"]


@pytest.fixture(autouse=True)
def _own_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(URL_VARIABLE, raising=False)


def figures(home: Home) -> dict[str, list[tuple]]:
    with current(home).connect() as connection:
        return {table: rows_of(connection, table) for table in TABLES}


def bring(home: Home, *paths: Path, at: datetime = CAME_AT) -> importing.Report:
    return importing.run(home, paths, received_at=at)


def events(home: Home) -> int:
    return sum(pl.read_parquet(part).height for part in home.parts.glob("*/events.parquet"))


def district(folder: Path, *rows: str) -> Home:
    """A home with a roster and one log."""
    home = Home(folder / "home")
    bring(home, roster(folder / "roster", PEOPLE, enrollments=["s1 c1", "s2 c2"]))
    bring(home, activity(folder / "log.csv", *rows))
    return home


@pytest.fixture(scope="module")
def first_home(tmp_path_factory) -> Home:
    return district(tmp_path_factory.mktemp("first"), *OLD, *AT_THE_EDGE, *NEW)


@pytest.fixture
def home(first_home: Home, tmp_path: Path) -> Home:
    return copy(first_home, tmp_path / "home")


def copy(home: Home, to: Path) -> Home:
    shutil.copytree(home.path, to)
    return Home(to)


def test_events_of_older_months_are_removed_and_no_figure_changes(home: Home):
    before = figures(home)
    removal = retention.enforce(home, as_of=NOW)
    assert removal == retention.Removal(KEPT_FROM, len(OLD) + 1, 1)
    assert events(home) == 1 + len(NEW)
    assert figures(home) == before
    importing.rebuild(home)
    assert figures(home) == before


def test_what_is_not_old_enough_stays_to_the_day(home: Home):
    version = current(home).version
    assert retention.enforce(home, as_of=datetime(2026, 10, 31, 23, 59)) is None
    assert current(home).version == version
    assert retention.enforce(home, as_of=datetime(2026, 11, 1)).before == KEPT_FROM


def test_doing_it_again_removes_nothing_more_until_another_month_is_old(home: Home):
    before = figures(home)
    retention.enforce(home, as_of=NOW)
    assert retention.enforce(home, as_of=NOW) is None
    assert retention.enforce(home, as_of=NOW + timedelta(days=31)).row_count == 2
    importing.rebuild(home)
    assert figures(home) == before


def test_the_policy_says_for_how_long(home: Home):
    home.policy.write_text("[privacy.raw_events_kept]\nvalue = 6\n", encoding="utf-8")
    assert retention.enforce(home, as_of=NOW).before == date(2026, 5, 1)
    assert events(home) == 0


def test_an_import_removes_what_is_old_and_says_so(home: Home, tmp_path: Path):
    report = bring(home, activity(tmp_path / "more.csv", "2026-11-10T15:00:00Z,s1,Example Tool,,view,,"), at=NOW)
    assert report.removed == "6 events from before October 1, 2025, out of 1 import"
    (entry,) = (entry for entry in log.entries(home) if entry.kind is Kind.RETENTION)
    assert (entry.what, entry.row_count) == (report.removed, 6)


def test_a_history_that_came_lately_waits_until_it_is_complete(tmp_path: Path):
    home = district(tmp_path, *NEW)
    history = activity(tmp_path / "history.csv", *OLD)
    assert bring(home, history, at=NOW - timedelta(days=29)).removed == ""
    again = activity(tmp_path / "nightly.csv", *OLD, *NEW)
    assert bring(home, again, at=NOW).removed == ""
    assert retention.enforce(home, as_of=NOW + timedelta(days=2)).row_count == 2 * len(OLD)


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


class Killed(BaseException):
    """Stands for the end of the process at this moment."""


@pytest.mark.parametrize("until", range(6))
def test_killed_at_any_step_it_is_finished_or_was_never_begun(home: Home, monkeypatch: pytest.MonkeyPatch, until: int):
    before, move, moved = figures(home), staging._move, []

    def counted(*given: Path) -> None:
        if len(moved) == until:
            raise Killed
        moved.append(given)
        move(*given)

    monkeypatch.setattr(staging, "_move", counted)
    with pytest.raises(Killed):
        retention.enforce(home, as_of=NOW)
    monkeypatch.setattr(staging, "_move", move)
    assert figures(home) == before
    importing.rebuild(home)
    assert (figures(home), events(home)) == (before, 1 + len(NEW))


def test_a_full_disk_changes_nothing(home: Home, monkeypatch: pytest.MonkeyPatch):
    before, held = figures(home), events(home)

    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(retention, "_enter", full)
    with pytest.raises(importing.HomeUnwritable):
        retention.enforce(home, as_of=NOW)
    assert (figures(home), events(home)) == (before, held)


def test_the_command_tries_first_and_then_removes(home: Home, monkeypatch, capsys):
    monkeypatch.setenv("ROLLCALL_HOME", str(home.path))
    old = datetime.now(UTC).date() - timedelta(days=430)
    home.policy.write_text("[privacy.late_events_kept]\nvalue = 0\n", encoding="utf-8")
    version, held = current(home).version, events(home)
    assert main(["retention", "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "Nothing was changed" in told
    assert (current(home).version, events(home)) == (version, held)
    assert main(["retention"]) == 0
    assert told.replace("To be removed", "Removed").split(". ")[0] in capsys.readouterr().out
    assert not [part for part in home.parts.glob("*/events.parquet") if (pl.read_parquet(part)["on_day"] < old).any()]
    assert main(["retention"]) == 0
    assert "No event is older" in capsys.readouterr().out


def test_no_kind_of_log_has_a_figure_that_changes(tmp_path: Path):
    home = Home(tmp_path / "home")
    for name in LOGS:
        importing.run(home, [GOLDEN / name], options_of(GOLDEN / name), received_at=datetime(2026, 5, 15))
    before = figures(home)
    retention.enforce(home, as_of=datetime(2040, 1, 1))
    assert events(home) == 0
    importing.rebuild(home)
    assert figures(home) == before
    assert len({row[0] for row in before["match_days"]}) > 3


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
