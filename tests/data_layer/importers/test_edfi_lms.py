"""The Ed-Fi LMS Toolkit: a person has the key that the LMS's own exports give, and a sign-in is a login."""

import pytest

from data_layer.importers.edfi_lms import IMPORTER
from tests.data_layer.importers.tables import head_of, read, table

SYSTEM = (
    "LMSUserSourceSystemIdentifier|ActivityDateTime|SourceSystem|ActivityType|ActivityStatus|ActivityTimeInMinutes\n"
)
SECTION = SYSTEM.replace("|ActivityStatus", "|LMSSectionSourceSystemIdentifier|ActivityStatus")


def _event(kind: str = "sign-in", *, user: str = "7", system: str = "Schoology", status: str = "active") -> dict:
    return read(IMPORTER, f"{SYSTEM}{user}|2026-03-02 14:28:43|{system}|{kind}|{status}|").rows.row(0, named=True)


@pytest.mark.parametrize(
    ("kind", "event_class", "login_count"),
    [("sign-in", "login", 1), ("Sign-In", "login", 1), ("sign-out", None, None), ("System Access", "view", None)],
)
def test_a_sign_in_is_a_login_and_a_sign_out_is_nothing(kind, event_class, login_count):
    event = _event(kind)
    assert (event["event_class"], event["login_count"]) == (event_class, login_count)


@pytest.mark.parametrize(
    ("system", "user", "actor", "tool"),
    [
        ("Canvas", "107720000000358260", "canvas:358260", "Canvas"),
        ("Canvas", "s-7", "canvas:s-7", "Canvas"),
        ("Schoology", "100032891", "schoology:100032891", "Schoology"),
        ("Google", "9", "google:9", "Google Classroom"),
        ("BestLMS", "7", "bestlms:7", "BestLMS"),
    ],
)
def test_a_person_has_the_key_that_the_systems_own_exports_give(system, user, actor, tool):
    event = _event(system=system, user=user)
    assert (event["actor"], event["tool"]) == (actor, tool)


@pytest.mark.parametrize(
    ("status", "event_class"), [("Published", "participate"), ("deleted", None), ("", "participate")]
)
def test_what_was_written_in_a_section_is_taking_part_unless_it_was_deleted(status, event_class):
    row = f"7|2026-03-02 14:28:43|Canvas|Discussion Reply|42|{status}|"
    event = read(IMPORTER, SECTION + row).rows.row(0, named=True)
    assert (event["event_class"], event["course_ref"]) == (event_class, "canvas:42")


def test_system_and_section_activities_are_told_apart():
    row = "7|2026-03-02 14:28:43|Canvas|x|42|Published|"
    assert IMPORTER.layout_for(head_of(table(SECTION + row))).name == "section_activities"
    assert IMPORTER.layout_for(head_of(table(SYSTEM + row[: row.index("|42")] + "||"))).name == "system_activities"
