"""Of the work that students were to hand in, what share did they hand in, and what share on time?"""

from __future__ import annotations

from sqlalchemy import Connection, Select, case, func, select

from data_layer.scope import Scope
from data_layer.tables import due_days
from metrics.answer import answered
from metrics.coverage import Coverage
from metrics.definition import PEOPLE, Metric
from metrics.groups import columns, dated, whole
from metrics.periods import TIME_GROUPS
from metrics.policy import Policy
from metrics.rows import Answer, Row, rows_of

_EXPECTED = ("on_time_count", "late_count", "missing_count")  # the three share out what was expected
_APART = ("unresolved_count", "excused_count")
_FIGURES = ("numerator", "denominator", "on_time_rate", *_EXPECTED, *_APART, PEOPLE)
_NOTHING = "No work that was due is known here. Import an LMS's assignments and submissions."


def submission_rate(
    connection: Connection,
    scope: Scope,
    *,
    by: tuple[str, ...] = (),
    policy: Policy,  # noqa: ARG001
) -> Answer:
    """Work handed in, late or not, over work that was expected and due by the as-of day."""
    unknown = _why_unknown(scope)
    found = [] if unknown else rows_of(connection, _sums(scope, by))
    rows = [_figures(row) for row in found or ([] if by else [{}])]
    is_known = any(row["denominator"] for row in rows)
    notes = () if is_known else (unknown or _NOTHING,)
    return answered(connection, rows, Coverage(scope, (), notes), by=by, figures=_FIGURES)


def _why_unknown(scope: Scope) -> str | None:
    if scope.tools is not None:
        return "Work handed in is not known by tool."
    if scope.roles is not None and "student" not in scope.roles:
        return "Work is handed in by students alone."
    return None


def _sums(scope: Scope, by: tuple[str, ...]) -> Select:
    """Per group the outcomes of what was due, and of how many students anything was expected."""
    expected = sum(due_days.c[name] for name in _EXPECTED)
    groups = columns(due_days, by)
    sums = [whole(due_days.c[name]).label(name) for name in (*_EXPECTED, *_APART)]
    people = func.count(case((expected > 0, due_days.c.person_id)).distinct()).label(PEOPLE)
    rows = select(*groups, *sums, people).select_from(dated(due_days, by)).group_by(*groups)
    within = due_days.c.day >= scope.period_start, due_days.c.day < scope.known_end
    return rows.where(*within, *scope.conditions(due_days))


def _figures(row: Row) -> Row:
    """What follows from the outcomes of one group; nothing at all where nothing was expected."""
    due = sum(row.get(name) or 0 for name in _EXPECTED)
    if not due:
        return row | dict.fromkeys(_FIGURES)
    handed_in = due - row["missing_count"]
    return row | {"numerator": handed_in, "denominator": due, "on_time_rate": row["on_time_count"] / due}


METRICS = (
    Metric(
        name="submission_rate",
        label="Work handed in",
        question="Of the work that students were to hand in, what share did they hand in?",
        numerator="Of those, the pieces handed in, on time or late. What was scored above zero without being handed in "
        "came on paper, and counts.",
        denominator="Pieces of work assigned to a student, each for itself: due in the period and by the day of the "
        "data, and not excused.",
        unit="rate",
        better="higher",
        groups=(
            *("school", "grade_level", "subject", "assignment_type"),
            *("day", "week", "month", "quarter", "semester", "school_year"),
        ),
        reference="On time, late and missing share out what was expected, as Canvas tells them: at the second it is "
        "due, work is on time.",
        compute=submission_rate,
        adds_over=("subject", "assignment_type", *TIME_GROUPS),
        policy=("submissions.quiz_grace",),
        caveats=(
            "The share handed in on time stands beside it.",
            "Work without a due date, not yet due when the export was made, or not handed in through the LMS is left "
            "out.",
            "Work scored zero that nobody handed in is counted apart: it may be missing, or done badly on paper.",
            "Beside work on paper it stands on the page Work handed in, where somebody has counted that.",
        ),
        window="work due in the period chosen",
        additive=True,
    ),
)
