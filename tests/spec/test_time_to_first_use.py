"""Time to first use, told as examples: school days until half of those who may use a tool have used it."""

from __future__ import annotations

from datetime import date

import pytest

from data_layer.scope import Entitlement
from tests.building import school_days
from tests.spec.use import district, measured, scope

STAYS = """
    person_id | school_id | grade_level | role    | starts_on  | ends_on    | is_home
    1         | oak       | 03          | student | 2026-01-05 | 2026-03-28 | true
    2         | oak       | 03          | student | 2026-01-05 | 2026-03-28 | true
    3         | oak       | 04          | student | 2026-01-12 | 2026-03-28 | true
    4         | elm       | 04          | student | 2026-01-05 | 2026-01-21 | true
    5         | elm       |             | teacher | 2026-01-05 | 2026-03-28 | true
    5         | oak       |             | teacher | 2026-01-05 | 2026-03-28 | false
"""


def entitled(*people: int, starts_on: str = "2026-01-05", ends_on: str = "2026-03-28", tool: int = 1) -> list[dict]:
    span = {"starts_on": date.fromisoformat(starts_on), "ends_on": date.fromisoformat(ends_on)}
    return [{"tool_id": tool, "person_id": person, "basis": "seat", **span} for person in people]


def first_use(person: int, day: str, *, tool: int = 1) -> dict:
    return {"day": date.fromisoformat(day), "person_id": person, "tool_id": tool}


def wait_of(tmp_path, *, opened_on: str, used_on: str) -> float:
    """The school days that one person waited."""
    access = entitled(1, starts_on=opened_on)
    with district(tmp_path, stays=STAYS, use=[first_use(1, used_on)], entitlements=access) as connection:
        return measured(connection, "time_to_first_use").row()["value"]


@pytest.mark.parametrize(
    ("opened_on", "used_on", "school_days_passed"),
    [
        ("2026-01-05", "2026-01-05", 0),
        ("2026-01-05", "2026-01-06", 1),
        ("2026-01-05", "2026-01-12", 5),
        ("2026-01-10", "2026-01-12", 0),  # from a Saturday to the first school day after it
        ("2026-01-16", "2026-01-20", 1),  # over a long weekend
        ("2026-01-12", "2026-01-07", 0),  # it had been used before
    ],
)
def test_the_clock_counts_the_school_days_that_passed_without_use(tmp_path, opened_on, used_on, school_days_passed):
    assert wait_of(tmp_path, opened_on=opened_on, used_on=used_on) == school_days_passed


def test_the_clock_of_a_latecomer_begins_with_their_enrollment(tmp_path):
    access = entitled(3, starts_on="2026-01-05")
    with district(tmp_path, stays=STAYS, use=[first_use(3, "2026-01-14")], entitlements=access) as connection:
        assert measured(connection, "time_to_first_use").row()["value"] == 2  # since January 12


def test_half_who_used_it_make_the_median(tmp_path):
    use = [first_use(1, "2026-01-06"), first_use(2, "2026-01-08")]
    with district(tmp_path, stays=STAYS, use=use, entitlements=entitled(1, 2, 3, 5)) as connection:
        row = measured(connection, "time_to_first_use").row()
    assert (row["numerator"], row["denominator"], row["value"]) == (2, 4, 3)
    assert (row["share_adopted"], row["event_count"], row["censored_count"]) == (2 / 4, 2, 2)


def test_while_fewer_than_half_have_used_it_the_median_is_not_reached(tmp_path):
    use = [first_use(1, "2026-01-06")]
    with district(tmp_path, stays=STAYS, use=use, entitlements=entitled(1, 2, 3)) as connection:
        row = measured(connection, "time_to_first_use").row()
    assert (row["status"], row["note"]) == ("measured", "not reached")
    assert row["value"] != row["value"]


def test_somebody_who_left_counts_as_long_as_they_were_there(tmp_path):
    """Dan leaves after 12 school days, unused; of the two who stay, one uses it on day 20 and is half of those left."""
    use = [first_use(1, "2026-02-03")]
    with district(tmp_path, stays=STAYS, use=use, entitlements=entitled(1, 2, 4)) as connection:
        row = measured(connection, "time_to_first_use").row()
    assert (row["value"], row["event_count"], row["censored_count"]) == (20, 1, 2)


def test_use_after_as_of_has_not_happened_yet(tmp_path):
    use = [first_use(1, "2026-01-06"), first_use(2, "2026-02-10")]
    with district(tmp_path, stays=STAYS, use=use, entitlements=entitled(1, 2)) as connection:
        row = measured(connection, "time_to_first_use", of=scope(as_of="2026-02-09")).row()
    assert row["event_count"] == 1


