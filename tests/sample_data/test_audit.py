"""Whoever asks all there is to ask of the sample district cannot work out one group that is too small."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data_layer.scope import Entitlement, Scope
from data_layer.store import Store
from metrics import policy
from metrics.catalogue import METRICS
from metrics.cube import Cube, is_coded
from metrics.cube_tables import DIMENSIONS
from metrics.definition import Metric
from metrics.disclosure_audit import audits
from metrics.profiles import with_profile

MARCH = Scope(date(2026, 3, 1), date(2026, 4, 1), as_of=date(2026, 5, 15))
BY_MONTH = (*DIMENSIONS, "month")
LONGER = {"quarter", "semester", "school_year"}  # in one month they are the month


def in_one_month(metric: Metric) -> Metric:
    repeated = LONGER - set(metric.always_by) if "month" in metric.groups else set()
    return replace(metric, groups=tuple(group for group in metric.groups if group not in repeated))


AS_SHARED = replace(MARCH, entitlement=Entitlement(is_shareable=True))
SHARED = [
    each.name for each in METRICS.values() if is_coded(each) and "school" in each.groups and not each.is_shared_whole
]
ABOUT_PEOPLE = [in_one_month(each) for each in METRICS.values() if "school" in each.groups]


@pytest.mark.parametrize("metric", ABOUT_PEOPLE, ids=[each.name for each in ABOUT_PEOPLE])
def test_no_small_group_can_be_told_from_all_answers_together(sample_store: Store, metric: Metric):
    assert audited(sample_store, metric, MARCH) == []


@pytest.mark.parametrize("profile", ["delaware", "nysed"])
@pytest.mark.parametrize("name", ["adoption_rate", "staff_buy_in"])
def test_nor_under_the_rules_of_a_state(sample_store: Store, profile: str, name: str):
    metric = METRICS[name]
    metric = replace(metric, groups=tuple(group for group in metric.groups if group in DIMENSIONS))
    assert audited(sample_store, metric, MARCH, rules=with_profile(policy.load(), profile)) == []


def test_nor_of_those_who_come_new_to_a_tool(sample_store: Store):
    september = replace(MARCH, period_start=date(2025, 9, 1), period_end=date(2025, 9, 15))
    assert audited(sample_store, METRICS["retention_rate"], september) == []


def test_nor_of_teachers_in_a_semester_that_is_over(sample_store: Store):
    fall = replace(MARCH, period_start=date(2025, 8, 1), period_end=date(2026, 1, 31))
    assert audited(sample_store, METRICS["teacher_utilization"], fall) == []


@pytest.mark.parametrize("name", [each.name for each in ABOUT_PEOPLE if each.alike_over])
def test_nor_from_two_months_beside_both_together(sample_store: Store, name: str):
    metric = METRICS[name]
    metric = replace(metric, groups=(*metric.always_by, *(group for group in metric.groups if group in BY_MONTH)))
    assert audited(sample_store, metric, replace(MARCH, period_start=date(2026, 2, 1))) == []


@pytest.mark.parametrize("name", SHARED)
def test_nor_can_whoever_may_share_figures_tell_how_many_did_it_from_what_is_told_as_a_range(sample_store, name):
    assert audited(sample_store, by_place(METRICS[name]), AS_SHARED) == []


def test_without_its_guard_what_is_told_as_a_range_follows_from_the_other_shares(sample_store, monkeypatch):
    monkeypatch.setattr(Cube, "tells_exactly", lambda *_: True)
    assert audited(sample_store, by_place(METRICS["staff_buy_in"]), AS_SHARED)


def test_nor_does_a_range_stay_one_where_some_cells_of_a_hidden_line_are_told(sample_store, monkeypatch):
    monkeypatch.setattr(Cube, "tells_roughly", lambda *_: True)
    metric = METRICS["adoption_rate"]
    assert audited(sample_store, replace(metric, groups=(*DIMENSIONS, "tool")), AS_SHARED)


def by_place(metric: Metric) -> Metric:
    return replace(metric, groups=tuple(group for group in metric.groups if group in DIMENSIONS))


def audited(store: Store, metric: Metric, scope: Scope, *, rules: policy.Policy | None = None) -> list[str]:
    """The hidden cells that can be told too closely."""
    with store.connect() as connection:
        found = audits(connection, [metric], scope, policy=rules or policy.load())
        return [f"{each.table.name} {cell.cell}" for _, tables in found for each in tables for cell in each.findings]
