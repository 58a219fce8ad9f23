"""Moodle's log store tells the same as its log report, by the short names of events."""

import pytest

from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import FileRefused
from data_layer.importers.moodle import IMPORTER
from tests.data_layer.importers.tables import head_of, read, table

HEADER = "id|eventname|component|action|target|crud|edulevel|userid|courseid|timecreated|origin|realuserid\n"


def _event(
    target: str = "course", action: str = "viewed", *, component: str = "core", user: str = "5", course: str = "42",
    origin: str = "web", real: str = "\\N",
) -> dict:  # fmt: skip
    row = f"1|x|{component}|{action}|{target}|r|2|{user}|{course}|1772460243|{origin}|{real}"
    return read(IMPORTER, HEADER + row).rows.row(0, named=True)


@pytest.mark.parametrize(
    ("target", "action", "event_class"),
    [
        ("user", "loggedin", "login"),
        ("user", "loggedout", None),
        ("user", "loggedinas", None),
        ("user_login", "failed", None),
        ("course", "viewed", "view"),
        ("course_module", "viewed", "view"),
        ("submission_status", "viewed", "view"),
        ("attempt", "started", "participate"),
        ("attempt", "submitted", "participate"),
        ("attempt", "reviewed", "view"),
        ("assessable", "submitted", "participate"),
        ("assessable", "uploaded", "participate"),
        ("submission", "created", "participate"),
        ("submission", "graded", "participate"),
        ("post", "created", "participate"),
        ("message", "sent", "participate"),
        ("discussion", "created", "create"),
        ("course_module", "created", "create"),
        ("course_section", "updated", "create"),
        ("user", "graded", None),
        ("grade_item", "created", None),
        ("role", "assigned", None),
        ("user_enrolment", "created", None),
        ("course_module_completion", "updated", None),
        ("course", "completed", None),
        ("webservice_function", "called", None),
        ("something", "happened", "view"),
    ],
)
def test_an_event_has_the_class_of_what_was_done(target, action, event_class):
    event = _event(target, action)
    assert (event["event_class"], event["event_count"]) == (event_class, event_class is not None)
    assert event["login_count"] is None


@pytest.mark.parametrize(("origin", "counts"), [("web", True), ("ws", True), ("cli", False), ("cron", False)])
def test_what_no_person_did_counts_for_nothing(origin, counts):
    assert (_event(origin=origin)["event_class"] is not None) is counts


@pytest.mark.parametrize(("real", "counts"), [("\\N", True), ("", True), ("0", True), ("2", False)])
def test_acting_as_somebody_else_counts_for_nothing(real, counts):
    assert (_event(real=real)["event_class"] is not None) is counts


def test_number_0_is_nobody_and_no_course():
    event = _event(user="0", course="0")
    assert (event["actor"], event["event_class"], event["course_ref"]) == (None, None, None)


@pytest.mark.parametrize(
    ("component", "feature"),
    [("core", "System"), ("mod_quiz", "Quiz"), ("mod_assign", "Assignment"), ("tool_data_privacy", "Data Privacy")],
)
def test_a_feature_has_the_name_that_the_log_report_gives_it(component, feature):
    assert _event(component=component)["feature"] == feature


def test_the_time_is_an_instant():
    event = _event()
    assert (str(event["occurred_at"]), event["local_at"]) == ("2026-03-02 14:04:03", None)


@pytest.mark.parametrize("time", ["1772460243", "2026-03-02 14:04:03", "2026-03-02 09:04:03-05:00"])
def test_a_dump_may_leave_columns_out_and_write_its_times(time):
    batch = read(IMPORTER, f"id|component|action|target|userid|courseid|timecreated\n1|core|viewed|course|5|42|{time}")
    event = batch.rows.row(0, named=True)
    assert (str(event["occurred_at"]), event["event_class"], event["actor"]) == (
        "2026-03-02 14:04:03",
        "view",
        "moodle:5",
    )


@pytest.mark.parametrize("time", ["noon", "0", "-5", "2026-03-02"])
def test_a_time_that_is_no_count_of_seconds_is_refused(time):
    batch = read(IMPORTER, f"{HEADER}1|x|core|viewed|course|r|2|5|42|{time}|web|")
    assert batch.refusals["column"].to_list() == ["timecreated"]


@pytest.mark.parametrize(
    ("module", "action", "event_class", "feature"),
    [
        ("user", "login", "login", "System"),
        ("user", "logout", None, "System"),
        ("login", "error", None, "System"),
        ("course", "view", "view", "System"),
        ("course", "enrol", None, "System"),
        ("quiz", "attempt", "participate", "Quiz"),
        ("quiz", "close attempt", "participate", "Quiz"),
        ("quiz", "review", "view", "Quiz"),
        ("forum", "add post", "participate", "Forum"),
        ("forum", "view discussion", "view", "Forum"),
        ("assign", "submit", "participate", "Assignment"),
        ("resource", "add", "create", "File"),
        ("course", "update mod", "create", "System"),
        ("quiz", "editquestions", "create", "Quiz"),
    ],
)
def test_an_action_of_an_old_log_has_the_class_of_what_was_done(module, action, event_class, feature):
    (event,) = _old("5", module, action)
    assert (event["event_class"], event["feature"]) == (event_class, feature)
    assert (event["actor"], event["course_ref"]) == ("moodle:5", "moodle:42")


def test_in_an_old_log_user_0_is_nobody():
    (event,) = _old("0", "course", "view")
    assert (event["actor"], event["event_count"]) == (None, 0)


def _old(user: str, module: str, action: str) -> list[dict]:
    header = "id|time|userid|ip|course|module|cmid|action|url|info\n"
    return read(IMPORTER, f"{header}1|1363183800|{user}||42|{module}|0|{action}||").rows.rows(named=True)


def test_the_report_of_an_old_moodle_is_refused_with_what_to_bring():
    cells = table(
        "Course|Time|IP Address|User full name|Action|Information\nArt|13 March 2013, 02:10 PM||x|course view|"
    )
    with pytest.raises(FileRefused, match=r"Moodle 2\.6 or older.*mdl_log"):
        recognise(head_of(cells))


def test_a_course_brings_the_sis_id_that_ties_it_to_the_roster():
    cells = table("id|category|fullname|shortname|idnumber\n42|1|Art 7|ART|C-42")
    layout = IMPORTER.layout_for(head_of(cells))
    assert layout.table == "lms_courses"
    assert layout.read(cells, {}).rows.rows() == [(2, "moodle:42", "c-42", "Art 7", "ART")]


@pytest.mark.parametrize(
    ("seconds", "is_read"), [("0", False), ("1", True), ("253402300799", True), ("253402300800", False)]
)
def test_a_moment_that_no_calendar_can_write_is_refused(seconds, is_read):
    batch = read(IMPORTER, HEADER + f"1|x|core|viewed|course|r|2|5|42|{seconds}|web|\\N")
    assert (batch.rows.height, batch.refusals.height) == ((1, 0) if is_read else (0, 1))
