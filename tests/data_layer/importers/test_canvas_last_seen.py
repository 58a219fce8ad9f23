"""Canvas's "last" reports: each tells one moment, and sums over many days become no day's use."""

import pytest

from data_layer.importers.canvas import IMPORTER
from tests.data_layer.importers.tables import head_of, read, table

ENROLLMENTS = "id|user_id|course_id|course_section_id|type|last_activity_at|total_activity_time\n"
ACCESS = "user id|user sis id|user name|last access at|last ip\n"
ANALYTICS = "Canvas user id|Last page view time|Last participation time|Page Views|Participations|Email|SIS Id\n"
AT = "2026-03-02T14:05:00Z"


def _events(text: str) -> list[dict]:
    batch = read(IMPORTER, text)
    assert batch.refusals.is_empty(), batch.refusals.rows()
    return batch.rows.rows(named=True)


def _settled(text: str) -> dict:
    head = head_of(table(text))
    return IMPORTER.layout_for(head).settle(head, [table(text)], {})


@pytest.mark.parametrize(
    ("kind", "moment", "event_class"),
    [
        ("StudentEnrollment", AT, "view"),
        ("TeacherEnrollment", AT, "view"),
        ("StudentViewEnrollment", AT, None),
        ("StudentEnrollment", "", None),
    ],
)
def test_an_enrollments_last_activity_is_one_use_unless_nobody_was_active(kind, moment, event_class):
    (event,) = _events(f"{ENROLLMENTS}1|7|42|9|{kind}|{moment}|5400")
    assert (event["event_class"], event["event_count"]) == (event_class, event_class is not None)
    assert (event["minutes"], event["login_count"], event["is_daily"]) == (None, None, False)


def test_two_enrollments_in_one_course_tell_of_one_activity_and_those_in_two_courses_of_two():
    one = [event["event_class"] for event in _events(f"{ENROLLMENTS}1|7|42|9|S|{AT}|1\n2|7|42|10|S|{AT}|1")]
    two = [event["event_class"] for event in _events(f"{ENROLLMENTS}1|7|42|9|S|{AT}|1\n2|7|43|10|S|{AT}|1")]
    assert (one, two) == (["view", None], ["view", "view"])


def test_a_sum_over_many_days_is_said_to_be_left_out_where_there_is_one():
    assert "total_activity_time" in _settled(f"{ENROLLMENTS}1|7|42|9|S|{AT}|1")["note"]
    without = ENROLLMENTS.replace("|total_activity_time", "") + f"1|7|42|9|S|{AT}"
    assert _settled(without)["note"] == ""


@pytest.mark.parametrize(("moment", "event_class"), [(AT, "view"), ("never", None), ("Never", None), ("-", None)])
def test_a_last_access_is_one_use_and_no_login(moment, event_class):
    (event,) = _events(f"{ACCESS}7|S-7|hidden|{moment}|")
    assert (event["event_class"], event["login_count"]) == (event_class, None)


def test_the_days_of_new_analytics_are_whole_local_days():
    event, _ = _events(f"{ANALYTICS}7|Mar 2, 2026|Feb 27, 2026|120|14||")
    assert (str(event["local_at"]), event["is_daily"], event["event_class"]) == ("2026-03-02 00:00:00", True, "view")
    (nothing,) = _events(f"{ANALYTICS}7|-|-|120|14||")
    assert (nothing["event_class"], nothing["event_count"]) == (None, 0)


def test_who_did_nothing_has_no_events_but_an_id():
    head = "user id|user sis id|name|section id|section sis id|section name|course id|course sis id|course name\n"
    cells = table(f"{head}7|S-7|hidden|9||x|42|C-42|Art")
    layout = IMPORTER.layout_for(head_of(cells))
    assert (layout.name, layout.table) == ("zero_activity", "identifiers")
    assert layout.read(cells, {}).rows.select("owner", "alias").rows() == [("canvas:7", "s-7")]
    other = table(f"{head.replace('|name|', '|user name|')}7|S-7|hidden|9||x|42|C-42|Art")
    assert IMPORTER.layout_for(head_of(other)).name == "no_submissions"
