"""Results made by hand, so that a test of a chart or a sentence shows every figure it reasons about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from data_layer.scope import Scope
from metrics.definition import Metric, Result, Status
from metrics.policy import Entry

YEAR = Scope(date(2025, 8, 1), date(2026, 6, 1), as_of=date(2026, 3, 31))
TARGET = Entry("buy_in.target", 0.85, "share of staff", "Staff buy-in target", "District target.")


def metric_of(*, name: str = "adoption_rate", unit: str = "rate", better: str = "higher", **words: object) -> Metric:
    """A metric whose function is never called."""
    return Metric(
        **{
            "name": name,
            "label": "Adoption",
            "question": "How many of those who may use a tool do?",
            "numerator": "students who used it",
            "denominator": "students who may",
            "unit": unit,
            "better": better,
            "groups": ("school", "month", "tool", "grade_level", "subject", "quarter"),
            "reference": "District definition.",
            "compute": lambda *_arguments, **_options: pd.DataFrame(),
            **words,
        }
    )


def result_of(
    rows: Sequence[dict], *, by: tuple[str, ...] = (), metric: Metric | None = None, scope: Scope = YEAR
) -> Result:
    """A result with these rows. A row gives its groups and any of the measures; value and status follow from them."""
    columns = [*by, *_completed({"value": None}, scope)]
    frame = pd.DataFrame([_completed(row, scope) for row in rows], columns=None if rows else columns)
    hidden_count = int((frame["status"] == Status.HIDDEN).sum()) if len(frame) else 0
    return Result(metric or metric_of(), scope, by, frame, scope.as_of, "000001-test", hidden_count)


def hidden(**groups: object) -> dict:
    """A row about too few people: every figure taken out, the same for 0 as for 9."""
    return {**groups, "numerator": None, "denominator": None, "value": None, "status": Status.HIDDEN}


def not_measured(**groups: object) -> dict:
    return {**groups, "numerator": 0, "denominator": 0, "value": None, "status": Status.NOT_MEASURED}


def _completed(row: dict, scope: Scope) -> dict:
    whole = {"lower": None, "upper": None, "period_start": scope.period_start, "period_end": scope.period_end, **row}
    if "value" not in whole:
        whole["value"] = whole["numerator"] / whole["denominator"]
    return {"status": Status.MEASURED, "numerator": None, "denominator": None, **whole}
