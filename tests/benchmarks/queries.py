"""The best SQL we can write by hand for each question that a page asks without filters; it lies in sql/.

A file holds what all splits of a metric have in common, with marks in braces where they differ.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from data_layer.scope import Scope

if TYPE_CHECKING:
    from tests.benchmarks.figures import Question

HasUse = Callable[[date, date], bool]
SQL = Path(__file__).with_name("sql")
LICENSES = (
    "dormancy_rate", "seat_utilization", "unused_spend", "cost_per_active_user", "license_funnel", "dormancy_bands",
)  # fmt: skip
FILES = {
    "staff_buy_in": ("survey", "favorable_share"),
    "perceived_ease_of_use": ("survey", "favorable_share"),
    "survey_response_rate": ("survey", "survey_response_rate"),
    **{name: ("seats", name) for name in LICENSES},
}
MONTH_OF_DAY = "date_trunc('month', day)::DATE AS month,"
LOGGED = "(SELECT tool_id FROM tools WHERE has_log)"
IS_USED = "(active_day_count > 0 OR other_active_day_count > 0)"


def sql(question: Question, has_use: HasUse) -> str:
    """The statement for this question; `has_use` tells whether there was any use on days [first, end)."""
    files = FILES.get(question.name, (question.name,))
    if question.name == "login_frequency" and "subject" in question.by:
        files = ("login_frequency_by_subject",)
    paths = [SQL / f"{name}.sql" for name in files]
    return "".join(path.read_text(encoding="utf-8") for path in paths).format(
        **_splits(question.by),
        **_use(question.scope, has_use),
        **_survey(question),
        **_features(question),
        **_seats(question, is_latest=not has_use(question.scope.known_end, date.max)),
    )


def parameters(question: Question, text: str) -> dict[str, date]:
    """Those that the text names."""
    scope = question.scope
    known = {
        "start": scope.period_start,
        "end": scope.known_end,
        "planned_end": scope.period_end,
        "day": scope.known_end - timedelta(days=1),
    }
    return {name: value for name, value in known.items() if f"${name}" in text}


def _splits(by: tuple[str, ...]) -> dict[str, str]:
    keys = "".join(f"{name}, " for name in by)
    own = [{"tool": "tool_id"}.get(name, name) for name in by]
    return {
        "keys": keys,
        "on_keys": f"USING ({keys.removesuffix(', ')})" if by else "ON true",
        "month": "month," if "month" in by else "",
        "month_of_day": MONTH_OF_DAY if "month" in by else "",
        "tool": "name AS tool," if "tool" in by else "",
        "tool_id": "tool_id," if "tool" in by else "",
        "every_tool": "CROSS JOIN (FROM tools WHERE has_log)" if "tool" in by else "",
        "which_tools": f"tool_id IN {LOGGED}" if "tool" in by else "tool_id IS NULL",
        "on_used": f"USING ({', '.join(own)})" if own else "ON true",
        "logged": LOGGED,
    }


def _use(scope: Scope, has_use: HasUse) -> dict[str, str]:
    """Rows of use in the period: from whole months (weeks) as far as they reach, from days at their ends."""
    months = _stretches(scope, "month", has_use)
    weeks = _stretches(scope, "week", has_use)
    return {
        "used_months": _rows("usage_months", months, IS_USED, "is_active", "month, tool_id, person_id"),
        "used_weeks": _rows("usage_weeks", weeks, "active_day_count > 0", "is_active", "week, person_id"),
        "student_months": _rows(
            "usage_months",
            months,
            "role = 'student'",
            "role = 'student' AND is_instructional",
            "month, person_id, login_count",
        ),
    }


@dataclass(frozen=True)
class Stretches:
    """A period as whole months (weeks) [whole_from, whole_to), and the days before and after those."""

    kind: str
    whole_from: date
    whole_to: date
    days: tuple[tuple[date, date], ...]


def _stretches(scope: Scope, kind: str, has_use: HasUse) -> Stretches:
    """A month (week) that the period cuts is whole all the same where nobody used anything in the rest of it."""
    start, end = scope.period_start, scope.known_end
    first, last = _unit(kind, start), _unit(kind, end - timedelta(days=1))
    whole_from = _next(kind, first) if has_use(first, start) else first
    whole_to = last if has_use(end, _next(kind, last)) else _next(kind, last)
    if whole_from >= whole_to:
        return Stretches(kind, first, first, ((start, end),))
    ends = ((start, whole_from), (whole_to, end))
    return Stretches(kind, whole_from, whole_to, tuple((begin, until) for begin, until in ends if begin < until))


def _rows(table: str, found: Stretches, whole_if: str, day_if: str, columns: str) -> str:
    whole = (
        f"SELECT {columns} FROM {table} WHERE {found.kind} >= DATE '{found.whole_from}'"
        f" AND {found.kind} < DATE '{found.whole_to}' AND tool_id IN {LOGGED} AND {whole_if}"
    )
    of_day = columns.replace(found.kind, f"date_trunc('{found.kind}', day)::DATE AS {found.kind}")
    ends = (
        f"SELECT {of_day} FROM usage_days WHERE day >= DATE '{begin}' AND day < DATE '{until}'"
        f" AND tool_id IN {LOGGED} AND {day_if}"
        for begin, until in found.days
    )
    return f"({' UNION ALL '.join((whole, *ends))})"


def _unit(kind: str, day: date) -> date:
    return day.replace(day=1) if kind == "month" else day - timedelta(days=day.weekday())


def _next(kind: str, first: date) -> date:
    return _unit(kind, first + timedelta(days=31)) if kind == "month" else first + timedelta(days=7)


def _survey(question: Question) -> dict[str, str]:
    construct = "ease" if question.name == "perceived_ease_of_use" else "usefulness"
    every = "true"
    latest = "quarter IN (SELECT arg_max(quarter, starts_on) FROM begun WHERE quarter IN (SELECT quarter FROM answers))"
    return {
        "which_quarters": every if "quarter" in question.by else latest,
        "answered_count": f"{construct}_answered_count",
        "score_sum": f"{construct}_sum",
        "survey_keys": "school_id, " if "school" in question.by else "quarter, ",
    }


def _features(question: Question) -> dict[str, str]:
    """Staff have no grade level, and nothing joins on nothing."""
    holders = {
        "school": ("school_id", "school_id"),
        "grade_level": ("grade_level", "coalesce(grade_level, '') AS grade_level"),
    }
    asked = [each for group, each in holders.items() if group in question.by]
    named = ", ".join(f"'{tool}'" for tool in sorted(question.scope.tools or ()))
    return {
        "holder": "".join(f"{name}, " for name, _ in asked),
        "holder_of_row": "".join(f"{made}, " for _, made in asked),
        "is_named": "true" if question.scope.tools is None else f"name IN ({named})",
    }


def _seats(question: Question, *, is_latest: bool) -> dict[str, str]:
    """Inside the district only assigned seats can be counted; for all of it, what was bought."""
    is_cut = "school" in question.by
    ready = "SELECT person_id, tool_id, last_active_on AS last_on FROM first_uses"
    rebuilt = """
        SELECT person_id, tool_id, max(last_on) AS last_on
        FROM (SELECT person_id, tool_id, last_active_on AS last_on FROM usage_months
                WHERE month < date_trunc('month', $day) AND last_active_on IS NOT NULL
              UNION ALL SELECT person_id, tool_id, day FROM usage_days
                WHERE day >= date_trunc('month', $day) AND day <= $day AND is_active)
        GROUP BY ALL"""
    unlisted = """UNION ALL SELECT tool_id, NULL, last_on, NULL FROM uses
        WHERE tool_id NOT IN (SELECT tool_id FROM seats WHERE assigned_on IS NULL OR assigned_on <= $day)"""
    with_site = question.name == "cost_per_active_user" and not is_cut
    return {
        "last_uses": ready if is_latest else rebuilt,
        "unlisted": "" if is_cut else unlisted,
        "holder_key": "school_id, " if is_cut else "",
        "base": "assigned_count" if is_cut else "seat_count",
        "is_counted": f"{'true' if with_site else 'NOT is_site'}{' AND assigned_count > 0' if is_cut else ''}",
        "group": "".join({"tool": "tool, ", "school": "school_id, "}.get(name, "") for name in question.by),
    }
