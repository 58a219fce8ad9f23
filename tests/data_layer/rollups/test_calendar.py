"""Which days are school days, and where the store learned it."""

from __future__ import annotations

from tests.data_layer.exports import roster, write

HEADER = "kind,name,start,end"


def test_the_districts_calendar_decides_school_days_quarters_and_semesters(bring, ask, tmp_path):
    bring(
        write(
            tmp_path / "calendar.csv",
            HEADER,
            "school_year,2025-26,2025-08-18,2025-08-29",
            "semester,First,2025-08-18,2025-08-29",
            "quarter,One,2025-08-18,2025-08-22",
            "quarter,Two,2025-08-25,2025-08-29",
            "no_school,Snow day,2025-08-20,2025-08-20",
            "school_day,Make-up,2025-08-23,2025-08-23",
            "time_zone,America/Chicago,,",
        )
    )
    open_days = ask("SELECT CAST(day AS VARCHAR), quarter_id FROM calendar_days WHERE is_instructional ORDER BY 1")
    first_week = [("2025-08-18", "2025-26 Q1"), ("2025-08-19", "2025-26 Q1"), ("2025-08-21", "2025-26 Q1")]
    assert open_days[:5] == [*first_week, ("2025-08-22", "2025-26 Q1"), ("2025-08-23", None)]
    assert len(open_days) == 5 + 5
    assert ask("SELECT max(instructional_number) FROM calendar_days") == [(10,)]
    assert ask("SELECT instructional_day_count FROM periods WHERE period_id = '2025-26 Q2'") == [(5,)]
    assert ask("SELECT value FROM facts WHERE name = 'time_zone'") == [("America/Chicago",)]


def test_without_a_calendar_the_rosters_sessions_and_weekdays_decide_and_the_store_says_so(bring, ask, tmp_path):
    bring(roster(tmp_path / "roster", ["s1 student east 3"]))
    (first, last), (source, words) = (
        ask("SELECT CAST(min(day) AS VARCHAR), CAST(max(day) AS VARCHAR) FROM calendar_days WHERE is_instructional")[0],
        ask("SELECT value, note FROM facts WHERE name = 'calendar_source'")[0],
    )
    assert (first, last) == ("2025-08-18", "2026-05-29")
    assert source == "The roster's academic sessions"
    assert "No school calendar was imported" in words
    assert ask("SELECT note FROM facts WHERE name = 'time_zone'") == [
        ("No school calendar gives a time zone; this one is assumed.",)
    ]


def test_days_between_two_terms_are_no_school_days(bring, ask, tmp_path):
    folder = roster(tmp_path / "roster", ["s1 student east 3"])
    write(
        folder / "academicSessions.csv",
        "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
        "y,,,2025-26,schoolYear,2025-08-18,2026-05-29,,2026",
        "f,,,Fall,semester,2025-08-18,2025-12-19,y,2026",
        "s,,,Spring,semester,2026-01-05,2026-05-29,y,2026",
    )
    bring(folder)
    gap = "day BETWEEN '2025-12-20' AND '2026-01-04'"
    assert ask(f"SELECT count(*) FROM calendar_days WHERE is_instructional AND {gap}") == [(0,)]
    assert ask("SELECT is_instructional FROM calendar_days WHERE day = '2026-01-05'") == [(True,)]


def test_a_log_alone_still_gets_a_calendar_of_weekdays(bring, ask, tmp_path):
    bring(write(tmp_path / "log.csv", "date_time,user,tool,feature,action,count,minutes",
                "2026-03-02T15:00:00Z,s1,Example Tool,Quiz,view,,"))  # fmt: skip
    assert ask("SELECT value FROM facts WHERE name = 'calendar_source'") == [("Weekdays of the years with data",)]
    assert ask("SELECT school_year FROM calendar_days WHERE day = '2026-03-02'") == [("2025-26",)]
