"""How what a metric computed becomes the one tidy shape: what follows is filled in, rows are dated and in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select

from data_layer.scope import Scope
from data_layer.tables import schools
from metrics import periods
from metrics.definition import MEASURE_COLUMNS, PEOPLE, PERIOD_COLUMNS, Status
from metrics.groups import time_group
from metrics.remembered import remembered
from metrics.rows import Answer, Row

# Groups whose values have an order of their own; all others are put in the order of their letters or days.
_ORDERS = {"grade_level": ("PK", "KG", *(f"{number:02d}" for number in range(1, 13)))}


def keys_of(by: tuple[str, ...]) -> tuple[str, ...]:
    """The columns that tell the groups of a split apart: a school by its id, all others by themselves."""
    return tuple("school_id" if group == "school" else group for group in by)


def tidy(connection: Connection, answer: Answer, *, scope: Scope, by: tuple[str, ...]) -> Answer:
    """The rows with the columns and the order that definition.Result promises, nothing hidden yet."""
    names = _school_names(connection) if "school" in by else None
    spans = _spans(connection, answer, scope=scope, by=by)
    rows = []
    for row in answer.rows:
        full = {**_completed(row), **_span(row, spans, scope=scope, by=by)}
        if names is not None:
            full["school"] = names.get(row["school_id"])
        rows.append(full)
    return replace(answer, columns=_columns(answer, by), rows=_in_order(rows, by=by, orders=_ORDERS | answer.orders))


def _completed(row: Row) -> Row:
    """Fill in what follows from the rest: the ratio, and whether anything was measured."""
    full = dict(row)
    if "value" not in full:
        numerator, denominator = full["numerator"], full["denominator"]
        is_measured = numerator is not None and denominator is not None and denominator > 0
        full["value"] = numerator / denominator if is_measured else None
    if "status" not in full:
        full["status"] = (Status.NOT_MEASURED if full["value"] is None else Status.MEASURED).value
    return full


def _span(row: Row, spans: Mapping[object, tuple[date, date]], *, scope: Scope, by: tuple[str, ...]) -> Row:
    """Which days a row is about, where it does not say so: its period of time, cut to the scope's."""
    if "period_start" in row:
        return {}
    kind = time_group(by)
    start, end = spans[row[kind]] if kind else (scope.period_start, scope.period_end)
    return {"period_start": start, "period_end": end}


def _spans(
    connection: Connection, answer: Answer, *, scope: Scope, by: tuple[str, ...]
) -> dict[object, tuple[date, date]]:
    kind = time_group(by)
    if not kind or "period_start" in answer.columns:
        return {}
    if kind in periods.CALENDAR_KINDS:
        known = [periods.period_of(kind, first) for first in {row[kind] for row in answer.rows}]
    else:
        known = periods.all_periods(connection, kind)
    return {period.period_id: periods.cut((period.starts_on, period.ends_on), scope) for period in known}


@remembered
def _school_names(connection: Connection) -> dict[str, str]:
    return {row.school_id: row.name for row in connection.execute(select(schools))}


def _columns(answer: Answer, by: tuple[str, ...]) -> tuple[str, ...]:
    """In the order that definition.Result lists them."""
    first = (*PERIOD_COLUMNS, *dict.fromkeys([*keys_of(by), *by]), *MEASURE_COLUMNS)
    return (*first, *(name for name in answer.columns if name not in first and name != PEOPLE), PEOPLE)


def _in_order(rows: list[Row], *, by: tuple[str, ...], orders: Mapping[str, Sequence[str]]) -> list[Row]:
    """By time first, then by group; what has no place in a group's order, or no group at all, comes last."""
    by_time = sorted(by, key=lambda group: group not in periods.TIME_GROUPS)
    places = {group: {value: place for place, value in enumerate(orders[group])} for group in by if group in orders}

    def place(row: Row) -> tuple:
        ranks = (places[group].get(row[group]) if group in places else row[group] for group in by_time)
        return tuple((rank is None, rank) if rank is not None else (True, 0) for rank in ranks)

    return sorted(rows, key=place)
