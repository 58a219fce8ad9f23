"""The sunset rule's figure: teachers with use among those employed all semester who could use the tool."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from tests.spec.use import DAYS as CALENDAR
from tests.spec.use import SCHOOL_DAYS, district, measured, scope

SPRING = "semester | 2025-26 S2 | Spring | 2026-01-05 | 2026-03-28"
PERIODS = f"""
    kind        | period_id  | label   | starts_on  | ends_on
    school_year | 2025-26    | 2025-26 | 2026-01-05 | 2026-03-28
    {SPRING}
"""
DAYS = [{**row, "semester_id": "2025-26 S2"} for row in CALENDAR]
FIRST, LAST = SCHOOL_DAYS[0], SCHOOL_DAYS[-1]
TERM = {"starts_on": FIRST, "ends_on": date(2026, 3, 28)}


def teachers(count: int, *, first: int = 1, role: str = "teacher", school: str = "oak", **term: date) -> list[dict]:
    stay = {"school_id": school, "grade_level": None, "role": role, **TERM, **term}
    return [{"person_id": first + place, **stay} for place in range(count)]


def entitled(count: int, *, first: int = 1, tool_id: int = 1, **term: date) -> list[dict]:
    return [{"tool_id": tool_id, "person_id": first + place, **TERM, **term} for place in range(count)]


def uses(person_id: int, *days: date, **words: int) -> list[dict]:
    return [{"person_id": person_id, "day": day, **words} for day in days]


def using(count: int, *days: date) -> list[dict]:
    return [row for person_id in range(1, count + 1) for row in uses(person_id, *(days or (FIRST,)))]


@pytest.fixture
def spring(tmp_path):
    """The row of Canvas in the one semester, for these people, rights and days of use."""

    def row(stays: list[dict], rights: list[dict], use: list[dict], *, changed: dict | None = None, **asked: object):
        tables = {"calendar_days": DAYS, "periods": PERIODS, "entitlements": rights}
        logged = [{"day": FIRST, "tool_id": 1, "match": "matched", "event_count": 1}]
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        with district(folder, stays=stays, use=use, match_days=logged, **tables) as connection:
            result = measured(connection, "teacher_utilization", of=scope(**asked), changed=changed)
        return result.row(tool="Canvas", semester="2025-26 S2")

    return row


@pytest.mark.parametrize(
    ("used", "base", "status"),
    [(3, 10, "met"), (2, 10, "not met"), (8, 27, "not met"), (9, 30, "met"), (0, 30, "not met"), (30, 30, "met")],
)
def test_a_tool_meets_the_target_from_exactly_thirty_percent_on(spring, used: int, base: int, status: str):
    row = spring(teachers(base), entitled(base), using(used))
    assert (row["numerator"], row["denominator"], row["status"]) == (used, base, status)


def test_a_district_may_set_a_target_of_its_own(spring):
    changed = {"sunset.teacher_utilization": 0.2}
    assert spring(teachers(10), entitled(10), using(2), changed=changed)["status"] == "met"


@pytest.mark.parametrize(("base", "status"), [(9, "inconclusive"), (10, "not met")])
def test_nine_teachers_are_too_few_for_the_rule(spring, base: int, status: str):
    assert spring(teachers(base), entitled(base), using(1))["status"] == status


def test_nobody_who_could_use_it_is_not_measured_and_not_zero(spring):
    row = spring(teachers(10), [], [])
    assert row["status"] == "not measured"
    assert pd.isna(row["value"])
    assert row["note"] == "no teacher could use it for long enough"


@pytest.mark.parametrize(
    ("term", "counted"),
    [
        ({}, 1),
        ({"starts_on": SCHOOL_DAYS[1]}, 0),
        ({"ends_on": LAST}, 0),
        ({"ends_on": date(2026, 3, 28)}, 1),
    ],
    ids=["whole semester", "from its second day", "until the day before its last", "until its last day"],
)
def test_only_teachers_employed_all_semester_count(spring, term: dict, counted: int):
    other = teachers(1, first=11, **term)
    assert spring([*teachers(10), *other], entitled(11), using(3))["denominator"] == 10 + counted


@pytest.mark.parametrize(
    ("term", "counted"),
    [
        ({"starts_on": SCHOOL_DAYS[-30]}, 1),
        ({"starts_on": SCHOOL_DAYS[-29]}, 0),
        ({"ends_on": LAST}, 0),
        ({"ends_on": date(2026, 3, 28)}, 1),
    ],
    ids=["for its last 30 school days", "for its last 29", "until the day before its last", "until its last day"],
)
def test_a_new_seat_has_the_same_grace_as_everywhere(spring, term: dict, counted: int):
    rights = [*entitled(10), *entitled(1, first=11, **term)]
    assert spring(teachers(11), rights, using(3))["denominator"] == 10 + counted


def test_last_years_contract_takes_nothing_from_this_years(spring):
    before = {"starts_on": date(2024, 8, 1), "ends_on": date(2025, 6, 1)}
    after = {"starts_on": date(2026, 8, 1), "ends_on": date(2027, 6, 1)}
    stays = [row for term in (before, {}, after) for row in teachers(10, **term)]
    rights = [row for term in (before, {}, after) for row in entitled(10, **term)]
    assert spring(stays, rights, using(3))["denominator"] == 10


def test_two_contracts_that_follow_each_other_cover_the_semester_together(spring):
    change = date(2026, 2, 1)
    rights = [*entitled(10, ends_on=change), *entitled(10, starts_on=change)]
    assert spring(teachers(10), rights, using(3))["denominator"] == 10


def test_a_gap_between_two_contracts_covers_nobody(spring):
    rights = [*entitled(10, ends_on=date(2026, 3, 1)), *entitled(10, starts_on=date(2026, 3, 2))]
    assert spring(teachers(10), rights, using(3))["status"] == "not measured"


def test_a_teacher_who_changed_schools_counts_once(spring):
    moved = date(2026, 2, 2)
    stays = [*teachers(9), *teachers(1, first=10, ends_on=moved), *teachers(1, first=10, school="elm", starts_on=moved)]
    assert spring(stays, entitled(10), using(3))["denominator"] == 10


def test_use_by_students_and_other_staff_does_not_count(spring):
    stays = [*teachers(10), *teachers(5, first=11, role="student"), *teachers(5, first=16, role="staff")]
    use = [row for person_id in range(11, 21) for row in uses(person_id, FIRST)]
    row = spring(stays, entitled(20), use)
    assert (row["numerator"], row["denominator"], row["status"]) == (0, 10, "not met")


def test_a_login_alone_and_a_weekend_are_no_use(spring):
    use = [*uses(1, FIRST, event_count=0), *uses(2, date(2026, 1, 10)), *uses(3, FIRST)]
    assert spring(teachers(10), entitled(10), use)["numerator"] == 1


def test_one_three_and_ten_days_stand_side_by_side(spring):
    use = [row for who, days in ((1, 10), (2, 9), (3, 3), (4, 2), (5, 1)) for row in uses(who, *SCHOOL_DAYS[:days])]
    row = spring(teachers(10), entitled(10), use)
    assert (row["1_day_count"], row["3_day_count"], row["10_day_count"]) == (5, 3, 1)
    assert row["numerator"] == 5
    changed = {"sunset.days_of_use": 3}
    assert spring(teachers(10), entitled(10), use, changed=changed)["numerator"] == 3


def test_a_semester_that_is_not_over_is_too_early_to_judge(spring):
    row = spring(teachers(10), entitled(10), using(2), as_of="2026-01-23")
    assert row["status"] == "not measured"
    assert row["note"] == "too early: 14 of 54 school days"


def test_a_semester_is_over_on_its_last_school_day(spring):
    assert spring(teachers(10), entitled(10), using(2), as_of="2026-03-26")["status"] == "not measured"
    assert spring(teachers(10), entitled(10), using(2), as_of="2026-03-27")["status"] == "not met"


def test_use_after_as_of_is_not_known(spring):
    use = [*using(2), *uses(3, LAST)]
    assert spring(teachers(10), entitled(10), use, as_of="2026-03-27")["numerator"] == 3


def test_a_tool_without_a_log_is_not_measured(tmp_path):
    tables = {"calendar_days": DAYS, "periods": PERIODS, "entitlements": entitled(10)}
    unlogged = "tool_id | name | has_log\n 1 | Canvas | false"
    with district(tmp_path, stays=teachers(10), tools=unlogged, **tables) as connection:
        row = measured(connection, "teacher_utilization").row(tool="Canvas")
    assert (row["status"], row["note"]) == ("not measured", "no log of its use was imported")


def test_a_semester_that_began_before_the_logs_is_not_measured(tmp_path):
    logged = [{"day": SCHOOL_DAYS[3], "tool_id": 1, "match": "matched", "event_count": 1}]
    tables = {"calendar_days": DAYS, "periods": PERIODS, "entitlements": entitled(10), "match_days": logged}
    with district(tmp_path, stays=teachers(10), use=using(2, SCHOOL_DAYS[3]), **tables) as connection:
        row = measured(connection, "teacher_utilization").row(tool="Canvas")
    assert (row["status"], row["note"]) == ("not measured", "no log reaches back to its beginning")


def test_too_few_teachers_are_hidden_like_any_small_group(spring):
    row = spring(teachers(9), entitled(9), using(3), changed={"privacy.smallest_staff_group": 10})
    assert row["status"] == "too few to show"
    assert row[["numerator", "denominator", "value", "1_day_count"]].isna().all()
