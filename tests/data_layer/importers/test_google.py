"""Google's reports: a day's counts are that day's use, a last time is one moment, and the rest counts for nothing."""

import json

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import ROW, FileRefused
from data_layer.importers.google import IMPORTER
from tests.data_layer.importers.tables import frame, head_of, read

GAM = ["email", "date", "classroom:num_posts_created", "accounts:last_login_time"]


def _report(*parameters: dict, date: str = "2026-03-02", email: str = "u1@example.org") -> list[str]:
    return [date, json.dumps({"userEmail": email}), json.dumps(list(parameters))]


def _events(*reports: list[str]) -> list[dict]:
    batch = read(IMPORTER, frame(["date", "entity", "parameters"], list(reports)))
    assert batch.refusals.is_empty(), batch.refusals.rows()
    return batch.rows.rows(named=True)


def _counted(name: str, value: str) -> dict:
    return {"name": name, "intValue": value}


def _last(moment: str, name: str = "classroom:last_interaction_time") -> dict:
    return {"name": name, "datetimeValue": moment}


@pytest.mark.parametrize(
    ("name", "tool", "event_class"),
    [
        ("classroom:num_posts_created", "Google Classroom", "create"),
        ("drive:num_items_created", "Google Drive", "create"),
        ("drive:num_items_edited", "Google Drive", "participate"),
        ("drive:num_items_viewed", "Google Drive", "view"),
        ("gmail:num_emails_sent", "Gmail", "participate"),
    ],
)
def test_what_a_person_did_on_the_day_is_that_days_use(name, tool, event_class):
    (event,) = _events(_report(_counted(name, "3")))
    assert (event["tool"], event["event_class"], event["event_count"]) == (tool, event_class, 3)
    assert (str(event["local_at"]), event["is_daily"], event["occurred_at"]) == ("2026-03-02 00:00:00", True, None)


@pytest.mark.parametrize("name", ["gmail:num_emails_received", "accounts:used_quota_in_mb"])
def test_what_comes_to_a_person_is_nobodys_use(name):
    (event,) = _events(_report(_counted(name, "40")))
    assert (event["event_class"], event["event_count"]) == (None, 0)


@pytest.mark.parametrize(("count", "event_class"), [("0", None), ("1", "create")])
def test_a_day_without_any_count_is_a_day_on_which_nothing_was_done(count, event_class):
    (event,) = _events(_report(_counted("classroom:num_posts_created", count)))
    assert event["event_class"] == event_class


def test_a_last_time_is_use_at_that_moment_and_not_on_the_day_of_the_report():
    event, nothing = _events(_report(_last("2026-02-20T15:00:00.000Z")))
    assert (str(nothing["local_at"]), nothing["event_class"]) == ("2026-03-02 00:00:00", None)
    assert (str(event["occurred_at"]), event["local_at"], event["is_daily"]) == ("2026-02-20 15:00:00", None, False)
    assert (event["event_class"], event["event_count"]) == ("view", 1)


def test_a_last_login_is_no_count_of_logins():
    event, _ = _events(_report(_last("2026-02-20T15:00:00.000Z", "accounts:last_login_time")))
    assert (event["event_class"], event["login_count"]) == ("login", None)


def test_never_is_no_moment():
    (event,) = _events(_report(_last("1970-01-01T00:00:00.000Z")))
    assert (event["occurred_at"], event["event_class"]) == (None, None)


def test_a_last_time_that_every_day_repeats_happened_once():
    moment = _last("2026-02-20T15:00:00.000Z")
    days = [_report(moment, date=f"2026-03-0{day}") for day in range(2, 6)]
    assert [event["event_class"] for event in _events(*days)].count("view") == 1
    others = [_report(moment), _report(moment, email="U1@Example.org "), _report(moment, email="u2@example.org")]
    assert [event["event_class"] for event in _events(*others)].count("view") == 2


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.tuples(st.sampled_from(["0", "2", "x", ""]), st.sampled_from(["Never", "2026-03-01T08:00:00Z", "no"])))
)
def test_every_row_of_a_gam_report_is_landed_or_refused(rows):
    cells = frame(GAM, [["u1@example.org", "2026-03-02", *row] for row in rows])
    if cells.is_empty():
        return
    batch = read(IMPORTER, cells)
    assert sorted({*batch.rows[ROW], *batch.refusals["row"]}) == cells[ROW].to_list()
    assert not set(batch.rows[ROW]) & set(batch.refusals["row"])


