"""What share of the staff who were asked gave a complete answer."""

from __future__ import annotations

from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics import survey
from metrics.definition import Metric
from metrics.policy import Policy
from metrics.rows import Answer
from metrics.survey_cell import Cell


def survey_response_rate(connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> Answer:
    """One row per quarter and group; partial_count began and left too many questions out."""
    asked = survey.survey(connection, scope, by=by, construct=survey.USEFULNESS, policy=policy)
    return asked.answer([_words(cell) for cell in asked.cells], ("numerator", "denominator", "value"))


def _words(cell: Cell) -> dict[str, float | None]:
    """Answers that name nobody may be more than the staff: nobody answers more than once."""
    answered = min(cell.complete_count, cell.eligible_count)
    value = answered / cell.eligible_count if cell.people_count is not None else None
    return {"numerator": answered, "denominator": cell.eligible_count, "value": value}


METRICS = (
    Metric(
        name="survey_response_rate",
        label="Survey response rate",
        question="How many of the staff answered the survey?",
        numerator="Staff who gave a complete answer",
        denominator="Staff who were asked",
        unit="rate",
        better="higher",
        groups=survey.GROUPS,
        reference="Response rate 1 of the American Association for Public Opinion Research: complete answers of all "
        "who were eligible.",
        compute=survey_response_rate,
        policy=survey.POLICY,
        caveats=survey.CAVEATS,
        window="one quarter",
        is_about="staff",
    ),
)
