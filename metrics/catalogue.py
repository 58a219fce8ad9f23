"""The one door to every figure: computed, then small groups hidden, then put in order; for pages and commands alike."""

from __future__ import annotations

from datetime import date
from types import ModuleType

import pandas as pd
from sqlalchemy import Connection, select

from data_layer.scope import Scope
from data_layer.tables import schools
from metrics import (
    active_day_rate,
    active_users,
    adoption_rate,
    cost_per_active_user,
    disclosure,
    dormancy_bands,
    dormancy_rate,
    license_funnel,
    log_match_rate,
    login_frequency,
    perceived_ease_of_use,
    periods,
    retention_rate,
    seat_utilization,
    staff_buy_in,
    stickiness,
    survey_response_rate,
    time_to_first_use,
    unused_spend,
)
from metrics.definition import MEASURE_COLUMNS, PEOPLE, PERIOD_COLUMNS, Metric, Result, Status
from metrics.policy import Policy

FAMILIES: tuple[ModuleType, ...] = (
    adoption_rate,
    login_frequency,
    active_day_rate,
    active_users,
    stickiness,
    retention_rate,
    time_to_first_use,
    log_match_rate,
    staff_buy_in,
    survey_response_rate,
    perceived_ease_of_use,
    license_funnel,
    dormancy_rate,
    dormancy_bands,
    seat_utilization,
    cost_per_active_user,
    unused_spend,
)

METRICS: dict[str, Metric] = {metric.name: metric for family in FAMILIES for metric in family.METRICS}

# Groups whose values have an order of their own; all others are put in the order of their letters or days.
_ORDERS = {"grade_level": ("PK", "KG", *(f"{number:02d}" for number in range(1, 13)))}


class UnknownMetric(LookupError):
    """No metric has this name."""


class UnknownGroup(ValueError):
    """The metric cannot be split this way."""


def metric(name: str) -> Metric:
    if name not in METRICS:
        raise UnknownMetric(f'There is no metric "{name}". Known: {", ".join(sorted(METRICS))}.')
    return METRICS[name]


def measure(
    connection: Connection,
    name: str,
    scope: Scope,
    *,
    by: tuple[str, ...] = (),
    policy: Policy,
    version: str,
) -> Result:
    """One metric over one scope. The result holds nothing that may not be shown.

    What a metric's compute gives: for each group its key column (`school_id` for school, else the group's own
    name), numerator, denominator and people_count; and, where they are not what `_completed` would fill in,
    value, lower, upper, status and columns of its own. Its sentences about the data stand in
    `frame.attrs["notes"]`.
    """
    chosen = metric(name)
    by = (*by, *(group for group in chosen.always_by if group not in by))
    _check_groups(chosen, by)
    computed = chosen(connection, scope, by=by, policy=policy)
    keys = tuple("school_id" if group == "school" else group for group in by)
    frame = _with_periods(connection, _completed(computed), scope=scope, by=by)
    if "school" in by:
        frame["school"] = frame["school_id"].map(_school_names(connection))
    frame = _in_order(frame, by=by, keys=keys)
    frame = disclosure.hide(frame, metric=chosen, groups=keys, policy=policy)
    hidden_count = int((frame["status"] == Status.HIDDEN).sum())
    about_data = computed.attrs.get("notes", ()) if hidden_count < len(frame) or frame.empty else ()
    notes = (*about_data, *_to_date(connection, chosen, scope=scope, by=by))
    return Result(chosen, scope, by, frame, scope.as_of, version, hidden_count, notes)


def _check_groups(chosen: Metric, by: tuple[str, ...]) -> None:
    unknown = [group for group in by if group not in chosen.groups]
    known = ", ".join(chosen.groups) or "nothing"
    if unknown:
        raise UnknownGroup(f'{chosen.name} cannot be split by "{unknown[0]}". It can be split by: {known}.')
    if len(set(by)) < len(by) or sum(group in periods.TIME_GROUPS for group in by) > 1:
        raise UnknownGroup(f"{chosen.name}: name each group once, and at most one group of time ({', '.join(by)}).")


