"""Of staff the name and email are read, of seat holders the login, and of students and guardians nothing."""

from __future__ import annotations

import pytest

from data_layer.importers import canvas_sis, clever_roster, licenses, oneroster, sds
from data_layer.importers.contract import Importer
from data_layer.importers.naming import NAMED_SCHEMA, named
from tests.data_layer.importers.tables import head_of, table

HEADS = {
    "oneroster": (oneroster.IMPORTER, "sourcedId|status|orgSourcedIds|role|username|givenName|familyName|email"),
    "sds": (sds.IMPORTER, "sourcedId|orgSourcedIds|givenName|familyName|username|role|email"),
    "canvas": (canvas_sis.IMPORTER, "user_id|login_id|first_name|last_name|email|declared_user_type|status"),
    "clever": (clever_roster.IMPORTER, "School_id|Teacher_id|Last_name|First_name|Teacher_email|Username"),
}


def found(importer: Importer, text: str) -> list[tuple]:
    cells = table(text)
    layout = importer.layout_for(head_of(cells))
    return named(layout, cells, layout.read(cells, {}).rows).rows()


@pytest.mark.parametrize(
    ("vendor", "row"),
    [
        ("oneroster", "T-1||s-10|teacher|u9|Given|Family|U9@example.org"),
        ("sds", "T-1|s-10|Given|Family|u9|teacher|U9@example.org"),
        ("canvas", "T-1|u9|Given|Family|U9@example.org|teacher|active"),
        ("clever", "s-10|T-1|Family|Given|U9@example.org|u9"),
    ],
)
def test_a_teacher_is_named_with_an_email_whoever_writes_the_list(vendor: str, row: str):
    importer, head = HEADS[vendor]
    assert found(importer, f"{head}\n{row}") == [("t-1", "teacher", "Given Family", "U9@example.org", None)]


@pytest.mark.parametrize("role", ["student", "parent"])
def test_students_and_guardians_are_not_named(role: str):
    importer, head = HEADS["oneroster"]
    assert found(importer, f"{head}\ns-1||s-10|{role}|u1|Given|Family|u1@example.org") == []


def test_whoever_has_no_role_in_the_file_waits_for_the_roster_to_say():
    importer, head = HEADS["oneroster"]
    assert found(importer, f"{head}\ns-1||s-10||u1|Given|Family|") == [("s-1", None, "Given Family", None, None)]


@pytest.mark.parametrize(
    ("cells", "name", "email"),
    [
        ("u9@example.org|Given|Family|", "Given Family", "u9@example.org"),
        ("u9|  |Family|", "Family", None),
        ("u9|||", None, None),
        ("other@example.org|Given||u9@example.org", "Given", "u9@example.org"),
    ],
    ids=["a login that is an email", "one name alone", "no name", "an email beside the login"],
)
def test_what_is_missing_is_nothing_and_a_login_may_be_an_email(cells: str, name: str | None, email: str | None):
    importer, head = HEADS["oneroster"]
    assert found(importer, f"{head}\nt-1||s-10|teacher|{cells}") == [("t-1", "teacher", name, email, None)]


def test_a_row_that_was_refused_names_nobody():
    importer, head = HEADS["oneroster"]
    assert found(importer, f"{head}\nt-1||s-10|wizard|u9|Given|Family|u9@example.org") == []


def test_a_seat_list_tells_by_which_login_it_knows_its_holders():
    assert found(licenses.IMPORTER, "tool|person|assigned_on\nExample|U1@example.org|2025-09-01") == [
        ("u1@example.org", None, None, None, "u1@example.org")
    ]


def test_no_other_file_names_anybody():
    text = "tool|vendor|school|seats|annual_cost|start|end\nExample|V|district|3|9|2025-07-01|2026-06-30"
    assert found(licenses.IMPORTER, text) == []
    assert list(NAMED_SCHEMA) == ["person", "role", "name", "email", "seat_login"]
