"""What plain Python counts from the exports is what the product says after importing them."""

from __future__ import annotations

from datetime import date

import pytest

from data_layer.scope import Scope
from data_layer.store import Store
from metrics import policy
from metrics.catalogue import METRICS, measure
from sample_data.truths import Truth, truths

MEASURED = [truth for truth in truths() if truth.metric in METRICS]
COLUMNS = {"eligible": "eligible_count"}


@pytest.mark.parametrize("truth", MEASURED, ids=lambda truth: truth.id)
def test_the_product_says_what_the_exports_hold(sample_store: Store, truth: Truth):
    scope = Scope(truth.period_start, truth.period_end, truth.as_of, **truth.choices)
    with sample_store.connect() as connection:
        result = measure(
            connection,
            truth.metric,
            scope,
            by=tuple(truth.group),
            policy=policy.load(None),
            version=sample_store.version,
        )
    row = result.row(**{name: _as_shown(name, value) for name, value in truth.group.items()})
    for name, expected in truth.expected.items():
        exactly = pytest.approx(expected, abs=0.005) if isinstance(expected, float) else expected
        assert row[COLUMNS.get(name, name)] == exactly, name


def _as_shown(group: str, value: object) -> object:
    return date.fromisoformat(value) if group == "cohort" else value


def test_more_than_fifty_planted_figures_are_metrics():
    assert len(MEASURED) > 50