def _completed(frame: pd.DataFrame) -> pd.DataFrame:
    """Fill in what follows from the rest: the ratio, no interval, and whether anything was measured."""
    whole = dict.fromkeys(frame.select_dtypes("integer"), "Int64")  # a hidden count leaves the rest whole
    frame = frame.reset_index(drop=True).astype(whole)
    if "value" not in frame:
        denominator = frame["denominator"].astype(float)
        frame["value"] = frame["numerator"].astype(float) / denominator.where(denominator > 0)
    for bound in ("lower", "upper"):
        if bound not in frame:
            frame[bound] = float("nan")
    if "status" not in frame:
        is_measured = frame["value"].notna()
        frame["status"] = is_measured.map({True: Status.MEASURED.value, False: Status.NOT_MEASURED.value})
    return frame.astype({"value": float, "lower": float, "upper": float})


def _with_periods(connection: Connection, frame: pd.DataFrame, *, scope: Scope, by: tuple[str, ...]) -> pd.DataFrame:
    """Say of each row which days it is about, where it does not: its period of time, cut to the scope's."""
    if "period_start" in frame:
        return frame
    kind = next((group for group in by if group in periods.TIME_GROUPS), None)
    spans = [(scope.period_start, scope.period_end)] * len(frame)
    if kind:
        if kind in periods.CALENDAR_KINDS:
            frame[kind] = pd.to_datetime(frame[kind]).dt.date
        spans = [_cut(span, scope) for span in _spans(connection, kind, frame[kind])]
    frame["period_start"] = pd.Series([start for start, _ in spans], index=frame.index, dtype=object)
    frame["period_end"] = pd.Series([end for _, end in spans], index=frame.index, dtype=object)
    return frame


def _spans(connection: Connection, kind: str, values: pd.Series) -> list[tuple[date, date]]:
    if kind in periods.CALENDAR_KINDS:
        known = {first: periods.period_of(kind, first) for first in values.unique()}
    else:
        known = {period.period_id: period for period in periods.all_periods(connection, kind)}
    return [(known[value].starts_on, known[value].ends_on) for value in values]


def _cut(span: tuple[date, date], scope: Scope) -> tuple[date, date]:
    return max(span[0], scope.period_start), min(span[1], scope.period_end)


def _to_date(connection: Connection, chosen: Metric, *, scope: Scope, by: tuple[str, ...]) -> list[str]:
    """A sentence where the last period shown is still running."""
    kind = next((group for group in by if group in periods.TIME_GROUPS), None)
    if not kind and chosen.window != Metric.window:
        return []
    running = periods.period_at(connection, kind, scope.as_of) if kind else None
    start, end = _cut((running.starts_on, running.ends_on) if running else (date.min, date.max), scope)
    found = periods.progress(connection, starts_on=start, ends_on=end, as_of=scope.as_of)
    if not start <= scope.as_of < end or not found.is_partial:
        return []
    label = running.label if running else "The period"
    return [f"{label} is shown to date: {found.day_count} of {found.planned_day_count} school days."]


def _school_names(connection: Connection) -> dict[str, str]:
    return {row.school_id: row.name for row in connection.execute(select(schools))}


def _in_order(frame: pd.DataFrame, *, by: tuple[str, ...], keys: tuple[str, ...]) -> pd.DataFrame:
    """Columns as definition.Result lists them; rows by time first, then by group."""
    names = tuple(dict.fromkeys([*keys, *by]))
    first = [*PERIOD_COLUMNS, *names, *MEASURE_COLUMNS]
    own = [column for column in frame.columns if column not in first and column != PEOPLE]
    by_time = sorted(by, key=lambda group: group not in periods.TIME_GROUPS)
    frame = frame[[*first, *own, PEOPLE]]
    if by_time:
        frame = frame.sort_values(by_time, key=_rank, na_position="last", kind="stable")
    ordered = dict.fromkeys(frame.select_dtypes("category"), object)  # their order has done its work
    return frame.astype(ordered).reset_index(drop=True)


def _rank(column: pd.Series) -> pd.Series:
    """Groups in an order of their own; a metric gives stages and bands as ordered categories."""
    order = _ORDERS.get(str(column.name))
    if order is None:
        return column
    return column.map({value: place for place, value in enumerate(order)})
