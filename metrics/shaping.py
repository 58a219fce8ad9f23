"""How what a metric computed becomes the one tidy shape: what follows is filled in, rows are dated and in order."""

from __future__ import annotations

from datetime import date

import pandas as pd
from sqlalchemy import Connection, select

from data_layer.scope import Scope
from data_layer.tables import schools
from metrics import periods
from metrics.definition import MEASURE_COLUMNS, PEOPLE, PERIOD_COLUMNS, Status
from metrics.groups import time_group
from metrics.remembered import remembered

# Groups whose values have an order of their own; all others are put in the order of their letters or days.
_ORDERS = {"grade_level": ("PK", "KG", *(f"{number:02d}" for number in range(1, 13)))}


def keys_of(by: tuple[str, ...]) -> tuple[str, ...]:
    """The columns that tell the groups of a split apart: a school by its id, all others by themselves."""
    return tuple("school_id" if group == "school" else group for group in by)


def tidy(connection: Connection, computed: pd.DataFrame, *, scope: Scope, by: tuple[str, ...]) -> pd.DataFrame:
    """The frame with the columns and the order that definition.Result promises, nothing hidden yet."""
    frame = _with_periods(connection, _completed(computed), scope=scope, by=by)
    if "school" in by:
        frame["school"] = frame["school_id"].map(_school_names(connection))
    return _in_order(frame, by=by)


def _completed(frame: pd.DataFrame) -> pd.DataFrame:
    """Fill in what follows from the rest: the ratio, no interval, and whether anything was measured."""
    columns = {name: _told(column) for name, column in frame.reset_index(drop=True).items()}
    if "value" not in columns:
        numerator, denominator = (_real(columns[name]) for name in ("numerator", "denominator"))
        columns["value"] = numerator / denominator.where(denominator > 0)
    for name in ("value", "lower", "upper"):
        columns[name] = _real(columns[name]) if name in columns else float("nan")
    if "status" not in columns:
        is_measured = columns["value"].notna()
        columns["status"] = is_measured.map({True: Status.MEASURED.value, False: Status.NOT_MEASURED.value})
    return pd.DataFrame(columns)


def _told(column: pd.Series) -> pd.Series:
    """Whole numbers as such even where one of them gets hidden."""
    return column.astype("Int64") if column.dtype.kind in "iu" else column


def _real(column: pd.Series) -> pd.Series:
    return column if column.dtype == float else column.astype(float)


def _with_periods(connection: Connection, frame: pd.DataFrame, *, scope: Scope, by: tuple[str, ...]) -> pd.DataFrame:
    """Say of each row which days it is about, where it does not: its period of time, cut to the scope's."""
    if "period_start" in frame:
        return frame
    kind = time_group(by)
    spans = [(scope.period_start, scope.period_end)] * len(frame)
    if kind:
        if kind in periods.CALENDAR_KINDS:
            frame[kind] = pd.to_datetime(frame[kind]).dt.date
        spans = [periods.cut(span, scope) for span in _spans(connection, kind, frame[kind])]
    frame["period_start"] = pd.Series([start for start, _ in spans], index=frame.index, dtype=object)
    frame["period_end"] = pd.Series([end for _, end in spans], index=frame.index, dtype=object)
    return frame


def _spans(connection: Connection, kind: str, values: pd.Series) -> list[tuple[date, date]]:
    if kind in periods.CALENDAR_KINDS:
        known = {first: periods.period_of(kind, first) for first in values.unique()}
    else:
        known = {period.period_id: period for period in periods.all_periods(connection, kind)}
    return [(known[value].starts_on, known[value].ends_on) for value in values]


@remembered
def _school_names(connection: Connection) -> dict[str, str]:
    return {row.school_id: row.name for row in connection.execute(select(schools))}


def _in_order(frame: pd.DataFrame, *, by: tuple[str, ...]) -> pd.DataFrame:
    """Columns as definition.Result lists them; rows by time first, then by group."""
    names = tuple(dict.fromkeys([*keys_of(by), *by]))
    first = [*PERIOD_COLUMNS, *names, *MEASURE_COLUMNS]
    own = [column for column in frame.columns if column not in first and column != PEOPLE]
    by_time = sorted(by, key=lambda group: group not in periods.TIME_GROUPS)
    frame = frame[[*first, *own, PEOPLE]]
    if not by_time:
        return frame
    frame = frame.sort_values(by_time, key=_rank, na_position="last", kind="stable", ignore_index=True)
    ordered = [group for group in by if isinstance(frame[group].dtype, pd.CategoricalDtype)]
    return frame.astype(dict.fromkeys(ordered, object)) if ordered else frame  # their order has done its work


def _rank(column: pd.Series) -> pd.Series:
    """Groups in an order of their own; a metric gives stages and bands as ordered categories."""
    order = _ORDERS.get(str(column.name))
    if order is None:
        return column
    return column.map({value: place for place, value in enumerate(order)})
