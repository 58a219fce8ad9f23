"""Blackboard: what a person opened is use, a login attempt counts when it succeeded, and the rest is nobody's."""

import pytest

from data_layer.importers.blackboard import IMPORTER
from tests.data_layer.importers.tables import head_of, read, table

HEADER = "pk1|event_type|user_pk1|course_pk1|internal_handle|data|timestamp|session_id\n"


def _event(kind: str, *, data: str = "", user: str = "7") -> dict:
    batch = read(IMPORTER, f"{HEADER}1|{kind}|{user}|42||{data}|2026-03-02 08:00:00|9")
    return batch.rows.row(0, named=True)


@pytest.mark.parametrize(
    ("kind", "data", "event_class"),
    [
        ("LOGIN_ATTEMPT", "Login succeeded.", "login"),
        ("LOGIN_ATTEMPT", "Login failed.", None),
        ("LOGIN_ATTEMPT", "", None),
        ("COURSE_ACCESS", "", "view"),
        ("CONTENT_ACCESS", "", "view"),
        ("MODULE_ACCESS", "", None),
        ("SESSION_TIMEOUT", "", None),
        ("LOGOUT", "", None),
        ("SOMETHING_NEW", "", None),
    ],
)
def test_a_row_has_the_class_of_what_was_done(kind, data, event_class):
    event = _event(kind, data=data)
    assert (event["event_class"], event["event_count"]) == (event_class, event_class is not None)
    assert event["login_count"] == (1 if event_class == "login" else None)


def test_the_time_is_the_servers_wall_clock():
    event = _event("COURSE_ACCESS")
    assert (str(event["local_at"]), event["occurred_at"]) == ("2026-03-02 08:00:00", None)


def test_a_guest_is_nobody():
    assert _event("COURSE_ACCESS", user="")["event_class"] is None


@pytest.mark.parametrize("missing", ["event_type", "internal_handle", "session_id"])
def test_an_accumulator_with_other_headers_is_not_guessed_at(missing):
    assert IMPORTER.layout_for(head_of(table(HEADER.replace(missing, "other") + "1|a|7|42|||2026-03-02|9"))) is None


@pytest.mark.parametrize(
    ("written", "occurred_at", "local_at"),
    [
        ("2026-03-02 08:00:00.123", None, "2026-03-02 08:00:00.123000"),
        ("2026-03-02 08:00:00.123-05", "2026-03-02 13:00:00.123000", None),
        ("2026-03-02 08:00:00+05:30", "2026-03-02 02:30:00.000000", None),
    ],
)
def test_a_time_with_an_offset_is_a_moment_and_one_without_the_servers_clock(written, occurred_at, local_at):
    row = read(IMPORTER, f"{HEADER}1|TAB_ACCESS|7|42|||{written}|9").rows.row(0, named=True)
    told = [at and at.strftime("%Y-%m-%d %H:%M:%S.%f") for at in (row["occurred_at"], row["local_at"])]
    assert told == [occurred_at, local_at]
