"""What share of the staff who were asked gave a complete answer."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics import survey
from metrics.definition import Metric
from metrics.policy import Policy


def survey_response_rate(connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> pd.DataFrame:
    """One row per quarter and group; partial_count began and left too many questions out."""
    frame = survey.figures(connection, scope, by=by, construct=survey.USEFULNESS, policy=policy)
    is_held = frame["people_count"].notna()
    answered = frame["complete_count"].clip(upper=frame["eligible_count"])
    frame = frame.assign(numerator=answered, denominator=frame["eligible_count"])
    frame["value"] = (frame["numerator"] / frame["denominator"]).where(is_held)
    return frame.drop(columns=["favorable_count"])


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
