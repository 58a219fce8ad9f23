"""Whatever filters are set and however a figure is split, it is looked up in tables that know no filters."""

from __future__ import annotations

from datetime import date
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_layer.scope import Entitlement
from metrics import catalogue, policy
from metrics.cube import cube
from metrics.definition import PEOPLE, Status
from metrics.disclosure import ROUNDED
from tests.spec.use import district, measured, scope

OURS = {"privacy.smallest_group": 10, "privacy.smallest_staff_group": 5}
ALWAYS = {"starts_on": date(2026, 1, 5), "ends_on": date(2026, 3, 28)}
# Of each school its students of grades 03 and 04, its teachers and its other staff. Fir has few of each.
PEOPLE_AT = {
    "ash": (20, 30, 12, 6),
    "elm": (25, 35, 14, 4),
    "fir": (3, 4, 0, 0),
    "oak": (40, 41, 16, 3),
    "yew": (50, 51, 18, 6),
}
COLUMNS = (("student", "03"), ("student", "04"), ("teacher", None), ("staff", None))
SCHOOLS = {"schools": "school_id | name\n ash | Ash\n elm | Elm\n fir | Fir\n oak | Oak\n yew | Yew"}


def stays() -> list[dict]:
    numbers = count(1)
    return [
        {"person_id": next(numbers), "school_id": school, "grade_level": grade, "role": role, **ALWAYS}
        for school, counts in PEOPLE_AT.items()
        for (role, grade), how_many in zip(COLUMNS, counts, strict=True)
        for _ in range(how_many)
    ]


def entitled(people: list[dict]) -> list[dict]:
    return [
        {"tool_id": 1, "person_id": number, "basis": "contract", **ALWAYS}
        for number in dict.fromkeys(row["person_id"] for row in people)
    ]


@pytest.fixture(scope="module")
def connection(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cube")
    with district(folder, stays=stays(), entitlements=entitled(stays()), **SCHOOLS) as connection:
        yield connection


def is_hidden(connection, name: str, *, viewer: Entitlement | None = None, **filters: object) -> bool:
    asked = scope(**filters, **({"entitlement": viewer} if viewer else {}))
    return measured(connection, name, of=asked, changed=OURS).row()["status"] == Status.HIDDEN


@pytest.mark.parametrize("name", ["adoption_rate", "daily_active_users"])
def test_the_teachers_of_a_school_with_few_other_staff_are_hidden_and_its_staff_together_is_not(connection, name):
    assert is_hidden(connection, name, schools={"elm"}, roles={"teacher"})
    assert not is_hidden(connection, name, schools={"elm"}, roles={"teacher", "staff"})
    assert not is_hidden(connection, name, schools={"elm"})
    assert not is_hidden(connection, name, schools={"yew"}, roles={"staff"}), "six are enough of staff"


@pytest.mark.parametrize("name", ["adoption_rate", "daily_active_users"])
def test_all_schools_but_the_smallest_are_hidden_as_that_one_is(connection, name):
    assert is_hidden(connection, name, schools={"fir"})
    assert is_hidden(connection, name, schools={"ash", "elm", "oak", "yew"})
    assert not is_hidden(connection, name)


@pytest.mark.parametrize("name", ["adoption_rate", "daily_active_users"])
def test_the_teachers_of_all_schools_but_one_are_hidden_where_those_of_that_one_are(connection, name):
    assert is_hidden(connection, name, schools={"ash", "fir", "oak", "yew"}, roles={"teacher"})
    assert not is_hidden(connection, name, roles={"teacher"})


def test_a_principal_is_answered_from_the_same_tables_as_the_district(connection):
    viewer = Entitlement(frozenset({"elm"}))
    assert is_hidden(connection, "adoption_rate", viewer=viewer, roles={"teacher"})
    assert not is_hidden(connection, "adoption_rate", viewer=viewer)


def test_a_row_of_a_split_is_hidden_just_as_the_same_people_chosen_by_filters(connection):
    rows = measured(connection, "adoption_rate", "school", "role", of=scope(), changed=OURS)
    for row in rows.frame.to_dict("records"):
        alone = is_hidden(connection, "adoption_rate", schools={row["school_id"]}, roles={row["role"]})
        assert alone == (row["status"] == Status.HIDDEN), row


CHOICE = st.none() | st.sets(st.sampled_from(list(PEOPLE_AT)), min_size=1).map(frozenset)
GRADES = st.none() | st.sets(st.sampled_from(["03", "04"]), min_size=1).map(frozenset)
ROLES = st.none() | st.sets(st.sampled_from(["student", "teacher", "staff"]), min_size=1).map(frozenset)
GROUPS = st.lists(st.sampled_from(["school", "grade_level", "role", "tool"]), unique=True).map(tuple)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(schools=CHOICE, grades=GRADES, roles=ROLES, by=GROUPS)
def test_a_row_is_looked_up_as_the_people_whom_it_counts(connection, schools, grades, roles, by):
    asked = scope(schools=schools, grade_levels=grades, roles=roles)
    metric, ours = catalogue.metric("adoption_rate"), policy.load()
    found = cube(connection, metric, asked, by=by, policy=ours)
    if found.tables is None:
        return
    for row in metric(connection, asked, by=by, policy=ours).rows:
        table = found.tables.of(row)
        part_of_schools, kinds = found.part(row, table)
        counted = sum(n for (school, kind), n in table.people.items() if school in part_of_schools and kind in kinds)
        assert counted == (row[PEOPLE] or 0), row


def test_of_schools_that_share_one_teacher_the_share_alone_is_told(tmp_path):
    floating = {"person_id": 1000, "grade_level": None, "role": "teacher", **ALWAYS}
    people = [*stays(), {**floating, "school_id": "oak"}, {**floating, "school_id": "yew", "is_home": False}]
    with district(tmp_path, stays=people, entitlements=entitled(people), **SCHOOLS) as connection:
        result = measured(connection, "adoption_rate", of=scope(schools={"oak", "yew"}), changed=OURS)
        row = result.row()
        assert (row["value"], row["status"]) == (0.0, "measured")
        assert row[["numerator", "denominator", PEOPLE]].isna().all()
        assert ROUNDED in result.notes
        assert measured(connection, "adoption_rate", of=scope(schools={"oak"}), changed=OURS).row()[PEOPLE] == 101
