"""The audit finds what clicks on filters give away as soon as one guard is taken out, and nothing while all stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from weakref import WeakKeyDictionary

import pytest

from data_layer.scope import Entitlement
from metrics import audit_questions, catalogue, cube_tables, disclosure_audit, policy
from metrics.cube import Cube
from metrics.definition import Metric
from metrics.disclosure_audit import audits
from metrics.published import Kind, Rectangle
from tests.metrics.test_cube import SCHOOLS, entitled, stays
from tests.metrics.test_cube import connection as connection  # the small district, with few at some schools
from tests.spec.use import district, scope

POLICY = policy.load()
MARCH = date(2026, 3, 1)


@pytest.fixture(scope="module")
def growing(tmp_path_factory):
    """The small district, in which two of Yew's six other staff may use the tool from March on."""
    late = [row["person_id"] for row in stays() if row["school_id"] == "yew" and row["role"] == "staff"][:2]
    may_use = [row | {"starts_on": MARCH} if row["person_id"] in late else row for row in entitled(stays())]
    with district(tmp_path_factory.mktemp("growing"), stays=stays(), entitlements=may_use, **SCHOOLS) as connection:
        yield connection


def findings(connection, name: str = "adoption_rate", *, viewer: Entitlement | None = None) -> list[tuple]:
    asked = replace(scope(), entitlement=viewer or Entitlement())
    found = audits(connection, [catalogue.metric(name)], asked, policy=POLICY)
    return [cell.cell for _, tables in found for each in tables for cell in each.findings]


@pytest.mark.parametrize("name", ["adoption_rate", "daily_active_users", "login_frequency"])
def test_nothing_can_be_told_of_the_small_district(connection, name):
    assert findings(connection, name) == []


def test_without_the_tables_all_schools_but_one_give_that_one_away(connection, monkeypatch):
    monkeypatch.setattr(Cube, "allows", lambda *_: True)
    assert {school for school, _ in findings(connection)} >= {"elm", "fir", "oak"}


def test_rows_of_hidden_cells_alone_give_them_away_where_columns_are_not_whole(connection, monkeypatch):
    monkeypatch.setattr(Rectangle, "allows", lambda self, _schools, kinds: self.kinds <= set(kinds) or len(kinds) < 2)
    assert findings(connection)


@pytest.mark.parametrize(("name", "group"), [("active_day_rate", "day"), ("active_day_rate", "week")])
def test_a_guard_that_one_group_of_time_lacks_is_found(connection, monkeypatch, name, group):
    allows = Cube.allows
    monkeypatch.setattr(Cube, "allows", lambda self, row: group in self.by or allows(self, row))
    assert findings(connection, name)


def test_staff_who_grow_over_the_months_cannot_be_told_from_the_whole_period(growing):
    assert findings(growing) == []


def test_without_one_hiding_for_all_its_months_the_period_gives_a_small_month_away(growing, monkeypatch):
    monkeypatch.setattr(cube_tables, "_counted", WeakKeyDictionary())
    monkeypatch.setattr(cube_tables, "_alike", lambda _connection, _asked, found, **_: found)
    told = [cell for _, cell in findings(growing)]
    assert ("yew", Kind("staff", None)) in told


def test_a_principal_who_asks_for_all_that_may_be_asked_learns_nothing_more(connection):
    assert findings(connection, viewer=Entitlement(frozenset({"elm"}))) == []


def test_each_filter_is_asked_alone_with_its_opposite_and_with_another(connection):
    metric = catalogue.metric("adoption_rate")
    asked, _ = next(audits(connection, [metric], scope(), policy=POLICY))
    scopes = [question for question, _ in audit_questions.questions(asked)]
    chosen = {(each.schools, each.grade_levels, each.roles) for each in scopes}
    assert (frozenset({"elm"}), None, None) in chosen
    assert (frozenset({"ash", "fir", "oak", "yew"}), None, frozenset({"teacher"})) in chosen
    assert (None, frozenset({"03"}), frozenset({"student"})) in chosen


@pytest.mark.parametrize("metric", catalogue.METRICS.values(), ids=catalogue.METRICS.keys())
def test_every_group_of_every_figure_is_audited(metric: Metric):
    known = {group for split in disclosure_audit.groupings(metric) for group in split}
    assert known == set(metric.groups) - set(disclosure_audit.cube_tables.DIMENSIONS)
