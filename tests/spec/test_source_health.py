"""The health of sources, told as examples: how late, where the gaps are, how well matched, and what drops."""

from __future__ import annotations

from datetime import date

import pytest

from data_layer.scope import Entitlement
from tests.spec.use import SCHOOL_DAYS, days, district, measured, rows, scope

NAMES = ("source_lag", "source_events", "source_change_rate", "refused_row_rate")
IMPORTS = [
    {
        "import_id": 1,
        "label": "Canvas web logs",
        "received_at": date(2026, 3, 1),
        "read_count": 400,
        "refused_count": 3,
    },
    {"import_id": 2, "label": "Clever participation", "received_at": date(2026, 3, 2), "read_count": 0},
    {"import_id": 3, "label": "Clever participation", "undone_at": date(2026, 3, 3), "read_count": 9},
]
REFUSED = """
    import_id | file_name | row | column    | problem
    1         | a.csv     | 7   | date_time | is no date
    1         | a.csv     | 7   | user      | is blank
    1         | b.csv     | 7   | date_time | is no date
    1         | b.csv     | 9   | date_time | is no date
"""


def a_row(day: date, count: int, *, source: str = "Canvas web logs") -> dict:
    return {"day": day, "source": source, "event_count": count}


def open_district(tmp_path, source_days: list[dict]):
    imports = [{"refused_count": 0, "received_at": date(2026, 3, 2), "undone_at": None, **row} for row in IMPORTS]
    refusals = [{**row, "row": int(row["row"])} for row in _with_ids(REFUSED)]
    return district(tmp_path, stays=[], source_days=source_days, imports=imports, refusals=refusals)


def _with_ids(text: str) -> list[dict]:
    return [{**row, "import_id": int(row["import_id"])} for row in rows(text)]


@pytest.fixture
def ask(tmp_path_factory):
    """A figure by source over these events, as a mapping from source to row."""

    def asked(name: str, source_days: list[dict], *by: str, **words) -> dict:
        with open_district(tmp_path_factory.mktemp("district"), source_days) as connection:
            frame = measured(connection, name, *by, **words).frame
        return {tuple(row[group] for group in ("source", *by)): row for row in frame.to_dict("records")}

    return asked


# Hours of school days: 24 are not more than 24, and 72 not more than 72.
@pytest.mark.parametrize(
    ("as_of", "missed", "freshness"),
    [
        ("2026-01-09", 0, "up to date"),
        ("2026-01-11", 0, "up to date"),
        ("2026-01-12", 1, "up to date"),
        ("2026-01-13", 2, "late"),
        ("2026-01-14", 3, "late"),
        ("2026-01-15", 4, "stale"),
    ],
)
def test_a_source_is_late_after_a_day_and_stale_after_three_of_school(ask, as_of, missed, freshness):
    found = ask("source_lag", [a_row(date(2026, 1, 9), 5)], of=scope(as_of=as_of))[("Canvas web logs",)]
    assert (found["value"], found["freshness"], found["last_on"]) == (missed, freshness, date(2026, 1, 9))
    assert found["expected_on"] == max(day for day in SCHOOL_DAYS if day <= date.fromisoformat(as_of))


def test_each_source_has_its_own_last_day(ask):
    found = ask("source_lag", [a_row(date(2026, 1, 9), 5), a_row(date(2026, 1, 6), 5, source="Clever participation")])
    assert {source: row["last_on"].day for (source,), row in found.items()} == {
        "Canvas web logs": 9,
        "Clever participation": 6,
    }


def test_a_school_day_between_the_first_and_the_last_without_events_is_a_gap(ask):
    events = [a_row(date(2026, 1, 6), 5), a_row(date(2026, 1, 10), 1), a_row(date(2026, 1, 13), 7)]
    found = ask("source_events", events, "day")
    assert {day.day: row["value"] for (_, day), row in found.items()} == {6: 5, 7: 0, 8: 0, 9: 0, 12: 0, 13: 7}
    whole = ask("source_events", events)[("Canvas web logs",)]
    assert (whole["value"], whole["denominator"], whole["missing_day_count"]) == (12, 6, 4)


def test_days_that_are_not_known_yet_are_no_gap(ask):
    events = [a_row(date(2026, 1, 6), 5), a_row(date(2026, 1, 13), 7)]
    assert len(ask("source_events", events, "day", of=scope(as_of="2026-01-08"))) == 1


@pytest.mark.parametrize(("last", "status"), [(49, "not met"), (50, "met"), (51, "met")])
def test_below_half_of_the_usual_a_source_is_worth_a_look(ask, last, status):
    known = days("2026-01-05", "2026-02-09")[:25]
    events = [a_row(day, 100 if place < 20 else last) for place, day in enumerate(known)]
    found = ask("source_change_rate", events)[("Canvas web logs",)]
    assert (found["numerator"], found["denominator"], found["status"]) == (last * 5, 500, status)


@pytest.mark.parametrize(("count", "is_measured"), [(24, False), (25, True)])
def test_what_is_usual_takes_twenty_school_days_and_the_five_compared(ask, count, is_measured):
    events = [a_row(day, 100) for day in days("2026-01-05", "2026-02-27")[:count]]
    found = ask("source_change_rate", events)[("Canvas web logs",)]
    assert (found["status"] != "not measured") is is_measured


def test_refused_rows_are_counted_once_each_and_under_each_of_their_faults(ask):
    found = ask("refused_row_rate", [])
    assert (found[("Canvas web logs",)]["numerator"], found[("Canvas web logs",)]["value"]) == (3, 3 / 400)
    assert found[("Clever participation",)]["status"] == "not measured"
    reasons = ask("refused_row_rate", [], "reason")
    assert {reason: row["numerator"] for (_, reason), row in reasons.items()} == {
        "date_time is no date": 3,
        "user is blank": 1,
    }


@pytest.mark.parametrize("name", NAMES)
def test_somebody_who_sees_only_some_schools_is_told_nothing_of_it(tmp_path, name):
    with open_district(tmp_path, [a_row(date(2026, 1, 6), 5)]) as connection:
        result = measured(connection, name, of=scope(entitlement=Entitlement(frozenset({"oak"}))))
    assert result.frame.empty
    assert any("only some of its schools" in note for note in result.notes)


@pytest.mark.parametrize("name", NAMES[:3])
def test_without_any_log_nothing_is_measured(tmp_path, name):
    with open_district(tmp_path, []) as connection:
        result = measured(connection, name)
    assert result.is_empty
    assert "No log has been imported yet." in result.notes
