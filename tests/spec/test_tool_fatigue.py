"""Tool fatigue, told as examples: which tools are new to a teacher in a semester, and how many are too many."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from tests.spec.use import DAYS, district, measured, scope

FALL, SPRING = "2025-26 S1", "2025-26 S2"
PERIODS = f"""
    kind     | period_id | label  | starts_on  | ends_on
    semester | {FALL}    | Fall   | 2025-08-18 | 2025-12-20
    semester | {SPRING}  | Spring | 2026-01-05 | 2026-03-28
"""
CALENDAR = [{**row, "semester_id": SPRING} for row in DAYS]
TERM = {"starts_on": date(2025, 8, 18), "ends_on": date(2026, 6, 1)}
TOOLS = [{"tool_id": number, "name": f"Tool {number}", "has_log": True} for number in range(1, 8)]
MONDAY = date(2026, 1, 5)


def teachers(count: int, *, first: int = 1, school: str = "oak", role: str = "teacher", **term: date) -> list[dict]:
    stay = {"school_id": school, "grade_level": None, "role": role, "is_home": True, **TERM, **term}
    return [{"person_id": first + place, **stay} for place in range(count)]


def contracts(*starts: date, school: str | None = None, first: int = 1) -> list[dict]:
    """A contract of one tool after another, each from one of these days on."""
    term = {"school_id": school, "ends_on": date(2026, 6, 30)}
    return [{"contract_id": n, "tool_id": n, "starts_on": day, **term} for n, day in enumerate(starts, first)]


def rights(people: range | list[int], tool_ids: range | list[int], **term: date) -> list[dict]:
    return [{"person_id": who, "tool_id": tool, **TERM, **term} for who in people for tool in tool_ids]


@pytest.fixture
def measure(tmp_path):
    """The figure for these contracts and ten teachers of Oak who may use every tool, unless the example says else."""

    def row(bought: list[dict], *by: str, name: str = "tool_fatigue", changed: dict | None = None, **tables):
        asked = scope(as_of=tables.pop("as_of", "2026-03-27"))
        tables = {"stays": teachers(10), "entitlements": rights(range(1, 11), range(1, 8)), **tables}
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        drawn = {"calendar_days": CALENDAR, "periods": PERIODS, "tools": TOOLS, "contracts": bought, **tables}
        with district(folder, **drawn) as connection:
            return measured(connection, name, *by, of=asked, changed=changed)

    return row


@pytest.mark.parametrize(
    ("tool_count", "alarm", "amber"), [(0, 0, 0), (2, 0, 0), (3, 0, 10), (4, 0, 10), (5, 10, 0), (6, 10, 0)]
)
def test_three_new_tools_are_marked_and_five_are_too_many(measure, tool_count: int, alarm: int, amber: int):
    old = contracts(date(2024, 8, 1), first=7)
    row = measure([*old, *contracts(*[MONDAY] * tool_count)]).row(semester=SPRING)
    assert (row["numerator"], row["denominator"], row["amber_count"]) == (alarm, 10, amber)
    assert row["most_tool_count"] == tool_count


def test_a_district_may_draw_the_lines_elsewhere(measure):
    row = measure(contracts(MONDAY, MONDAY), changed={"fatigue.amber_from": 1, "fatigue.alarm_from": 2})
    assert row.row(semester=SPRING)["numerator"] == 10


@pytest.mark.parametrize(
    ("went_live_on", "is_new"),
    [
        (date(2025, 12, 19), False),  # the last day of the semester before
        (date(2025, 12, 20), True),  # in the break, and so met on the first day
        (date(2026, 1, 5), True),  # the first day
        (date(2026, 3, 27), True),  # the last day
        (date(2026, 3, 28), False),  # after it
    ],
)
def test_a_tool_is_new_in_the_semester_it_went_live_in_or_before_which_it_came_in_the_break(
    measure, went_live_on: date, is_new: bool
):
    assert measure(contracts(went_live_on)).row(semester=SPRING)["most_tool_count"] == is_new


def test_what_comes_after_as_of_is_not_known_yet(measure):
    known = measure(contracts(date(2026, 2, 10)), as_of="2026-02-09").row(semester=SPRING)
    assert known["most_tool_count"] == 0
    assert measure(contracts(date(2026, 2, 10)), as_of="2026-02-10").row(semester=SPRING)["most_tool_count"] == 1


def test_a_renewal_is_no_new_tool(measure):
    renewed = [*contracts(date(2024, 8, 1)), *contracts(MONDAY)]
    assert measure(renewed).row(semester=SPRING)["most_tool_count"] == 0


def test_a_tool_that_was_used_at_the_school_before_its_contract_is_no_new_tool(measure):
    use = [{"person_id": 2, "day": date(2025, 12, 1)}]
    assert measure(contracts(MONDAY), use=use).row(semester=SPRING)["most_tool_count"] == 0


def test_a_tool_that_another_school_had_before_is_new_here(measure):
    bought = [*contracts(date(2024, 8, 1), school="elm"), *contracts(MONDAY, school="oak")]
    assert measure(bought).row(semester=SPRING)["most_tool_count"] == 1


def test_who_teaches_at_two_schools_has_the_tools_of_both_and_counts_in_both(measure):
    floating = [{**row, "is_home": False} for row in teachers(1, school="elm")]
    bought = [*contracts(MONDAY, school="oak"), *contracts(MONDAY, MONDAY, school="elm", first=2)]
    may_use = [*rights(range(1, 11), [1]), *rights([1], [2, 3])]
    result = measure(bought, "school", stays=[*teachers(10), *floating], entitlements=may_use)
    oak, elm = (result.row(semester=SPRING, school_id=school) for school in ("oak", "elm"))
    assert (oak["denominator"], oak["most_tool_count"]) == (10, 3)
    assert (elm["denominator"], elm["most_tool_count"]) == (1, 3)


def test_a_tool_that_was_here_before_is_not_new_to_who_comes_to_it(measure):
    bought = contracts(date(2024, 8, 1))
    came = rights(range(1, 11), [1], starts_on=date(2026, 2, 2))
    assert measure(bought, entitlements=came).row(semester=SPRING)["most_tool_count"] == 0


def test_a_tool_that_a_teacher_may_not_use_is_none_of_theirs(measure):
    may_use = rights(range(1, 4), range(1, 6))
    row = measure(contracts(*[MONDAY] * 5), entitlements=may_use).row(semester=SPRING)
    assert (row["numerator"], row["denominator"]) == (3, 10)


def test_students_and_other_staff_are_no_teachers(measure):
    stays = [*teachers(10), *teachers(5, first=11, role="student"), *teachers(5, first=16, role="staff")]
    row = measure(contracts(*[MONDAY] * 5), stays=stays, entitlements=rights(range(1, 21), range(1, 6)))
    assert row.row(semester=SPRING)["denominator"] == 10


def test_the_bands_share_out_all_teachers(measure):
    may_use = [*rights([1], range(1, 6)), *rights([2, 3], range(1, 5)), *rights([4], [1, 2])]
    result = measure(contracts(*[MONDAY] * 5), name="new_tool_bands", entitlements=may_use)
    spring = result.frame[result.frame["semester"] == SPRING]
    bands = dict(zip(spring["band"], spring["numerator"], strict=True))
    assert bands == {"none": 6, "1-2": 1, "3-4": 2, "5 or more": 1}


@pytest.mark.parametrize(("teacher_count", "is_shown"), [(9, False), (10, True), (11, True)])
def test_fewer_than_ten_teachers_are_hidden(measure, teacher_count: int, is_shown: bool):
    stays = teachers(teacher_count)
    row = measure(contracts(MONDAY), stays=stays, changed={"privacy.smallest_staff_group": 10}).row(semester=SPRING)
    assert (row["status"] == "measured") is is_shown
    assert pd.isna(row["most_tool_count"]) is not is_shown


def test_a_hidden_school_cannot_be_worked_out_from_the_others(measure):
    stays = [*teachers(4), *teachers(12, first=5, school="elm")]
    result = measure(contracts(MONDAY), "school", stays=stays, changed={"privacy.smallest_staff_group": 10})
    spring = result.frame[result.frame["semester"] == SPRING]
    assert set(spring["status"]) == {"too few to show"}


def test_without_any_contract_or_seat_nothing_is_measured(measure):
    assert measure([], entitlements=[]).is_empty


def test_a_teacher_who_left_before_the_semester_is_none_of_its_teachers(measure):
    left = teachers(3, first=11, ends_on=MONDAY)
    stayed = teachers(3, first=14, ends_on=MONDAY + timedelta(days=1))
    row = measure(contracts(MONDAY), stays=[*teachers(10), *left, *stayed]).row(semester=SPRING)
    assert row["denominator"] == 13
