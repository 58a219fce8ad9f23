"""Schoology: each row is a deed with an item, some of them logins, and the people in it bring their other names."""

import pytest

from data_layer.importers.schoology import IMPORTER
from tests.data_layer.importers.tables import head_of, read, table

HEADER = (
    "schoology_user_id|username|email|unique_user_id|action_type|item_type|last_event_timestamp|event_count"
    "|section_id|section_school_code|section_name|course_code|time spent (seconds)\n"
)


def _row(action: str, item: str, *, count: str = "1", section: str = "42", seconds: str = "") -> str:
    return (
        f"7|U7|u7@example.org|S-7|{action}|{item}|2026-03-02 14:28:43.097|{count}|{section}|C-42|Art 7|ART|{seconds}\n"
    )


def _event(*args: str, **kwargs: str) -> dict:
    return read(IMPORTER, HEADER + _row(*args, **kwargs)).rows.row(0, named=True)


@pytest.mark.parametrize(
    ("action", "item", "event_class", "login_count"),
    [
        ("CREATE", "SESSION", "login", 1),
        ("create", "session", "login", 1),
        ("UPDATE", "SESSION", None, None),
        ("DELETE", "SESSION", None, None),
        ("READ", "ASSIGNMENT", "view", None),
        ("SUBMIT", "ASSIGNMENT", "participate", None),
        ("GRADE", "DISCUSSION", "participate", None),
        ("CREATE", "ASSIGNMENT", "create", None),
        ("CREATE", "COMMENT", "participate", None),
        ("DO_SOMETHING_NEW", "ASSIGNMENT", "view", None),
    ],
)
def test_a_row_has_the_class_of_what_was_done(action, item, event_class, login_count):
    event = _event(action, item)
    assert (event["event_class"], event["login_count"]) == (event_class, login_count)
    assert event["event_count"] == (event_class is not None)


@pytest.mark.parametrize(("count", "expected"), [("3", 3), ("", 1), ("0", 0)])
def test_a_row_stands_for_as_many_deeds_as_it_says(count, expected):
    assert _event("READ", "PAGE", count=count)["event_count"] == expected


def test_time_spent_is_in_minutes_and_counts_only_with_a_deed():
    assert _event("READ", "PAGE", seconds="90")["minutes"] == 1.5
    assert _event("READ", "PAGE")["minutes"] is None
    assert _event("UPDATE", "SESSION", seconds="90")["minutes"] is None


def test_people_and_sections_are_named_once():
    cells = table(HEADER + _row("READ", "PAGE") * 3 + _row("CREATE", "SESSION", section=""))
    layout = IMPORTER.layout_for(head_of(cells))
    people, sections = (rows for _, rows in layout.read_also(cells, {}, loaded=layout.read(cells, {}).rows))
    assert people.select("owner", "alias", "kind").rows() == [
        ("schoology:7", "u7", "username"),
        ("schoology:7", "u7@example.org", "email"),
        ("schoology:7", "s-7", "sis_id"),
    ]
    assert sections.select("course_ref", "sis_id", "title").rows() == [("schoology:42", "c-42", "Art 7")]
