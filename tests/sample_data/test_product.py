"""What plain Python counts from the exports is what the product says after importing them."""

from __future__ import annotations

from datetime import date

import pytest

from data_layer.scope import Scope
from data_layer.store import Store
from metrics import policy
from metrics.catalogue import METRICS, measure
from metrics.definition import Result
from sample_data.truths import Truth, truths

ROUNDED = "floating-once"  # exactly told, with the schools beside it, it would tell what one teacher does
HIDDEN = "number-trail-retention"  # its students beside everybody would tell of the few staff of other weeks
MEASURED = [truth for truth in truths() if truth.metric in METRICS and truth.id not in (ROUNDED, HIDDEN)]
COLUMNS = {"eligible": "eligible_count"}


@pytest.mark.parametrize("truth", MEASURED, ids=lambda truth: truth.id)
def test_the_product_says_what_the_exports_hold(sample_store: Store, truth: Truth):
    row = _measured(sample_store, truth).row(**{name: _as_shown(name, value) for name, value in truth.group.items()})
    for name, expected in truth.expected.items():
        exactly = pytest.approx(expected, abs=0.005) if isinstance(expected, float) else expected
        assert row[COLUMNS.get(name, name)] == exactly, name


def test_of_two_schools_that_share_one_teacher_the_product_tells_whole_percents_alone(sample_store: Store):
    (truth,) = (truth for truth in truths() if truth.id == ROUNDED)
    row = _measured(sample_store, truth).row()
    assert row["value"] == round(truth.expected["numerator"] / truth.expected["denominator"], 2)
    assert row[["numerator", "denominator"]].isna().all()


def test_what_the_product_hides_it_has_counted_right(sample_store: Store):
    (truth,) = (truth for truth in truths() if truth.id == HIDDEN)
    shown = _measured(sample_store, truth).row(**{name: _as_shown(name, value) for name, value in truth.group.items()})
    assert shown["status"] == "too few to show"
    scope = Scope(truth.period_start, truth.period_end, truth.as_of, **truth.choices)
    with sample_store.connect() as connection:
        rows = METRICS[truth.metric](connection, scope, by=tuple(truth.group), policy=policy.load()).rows
    group = {name: _as_shown(name, value) for name, value in truth.group.items()}
    (row,) = (row for row in rows if group.items() <= row.items())
    assert truth.expected.items() <= row.items()


def _measured(sample_store: Store, truth: Truth) -> Result:
    scope = Scope(truth.period_start, truth.period_end, truth.as_of, **truth.choices)
    by, version = tuple(truth.group), sample_store.version
    with sample_store.connect() as connection:
        return measure(connection, truth.metric, scope, by=by, policy=policy.load(None), version=version)


def _as_shown(group: str, value: object) -> object:
    return date.fromisoformat(value) if group == "cohort" else value


def test_more_than_fifty_planted_figures_are_metrics():
    assert len(MEASURED) > 50
