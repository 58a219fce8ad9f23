"""Stickiness, told as examples: the mean people of a school day over the people of the month."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from tests.spec.use import SCHOOL_DAYS, days, district, measured, scope

SATURDAY = date(2026, 1, 10)
JANUARY = {"first": "2026-01-01", "last": "2026-01-31"}
STAYS = """
    person_id | school_id | grade_level | role    | starts_on  | ends_on
    1         | oak       | 03          | student | 2026-01-05 | 2026-03-28
    2         | oak       | 04          | student | 2026-01-05 | 2026-03-28
    3         | elm       | 03          | student | 2026-01-05 | 2026-03-28
"""


def came(person: int, *on: object, tool: int = 1) -> list[dict]:
    return [{"day": day, "person_id": person, "tool_id": tool} for day in on]


def test_daily_over_monthly_people(tmp_path):
    january = days("2026-01-05", "2026-01-30")
    with district(tmp_path, stays=STAYS, use=came(1, *january) + came(2, january[0])) as connection:
        row = measured(connection, "stickiness", of=scope(**JANUARY)).row()
    assert len(january) == 19
    assert (row["numerator"], row["denominator"]) == ((19 + 1) / 19, 2)
    assert row["value"] == pytest.approx((19 + 1) / 19 / 2)


def test_whoever_comes_every_school_day_is_exactly_one(tmp_path):
    with district(tmp_path, stays=STAYS, use=came(1, *SCHOOL_DAYS)) as connection:
        assert measured(connection, "stickiness").row()["value"] == 1
        assert measured(connection, "stickiness", "month").frame["value"].tolist() == [1, 1, 1]


def test_a_weekend_adds_people_to_the_month_and_none_to_its_school_days(tmp_path):
    use = came(1, *days("2026-01-05", "2026-01-30")) + came(2, SATURDAY)
    with district(tmp_path, stays=STAYS, use=use) as connection:
        assert measured(connection, "stickiness", of=scope(**JANUARY)).row()["value"] == 1 / 2


def test_several_months_count_by_their_school_days(tmp_path):
    """Two people in every day of January (19), one of three in each day of February (17)."""
    february = days("2026-02-02", "2026-02-27")
    use = came(1, *days("2026-01-05", "2026-01-30"), *february) + came(2, *days("2026-01-05", "2026-01-30"))
    use += came(2, february[0]) + came(3, february[0])
    with district(tmp_path, stays=STAYS, use=use) as connection:
        row = measured(connection, "stickiness", of=scope("2026-01-01", "2026-02-28")).row()
    assert row["value"] == pytest.approx((2 * 19 + 17 + 2) / (2 * 19 + 3 * 17))


@pytest.mark.parametrize(("daily", "monthly", "shown"), [(330, 1000, 0.33), (15_000, 50_000, 0.30)])
def test_the_published_examples(tmp_path, daily, monthly, shown):
    """330 of 1,000, and 15,000 of 50,000, as people who write about DAU / MAU put it."""
    stays = [
        {"person_id": person, "school_id": "oak", "grade_level": "03", "role": "student"}
        | {"starts_on": SCHOOL_DAYS[0], "ends_on": scope().period_end}
        for person in range(monthly)
    ]
    week = days("2026-01-05", "2026-01-09")
    place = {"tool_id": 1, "school_id": "oak", "grade_level": "03", "role": "student", "is_active": True}
    use = pd.DataFrame(
        [(day, person) for day in week for person in range(daily)]
        + [(SATURDAY, person) for person in range(daily, monthly)],
        columns=["day", "person_id"],
    ).assign(login_count=1, event_count=1, **place)
    use["is_instructional"] = use["day"].isin(week)
    with district(tmp_path, stays=stays, usage_days=use) as connection:
        row = measured(connection, "stickiness", of=scope("2026-01-05", "2026-01-11")).row()
    assert (row["numerator"], row["denominator"], row["value"]) == (daily, monthly, shown)


def test_a_month_in_which_nobody_came_is_not_measured(tmp_path):
    with district(tmp_path, stays=STAYS, use=came(1, *days("2026-01-05", "2026-01-30"))) as connection:
        row = measured(connection, "stickiness", of=scope("2026-02-01", "2026-02-28")).row()
        by_tool = measured(connection, "stickiness", "tool", of=scope(**JANUARY))
    assert (row["status"], row["people_count"]) == ("not measured", 0)
    assert by_tool.row(tool="Canvas")["value"] == 1
    assert by_tool.row(tool="Nearpod")["status"] == "not measured"


@pytest.mark.parametrize(("as_of", "is_measured"), [("2026-01-08", False), ("2026-01-09", True), ("2026-01-12", True)])
def test_a_month_stands_for_itself_from_its_fifth_school_day(tmp_path, as_of, is_measured):
    with district(tmp_path, stays=STAYS, use=came(1, *days("2026-01-05", "2026-01-30"))) as connection:
        row = measured(connection, "stickiness", of=scope(**JANUARY, as_of=as_of)).row()
    assert (row["status"] == "measured") == is_measured
