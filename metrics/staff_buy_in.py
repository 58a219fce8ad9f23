"""What share of the staff finds the technology useful, and whether that meets the district's target."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics import periods, survey
from metrics.definition import Metric, Status
from metrics.policy import Policy
from metrics.rows import Answer
from metrics.statistics import Verdict, certain_bounds, share_verdict
from metrics.survey_cell import Cell

_ONE_DAY = timedelta(days=1)
_NAMES = (
    "numerator",
    "denominator",
    "lower",
    "upper",
    "status",
    "favorable_count",
    "bound_low",
    "bound_high",
    "verdict",
)

STATUSES = {
    Verdict.MET_FOR_CERTAIN: Status.MET,
    Verdict.MET: Status.MET,
    Verdict.NOT_MET_FOR_CERTAIN: Status.NOT_MET,
    Verdict.NOT_MET: Status.NOT_MET,
    Verdict.INCONCLUSIVE: Status.INCONCLUSIVE,
    Verdict.NOT_MEASURED: Status.NOT_MEASURED,
    Verdict.OVERDUE: Status.NOT_MEASURED,
}


def staff_buy_in(connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> Answer:
    """One row per quarter and group, with what is certain, the interval and the verdict."""
    asked = survey.survey(connection, scope, by=by, construct=survey.USEFULNESS, policy=policy)
    overdue = _overdue(connection, asked.cells, scope=scope, policy=policy)
    told = [
        {
            **survey.favorable_share(cell, confidence=policy["statistics.confidence"]),
            **_bounds(cell),
            **_verdict(cell, policy, is_overdue=cell.quarter.quarter_id in overdue),
        }
        for cell in asked.cells
    ]
    return asked.answer(told, _NAMES)


def _bounds(cell: Cell) -> dict[str, float | None]:
    if not cell.people_count:
        return {"bound_low": None, "bound_high": None}
    answers = cell.answers
    low, high = certain_bounds(answers.favorable_count, answers.response_count, cell.eligible_count)
    return {"bound_low": float(low), "bound_high": float(high)}


def _verdict(cell: Cell, policy: Policy, *, is_overdue: bool) -> dict[str, str]:
    verdict = share_verdict(
        cell.answers.favorable_count,
        cell.answers.response_count,
        cell.eligible_count,
        target=policy["buy_in.target"],
        confidence=policy["statistics.confidence"],
        total_needed=policy["buy_in.responses_needed"],
        response_rate_needed=policy["buy_in.response_rate_needed"],
    )
    verdict = Verdict.OVERDUE if is_overdue else verdict
    return {"verdict": verdict.value, "status": STATUSES[verdict].value}


def _overdue(connection: Connection, cells: list[Cell], *, scope: Scope, policy: Policy) -> set[str | None]:
    """The quarters without a survey that ended more than so many instructional days before as-of."""
    without = {cell.quarter for cell in cells if not cell.quarter.answer_count and cell.quarter.quarter_id}
    waited = {
        quarter.quarter_id: periods.instructional_days_between(connection, quarter.ends_on - _ONE_DAY, scope.as_of)
        for quarter in without
    }
    return {quarter_id for quarter_id, day_count in waited.items() if day_count > policy["buy_in.overdue_after"]}


METRICS = (
    Metric(
        name="staff_buy_in",
        label="Staff buy-in",
        question="Do the staff find the technology useful?",
        numerator="Staff whose mean perceived usefulness is favorable",
        denominator="Staff who answered",
        unit="rate",
        better="higher",
        groups=survey.GROUPS,
        reference="Perceived usefulness, six items: Davis (1989), MIS Quarterly 13(3). Interval: Wilson (1927), with "
        "the finite population correction.",
        compute=staff_buy_in,
        policy=(
            *survey.POLICY,
            "buy_in.responses_needed",
            "buy_in.response_rate_needed",
            "buy_in.overdue_after",
            "statistics.confidence",
        ),
        caveats=(
            *survey.CAVEATS,
            "A verdict is for certain when those who did not answer could not change it. Otherwise the interval "
            "decides, as though those who answered stood for the others.",
            "The mean decides: 7, 7, 7, 3, 3, 3 is as favorable as 5 six times.",
        ),
        window="one quarter",
        target="buy_in.target",
        is_about="staff",
    ),
)
