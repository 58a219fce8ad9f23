"""The one door to every figure: computed, then small groups hidden, then put in order; for pages and commands alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from types import ModuleType

from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics import (
    active_day_rate,
    active_users,
    adoption_rate,
    coding,
    cost_per_active_user,
    cost_per_student,
    cube,
    disclosure,
    dormancy_bands,
    dormancy_rate,
    early_adoption_rate,
    feature_utilization,
    license_funnel,
    log_match_rate,
    login_frequency,
    perceived_ease_of_use,
    periods,
    refused_row_rate,
    retention_rate,
    seat_utilization,
    shaping,
    source_change_rate,
    source_events,
    source_lag,
    staff_buy_in,
    stickiness,
    submission_rate,
    survey_response_rate,
    teacher_utilization,
    time_to_first_use,
    tool_fatigue,
    unused_spend,
)
from metrics.definition import Metric, Result, Status
from metrics.groups import UnknownGroup, time_group
from metrics.policy import Policy
from metrics.renewals import Line
from metrics.rows import Row, frame_of

FAMILIES: tuple[ModuleType, ...] = (
    adoption_rate,
    login_frequency,
    active_day_rate,
    active_users,
    stickiness,
    retention_rate,
    time_to_first_use,
    early_adoption_rate,
    log_match_rate,
    feature_utilization,
    submission_rate,
    staff_buy_in,
    survey_response_rate,
    perceived_ease_of_use,
    license_funnel,
    dormancy_rate,
    dormancy_bands,
    seat_utilization,
    cost_per_active_user,
    cost_per_student,
    unused_spend,
    teacher_utilization,
    tool_fatigue,
    source_lag,
    source_events,
    source_change_rate,
    refused_row_rate,
)

METRICS: dict[str, Metric] = {metric.name: metric for family in FAMILIES for metric in family.METRICS}


class UnknownMetric(LookupError):
    """No metric has this name."""


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
    fees: Sequence[Line] = (),
) -> Result:
    """One metric over one scope. The result holds nothing that may not be shown.

    `fees`: those that people entered beside the contracts, for a metric that takes them.

    What a metric's compute gives: for each group a row with its key (`school_id` for school, else the group's own
    name), numerator, denominator and people_count; and, where they do not follow from these, value, lower, upper,
    status and figures of its own. Its sentences about the data are the answer's notes.
    """
    chosen = metric(name)
    by = (*by, *(group for group in chosen.always_by if group not in by))
    _check_groups(chosen, by)
    answer = chosen(connection, scope, by=by, policy=policy, fees=fees)
    answer = shaping.tidy(connection, answer, scope=scope, by=by)
    looked_up = cube.cube(connection, chosen, scope, by=by, policy=policy)
    rows = disclosure.hide(answer.rows, metric=chosen, groups=shaping.keys_of(by), cube=looked_up)
    hidden_count = sum(row["status"] == Status.HIDDEN for row in rows)
    about_data = answer.notes if hidden_count < len(rows) or not rows else ()
    notes = (*about_data, *_on_figures(rows), *_to_date(connection, chosen, scope=scope, by=by))
    columns = (*answer.columns, *(["told_as"] if any(row.get("told_as") for row in rows) else []))
    return Result(chosen, scope, by, frame_of(columns, rows), scope.as_of, version, hidden_count, notes)


def _on_figures(rows: Sequence[Row]) -> list[str]:
    """Sentences on figures that are told less exactly than they were counted."""
    sentences = {"is_rounded": disclosure.ROUNDED, "told_as": coding.RANGED}
    return [sentence for mark, sentence in sentences.items() if any(row.get(mark) for row in rows)]


def _check_groups(chosen: Metric, by: tuple[str, ...]) -> None:
    unknown = [group for group in by if group not in chosen.groups]
    known = ", ".join(chosen.groups) or "nothing"
    if unknown:
        raise UnknownGroup(f'{chosen.name} cannot be split by "{unknown[0]}". It can be split by: {known}.')
    if len(set(by)) < len(by) or sum(group in periods.TIME_GROUPS for group in by) > 1:
        raise UnknownGroup(f"{chosen.name}: name each group once, and at most one group of time ({', '.join(by)}).")


def _to_date(connection: Connection, chosen: Metric, *, scope: Scope, by: tuple[str, ...]) -> list[str]:
    """A sentence where the last period shown is still running."""
    kind = time_group(by)
    if not kind and chosen.window != Metric.window:
        return []
    running = periods.period_at(connection, kind, scope.as_of) if kind else None
    start, end = periods.cut((running.starts_on, running.ends_on) if running else (date.min, date.max), scope)
    found = periods.progress(connection, starts_on=start, ends_on=end, as_of=scope.as_of)
    if not start <= scope.as_of < end or not found.is_partial:
        return []
    label = running.label if running else "The period"
    return [f"{label} is shown to date: {found.day_count} of {found.planned_day_count} school days."]
