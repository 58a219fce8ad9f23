"""What may leave the district tells no share of nearly all or nearly none exactly, nor anything that would tell it."""

from __future__ import annotations

from datetime import date

import pytest

from data_layer.scope import Entitlement, Scope
from metrics import disclosure, policy
from metrics.cube import Cube
from metrics.profiles import profile, with_profile
from metrics.rows import Row
from tests.metrics.test_disclosure import metric

POLICY = policy.load()
DAYS = (date(2025, 8, 1), date(2026, 6, 1), date(2026, 3, 31))
SHARED = Scope(*DAYS, entitlement=Entitlement(is_shareable=True))


def answered(part: int, whole: int, **group: str) -> Row:
    figures = {"numerator": part, "denominator": whole, "value": part / whole, "lower": 0.1, "upper": 0.9}
    return {**group, **figures, "favorable_count": part, "people_count": whole, "status": "met", "verdict": "met"}


def shared(*rows: Row, scope: Scope = SHARED, by: tuple[str, ...] = (), rules=POLICY, **words: object) -> list[Row]:
    about = metric(is_about="people", **words)
    return disclosure.hide(rows, metric=about, groups=by, cube=Cube(about, scope, by, profile(rules)))


@pytest.mark.parametrize(
    ("part", "told"), [(38, "≥90%"), (36, "≥90%"), (35, None), (5, None), (4, "≤10%"), (0, "≤10%")]
)
def test_a_share_near_the_ends_is_told_as_a_range(part, told):
    (row,) = shared(answered(part, 40))
    assert row.get("told_as") == told


def test_what_would_tell_the_share_goes_with_it_and_the_base_and_the_verdict_stay():
    (row,) = shared(answered(39, 40))
    exact = {"numerator", "lower", "upper", "favorable_count"}
    assert not exact & {name for name, value in row.items() if value is not None}
    assert (row["value"], row["denominator"], row["status"], row["verdict"]) == (0.9, 40, "met", "met")


def test_none_and_a_few_look_the_same():
    assert shared(answered(0, 40)) == shared(answered(4, 40))


def test_inside_the_district_every_share_is_exact():
    (row,) = shared(answered(39, 40), scope=Scope(*DAYS))
    assert (row["value"], row["numerator"]) == (39 / 40, 39)


def test_seats_are_told_as_they_are():
    (row,) = shared(answered(39, 40), adds_over=("tool",))
    assert row["numerator"] == 39


def test_an_extreme_is_never_shared():
    (row,) = shared(answered(20, 40) | {"most_tool_count": 7}, extremes=("most_tool_count",))
    assert row["most_tool_count"] is None
    assert row["numerator"] == 20


def test_of_bands_that_share_a_group_out_the_smallest_exact_one_is_hidden_where_one_is_told_as_a_range():
    rows = shared(
        answered(2, 40, band="none"), answered(15, 40, band="1-2"), answered(23, 40, band="3-4"), by=("band",)
    )
    assert [row["status"] for row in rows] == ["met", "too few to show", "met"]
    assert [row.get("numerator") for row in rows] == [None, None, 23]


@pytest.mark.parametrize(("value", "told"), [(3.2, "≤4"), (4.0, "≤4"), (0, "≤4"), (5, None), (35, None), (36, "≥36")])
def test_a_count_of_nearly_all_or_nearly_none_is_told_as_a_range_of_people(value, told):
    (row,) = shared(answered(0, 40) | {"value": value, "people_count": 40}, unit="count")
    assert row.get("told_as") == told


@pytest.mark.parametrize(("part", "status"), [(0, "too few to show"), (40, "too few to show"), (39, "met")])
def test_new_york_hides_where_all_are_alike(part, status):
    (row,) = shared(answered(part, 40), rules=with_profile(POLICY, "nysed"))
    assert row["status"] == status