def test_what_is_not_counted_is_said_by_name_and_a_long_list_by_number():
    def note(*parameters: str) -> str:
        head = head_of(frame([*GAM, *parameters], [["u1@example.org", "2026-03-02", "", "", *["1"] * len(parameters)]]))
        return IMPORTER.layout_for(head).settle(head, [], {})["note"]

    assert note() == ""
    assert note("gmail:num_emails_received") == "Not counted as use: gmail:num_emails_received."
    assert note(*(f"x:p{number}" for number in range(5))).endswith("x:p3, x:p4.")
    assert note(*(f"x:p{number}" for number in range(7))).endswith("x:p4 and 2 more.")


def test_a_list_with_email_and_date_alone_is_no_usage_report():
    assert (
        IMPORTER.layout_for(head_of(frame(["email", "date", "score"], [["u1@example.org", "2026-03-02", "5"]]))) is None
    )


@pytest.mark.parametrize(("kept", "lacking"), [("email", "days"), ("date", "people")])
def test_a_report_that_was_summed_up_is_told_how_to_come_again(kept, lacking):
    summed_up = frame([kept, "classroom:num_posts_created"], [["x", "7"]])
    with pytest.raises(FileRefused, match=f"names no {lacking}.*without aggregatebyuser"):
        recognise(head_of(summed_up))


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (["date", "entity", "parameters"], ["2026-03-02", '{"type": "CUSTOMER", "customerId": "C0"}', "[]"]),
        (["date", "name", "value"], ["2026-03-02", "classroom:num_1day_active_students", "210"]),
    ],
)
def test_a_report_of_the_whole_domain_is_refused_and_says_which_one_to_export(header, row):
    with pytest.raises(FileRefused, match=r"whole domain: it names no people.*usage of users"):
        recognise(head_of(frame(header, [row])))


def test_a_list_of_names_and_values_that_is_not_googles_is_not_called_so():
    with pytest.raises(FileRefused, match="none of the exports"):
        recognise(head_of(frame(["date", "name", "value"], [["2026-03-02", "Desks", "210"]])))


def _activity(application: str, name: str, *parameters: dict, actor: str = '{"email": "u1@example.org"}') -> dict:
    moment = json.dumps({"time": "2026-03-02T13:30:00Z", "applicationName": application})
    events = json.dumps([{"name": name, "parameters": list(parameters)}])
    batch = read(IMPORTER, frame(["id", "actor", "events"], [[moment, actor, events]]))
    return batch.rows.row(0, named=True)


@pytest.mark.parametrize(
    ("application", "name", "event_class", "login_count"),
    [
        ("login", "login_success", "login", 1),
        ("login", "login_failure", None, None),
        ("login", "logout", None, None),
        ("drive", "view", "view", None),
        ("drive", "edit", "participate", None),
        ("drive", "create", "create", None),
        ("drive", "change_user_access", None, None),
        ("classroom", "published_course_work", "create", None),
        ("token", "authorize", None, None),
    ],
)
def test_an_activity_has_the_class_of_what_was_done(application, name, event_class, login_count):
    event = _activity(application, name)
    assert (event["event_class"], event["login_count"]) == (event_class, login_count)
    assert event["event_count"] == (event_class is not None)


@pytest.mark.parametrize(("primary", "event_class"), [(True, "view"), (False, None)])
def test_what_google_does_in_the_course_of_something_else_is_no_use(primary, event_class):
    assert _activity("drive", "view", {"name": "primary_event", "boolValue": primary})["event_class"] == event_class


def test_an_activity_of_nobody_counts_for_nothing_and_one_without_email_goes_by_number():
    assert _activity("drive", "view", actor="{}")["event_class"] is None
    assert (
        _activity("drive", "view", actor='{"profileId": "107720000000358260"}')["actor"] == "google:107720000000358260"
    )


def test_the_order_of_rows_changes_nothing():
    cells = frame(GAM, [[f"u{n % 3}@example.org", "2026-03-02", str(n), "2026-03-01T08:00:00Z"] for n in range(9)])
    forward, backward = read(IMPORTER, cells).rows, read(IMPORTER, cells.reverse()).rows
    facts = pl.exclude(ROW)
    assert sorted(map(str, forward.select(facts).rows())) == sorted(map(str, backward.select(facts).rows()))
