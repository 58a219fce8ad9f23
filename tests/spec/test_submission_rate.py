"""Work handed in, told as examples: what was due, by what became of it."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_layer.scope import Entitlement
from tests.spec.use import district, measured, rows, scope

# Ana and Ben are at Oak, Cem at Elm; Ben's essay was excused, and Cem's poster scored zero without being handed in.
DUE = """
    day        | person_id | school_id | grade_level | subject | assignment_type | on_time_count | late_count | missing_count | unresolved_count | excused_count
    2026-01-08 | 1         | oak       | 03          | Math    | assignment      | 2             | 1          | 0             | 0                | 0
    2026-01-08 | 2         | oak       | 04          | Math    | quiz            | 1             | 0          | 1             | 0                | 1
    2026-02-05 | 1         | oak       | 03          | Art     | assignment      | 0             | 0          | 1             | 0                | 0
    2026-02-05 | 3         | elm       | 03          | Art     | assignment      | 1             | 0          | 0             | 1                | 0
"""  # noqa: E501
ALL, HANDED_IN, ON_TIME = 3 + 2 + 1 + 1, 3 + 1 + 0 + 1, 2 + 1 + 0 + 1


@pytest.fixture
def connection(tmp_path):
    with district(tmp_path, stays="", due_days=rows(DUE)) as connection:
        yield connection


def shares(connection, *by: str, **words: object) -> dict[object, tuple[int, int]]:
    frame = measured(connection, "submission_rate", *by, of=scope(**words)).frame
    keys = frame[list(by)].itertuples(index=False, name=None)
    counts = zip(frame["numerator"], frame["denominator"], strict=True)
    return {key[0] if len(key) == 1 else key: pair for key, pair in zip(keys, counts, strict=True)}


def test_the_rate_is_work_handed_in_late_or_not_over_all_that_was_expected(connection):
    row = measured(connection, "submission_rate").row()
    assert (row.numerator, row.denominator, row.value) == (HANDED_IN, ALL, HANDED_IN / ALL)
    assert row.on_time_rate == ON_TIME / ALL
    assert row.people_count == 3


def test_on_time_late_and_missing_share_out_what_was_expected(connection):
    row = measured(connection, "submission_rate").row()
    assert (row.on_time_count + row.late_count + row.missing_count) / row.denominator == 1
    assert 1 - row.value == row.missing_count / row.denominator


def test_excused_work_and_a_zero_without_a_paper_are_counted_apart_and_expected_of_nobody(connection):
    row = measured(connection, "submission_rate").row()
    assert (row.unresolved_count, row.excused_count, row.denominator) == (1, 1, ALL)


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("school", {"Elm School": (1, 1), "Oak School": (4, 6)}),
        ("grade_level", {"03": (4, 5), "04": (1, 2)}),
        ("subject", {"Art": (1, 2), "Math": (4, 5)}),
        ("assignment_type", {"assignment": (4, 5), "quiz": (1, 2)}),
        ("month", {date(2026, 1, 1): (4, 5), date(2026, 2, 1): (1, 2)}),
    ],
)
def test_it_splits_by_where_what_and_when_work_was_due(connection, group, expected):
    assert shares(connection, group) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"schools": {"elm"}}, (1, 1)),
        ({"grade_levels": {"04"}}, (1, 2)),
        ({"subjects": {"Math"}}, (4, 5)),
        ({"roles": {"student", "teacher"}}, (HANDED_IN, ALL)),
        ({"entitlement": Entitlement(frozenset({"oak"}))}, (4, 6)),
    ],
)
def test_it_keeps_to_the_scope(connection, words, expected):
    assert shares(connection, **words) == {(): expected}


@pytest.mark.parametrize(("as_of", "expected"), [("2026-02-04", (4, 5)), ("2026-02-05", (HANDED_IN, ALL))])
def test_work_counts_from_the_day_on_which_it_is_due(connection, as_of, expected):
    assert shares(connection, as_of=as_of) == {(): expected}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"tools": {"Canvas"}}, "not known by tool"),
        ({"roles": {"teacher"}}, "students alone"),
        ({"schools": set()}, "Import an LMS's assignments"),
    ],
)
def test_where_nothing_is_known_nothing_is_measured_and_it_is_said_why(connection, words, says):
    result = measured(connection, "submission_rate", of=scope(**words))
    assert result.row()["status"] == "not measured"
    assert pd.isna(result.row()["value"])
    assert says in result.notes[0]


def test_nine_students_are_too_few_to_show_and_ten_are_not(tmp_path):
    for count, status in ((9, "too few to show"), (10, "measured")):
        due = [_due(person) for person in range(count)]
        with district(tmp_path / str(count), stays="", due_days=due) as connection:
            shown = measured(connection, "submission_rate", changed={"privacy.smallest_group": 10}).row()
        assert shown["status"] == status
        assert pd.isna(shown["on_time_rate"]) == (count == 9)


def _due(person: int, outcome: str = "on_time_count") -> dict:
    outcomes = ("on_time_count", "late_count", "missing_count", "unresolved_count", "excused_count")
    counts = dict.fromkeys(outcomes, 0) | {outcome: 1}
    where = {"school_id": "oak", "grade_level": "03", "subject": "Math", "assignment_type": "assignment"}
    return {"day": date(2026, 1, 8), "person_id": person, **where, **counts}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["on_time_count", "late_count", "missing_count", "excused_count"]), max_size=12))
def test_a_rate_lies_between_none_and_all_and_handing_in_more_never_lowers_it(tmp_path_factory, outcomes):
    due = [_due(person, outcome) for person, outcome in enumerate(outcomes)]
    more = [*due, _due(99)]
    values = []
    for told in (due, more):
        with district(tmp_path_factory.mktemp("store"), stays="", due_days=told) as connection:
            values.append(measured(connection, "submission_rate").row()["value"])
    assert 0 <= values[1] <= 1
    assert pd.isna(values[0]) or values[0] <= values[1]
