"""What share of the staff finds the technology easy to use: it explains buy-in and is no part of it."""

from __future__ import annotations

from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics import survey
from metrics.definition import Metric
from metrics.policy import Policy
from metrics.rows import Answer


def perceived_ease_of_use(connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> Answer:
    """One row per quarter and group, counted as staff buy-in is, from the ease items."""
    asked = survey.survey(connection, scope, by=by, construct=survey.EASE_OF_USE, policy=policy)
    confidence = policy["statistics.confidence"]
    told = [survey.favorable_share(cell, confidence=confidence) for cell in asked.cells]
    return asked.answer(told, ("numerator", "denominator", "lower", "upper", "favorable_count"))


METRICS = (
    Metric(
        name="perceived_ease_of_use",
        label="Perceived ease of use",
        question="Do the staff find the technology easy to use?",
        numerator="Staff whose mean perceived ease of use is favorable",
        denominator="Staff who answered",
        unit="rate",
        better="higher",
        groups=survey.GROUPS,
        reference="Perceived ease of use, six items: Davis (1989), MIS Quarterly 13(3).",
        compute=perceived_ease_of_use,
        policy=(*survey.POLICY, "statistics.confidence"),
        caveats=(*survey.CAVEATS, "It stands beside staff buy-in to explain it, and has no target."),
        window="one quarter",
        is_about="staff",
    ),
)
