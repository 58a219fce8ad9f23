"""xAPI: each vendor's words for one deed mean that deed, and a person is known by what a roster may know."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_layer.importers.contract import ROW
from data_layer.importers.xapi import IMPORTER
from tests.data_layer.importers.tables import frame, head_of, read

VERBS = "http://adlnet.gov/expapi/verbs/"
STATEMENT = {
    "actor": {"mbox": "mailto:u1@example.org"},
    "verb": {"id": f"{VERBS}experienced"},
    "object": {"id": "https://quiz.example.com/1", "definition": {"type": "http://x.example/activities/lesson"}},
    "context": {"platform": "Quiz Maker"},
    "timestamp": "2026-03-02T14:00:00Z",
}


def _batch(*statements: dict):
    rows = [[json.dumps(each[name]) if isinstance(each[name], dict) else each[name] for name in STATEMENT]
            for each in ({**STATEMENT, **changes} for changes in statements)]  # fmt: skip
    return read(IMPORTER, frame(list(STATEMENT), rows))


def _event(**changes) -> dict:
    batch = _batch(changes)
    assert batch.refusals.is_empty(), batch.refusals.rows()
    return batch.rows.row(0, named=True)


@pytest.mark.parametrize(
    "verb",
    [
        "https://w3id.org/xapi/adl/verbs/logged-in",
        "https://xapi.edlm/profiles/edlm-lms/concepts/verbs/login",
        "https://api.brightspace.com/xapi/verbs/logged_in",
        "https://brindlewaye.com/xAPITerms/verbs/loggedin/",
    ],
)
def test_every_vendors_word_for_a_login_is_a_login(verb):
    event = _event(verb={"id": verb})
    assert (event["event_class"], event["login_count"], event["feature"]) == ("login", 1, "Login")


@pytest.mark.parametrize(
    ("word", "event_class"),
    [
        ("experienced", "view"),
        ("initialized", "view"),
        ("answered", "participate"),
        ("submit", "participate"),
        ("create", "create"),
        ("completed", "participate"),
        ("created", "create"),
        ("terminated", None),
        ("logged-out", None),
        ("voided", None),
        ("registered", None),
        ("did-something-new", "view"),
    ],
)
def test_a_statement_has_the_class_of_its_verb(word, event_class):
    event = _event(verb={"id": f"{VERBS}{word}"})
    assert (event["event_class"], event["login_count"]) == (event_class, None)
    assert event["event_count"] == (event_class is not None)


def test_a_video_that_came_to_its_end_was_watched_and_no_more():
    video = {"id": "u://1", "definition": {"type": "https://w3id.org/xapi/video/activity-type/video"}}
    assert _event(verb={"id": f"{VERBS}completed"}, object=video)["event_class"] == "view"


@pytest.mark.parametrize(
    ("actor", "platform", "key"),
    [
        ({"mbox": "MAILTO:U1@Example.org"}, "Quiz Maker", "u1@example.org"),
        ({"account": {"name": "U1@example.org", "homePage": "https://x"}}, "Quiz Maker", "u1@example.org"),
        ({"account": {"name": "604874", "homePage": "https://x"}}, "Quiz Maker", "604874"),
        ({"account": {"name": "604874", "homePage": "https://x"}}, "Moodle", "moodle:604874"),
        ({"account": {"name": "s-1001", "homePage": "https://x"}}, "Moodle", "s-1001"),
        ({"account": {"name": "7", "homePage": "https://d.brightspace.com"}}, "LMS", "brightspace:7"),
        ({"mbox_sha1sum": "ABC"}, "Quiz Maker", "xapi:sha1:abc"),
        ({"openid": "https://id.example.org/u1"}, "Quiz Maker", "xapi:https://id.example.org/u1"),
    ],
)
def test_a_person_is_known_by_what_a_roster_or_another_export_may_know(actor, platform, key):
    assert _event(actor=actor, context={"platform": platform})["actor"] == key


@pytest.mark.parametrize("actor", [{"objectType": "Group", "mbox": "mailto:g@example.org"}, {"name": "somebody"}])
def test_a_group_and_a_nameless_actor_are_no_persons_use(actor):
    assert _event(actor=actor)["event_class"] is None


@pytest.mark.parametrize(
    ("changes", "tool"),
    [
        ({}, "Quiz Maker"),
        ({"context": None}, "quiz.example.com"),
        ({"object": {"id": "https://district.brightspace.com/d2l"}}, "Brightspace"),
        (
            {"context": None, "actor": {"account": {"name": "a", "homePage": "https://www.home.example/x"}}},
            "home.example",
        ),
    ],
)
def test_the_tool_is_the_platform_or_the_host(changes, tool):
    assert _event(**changes)["tool"] == tool


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"context": None, "object": {"id": "urn:1"}}, "tool"),
        ({"timestamp": "this morning"}, "timestamp"),
        ({"timestamp": None}, "timestamp"),
        ({"verb": {"display": {"en": "answered"}}}, "verb.id"),
    ],
)
def test_a_statement_that_lacks_what_counts_is_refused(changes, column):
    assert _batch(changes).refusals["column"].to_list() == [column]


@pytest.mark.parametrize("kind", ["parent", "grouping"])
def test_the_course_is_found_among_what_the_statement_belongs_to(kind):
    course = {
        "id": "https://m.example.org/course/view.php?id=42",
        "definition": {"type": f"{VERBS[:-6]}activities/course"},
    }
    within = {kind: [{"id": "https://m.example.org", "definition": {"type": "http://x/lms"}}, course]}
    assert _event(context={"platform": "Moodle", "contextActivities": within})["course_ref"] == "moodle:42"
    assert _event(context={"contextActivities": within})["course_ref"] == f"xapi:{course['id']}"


def test_a_table_whose_rows_name_people_but_have_no_key_for_them_is_none_of_ours():
    headers = ["timestamp", "actor_name", "verb_id", "object_id"]
    assert (
        IMPORTER.layout_for(head_of(frame(headers, [["2026-03-02T14:00:00Z", "A B", f"{VERBS}answered", "u://1"]])))
        is None
    )


CELLS = st.sampled_from(
    [None, "x", '{"id": "http://a/b"}', '{"mbox": "mailto:u"}', "{broken", "2026-03-02T14:00:00Z", "[]"]
)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(*[CELLS] * len(STATEMENT)), min_size=1, max_size=8))
def test_every_row_is_landed_or_refused(rows):
    cells = frame(list(STATEMENT), [list(row) for row in rows])
    batch = IMPORTER.layouts[0].read(cells, {})
    assert sorted({*batch.rows[ROW], *batch.refusals["row"]}) == cells[ROW].to_list()
    assert not set(batch.rows[ROW]) & set(batch.refusals["row"])
