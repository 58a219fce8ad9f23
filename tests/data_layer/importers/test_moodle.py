"""Moodle's log report: who did what in which course, and what is nobody's use."""

import polars as pl
import pytest

from data_layer.importers.moodle import IMPORTER
from data_layer.importers.moodle_wordings import (
    ENGLISH,
    FRENCH,
    FRENCH_CURVED,
    GERMAN,
    ITALIAN,
    PORTUGUESE,
    SPANISH,
    SPANISH_LONG,
    WORDINGS,
    Wording,
)
from tests.data_layer.importers.tables import frame, head_of, read

HEADER = ["Time", "User full name", "Event context", "Component", "Event name", "Description", "Origin"]
SHORT = ["Time", "Event context", "Component", "Event name", "Description"]
VIEWED = "The user with id '5' viewed the course with id '2'."


def _row(
    *,
    time: str = "13/12/20, 14:10",
    person: str = "Student 1",
    context: str = "Course: Art",
    name: str = "Course viewed",
    description: str = VIEWED,
    origin: str = "web",
) -> list[str]:
    return [time, person, context, "System", name, description, origin]


def _events(*rows: list[str], header: list[str] = HEADER) -> list[dict]:
    return read(IMPORTER, frame(header, list(rows))).rows.rows(named=True)


@pytest.mark.parametrize(
    ("name", "description", "event_class"),
    [
        ("User has logged in", "The user with id '5' has logged in.", "login"),
        ("User logged out", "The user with id '5' has logged out.", None),
        ("User login failed", "Login failed for user 'x' for the reason with error id '1'.", None),
        ("User logged in as another user", "The user with id '5' has logged in as the user with id '6'.", None),
        ("Course module viewed", "The user with id '5' viewed the 'quiz' activity.", "view"),
        ("Quiz attempt reviewed", "The user with id '5' has reviewed the attempt.", "view"),
        ("The status of the submission has been viewed.", "The user with id '5' has viewed the status.", "view"),
        ("Quiz attempt started", "The user with id '5' has started the attempt with id '1'.", "participate"),
        ("Quiz attempt submitted", "The user with id '5' has submitted the attempt with id '1'.", "participate"),
        ("A submission has been submitted.", "The user with id '5' has submitted the submission.", "participate"),
        ("A file has been uploaded.", "The user with id '5' has uploaded a file to the submission.", "participate"),
        ("Some content has been posted.", "The user with id '5' has posted content.", "participate"),
        ("The submission has been graded.", "The user with id '5' has graded the submission.", "participate"),
        ("Course module created", "The user with id '5' created the 'page' activity.", "create"),
        ("Course section updated", "The user with id '5' updated section number '1'.", "create"),
        ("Course activity completion updated", "The user with id '5' updated the completion state.", None),
        ("User graded", "The user with id '5' updated the grade with id '8'.", None),
        ("User enrolled in course", "The user with id '5' enrolled the user with id '6'.", None),
        ("Something new", "The user with id '5' did something new.", "view"),
    ],
)
def test_an_event_has_the_class_of_what_was_done(name, description, event_class):
    (event,) = _events(_row(name=name, description=description))
    assert event["event_class"] == event_class
    assert event["event_count"] == (event_class is not None)


@pytest.mark.parametrize("origin", ["cli", "cron", "restore"])
def test_what_no_person_did_counts_for_nothing(origin):
    (event,) = _events(_row(origin=origin))
    assert (event["event_class"], event["event_count"]) == (None, 0)


@pytest.mark.parametrize("origin", ["web", "ws", "-"])
def test_what_a_person_did_in_the_browser_or_the_app_counts(origin):
    assert _events(_row(origin=origin))[0]["event_class"] == "view"


def test_a_log_that_was_handed_on_without_names_and_origins_is_read():
    (event,) = _events(["13/12/20, 14:10", "Course: Art", "System", "Course viewed", VIEWED], header=SHORT)
    assert (event["actor"], event["event_class"], event["course_ref"]) == ("moodle:5", "view", "moodle:2")


def test_acting_as_somebody_else_counts_for_nothing():
    assert _events(_row(person="Staff 2 as Student 1"))[0]["event_class"] is None
    assert _events(_row(person="Castor Basil"))[0]["event_class"] == "view"


def test_the_actor_is_the_first_user_of_the_description():
    (event,) = _events(_row(description="The user with id '5' viewed the profile of the user with id '6'."))
    assert event["actor"] == "moodle:5"


def test_an_event_without_a_user_number_is_kept_without_an_actor():
    (event,) = _events(_row(description="User viewed their submission inbox at course: 113"))
    assert (event["actor"], event["event_class"]) == (None, "view")


def test_user_0_is_nobody():
    (event,) = _events(_row(description="The user with id '0' viewed the course with id '2'."))
    assert (event["actor"], event["event_class"]) == (None, None)


def test_in_the_log_of_one_course_each_event_belongs_to_it():
    quiz = _row(context="Quiz: Color", description="The user with id '5' viewed the 'quiz' activity.")
    assert [event["course_ref"] for event in _events(_row(), quiz)] == ["moodle:2", "moodle:2"]


def test_in_the_log_of_the_site_a_courses_number_is_found_by_its_name():
    header = ["Course", *HEADER]
    quiz = _row(context="Quiz: Color", description="The user with id '5' viewed the 'quiz' activity.")
    events = _events(["Art", *_row()], ["Art", *quiz], ["History", *quiz], ["-", *quiz], header=header)
    assert [event["course_ref"] for event in events] == ["moodle:2", "moodle:2", "moodle:history", None]


