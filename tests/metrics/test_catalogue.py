"""Every figure goes through one door: checked, dated, hidden where it must be, and in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from data_layer.scope import Scope
from metrics import catalogue, policy
from metrics.definition import Metric
from metrics.rows import Answer
from tests.building import school_days, store_of

POLICY = policy.load()
SCOPE = Scope(date(2026, 1, 12), date(2026, 4, 1), as_of=date(2026, 3, 10))
METRIC = Metric(
    name="people_seen",
    label="People seen",
    question="Made for a test.",
    numerator="people seen",
    denominator="people",
    unit="rate",
    better="higher",
    groups=("school", "grade_level", "week", "month", "quarter"),
    reference="Made for a test.",
    compute=None,
)


@pytest.fixture
def connection(tmp_path):
    tables = {
        "calendar_days": school_days(date(2026, 1, 5), date(2026, 3, 31)),
        "periods": [
            {
                "kind": "quarter",
                "period_id": "Q3",
                "label": "Quarter 3",
                "starts_on": date(2026, 1, 5),
                "ends_on": date(2026, 4, 1),
            }
        ],
        "schools": "school_id | name\n s-1 | Oak\n s-2 | Ash",
    }
    with store_of(tmp_path, **tables).connect() as connection:
        yield connection


@pytest.fixture
def measure(connection, monkeypatch):
    def measured(rows: list[dict], *by: str, scope: Scope = SCOPE, notes: tuple[str, ...] = ()):
        answer = Answer(tuple(rows[0]), rows, notes)
        metric = replace(METRIC, compute=lambda _connection, _scope, **_asked: answer)
        monkeypatch.setitem(catalogue.METRICS, "people_seen", metric)
        return catalogue.measure(connection, "people_seen", scope, by=by, policy=POLICY, version="000001-a")

    return measured


def row(numerator: int, denominator: int, **groups: object) -> dict:
    return {**groups, "numerator": numerator, "denominator": denominator, "people_count": denominator}


def test_the_ratio_follows_from_numerator_and_denominator(measure):
    result = measure([row(5, 20)])
    assert result.row()[["value", "status"]].tolist() == [5 / 20, "measured"]
    assert result.row()[["lower", "upper"]].isna().all()


def test_an_empty_denominator_is_not_measured_and_not_zero(measure):
    result = measure([{"numerator": 0, "denominator": 0, "people_count": None}])
    assert pd.isna(result.row()["value"])
    assert result.row()["status"] == "not measured"
    assert result.is_empty


def test_a_row_without_a_group_of_time_is_about_the_whole_period(measure):
    assert measure([row(5, 20)]).row()[["period_start", "period_end"]].tolist() == [
        date(2026, 1, 12),
        date(2026, 4, 1),
    ]


@pytest.mark.parametrize(
    ("group", "value", "start", "end"),
    [
        ("month", date(2026, 2, 1), date(2026, 2, 1), date(2026, 3, 1)),
        ("month", date(2026, 1, 1), date(2026, 1, 12), date(2026, 2, 1)),
        ("week", date(2026, 3, 30), date(2026, 3, 30), date(2026, 4, 1)),
        ("quarter", "Q3", date(2026, 1, 12), date(2026, 4, 1)),
    ],
)
def test_a_row_of_a_period_says_which_of_the_scopes_days_it_is_about(measure, group, value, start, end):
    found = measure([row(5, 20, **{group: value})], group).row()
    assert found[["period_start", "period_end"]].tolist() == [start, end]


def test_the_columns_come_in_one_order(measure):
    frame = measure([row(5, 20, school_id="s-1", month=date(2026, 2, 1)) | {"extra_count": 3}], "school", "month").frame
    assert list(frame.columns) == [
        "period_start", "period_end", "school_id", "month", "school",
        "numerator", "denominator", "value", "lower", "upper", "status", "extra_count", "people_count",
    ]  # fmt: skip


def test_rows_come_by_time_then_by_name(measure):
    months = [date(2026, 3, 1), date(2026, 2, 1)]
    rows = [row(5, 20, school_id=school, month=month) for month in months for school in ("s-1", "s-2")]
    frame = measure(rows, "school", "month").frame
    assert list(zip(frame["month"], frame["school"], strict=True)) == [
        (date(2026, 2, 1), "Ash"),
        (date(2026, 2, 1), "Oak"),
        (date(2026, 3, 1), "Ash"),
        (date(2026, 3, 1), "Oak"),
    ]


def test_grade_levels_come_in_the_order_of_school_life(measure):
    rows = [row(5, 20, grade_level=grade) for grade in ("10", "02", None, "KG", "PK")]
    assert measure(rows, "grade_level").frame["grade_level"].tolist()[:4] == ["PK", "KG", "02", "10"]


def test_small_groups_are_hidden_and_counted(measure):
    result = measure([row(3, 9, school_id="s-1"), row(9, 30, school_id="s-2")], "school")
    assert result.hidden_count == 2
    assert result.frame["value"].isna().all()


def test_counts_stay_whole_beside_a_hidden_one(measure):
    rows = [row(3, 30, school_id="s-1"), row(9, 9, school_id="s-2"), row(4, 11, school_id="s-3")]
    assert str(measure(rows, "school").frame["denominator"].dtype) == "Int64"


def test_a_running_period_says_how_far_it_has_come(measure):
    assert measure([row(5, 20, month=date(2026, 3, 1))], "month").notes == (
        "March 2026 is shown to date: 7 of 22 school days.",
    )
    assert measure([row(5, 20)]).notes == ("The period is shown to date: 42 of 57 school days.",)


def test_a_period_that_is_over_says_nothing_of_the_kind(measure):
    over = replace(SCOPE, as_of=date(2026, 3, 31))
    assert measure([row(5, 20)], scope=over, notes=("One answer left out.",)).notes == ("One answer left out.",)


def test_a_group_that_the_metric_does_not_have_is_refused_with_those_it_has(measure):
    with pytest.raises(catalogue.UnknownGroup, match='split by "tool"'):
        measure([row(5, 20)], "tool")


@pytest.mark.parametrize("by", [("school", "school"), ("week", "month")])
def test_a_group_twice_or_two_groups_of_time_are_refused(measure, by):
    with pytest.raises(catalogue.UnknownGroup, match="each group once, and at most one group of time"):
        measure([row(5, 20)], *by)


def test_an_unknown_metric_is_refused(connection):
    with pytest.raises(catalogue.UnknownMetric, match='There is no metric "page_views"'):
        catalogue.measure(connection, "page_views", SCOPE, policy=POLICY, version="000001-a")


def test_what_is_said_about_the_data_goes_when_every_row_is_hidden(measure):
    over = replace(SCOPE, as_of=date(2026, 3, 31))
    assert measure([row(3, 9)], scope=over, notes=("9 answers are kept.",)).notes == ()


def test_a_group_that_a_metric_always_needs_is_added(connection, monkeypatch):
    answer = Answer(("month", *row(0, 0)), [row(5, 20, month=date(2026, 2, 1))])
    always = replace(METRIC, compute=lambda _connection, _scope, **_asked: answer, always_by=("month",))
    monkeypatch.setitem(catalogue.METRICS, "people_seen", always)
    result = catalogue.measure(connection, "people_seen", SCOPE, policy=POLICY, version="000001-a")
    assert result.by == ("month",)
