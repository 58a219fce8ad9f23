"""A result as text: a table with its definition for people, CSV and JSON with every digit for programs."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

import pandas as pd

from data_layer.formulas import safe
from metrics.definition import Result
from metrics.policy import Policy


def told(result: Result, policy: Policy, *, form: str) -> str:
    """The result in one of the forms table, csv and json."""
    if form == "table":
        return as_table(result, policy)
    return as_csv(result) if form == "csv" else as_json(result)


def as_table(result: Result, policy: Policy) -> str:
    """Aligned columns, and below them what was counted, over which days, and as of when."""
    last_days = [end - timedelta(days=1) for end in result.frame["period_end"]]
    shown = result.frame.drop(columns="school_id", errors="ignore").assign(period_end=last_days)
    shown = shown.rename(columns={"period_start": "from", "period_end": "to"})
    cells = [list(shown.columns), *([_short(value) for value in row] for row in shown.itertuples(index=False))]
    widths = [max(len(row[place]) for row in cells) for place in range(len(cells[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join([*lines, "", *_definition(result, policy)])


def as_csv(result: Result) -> str:
    """Numbers unrounded; an empty cell is a figure that is hidden or was not measured."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(result.frame.columns)
    writer.writerows([_safe(_plain(value)) for value in row] for row in result.frame.itertuples(index=False))
    return text.getvalue()


def as_json(result: Result) -> str:
    """The metric's words, the scope and the rows; null is a figure that is hidden or was not measured."""
    metric, scope = result.metric, result.scope
    rows = [
        dict(zip(result.frame.columns, map(_plain, row), strict=True)) for row in result.frame.itertuples(index=False)
    ]
    words = {
        "metric": metric.name,
        "label": metric.label,
        "numerator": metric.numerator,
        "denominator": metric.denominator,
        "unit": metric.unit,
        "by": list(result.by),
        "period_start": scope.period_start.isoformat(),
        "period_end": scope.period_end.isoformat(),
        "as_of": result.as_of.isoformat(),
        "version": result.version,
        "hidden_count": result.hidden_count,
        "notes": list(result.notes),
        "rows": rows,
    }
    return json.dumps(words, indent=2, ensure_ascii=False, allow_nan=False)


def _definition(result: Result, policy: Policy) -> list[str]:
    metric, scope = result.metric, result.scope
    thresholds = dict.fromkeys([*([metric.target] if metric.target else []), *metric.policy])
    entries = [policy.entry(name) for name in thresholds]
    return [
        f"{metric.label}: {metric.question}",
        f"  numerator    {metric.numerator}",
        f"  denominator  {metric.denominator}",
        f"  window       {metric.window}",
        f"  period       {scope.period_start} to {scope.period_end - timedelta(days=1)}, as of {result.as_of}",
        *(f"  threshold    {entry.label}: {entry.value} {entry.unit}" for entry in entries),
        *(f"  caveat       {caveat}" for caveat in metric.caveats),
        *(f"  note         {note}" for note in result.notes),
        *([f"  hidden       {result.hidden_count} of {len(result.frame)} rows"] if result.hidden_count else []),
        f"  source       {metric.reference}",
        f"  data version {result.version}",
    ]


def _plain(value: object) -> str | float | bool | None:
    """A value as JSON knows it."""
    if pd.isna(value):
        return None
    if isinstance(value, date):
        return value.isoformat()[:10]
    return value.item() if hasattr(value, "item") else value


def _short(value: object) -> str:
    plain = _plain(value)
    if plain is None:
        return "-"
    return f"{plain:.6g}" if isinstance(plain, float) else str(plain)


def _safe(value: object) -> object:
    return safe(value) if isinstance(value, str) else value
