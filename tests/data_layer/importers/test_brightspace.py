"""Brightspace: a session is a login that lasts until the person was last seen; a day of access is a local day."""

import pytest

from data_layer.importers.brightspace import IMPORTER
from tests.data_layer.importers.tables import head_of, read, table

SESSION = "SessionId|OrgId|UserId|DateStarted|DateEnded|LastAccessed|TimedOut|HistoryID\n"


@pytest.mark.parametrize(
    ("ended", "last_seen", "minutes"),
    [
        ("2026-03-02T15:00:00Z", "2026-03-02T14:45:00Z", 45),
        ("2026-03-02T15:00:00Z", "", 60),
        ("", "2026-03-02T14:00:00Z", 0),
        ("", "2026-03-02T13:59:59Z", None),
        ("", "", None),
    ],
)
def test_a_session_lasts_until_the_person_was_last_seen(ended, last_seen, minutes):
    batch = read(IMPORTER, f"{SESSION}a|1|7|2026-03-02T14:00:00Z|{ended}|{last_seen}|False|1")
    event = batch.rows.row(0, named=True)
    assert (event["minutes"], event["event_class"], event["login_count"]) == (minutes, "login", 1)


def test_a_day_of_access_is_a_whole_local_day_without_a_login():
    event = read(IMPORTER, "OrgUnitId|UserId|DayAccessed\n42|7|2026-03-02").rows.row(0, named=True)
    assert (str(event["local_at"]), event["is_daily"], event["occurred_at"]) == ("2026-03-02 00:00:00", True, None)
    assert (event["event_class"], event["login_count"], event["course_ref"]) == ("view", None, "brightspace:42")


@pytest.mark.parametrize(
    ("sources", "is_known"),
    [
        (("Brightspace", "pulse"), True),
        (("BPG-mobile", ""), True),
        (("Brightspace", "Portal"), False),
        (("", ""), False),
    ],
)
def test_an_access_log_is_known_by_its_sources_because_its_headers_could_be_anybodys(sources, is_known):
    rows = "\n".join(f"7|2026-03-02T14:00:00Z|{source}" for source in sources)
    layout = IMPORTER.layout_for(head_of(table(f"UserId|Timestamp|Source\n{rows}")))
    assert (layout is not None and layout.name == "system_access_log") is is_known


def test_a_course_access_log_is_no_system_access_log():
    cells = table("OrgUnitId|UserId|Timestamp|Source\n42|7|2026-03-02T14:00:00Z|Pulse")
    assert IMPORTER.layout_for(head_of(cells)).name == "course_access_log"
