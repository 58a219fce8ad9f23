"""Feature utilization, told as examples: distinct people of whole months, what gathers dust, and what is new."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from datetime import date

import pandas as pd
import pytest

from metrics.definition import Result
from tests.spec.use import SCHOOL_DAYS, TOOLS, district, measured, scope

AS_OF = SCHOOL_DAYS[-1]  # March 27
SHOWN_FROM_TEN = {"privacy.smallest_group": 10}


def stays(count: int, *, first: int = 1, school: str = "oak", grade: str = "03") -> list[dict]:
    stay = {"school_id": school, "grade_level": grade, "role": "student"}
    stay |= {"starts_on": date(2026, 1, 5), "ends_on": date(2026, 3, 28)}
    return [{"person_id": number, **stay} for number in range(first, first + count)]


def days_ago(school_day_count: int) -> date:
    """The school day that lies so many school days before as-of."""
    return SCHOOL_DAYS[-1 - school_day_count]


@contextmanager
def used(tmp_path, people: list[dict], features: list[tuple[str, date, range]], *, active: list[tuple] = ()):
    """A district in which these people used these features of Canvas on a day; `active`: and without any feature."""
    home = {stay["person_id"]: stay for stay in people}
    uses = [{"person_id": number, "day": day} for _, day, numbers in (*features, *active) for number in numbers]
    where = {
        number: {name: stay[name] for name in ("school_id", "grade_level", "role")} for number, stay in home.items()
    }
    events = [
        {"person_id": number, "day": day, "feature": feature, "tool_id": 1, **where[number]}
        for feature, day, numbers in features
        for number in numbers
    ]
    months = [
        {name: value for name, value in event.items() if name != "day"} | {"month": event["day"].replace(day=1)}
        for event in events
    ]
    keys = ("day", "tool_id", "feature", "school_id", "grade_level", "role")
    counts = Counter(tuple(event[key] for key in keys) for event in events)
    days = [dict(zip((*keys, "people_count"), (*key, count), strict=True)) for key, count in counts.items()]
    tables = {"feature_months": list({tuple(row.items()): row for row in months}.values()), "feature_days": days}
    unique = list({(use["person_id"], use["day"]): use for use in uses}.values())
    with district(tmp_path, stays=people, use=unique, **tables) as connection:
        yield connection


def state(result: Result, feature: str, **groups: object) -> str | None:
    found = result.row(tool="Canvas", feature=feature, **groups)["state"]
    return None if pd.isna(found) else found


def test_the_users_of_a_feature_out_of_the_users_of_the_tool_each_once(tmp_path):
    features = [
        ("Quiz", days_ago(2), range(1, 5)),
        ("Quiz", days_ago(1), range(3, 7)),
        ("Page", days_ago(1), range(1, 2)),
    ]
    with used(tmp_path, stays(20), features, active=[("", days_ago(3), range(7, 13))]) as connection:
        result = measured(connection, "feature_utilization")
    quiz, page = (result.row(tool="Canvas", feature=name) for name in ("Quiz", "Page"))
    assert (quiz["numerator"], quiz["denominator"], quiz["value"]) == (6, 12, 0.5)
    assert (page["numerator"], page["denominator"]) == (1, 12)
    assert result.frame["feature"].tolist() == ["Quiz", "Page"], "the most used one stands first"


def test_a_month_counts_its_own_people_and_whole(tmp_path):
    features = [("Quiz", date(2026, 1, 6), range(1, 4)), ("Quiz", date(2026, 3, 4), range(2, 8))]
    with used(tmp_path, stays(20), features) as connection:
        result = measured(connection, "feature_utilization", "month", of=scope("2026-01-20", "2026-03-27"))
    rows = {row["month"]: (row["numerator"], row["denominator"]) for row in result.frame.to_dict("records")}
    assert rows == {date(2026, 1, 1): (3, 3), date(2026, 2, 1): (0, 0), date(2026, 3, 1): (6, 6)}
    assert result.frame.set_index("month")["status"][date(2026, 2, 1)] == "not measured", "0 of 0 is no share"


@pytest.mark.parametrize(("last_used", "found"), [(29, None), (30, "gathers dust"), (31, "gathers dust")])
def test_thirty_school_days_without_any_user_are_dust(tmp_path, last_used, found):
    features = [("Quiz", days_ago(last_used), range(1, 13)), ("Page", days_ago(5), range(1, 13))]
    with used(tmp_path, stays(20), features) as connection:
        result = measured(connection, "feature_utilization", changed={"features.new_for": 0})
    assert (state(result, "Quiz"), state(result, "Page")) == (found, None)


@pytest.mark.parametrize(("active_count", "found"), [(9, None), (10, "gathers dust"), (11, "gathers dust")])
def test_dust_is_said_only_where_ten_people_used_the_tool(tmp_path, active_count, found):
    features = [("Quiz", days_ago(40), range(1, 13)), ("Page", days_ago(5), range(1, 1 + active_count))]
    with used(tmp_path, stays(20), features) as connection:
        assert state(measured(connection, "feature_utilization"), "Quiz") == found


@pytest.mark.parametrize(("first_used", "found"), [(28, "new"), (29, "new"), (30, None)])
def test_a_feature_is_new_for_less_than_thirty_school_days(tmp_path, first_used, found):
    with used(tmp_path, stays(20), [("Quiz", days_ago(first_used), range(1, 2))]) as connection:
        assert state(measured(connection, "feature_utilization"), "Quiz") == found


def test_what_is_new_to_the_district_gathers_no_dust_at_a_school_that_has_not_found_it(tmp_path):
    people = stays(12) + stays(12, first=21, school="elm", grade="04")
    features = [
        ("Quiz", days_ago(3), range(1, 13)),
        ("Page", days_ago(2), range(21, 33)),
        ("Page", days_ago(40), range(1, 2)),
    ]
    with used(tmp_path, people, features) as connection:
        result = measured(connection, "feature_utilization", "school")
    assert state(result, "Quiz", school_id="elm") == "new"
    assert state(result, "Page", school_id="oak") == "gathers dust"
    assert state(result, "Page", school_id="elm") is None


@pytest.mark.parametrize(("active_count", "is_hidden"), [(9, True), (10, False)])
def test_a_cell_about_fewer_than_ten_people_is_hidden_with_its_state(tmp_path, active_count, is_hidden):
    features = [("Quiz", days_ago(40), range(1, 1 + active_count)), ("Page", days_ago(5), range(1, 1 + active_count))]
    with used(tmp_path, stays(20), features) as connection:
        result = measured(connection, "feature_utilization", changed=SHOWN_FROM_TEN)
    rows = result.frame[result.frame["tool"] == "Canvas"]
    assert (rows["status"] == "too few to show").tolist() == [is_hidden] * 2
    assert rows["numerator"].isna().tolist() == [is_hidden] * 2
    assert not is_hidden or rows["state"].isna().all()


def test_a_school_without_users_looks_like_one_with_nine(tmp_path):
    people = stays(30) + stays(20, first=41, school="elm", grade="04")
    with used(tmp_path, people, [("Quiz", days_ago(2), range(1, 31))]) as connection:
        result = measured(connection, "feature_utilization", "grade_level", changed=SHOWN_FROM_TEN)
    assert result.row(tool="Canvas", feature="Quiz", grade_level="04")["status"] == "too few to show"


def test_a_day_in_the_future_of_the_question_is_not_known(tmp_path):
    features = [
        ("Quiz", days_ago(45), range(1, 13)),
        ("Quiz", days_ago(1), range(1, 13)),
        ("Page", days_ago(1), range(1, 2)),
    ]
    active = [("", days_ago(10), range(1, 13))]
    asked = scope(last="2026-02-27", as_of="2026-02-27")
    with used(tmp_path, stays(20), features, active=active) as connection:
        result = measured(connection, "feature_utilization", of=asked)
    assert set(result.frame["feature"]) == {"Quiz"}


def test_a_tool_without_a_log_has_no_features_and_is_named(tmp_path):
    tools = TOOLS.replace("Nearpod | true", "Nearpod | false")
    with district(tmp_path, stays=stays(12), tools=tools) as connection:
        result = measured(connection, "feature_utilization")
    assert result.frame.empty
    assert any("Nearpod" in note for note in result.notes)
