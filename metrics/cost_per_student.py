"""What a tool's contracts cost in a year for each student that they cover, used or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics import periods
from metrics.cents import to_cents, to_usd
from metrics.definition import PEOPLE, Metric
from metrics.licenses import licenses
from metrics.policy import Policy
from metrics.renewals import Line
from metrics.rows import Answer, Row
from metrics.student_cost import StudentCost, student_cost

_WHOLE_DISTRICT_ONLY = "A contract covers the whole district, and you see only some of its schools."


def cost_per_student(
    connection: Connection,
    scope: Scope,
    *,
    by: tuple[str, ...],  # noqa: ARG001
    policy: Policy,  # noqa: ARG001
    fees: Sequence[Line] = (),
) -> Answer:
    """A row for each licensed tool; where no student is covered nothing is divided, and a sentence says so."""
    columns = ("tool", "numerator", "denominator", PEOPLE)
    if scope.entitlement.schools is not None:
        return Answer(columns, [], (_WHOLE_DISTRICT_ONLY,))
    day = periods.last_known_day(scope)
    costs = {
        each.tool: student_cost(connection, each.tool, as_of=day, fees=fees)
        for each in licenses(connection, scope, day=day)
    }
    rows = [{"tool": tool, **_figures(cost)} for tool, cost in costs.items()]
    return Answer(columns, rows, tuple(_notes(costs.items())))


def _figures(cost: StudentCost) -> Row:
    if cost.why:
        return dict.fromkeys(("value", "numerator", "denominator", PEOPLE))
    return {
        "value": float(cost.per_student_usd),
        "numerator": to_usd(to_cents(cost.annual_cost_usd)),
        "denominator": cost.student_count,
        PEOPLE: cost.student_count,
    }


def _notes(costs: Iterable[tuple[str, StudentCost]]) -> list[str]:
    """The tools without a cost per student, by the reason."""
    reasons: dict[str, list[str]] = {}
    for tool, cost in costs:
        if cost.why:
            reasons.setdefault(cost.why, []).append(tool)
    return [f"Not measured, because {why}: {', '.join(tools)}." for why, tools in reasons.items()]


METRICS = (
    Metric(
        name="cost_per_student",
        label="Cost per student",
        question="What does a tool cost a year for each student that its contracts cover?",
        numerator="Annual cost of the contracts in force and of the fees beside them, in dollars",
        denominator="Students rostered at the schools that the contracts cover, each once",
        unit="usd",
        better="lower",
        groups=("tool",),
        reference="District choice of the denominator: students who may use it, and not those who do. The checklist "
        "compares it, unrounded, with the target for supplemental tools.",
        compute=cost_per_student,
        caveats=(
            "Fees are those that people entered on the page Checklist.",
            "A contract of which the license list says no cost is not free: its tool is not measured.",
            "School, grade level, subject and role filters leave it as it is.",
        ),
        window="on the last known day of the period",
        always_by=("tool",),
        additive=False,
        takes_fees=True,
    ),
)
