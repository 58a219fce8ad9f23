"""Retention, told as examples: of those who began in one week, who came back in the weeks after it."""

from __future__ import annotations

import pytest

from data_layer.scope import Entitlement
from tests.spec.use import district, measured, scope

# School weeks begin on January 5, 12, 19, 26, February 2, 9, (16: two school days, skipped,) 23, March 2, 9, 16, 23.
STAYS = """
    person_id | school_id | grade_level | role    | starts_on  | ends_on
    1         | oak       | 03          | student | 2026-01-05 | 2026-03-28
    2         | oak       | 04          | student | 2026-01-05 | 2026-03-28
    3         | elm       | 03          | student | 2026-01-05 | 2026-03-28
    4         | elm       | 03          | student | 2026-01-05 | 2026-03-28
"""
# Ana and Ben begin with Canvas in the first week, Cem in the second; Dua in the week that is too short.
USE = """
    day        | person_id | tool_id
    2026-01-05 | 1         | 1
    2026-01-09 | 2         | 1
    2026-01-12 | 1         | 1
    2026-01-13 | 1         | 1
    2026-01-14 | 3         | 1
    2026-01-21 | 2         | 1
    2026-02-10 | 1         | 1
    2026-02-19 | 4         | 1
    2026-02-23 | 3         | 1
    2026-03-04 | 4         | 1
    2026-03-11 | 1         | 2
"""


@pytest.fixture
def connection(tmp_path):
    with district(tmp_path, stays=STAYS, use=USE) as connection:
        yield connection


def cells(connection, *, changed: dict | None = None, **words: object) -> dict[tuple[str, int], tuple[int, int]]:
    """Of each cohort and number of weeks since: how many came, out of how many."""
    result = measured(connection, "retention_rate", "cohort", "weeks_since", of=scope(**words), changed=changed)
    return {(str(row.cohort), row.weeks_since): (row.numerator, row.denominator) for row in result.frame.itertuples()}


def test_each_cohort_is_followed_through_the_school_weeks(connection):
    found = cells(connection, tools={"Canvas"})
    assert [found["2026-01-05", week] for week in range(4)] == [(2, 2), (1, 2), (1, 2), (0, 2)]
    assert [found["2026-01-12", week] for week in range(3)] == [(1, 1), (0, 1), (0, 1)]


@pytest.mark.parametrize(("needs", "weeks_later"), [(1, 6), (2, 6), (3, 5)])
def test_a_week_with_too_few_school_days_is_skipped_and_not_numbered(connection, needs, weeks_later):
    """Cem began on January 12 and came on February 23; the week of February 16 between them has two school days."""
    found = cells(connection, changed={"adoption.week_needs": needs})
    assert [week for week in range(1, 7) if found["2026-01-12", week] == (1, 1)] == [weeks_later]


def test_who_begins_in_a_skipped_week_joins_the_cohort_of_the_next_week_with_use(connection):
    assert cells(connection)["2026-03-02", 0] == (1, 1)
    assert cells(connection, changed={"adoption.week_needs": 2})["2026-02-16", 2] == (1, 1)


@pytest.mark.parametrize(
    ("as_of", "weeks"), [("2026-01-22", [0, 1]), ("2026-01-23", [0, 1, 2]), ("2026-01-24", [0, 1, 2])]
)
def test_a_week_that_is_not_over_has_no_cell_and_is_not_zero(connection, as_of, weeks):
    found = cells(connection, as_of=as_of)
    assert [week for cohort, week in found if cohort == "2026-01-05"] == weeks


def test_weeks_pool_only_the_cohorts_that_have_reached_them(connection):
    """As of February 6 the cohort of January 5 has had four later weeks, that of January 12 three."""
    pooled = measured(connection, "retention_rate", "weeks_since", of=scope(as_of="2026-02-06"))
    assert [(row.numerator, row.denominator) for row in pooled.frame.itertuples()] == [
        (2 + 1, 2 + 1),
        (1 + 0, 2 + 1),
        (1 + 0, 2 + 1),
        (0 + 0, 2 + 1),
        (0, 2),
    ]


def test_without_weeks_in_the_split_all_later_weeks_are_taken_together(connection):
    row = measured(connection, "retention_rate", of=scope(as_of="2026-01-30")).row()
    assert (row["numerator"], row["denominator"]) == (1 + 1 + 0, 2 * 3 + 1 * 2)
    assert row["people_count"] == 2 + 1


def test_a_cohort_is_of_the_first_use_ever_and_not_of_the_first_in_the_period(connection):
    found = cells(connection, first="2026-01-12")
    assert {cohort for cohort, _ in found} == {"2026-01-12", "2026-03-02"}


def test_each_tool_has_cohorts_of_its_own(connection):
    frame = measured(connection, "retention_rate", "tool", "cohort", "weeks_since").frame
    began = frame[frame["weeks_since"] == 0]
    assert [(row.tool, str(row.cohort), row.denominator) for row in began.itertuples()] == [
        ("Canvas", "2026-01-05", 2),
        ("Canvas", "2026-01-12", 1),
        ("Canvas", "2026-03-02", 1),
        ("Nearpod", "2026-03-09", 1),
    ]


def test_school_and_grade_level_are_those_of_the_first_week(connection):
    schools = measured(connection, "retention_rate", "school", "weeks_since", of=scope(as_of="2026-01-16"))
    assert [schools.row(school_id=school, weeks_since=0)["denominator"] for school in ("elm", "oak")] == [1, 2]


def test_without_anybody_who_began_nothing_is_measured(tmp_path):
    with district(tmp_path, stays=STAYS) as connection:
        assert measured(connection, "retention_rate").row()["status"] == "not measured"
        assert measured(connection, "retention_rate", "weeks_since").frame.empty


def test_a_principal_follows_those_who_began_at_her_school_and_only_there(tmp_path):
    moved = STAYS.replace(
        "3         | elm       | 03          | student | 2026-01-05 | 2026-03-28",
        "3         | elm       | 03          | student | 2026-01-05 | 2026-02-01\n"
        "    3         | oak       | 03          | student | 2026-02-01 | 2026-03-28",
    )
    hers = scope(entitlement=Entitlement(frozenset({"elm"})))
    with district(tmp_path, stays=moved, use=USE) as connection:
        district_wide = measured(connection, "retention_rate", "cohort", "weeks_since")
        seen = measured(connection, "retention_rate", "cohort", "weeks_since", of=hers)
    assert district_wide.row(cohort=seen.frame["cohort"][0], weeks_since=5)["numerator"] == 1
    assert seen.row(cohort=seen.frame["cohort"][0], weeks_since=5)["numerator"] == 0