def test_a_name_that_two_courses_share_stands_for_neither_number():
    other = _row(description="The user with id '5' viewed the course with id '3'.")
    unnumbered = _row(description="The user with id '5' did something.")
    refs = [event["course_ref"] for event in _events(_row(), other, unnumbered)]
    assert refs == ["moodle:2", "moodle:3", "moodle:art"]


def test_a_module_number_is_not_taken_for_a_course_number():
    module = "The user with id '5' viewed the 'quiz' activity with course module id '33'."
    assert _events(_row(context="Quiz: Color", description=module))[0]["course_ref"] is None


def test_html_in_a_courses_name_is_undone():
    described = "The user with id '5' did something."
    (event,) = _events(_row(context="Course: Art &amp; Craft", description=described))
    assert event["course_ref"] == "moodle:art & craft"


def test_a_refused_row_does_not_show_who_it_was():
    batch = read(IMPORTER, frame(HEADER, [_row(), _row(time="13/13/20, 14:10", person="Student 1")]))
    assert batch.refusals.select("column", "value").rows() == [("Time", "13/13/20, 14:10")]
    assert not any("Student" in cell for row in batch.refusals.rows() for cell in map(str, row))


@pytest.mark.parametrize(
    ("wording", "time", "at"),
    [
        (ENGLISH, "13/02/26, 14:10", "2026-02-13 14:10:00"),
        (SPANISH, "13/02/2026 14:10", "2026-02-13 14:10:00"),
        (GERMAN, "3.02.2026, 14:10", "2026-02-03 14:10:00"),
        (GERMAN, "13. Februar 2026, 14:10:05", "2026-02-13 14:10:05"),
        (FRENCH, "13/02/2026, 14:10", "2026-02-13 14:10:00"),
        (FRENCH, "3 août 26, 14:10:05", "2026-08-03 14:10:05"),
        (FRENCH_CURVED, "13 février 2026, 14:10:05", "2026-02-13 14:10:05"),
        (SPANISH_LONG, "13/02/26, 14:10:05", "2026-02-13 14:10:05"),
        (PORTUGUESE, "13/02/2026 14:10", "2026-02-13 14:10:00"),
        (PORTUGUESE, "3 set. 26, 14:10", "2026-09-03 14:10:00"),
        (ITALIAN, "13 febbraio 2026, 14:10", "2026-02-13 14:10:00"),
        (ITALIAN, "13 ott 2026, 14:10:05", "2026-10-13 14:10:05"),
    ],
)
def test_the_report_is_known_in_each_language_and_the_description_tells_the_class(wording, time, at):
    (event,) = _in(wording, time=time)
    assert (event["actor"], event["event_class"], event["feature"]) == ("moodle:5", "view", "System")
    assert str(event["local_at"]) == at


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda each: each.suffix)
def test_acting_as_somebody_else_counts_for_nothing_in_each_language(wording):
    (event,) = _in(wording, person=f"Staff 2{wording.acting_as[0]}Student 1")
    assert event["event_class"] is None


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda each: each.suffix)
def test_a_course_is_found_in_the_context_in_each_language(wording):
    (event,) = _in(wording, description="The user with id '5' did something.")
    assert event["course_ref"] == "moodle:art"


def _in(wording: Wording, *, time: str = "13/02/2026 14:10", person: str = "Student 1", description: str = VIEWED):
    header = [wording.time, wording.person[0], wording.context, wording.component, wording.name]
    row = [time, person, f"{wording.course}: Art", "System", "Something", description, "web"]
    return read(IMPORTER, frame([*header, wording.description, wording.origin], [row])).rows.rows(named=True)


@pytest.mark.parametrize(
    ("cells", "known"),
    [
        ({}, True),
        ({7: "cron"}, True),
        ({7: "203.0.113.5"}, False),
        ({6: "Nobody is named here."}, False),
        ({9: "one cell too many"}, False),
    ],
)
def test_a_log_in_json_is_known_by_its_shape(cells, known):
    row = ["13/12/20, 14:10", "Student 1", "-", "Course: Art", "System", "Course viewed", VIEWED, "web", "203.0.113.5"]
    row = list((dict(enumerate(row)) | cells).values())
    log = frame([f"column {place}" for place in range(1, len(row) + 1)], [row])
    assert (IMPORTER.layout_for(head_of(log)) is not None) == known


def test_a_language_that_is_not_known_is_not_recognised():
    cells = frame(["Tijd", "Gebeurtenis context", "Component"], [["3.12.2020 14:10", "Cursus: Kunst", "Systeem"]])
    assert IMPORTER.layout_for(head_of(cells)) is None


@pytest.mark.parametrize(
    ("header", "known"),
    [
        (["id", "username", "idnumber"], True),
        (["id", "username", "email"], True),
        (["id", "username"], False),
        (["username", "email"], False),
        (["sourcedId", "id", "username", "email"], False),
    ],
)
def test_a_user_list_has_numbers_names_and_something_that_others_know(header, known):
    assert (IMPORTER.layout_for(head_of(frame(header, [["x"] * len(header)]))) is not None) == known


def test_a_user_is_known_by_every_identifier_once():
    batch = read(IMPORTER, "id | username | idnumber | email\n5 | U5@example.org | S-5 | u5@example.org\n6 | | |")
    assert batch.rows.filter(pl.col("owner") == "moodle:5").select("alias", "kind").rows() == [
        ("s-5", "sis_id"),
        ("u5@example.org", "username"),
        ("u5@example.org", "email"),
    ]
    assert batch.rows.filter(pl.col("owner") == "moodle:6").select("alias", "kind").rows() == [(None, None)]


def test_a_user_without_a_number_is_refused_without_being_named():
    batch = read(IMPORTER, "id | username | email\n | u5 | u5@example.org")
    assert batch.refusals.select("column", "value", "problem").rows() == [("id", "", "is blank")]
    assert "u5" not in str(batch.refusals.rows())