def test_it_is_about_tools_that_opened_in_the_period(tmp_path):
    access = entitled(1, starts_on="2026-01-05") + entitled(2, starts_on="2026-02-02")
    use = [first_use(1, "2026-01-20"), first_use(2, "2026-02-04")]
    with district(tmp_path, stays=STAYS, use=use, entitlements=access) as connection:
        row = measured(connection, "time_to_first_use", of=scope("2026-02-01", "2026-02-28")).row()
        march = measured(connection, "time_to_first_use", of=scope("2026-03-01", "2026-03-27")).row()
    assert (row["denominator"], row["value"]) == (1, 2)
    assert march["status"] == "not measured"


@pytest.mark.parametrize(("as_of", "opened"), [("2026-01-30", False), ("2026-02-01", False), ("2026-02-02", True)])
def test_a_tool_that_opens_tomorrow_has_not_opened_yet(tmp_path, as_of, opened):
    with district(tmp_path, stays=STAYS, entitlements=entitled(1, starts_on="2026-02-02")) as connection:
        row = measured(connection, "time_to_first_use", of=scope(as_of=as_of)).row()
    assert (row["status"] == "measured") == opened


def test_somebody_who_changes_schools_goes_on_waiting(tmp_path):
    stays = """
        person_id | school_id | grade_level | role    | starts_on  | ends_on
        1         | oak       | 03          | student | 2026-01-05 | 2026-01-12
        1         | elm       | 03          | student | 2026-01-12 | 2026-03-28
    """
    access = entitled(1, ends_on="2026-01-12") + entitled(1, starts_on="2026-01-12")
    with district(tmp_path, stays=stays, use=[first_use(1, "2026-01-20")], entitlements=access) as connection:
        row = measured(connection, "time_to_first_use", "school").row(school_id="oak")
    assert (row["denominator"], row["event_count"], row["value"]) == (1, 1, 5 + 5)


def test_a_person_counts_once_at_each_school_and_once_in_the_district(tmp_path):
    with district(tmp_path, stays=STAYS, entitlements=entitled(5)) as connection:
        schools = measured(connection, "time_to_first_use", "school")
        assert schools.frame["denominator"].tolist() == [1, 1]
        assert measured(connection, "time_to_first_use").row()["denominator"] == 1


def test_each_tool_opens_for_itself(tmp_path):
    access = entitled(1, 2) + entitled(1, tool=2)
    use = [first_use(1, "2026-01-06"), first_use(1, "2026-01-09", tool=2)]
    with district(tmp_path, stays=STAYS, use=use, entitlements=access) as connection:
        result = measured(connection, "time_to_first_use", "tool")
        both = measured(connection, "time_to_first_use").row()
    assert [result.row(tool=tool)["value"] for tool in ("Canvas", "Nearpod")] == [1, 4]
    assert (both["denominator"], both["people_count"]) == (3, 2)


def test_a_principal_sees_those_to_whom_it_opened_at_her_school(tmp_path):
    hers = scope(entitlement=Entitlement(frozenset({"elm"})))
    with district(tmp_path, stays=STAYS, entitlements=entitled(1, 2, 3, 4)) as connection:
        assert measured(connection, "time_to_first_use", of=hers).row()["denominator"] == 1


MAINTAINED = (9, 13, "13+", 18, 23, "28+", 31, 34, "45+", 48, "161+")
NOT_MAINTAINED = (5, 5, 8, 8, 12, "16+", 23, 27, 30, 33, 43, 45)


def test_the_published_example_of_survival_in_leukemia(tmp_path):
    """Miller's aml data: medians 31 and 23. A mark + is somebody who was last seen then."""
    calendar = school_days(date(2025, 8, 4), date(2026, 6, 30))
    opens = [row["day"] for row in calendar if row["is_instructional"]]
    times = [("03", time) for time in MAINTAINED] + [("04", time) for time in NOT_MAINTAINED]
    stays, use = [], []
    for person, (grade, time) in enumerate(times):
        left = isinstance(time, str)
        day = opens[int(str(time).rstrip("+"))]
        stay = {"person_id": person, "school_id": "oak", "grade_level": grade, "role": "student"}
        stays.append({**stay, "starts_on": opens[0], "ends_on": day if left else date(2026, 7, 1)})
        use += [] if left else [{"day": day, "person_id": person}]
    access = [{"tool_id": 1, **{name: stay[name] for name in ("person_id", "starts_on", "ends_on")}} for stay in stays]
    period = scope("2025-08-04", "2026-06-30", as_of="2026-06-30")
    with district(tmp_path, stays=stays, use=use, entitlements=access, calendar_days=calendar) as connection:
        grades = measured(connection, "time_to_first_use", "grade_level", of=period)
    assert grades.row(grade_level="03")[["value", "event_count", "censored_count"]].tolist() == [31, 7, 4]
    assert grades.row(grade_level="04")[["value", "event_count", "censored_count"]].tolist() == [23, 11, 1]
