"""What holds of the license figures whatever the data are."""

from __future__ import annotations

import random
from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics import catalogue
from tests.building import store_of
from tests.spec.seats import AS_OF, DAYS, POLICY, SCHOOLS, contract, seats, tool, uses, whole_year

# Each example builds a store of its own, so that few have to do.
few = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
use_days = st.lists(st.tuples(st.integers(1, 50), st.dates(date(2025, 9, 2), AS_OF)), max_size=40)


def tables(used: list[tuple[int, date]], *, bought: int = 45) -> dict[str, list]:
    held = seats(25) + seats(15, first=26, school="elm", grade_level="04")
    days = [row for person, day in sorted(set(used)) for row in uses(1, day, first=person)]
    return {"tools": [tool(1, "Nearpod")], "contracts": [contract(bought)], "seats": held, "usage_days": days}


def figures(folder, names: list[tuple[str, tuple[str, ...]]], given: dict[str, list]) -> list[pd.DataFrame]:
    with store_of(folder, calendar_days=DAYS, schools=SCHOOLS, **given).connect() as connection:
        asked = {"policy": POLICY, "version": "000001-a"}
        return [catalogue.measure(connection, name, whole_year(), by=by, **asked).frame for name, by in names]


@few
@given(use_days, st.integers(0, 60))
def test_rates_lie_between_none_and_all_and_stages_hold_each_other(tmp_path_factory, used, bought):
    names = [("dormancy_rate", ("school",)), ("seat_utilization", ()), ("dormancy_bands", ()), ("license_funnel", ())]
    dormant, in_use, bands, funnel = figures(tmp_path_factory.mktemp("law"), names, tables(used, bought=bought))
    for frame in (dormant, in_use, bands):
        assert frame["value"].dropna().between(0, 1).all()
    assert bands["numerator"].sum() == max(bought, 40)
    assert funnel["numerator"].iloc[1:].is_monotonic_decreasing


@few
@given(use_days, use_days)
def test_more_use_never_raises_dormancy(tmp_path_factory, used, more):
    names = [("dormancy_rate", ()), ("unused_spend", ())]
    before = figures(tmp_path_factory.mktemp("before"), names, tables(used))
    after = figures(tmp_path_factory.mktemp("after"), names, tables(used + more))
    for less_used, more_used in zip(before, after, strict=True):
        assert more_used["value"].iloc[0] <= less_used["value"].iloc[0]


@few
@given(use_days, st.randoms())
def test_the_order_of_rows_changes_nothing(tmp_path_factory, used, chance: random.Random):
    names = [("dormancy_rate", ("school", "grade_level")), ("unused_spend", ("school",)), ("license_funnel", ("tool",))]
    shuffled = {name: chance.sample(rows, len(rows)) for name, rows in tables(used).items()}
    in_order = figures(tmp_path_factory.mktemp("in_order"), names, tables(used))
    for one, other in zip(in_order, figures(tmp_path_factory.mktemp("shuffled"), names, shuffled), strict=True):
        pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize("metric", ["dormancy_rate", "seat_utilization", "cost_per_active_user", "unused_spend"])
def test_a_district_that_bought_nothing_is_not_measured(tmp_path, metric):
    (frame,) = figures(tmp_path, [(metric, ())], {})
    assert frame["status"].tolist() == ["not measured"]
    assert frame["value"].isna().all()
