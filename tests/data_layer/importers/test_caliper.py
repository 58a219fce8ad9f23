"""Caliper: whole or thinned, an event is the same event; entities and what software does count for nothing."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_layer.importers.caliper import IMPORTER
from data_layer.importers.contract import ROW
from tests.data_layer.importers.tables import frame, head_of, read

PERSON = "https://school.example.org/users/1"
APP = "https://reader.example.com"
EVENT = {
    "@context": "http://purl.imsglobal.org/ctx/caliper/v1p1",
    "id": "urn:uuid:1",
    "type": "ViewEvent",
    "actor": PERSON,
    "action": "Viewed",
    "object": f"{APP}/pages/1",
    "eventTime": "2026-03-02T14:00:00.000Z",
    "edApp": APP,
    "group": None,
}


def _cells(event: dict) -> list[str | None]:
    return [json.dumps(value) if isinstance(value, dict | list) else value for value in event.values()]


def _batch(*events: dict):
    return read(IMPORTER, frame(list(EVENT), [_cells({**EVENT, **event}) for event in events]))


def _event(**changes) -> dict:
    batch = _batch(changes)
    assert batch.refusals.is_empty(), batch.refusals.rows()
    return batch.rows.row(0, named=True)


@pytest.mark.parametrize(
    ("kind", "action", "event_class", "login_count"),
    [
        ("SessionEvent", "LoggedIn", "login", 1),
        ("SessionEvent", "LoggedOut", None, None),
        ("SessionEvent", "TimedOut", None, None),
        ("ToolUseEvent", "Used", "view", None),
        ("ToolLaunchEvent", "Launched", "view", None),
        ("NavigationEvent", "NavigatedTo", "view", None),
        ("ViewEvent", "Viewed", "view", None),
        ("MediaEvent", "Paused", "view", None),
        ("AssignableEvent", "Started", "participate", None),
        ("AssignableEvent", "Submitted", "participate", None),
        ("MediaEvent", "Started", "view", None),
        ("MessageEvent", "Posted", "participate", None),
        ("ResourceManagementEvent", "Created", "create", None),
        ("MembershipEvent", "Added", None, None),
        ("ToolLaunchEvent", "Returned", None, None),
        ("Event", "DidSomethingNew", "view", None),
    ],
)
def test_an_event_has_the_class_of_its_action(kind, action, event_class, login_count):
    event = _event(type=kind, action=action)
    assert (event["event_class"], event["login_count"]) == (event_class, login_count)
    assert event["event_count"] == (event_class is not None)


@pytest.mark.parametrize(
    "put_into_a_course",
    [{"id": "urn:1", "type": "Membership"}, {"id": "urn:instructure:canvas:enrollment:1", "type": "Entity"}],
)
def test_whoever_is_put_into_a_course_has_done_nothing(put_into_a_course):
    assert _event(type="Event", action="Created", object=put_into_a_course)["event_class"] is None


@pytest.mark.parametrize("assignee", [PERSON, {"id": PERSON, "type": "Person"}])
def test_a_quiz_that_grades_itself_is_graded_by_nobody(assignee):
    attempt = {"id": "urn:1", "type": "Attempt", "assignee": assignee}
    assert _event(type="GradeEvent", action="Graded", object=attempt)["event_class"] is None
    other = {**attempt, "assignee": f"{PERSON}2"}
    assert _event(type="GradeEvent", action="Graded", object=other)["event_class"] == "participate"


def test_the_stand_in_for_everybody_who_is_not_named_is_nobody():
    nobody = {"id": "http://purl.imsglobal.org/caliper/Person", "type": "Person"}
    event = _event(actor=nobody, group={"id": "http://purl.imsglobal.org/caliper/CourseSection"})
    assert (event["actor"], event["course_ref"], event["event_count"]) == (None, None, 0)


@pytest.mark.parametrize(
    ("kind", "action", "feature"),
    [
        ("AssessmentItemEvent", "Started", "Assessments"),
        ("AggregateEvent", "Used", "Aggregate"),
        ("Event", "DidSomethingNew", "Did Something New"),
    ],
)
def test_a_feature_has_a_name_that_can_be_read(kind, action, feature):
    assert _event(type=kind, action=action)["feature"] == feature


def test_whole_and_thinned_values_mean_the_same():
    whole = {
        "actor": {"id": PERSON, "type": "Person", "name": "hidden"},
        "object": {"id": f"{APP}/pages/1", "type": "WebPage"},
        "edApp": {"id": APP, "type": "SoftwareApplication"},
    }
    assert _event(**whole) == _event()


@pytest.mark.parametrize(
    "actor", [{"id": f"{APP}/robot", "type": "SoftwareApplication"}, {"id": PERSON, "type": "Group"}, APP, None]
)
def test_what_no_person_did_is_nobodys_use(actor):
    event = _event(actor=actor)
    assert (event["event_class"], event["event_count"]) == (None, 0)


@pytest.mark.parametrize(
    ("actor", "key"),
    [
        (PERSON, f"caliper:{PERSON}"),
        ("mailto:U1@Example.org", "u1@example.org"),
        ("urn:instructure:canvas:user:107720000000358260", "canvas:358260"),
        ({"id": "https://x/1", "type": "Person", "extensions": {"bb:user.id": "_9_1"}}, "blackboard:9"),
    ],
)
def test_a_person_goes_by_the_number_that_other_exports_of_the_system_use(actor, key):
    assert _event(actor=actor)["actor"] == key


@pytest.mark.parametrize(
    ("changes", "tool"),
    [
        ({"edApp": {"id": APP, "name": "Story Reader"}}, "Story Reader"),
        ({"edApp": "https://www.reader.example.com:8443/x"}, "reader.example.com"),
        ({"edApp": None}, "reader.example.com"),
        ({"edApp": "urn:tool:7"}, "reader.example.com"),
        ({"edApp": "urn:tool:7", "object": "urn:page:1"}, "urn:tool:7"),
        ({"edApp": "https://school.instructure.com/"}, "Canvas"),
        ({"type": "ToolLaunchEvent", "object": {"id": "https://quiz.example.com", "type": "SoftwareApplication"}},
         "quiz.example.com"),
    ],
)  # fmt: skip
def test_the_tool_is_named_by_the_event(changes, tool):
    assert _event(**changes)["tool"] == tool


def test_an_event_of_no_tool_and_one_of_no_time_are_refused():
    batch = _batch({"edApp": None, "object": "urn:page:1"}, {"eventTime": None}, {"eventTime": "noon"})
    assert batch.refusals.select("row", "column").rows() == [(4, "eventTime"), (3, "eventTime"), (2, "tool")]


def test_entities_are_counted_and_keep_nothing():
    entity = {"type": "Person", "action": None, "actor": None, "object": None, "eventTime": None, "edApp": None}
    cells = frame(list(EVENT), [_cells({**EVENT, **change}) for change in (entity, {}, entity)])
    head = head_of(cells)
    layout = IMPORTER.layout_for(head)
    assert layout.settle(head, [cells], {})["note"].startswith("2 rows describe people and things")
    rows = layout.read(cells, {}).rows
    assert rows["event_class"].to_list() == [None, "view", None]
    assert rows["actor"].null_count() == 2
    assert layout.settle(head_of(cells[1:2]), [cells[1:2]], {}) == {}


def test_other_names_of_a_person_are_kept_once():
    actor = {
        "id": PERSON,
        "type": "Person",
        "otherIdentifiers": [{"identifierType": "SisSourcedId", "identifier": "S-1"}],
    }
    cells = frame(list(EVENT), [_cells({**EVENT, "actor": actor})] * 3)
    layout = IMPORTER.layout_for(head_of(cells))
    ((_, names),) = layout.read_also(cells, {}, loaded=layout.read(cells, {}).rows)
    assert names.select("owner", "alias", "kind").rows() == [(f"caliper:{PERSON}", "s-1", "sis_id")]


CELLS = st.sampled_from([None, "x", PERSON, '{"id": "u"}', "{broken", "LoggedIn", "2026-03-02T14:00:00Z", "[]"])


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(*[CELLS] * len(EVENT)), min_size=1, max_size=8))
def test_every_row_is_landed_or_refused(rows):
    cells = frame(list(EVENT), [list(row) for row in rows])
    batch = IMPORTER.layouts[0].read(cells, {})
    assert sorted({*batch.rows[ROW], *batch.refusals["row"]}) == cells[ROW].to_list()
    assert not set(batch.rows[ROW]) & set(batch.refusals["row"])
