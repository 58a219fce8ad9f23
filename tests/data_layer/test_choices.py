"""The filters offer what the store knows, and nothing a viewer may not see."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from data_layer.choices import Choices, read
from data_layer.scope import Entitlement
from tests.building import store_of

WHOLE_DISTRICT = Entitlement()
MEMBERSHIPS = """
    person_id | school_id | grade_level | role
    1         | north     | 10          | student
    2         | north     | KG          | student
    3         | south     | 02          | student
    4         | south     |             | teacher
    5         | south     |             | librarian
"""
SCHOOLS = """
    school_id | name
    south     | Adams Elementary
    north     | Young High
"""


def choices(tmp_path: Path, *, entitlement: Entitlement = WHOLE_DISTRICT, **tables: object) -> Choices:
    with store_of(tmp_path, **tables).connect() as connection:
        return read(connection, entitlement=entitlement)


def test_schools_stand_by_name_and_grade_levels_and_roles_in_the_order_of_the_field(tmp_path: Path):
    found = choices(tmp_path, schools=SCHOOLS, memberships=MEMBERSHIPS)
    assert list(found.schools) == ["south", "north"]
    assert found.grade_levels == ("KG", "02", "10")
    assert found.roles == ("student", "teacher", "librarian")


def test_a_school_outside_the_entitlement_is_not_offered(tmp_path: Path):
    found = choices(tmp_path, entitlement=Entitlement(schools=frozenset({"north"})), schools=SCHOOLS)
    assert list(found.schools) == ["north"]


def test_tools_and_subjects_are_offered_once_each(tmp_path: Path):
    found = choices(
        tmp_path,
        tools=[{"tool_id": 1, "name": "Nearpod"}, {"tool_id": 2, "name": "canvas"}],
        subject_memberships=[{"person_id": person, "subject": "Mathematics"} for person in (1, 2)],
    )
    assert found.tools == ("canvas", "Nearpod")
    assert found.subjects == ("Mathematics",)


def test_the_last_day_is_the_one_the_facts_name(tmp_path: Path):
    facts = [{"name": "last_day", "value": "2026-03-31", "note": "The last day of any log."}]
    found = choices(tmp_path, facts=facts, usage_days=[{"day": date(2026, 3, 2)}])
    assert found.as_of == date(2026, 3, 31)
    assert found.facts["last_day"].note == "The last day of any log."


def test_without_that_fact_the_last_day_is_the_last_one_with_use_or_an_answer(tmp_path: Path):
    found = choices(
        tmp_path, usage_days=[{"day": date(2026, 3, 2)}], survey_responses=[{"submitted_on": date(2026, 3, 5)}]
    )
    assert found.as_of == date(2026, 3, 5)


def test_imports_are_counted_by_source_without_those_that_were_undone(tmp_path: Path):
    standing = [{"import_id": number, "label": label} for number, label in enumerate(["Canvas", "Canvas", "Clever"])]
    undone = {"import_id": 9, "label": "Moodle", "undone_at": datetime(2026, 3, 5)}
    assert choices(tmp_path, imports=[*standing, undone]).imports == {"Canvas": 2, "Clever": 1}


def test_an_empty_store_has_no_last_day_and_nothing_to_choose(tmp_path: Path):
    found = choices(tmp_path)
    assert found.as_of is None
    assert not any([found.schools, found.tools, found.roles])
