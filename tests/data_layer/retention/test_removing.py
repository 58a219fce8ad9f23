"""Old events are removed to the day and no figure changes: not now, not when all is computed anew."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from data_layer import importing, retention, staging
from data_layer.__main__ import main
from data_layer.audit import log
from data_layer.audit.kinds import Kind
from data_layer.store import Home, current
from tests.data_layer.exports import activity
from tests.data_layer.importers.goldens import GOLDEN, options_of
from tests.data_layer.retention.old_log import NEW, NOW, OLD, bring, district, events, figures

KEPT_FROM = date(2025, 10, 1)
LOGS = (  # events, counts of days, and when somebody was last seen
    *("canvas/web_logs_dap.csv", "canvas/zero_activity.csv", "clever/daily_participation.csv"),
    *("google/user_usage.json", "moodle/logstore.csv", "xapi/statements.jsonl"),
)


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
