"""Canvas: one person has one number, every request is accounted for, and only real use counts."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_layer.importers.canvas import IMPORTER
from data_layer.importers.canvas_ids import canvas_key
from data_layer.importers.contract import ROW
from tests.data_layer.importers.tables import frame, head_of, read

REQUEST = {
    "timestamp": "2026-03-02T14:05:07Z",
    "user_id": "7",
    "real_user_id": "",
    "course_id": "",
    "url": "/courses/42/assignments/1",
    "user_agent": "Chrome",
    "http_method": "GET",
    "http_status": "200",
    "web_application_controller": "assignments",
    "web_application_action": "show",
    "web_application_context_type": "",
    "web_application_context_id": "",
}
VIEW = {
    "url": "/courses/42",
    "controller": "courses",
    "action": "show",
    "created_at": "2026-03-02T14:05:07Z",
    "interaction_seconds": "30",
    "participated": "",
    "user_request": "",
    "user_id": "7",
}


def _event(request: dict[str, str] = REQUEST, **changes: str) -> dict:
    cells = {**request, **changes}
    batch = read(IMPORTER, frame(list(cells), [list(cells.values())]))
    assert batch.refusals.is_empty(), batch.refusals.rows()
    return batch.rows.row(0, named=True)


def _keys(*cells: str) -> list[str | None]:
    return pl.DataFrame({"cell": cells}).select(canvas_key(pl.col("cell"))).to_series().to_list()


def test_long_and_short_numbers_are_one_person():
    assert set(_keys("107720000000358260", "358260", " 358260 ", "10772~358260", "358260.0")) == {"canvas:358260"}


def test_a_number_that_a_spreadsheet_rounded_is_not_guessed():
    assert _keys("1.0772E+17", "107720000000358260.0", "s-1001", "-5", "99999999999999999999") == [None] * 5


@settings(deadline=None)
@given(shard=st.integers(1, 900_000), number=st.integers(1, 10**13 - 1))
def test_the_last_digit_of_a_long_number_counts(shard, number):
    assert _keys(str(shard * 10**13 + number), str(number)) == [f"canvas:{number}"] * 2


@pytest.mark.parametrize(("status", "event_class"), [("", "view"), ("200", "view"), ("399", "view"), ("400", None)])
def test_a_page_that_failed_is_no_use_from_status_400_on(status, event_class):
    assert _event(http_status=status)["event_class"] == event_class


def test_acting_as_somebody_else_is_not_their_use():
    assert _event(real_user_id="8")["event_class"] is None
    assert _event(real_user_id="107720000000000007")["event_class"] == "view"


def test_a_request_of_nobody_is_landed_and_counts_for_nothing():
    event = _event(user_id="NULL")
    assert (event["actor"], event["event_class"], event["event_count"]) == (None, None, 0)


@pytest.mark.parametrize(
    ("controller", "action", "method", "event_class"),
    [
        ("login/canvas", "create", "POST", "login"),
        ("login/saml", "create", "POST", "login"),
        ("pseudonym_sessions", "create", "POST", "login"),
        ("login/canvas", "new", "GET", None),
        ("login/canvas", "destroy", "DELETE", None),
        ("submissions", "create", "POST", "participate"),
        ("submissions", "show", "GET", "view"),
        ("discussion_entries", "create", "GET", "view"),
        ("quizzes/quizzes", "show", "GET", "view"),
        ("quizzes/quizzes", "show", "POST", "participate"),
        ("wiki_pages_api", "update", "PUT", "create"),
        ("courses", "ping", "POST", None),
        ("page_views", "update", "PUT", None),
        ("", "", "GET", None),
    ],
)
def test_a_request_has_the_class_of_what_was_done(controller, action, method, event_class):
    event = _event(
        web_application_controller=controller, web_application_action=action, http_method=method, url="/somewhere"
    )
    assert event["event_class"] == event_class
    assert event["event_count"] == (event_class is not None)


def test_the_page_that_a_login_leads_to_is_the_login():
    page = {"web_application_controller": "users", "web_application_action": "user_dashboard"}
    assert _event(**page, url="/?login_success=1")["event_class"] == "login"
    assert _event(**page, url="/?login_success=10")["event_class"] == "view"
    assert _event(**page, url="/")["event_class"] == "view"


def test_calls_of_the_browser_itself_are_background_and_those_of_the_app_are_use():
    assert _event(url="/api/v1/courses/42/assignments")["event_class"] is None
    assert _event(url="/api/v1/courses/42/assignments", user_agent="candroid/7.9")["event_class"] == "view"


def test_handing_in_through_the_interface_counts_all_the_same():
    call = {"web_application_controller": "submissions_api", "web_application_action": "create", "http_method": "POST"}
    assert _event(**call, url="/api/v1/courses/42/assignments/1/submissions")["event_class"] == "participate"


@pytest.mark.parametrize(
    ("controller", "action", "feature"),
    [
        ("assignments_api", "index", "Assignments"),
        ("users", "user_dashboard", "Dashboard"),
        ("users", "show", "Profile"),
        ("login/cas", "new", "Login"),
        ("big_blue_button", "join", "Big Blue Button"),
        ("new_quizzes/item_banks_api", "show", "Item Banks"),
    ],
)
def test_features_have_the_names_that_teachers_know(controller, action, feature):
    event = _event(web_application_controller=controller, web_application_action=action)
    assert event["feature"] == feature


def test_the_course_is_told_by_its_column_or_by_the_context():
    context = {"web_application_context_type": "Course", "web_application_context_id": "107720000000000042"}
    assert _event(course_id="41", **context)["course_ref"] == "canvas:41"
    assert _event(**context)["course_ref"] == "canvas:42"
    assert _event(**{**context, "web_application_context_type": "Account"})["course_ref"] is None


def test_the_time_to_answer_a_request_is_not_taken_for_a_persons_minutes():
    assert _event(interaction_micros="60000000")["minutes"] is None
    assert _event(VIEW)["minutes"] == 0.5


def test_a_page_view_in_which_somebody_took_part_is_participation():
    assert _event(VIEW, participated="true")["event_class"] == "participate"
    assert _event(VIEW, participated="true", user_request="false")["event_class"] == "participate"
    assert _event(VIEW, user_request="false")["event_class"] is None


@pytest.mark.parametrize(("rows", "noted"), [(299, False), (300, True), (301, False)])
def test_a_page_view_file_of_exactly_300_rows_is_said_to_be_cut_off(rows, noted):
    cells = frame(list(VIEW), [list(VIEW.values())] * rows)
    head = head_of(cells)
    layout = IMPORTER.layout_for(head)
    halves = [cells.head(rows // 2), cells.slice(rows // 2)]
    assert ("note" in layout.settle(head, halves, {})) == noted


def test_prefixed_and_plain_headers_mean_the_same():
    plain = frame(list(REQUEST), [list(REQUEST.values())])
    prefixed = plain.rename({name: f"value.{name}" for name in REQUEST})
    assert read(IMPORTER, plain).rows.rows() == read(IMPORTER, prefixed).rows.rows()


def test_a_login_that_looks_like_an_email_address_is_known_as_one():
    batch = read(IMPORTER, "user_id | unique_id | sis_user_id\n7 | U7@Example.org | S-7\n8 | u8 |")
    kinds = {(row["owner"], row["kind"]): row["alias"] for row in batch.rows.rows(named=True)}
    assert kinds == {
        ("canvas:7", "sis_id"): "s-7",
        ("canvas:7", "username"): "u7@example.org",
        ("canvas:7", "email"): "u7@example.org",
        ("canvas:8", "username"): "u8",
    }


def test_a_deleted_row_that_names_nobody_is_landed_and_ties_nobody():
    batch = read(IMPORTER, "key.id | value.user_id | value.unique_id | meta.action\n9 | NULL | NULL | D")
    assert batch.rows.rows() == [(2, None, None, None)]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["7", "", "x", "12", "\\N", "107720000000000007"]), min_size=1, max_size=20))
def test_every_request_is_landed_or_refused(users):
    batch = read(IMPORTER, frame(list(REQUEST), [[*({**REQUEST, "user_id": user}).values()] for user in users]))
    assert sorted([*batch.rows[ROW], *batch.refusals["row"]]) == [number + 2 for number in range(len(users))]
