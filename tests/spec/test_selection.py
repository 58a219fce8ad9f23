"""Adoption by way of selection, told as examples: equal exposure, three ways, and the article's two figures."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.records.kinds import Route
from metrics import policy
from metrics.definition import Result
from metrics.early_adoption_rate import last_day
from metrics.selection import against, by_route
from tests.spec.use import SCHOOL_DAYS, district, measured, scope

POLICY = policy.load()
TERM = {"starts_on": date(2026, 1, 5), "ends_on": date(2026, 3, 28)}
TEN = {"selection.exposure": 10}
FIRST, TENTH, ELEVENTH = SCHOOL_DAYS[0], SCHOOL_DAYS[9], SCHOOL_DAYS[10]
LOGGED = [{"day": FIRST, "tool_id": 1, "match": "matched", "event_count": 1}]


def students(count: int, **words: object) -> list[dict]:
    stay = {"school_id": "oak", "grade_level": "03", "role": "student", "is_home": True, **TERM, **words}
    return [{"person_id": number, **stay} for number in range(1, count + 1)]


def entitled(count: int, *, tool_id: int = 1, **term: date) -> list[dict]:
    return [{"tool_id": tool_id, "person_id": number, **TERM, **term} for number in range(1, count + 1)]


def used(person_id: int, day: date, **words: int) -> dict:
    return {"person_id": person_id, "day": day, **words}


@pytest.fixture
def adoption(tmp_path):
    """Of Canvas, for people to whom it opened on the first school day and with ten days of exposure."""

    def row(rights: list[dict], use: list[dict], *, as_of: str = "2026-03-27", stays: list[dict] | None = None):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        with district(folder, stays=stays or students(20), use=use, entitlements=rights, match_days=LOGGED) as store:
            return measured(store, "early_adoption_rate", of=scope(as_of=as_of), changed=TEN).row(tool="Canvas")

    return row


@pytest.mark.parametrize(("day", "counts"), [(FIRST, 1), (TENTH, 1), (ELEVENTH, 0)])
def test_first_use_counts_up_to_the_last_day_of_exposure(adoption, day: date, counts: int):
    row = adoption(entitled(4), [used(1, day)])
    assert (row["numerator"], row["denominator"]) == (counts, 4)


@pytest.mark.parametrize(("as_of", "is_measured"), [(SCHOOL_DAYS[8], False), (TENTH, True), (ELEVENTH, True)])
def test_who_has_not_had_all_the_days_yet_counts_in_neither_number(adoption, as_of: date, is_measured: bool):
    row = adoption(entitled(4), [used(1, FIRST)], as_of=f"{as_of}")
    assert (row["status"] == "measured") is is_measured
    assert pd.isna(row["value"]) is not is_measured


@pytest.mark.parametrize(
    ("leaves_on", "counted"), [(SCHOOL_DAYS[8], 0), (TENTH, 0), (date(2026, 1, 17), 1), (ELEVENTH, 1)]
)
def test_who_lost_the_tool_before_the_last_day_counts_in_neither_number(adoption, leaves_on: date, counted: int):
    short = [{"tool_id": 1, "person_id": 5, **TERM, "ends_on": leaves_on}]
    assert adoption([*entitled(4), *short], [used(5, FIRST)])["denominator"] == 4 + counted


def test_a_latecomer_has_as_many_days_as_everybody(adoption):
    late = [{"tool_id": 1, "person_id": 5, **TERM, "starts_on": ELEVENTH}]
    assert adoption([*entitled(4), *late], [used(5, SCHOOL_DAYS[19])])["numerator"] == 1
    assert adoption([*entitled(4), *late], [used(5, SCHOOL_DAYS[20])])["numerator"] == 0


def test_a_login_alone_is_no_use(adoption):
    assert adoption(entitled(4), [used(1, FIRST, event_count=0)])["numerator"] == 0


def test_the_last_day_is_counted_from_the_first_school_day_on():
    assert last_day(SCHOOL_DAYS, opened_on=date(2026, 1, 10), exposure=1) == date(2026, 1, 12)
    assert last_day(SCHOOL_DAYS, opened_on=SCHOOL_DAYS[-1], exposure=2) is None


def of_tools(**counts: tuple[int, int]) -> Result:
    """Early adoption of these tools, as the catalogue would give it."""
    rows = [
        {"tool": tool, "numerator": part, "denominator": whole, "value": part / whole, "status": "measured"}
        for tool, (part, whole) in counts.items()
    ]
    from metrics.catalogue import METRICS

    metric = METRICS["early_adoption_rate"]
    return Result(metric, scope(), ("tool",), pd.DataFrame(rows), date(2026, 3, 27), "000001-a")


def test_the_tools_of_one_way_are_added_up():
    result = of_tools(a=(10, 100), b=(20, 100), c=(60, 100), d=(99, 100))
    routes = dict.fromkeys("abc", Route.MANDATED) | {"d": Route.MIXED}
    found = by_route(result, routes, policy=POLICY)
    mandated = found.row(route="mandated")
    assert (mandated["numerator"], mandated["denominator"], mandated["value"]) == (90, 300, 0.3)
    assert (mandated["tool_count"], mandated["against_reference"]) == (3, "below")


@pytest.mark.parametrize(("tool_count", "status"), [(0, "not measured"), (2, "not measured"), (3, "measured")])
def test_two_tools_of_one_way_are_too_few_to_compare(tool_count: int, status: str):
    tools = "abcd"
    routes = dict.fromkeys(tools[:tool_count], Route.COLLABORATIVE)
    found = by_route(of_tools(**dict.fromkeys(tools, (50, 100))), routes, policy=POLICY)
    row = found.row(route="collaborative")
    assert row["status"] == status
    assert row["tool_count"] == tool_count
    assert found.row(route="mixed")["note"] == "0 of the 3 tools that it takes"


def test_a_hidden_tool_is_neither_added_up_nor_counted():
    result = of_tools(a=(50, 100), b=(50, 100), c=(50, 100), d=(1, 2))
    result.frame.loc[3, ["numerator", "denominator", "value", "status"]] = [None, None, None, "too few to show"]
    found = by_route(result, dict.fromkeys("abcd", Route.MIXED), policy=POLICY)
    assert (found.row(route="mixed")["denominator"], found.row(route="mixed")["tool_count"]) == (300, 3)
    assert found.notes[-1] == "Too few people to show: d."


def test_a_tool_of_which_nobody_said_how_it_was_chosen_is_named():
    found = by_route(of_tools(a=(50, 100), b=(1, 100)), {"a": Route.MIXED}, policy=POLICY)
    assert found.notes[-1] == "Nobody has said how it was chosen: b."
    assert "Mixed is not compared: it has 1 of the 3 tools that it takes." in found.notes


@pytest.mark.parametrize(
    ("route", "adopted", "where"),
    [
        (Route.MANDATED, 399, "below"),
        (Route.MANDATED, 400, "at"),
        (Route.MANDATED, 401, "above"),
        (Route.COLLABORATIVE, 849, "below"),
        (Route.COLLABORATIVE, 850, "at"),
        (Route.COLLABORATIVE, 851, "above"),
        (Route.MIXED, 850, None),
    ],
)
def test_a_share_lies_above_at_or_below_the_articles_figure(route: Route, adopted: int, where: str | None):
    assert against(adopted, 1000, route=route, policy=POLICY) == where


@given(part=st.integers(0, 10_000), whole=st.integers(1, 10_000))
def test_no_share_is_said_to_reach_a_figure_by_rounding(part: int, whole: int):
    part = min(part, whole)
    where = against(part, whole, route=Route.COLLABORATIVE, policy=POLICY)
    assert (where == "at") is (Fraction(part, whole) == Fraction(85, 100))
