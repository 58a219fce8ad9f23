"""Whoever is entitled to one school gets of every figure what a filter on that school gives, or nothing; never more."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from data_layer.access.capabilities import Capability, Role
from data_layer.access.viewer import Viewer
from data_layer.scope import Entitlement, Scope
from data_layer.store import Home
from metrics import catalogue
from metrics.definition import Result
from pages.parts import measures
from pages.parts.measures import Question, Source
from tests.pages import district

HERS = Viewer(Role.PRINCIPAL, frozenset({"east"})).entitlement(Capability.SEE_FIGURES)
METRICS = sorted(catalogue.METRICS)
SPLITS = [
    (name, by) for name in METRICS for by in ((), ("school",), ("tool",)) if {*by} <= {*catalogue.METRICS[name].groups}
]


@pytest.fixture(scope="module")
def source(district_home: Home) -> Source:
    found = Source.of(district_home)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def year(source: Source) -> Scope:
    (period,) = measures.periods_of(source, "school_year")
    return Scope(period.starts_on, period.ends_on, as_of=district.AS_OF)


def measured(source: Source, name: str, scope: Scope, by: tuple[str, ...] = ()) -> Result:
    return measures.answered(Question(source, name, scope, by))


@pytest.mark.parametrize(("name", "by"), SPLITS, ids=["-".join((name, *by)) for name, by in SPLITS])
def test_an_entitlement_is_as_narrow_as_a_filter(source: Source, year: Scope, name: str, by: tuple[str, ...]):
    entitled = measured(source, name, replace(year, entitlement=HERS), by)
    if entitled.is_empty:
        return
    filtered = measured(source, name, replace(year, schools=frozenset({"east"})), by)
    pd.testing.assert_frame_equal(entitled.frame, filtered.frame)
    assert set(entitled.frame.get("school", ())) <= {"East School"}


@pytest.mark.parametrize("name", METRICS)
def test_another_school_in_the_address_is_to_her_as_one_that_does_not_exist(source: Source, year: Scope, name: str):
    asked, invented = (replace(year, schools=frozenset({school}), entitlement=HERS) for school in ("west", "none"))
    found = measured(source, name, asked)
    pd.testing.assert_frame_equal(found.frame, measured(source, name, invented).frame)
    assert not found.frame["numerator"].fillna(0).any()


def test_a_second_visitor_never_gets_the_cached_figure_of_one_who_may_see_more(source: Source, year: Scope):
    whole = measured(source, "adoption_rate", year).row()["denominator"]
    hers = measured(source, "adoption_rate", replace(year, entitlement=HERS)).row()["denominator"]
    assert (whole, hers) == (54, 36)
    assert measured(source, "adoption_rate", replace(year, entitlement=Entitlement(frozenset()))).is_empty


def test_the_filters_offer_her_schools_alone(source: Source):
    assert measures.choices_of(source, HERS).schools == {"east": "East School"}
