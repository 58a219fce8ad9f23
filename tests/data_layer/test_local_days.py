"""Days are the district's own, across clock changes and when the time zone is told late."""

from __future__ import annotations

import pytest

from tests.data_layer.exports import activity, write


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


@pytest.mark.parametrize(
    ("zone", "last_second", "midnight"),
    [
        ("America/St_Johns", "2026-03-03T03:29:59Z", "2026-03-03T03:30:00Z"),
        ("Asia/Kathmandu", "2026-03-02T18:14:59Z", "2026-03-02T18:15:00Z"),
        ("Pacific/Honolulu", "2026-03-03T09:59:59Z", "2026-03-03T10:00:00Z"),
    ],
)
def test_a_day_begins_at_midnight_also_where_that_is_no_full_hour(
    bring, ask, tmp_path, people, zone: str, last_second: str, midnight: str
):
    years = "school_year,2025-26,2025-08-18,2026-05-29"
    calendar = write(tmp_path / "calendar.csv", "kind,name,start,end", years, f"time_zone,{zone},,")
    rows = (f"{moment},s1,Example Tool,Quiz,view,," for moment in (last_second, midnight))
    bring(people, calendar, activity(tmp_path / "log.csv", *rows))
    found = ask("SELECT CAST(day AS VARCHAR), event_count FROM usage_days ORDER BY 1")
    assert found == [("2026-03-02", 1), ("2026-03-03", 1)]


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
