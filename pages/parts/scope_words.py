"""Whom and which days is a figure about? The filters in words, and which of them count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from data_layer.scope import Scope
from metrics.definition import Metric, Result
from metrics.periods import Progress
from pages.parts.words import groups, in_order, listed, number, sentence_case, span


def filtered(scope: Scope, schools: Mapping[str, str], period: str, progress: Progress) -> str:
    """What is filtered, as the line above every page's sentence says it."""
    to_date = f", {number(progress.day_count)} of {progress.planned_day_count} school days so far"
    days_named = f"{span(scope.period_start, scope.period_end)}{to_date if progress.is_partial else ''}"
    return f"{population(scope, schools)} · {period} ({days_named})"


def population(scope: Scope, schools: Mapping[str, str], metric: Metric | None = None) -> str:
    """Whom a figure is about: Lake Middle, Grade 6 and Grade 7. Filters that a metric knows nothing of are left out."""
    chosen = {name: names for name, names in _chosen(scope, schools).items() if metric is None or name in metric.groups}
    parts = [chosen.pop("school", []) or [whole(scope, schools)], *chosen.values()]
    return ", ".join(listed(names) for names in parts if names)


def whole(scope: Scope, schools: Mapping[str, str]) -> str:
    """All that the viewer may see: the whole district, or the schools by name."""
    seen = scope.entitlement.schools
    if seen is None:
        return "Whole district"
    return listed([name for key, name in schools.items() if key in seen]) or "No school"


def unaffected(scope: Scope, metric: Metric) -> str:
    """Which of the filters chosen change nothing about a figure, as a sentence; nothing where all of them count."""
    idle = [name for name, names in _chosen(scope, {}).items() if names and name not in metric.groups]
    if not idle:
        return ""
    named = sentence_case(listed(name.replace("_", " ") for name in idle))
    return f"{named} {'does' if len(idle) == 1 else 'do'} not change this figure."


def _chosen(scope: Scope, schools: Mapping[str, str]) -> dict[str, list[str]]:
    """The names of what each filter is set to, by the group that it filters."""
    known = [name for key, name in schools.items() if key in (scope.schools or ())]
    gone = ["a school not listed"] * len((scope.schools or frozenset()) - schools.keys())
    return {
        "school": known + gone[:1],
        "grade_level": groups("grade_level", in_order("grade_level", scope.grade_levels or ())),
        "subject": groups("subject", sorted(scope.subjects or ())),
        "role": groups("role", in_order("role", scope.roles or ())),
        "tool": sorted(scope.tools or ()),
    }


def days_of(result: Result) -> str:
    """The days that a result is about, as far as they are known."""
    if result.frame.empty:
        return span(result.scope.period_start, result.scope.known_end)
    end = min(result.frame["period_end"].max(), result.scope.as_of + timedelta(days=1))
    start = result.frame["period_start"].min()
    return span(start, max(end, start + timedelta(days=1)))
