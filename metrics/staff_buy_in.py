"""What share of the staff finds the technology useful, and whether that meets the district's target."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics import periods, survey
from metrics.definition import PEOPLE, Metric, Status
from metrics.policy import Policy
from metrics.statistics import Verdict, certain_bounds, share_verdict

STATUSES = {
    Verdict.MET_FOR_CERTAIN: Status.MET,
    Verdict.MET: Status.MET,
    Verdict.NOT_MET_FOR_CERTAIN: Status.NOT_MET,
    Verdict.NOT_MET: Status.NOT_MET,
    Verdict.INCONCLUSIVE: Status.INCONCLUSIVE,
    Verdict.NOT_MEASURED: Status.NOT_MEASURED,
    Verdict.OVERDUE: Status.NOT_MEASURED,
}


def staff_buy_in(connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> pd.DataFrame:
    """One row per quarter and group, with what is certain, the interval and the verdict."""
    frame = survey.figures(connection, scope, by=by, construct=survey.USEFULNESS, policy=policy)
    frame = survey.favorable_share(frame, confidence=policy["statistics.confidence"])
    rows = list(frame.itertuples())
    bounds = [_bounds(row) for row in rows]
    frame["bound_low"] = [low for low, _ in bounds]
    frame["bound_high"] = [high for _, high in bounds]
    overdue = _overdue(connection, frame, scope=scope, policy=policy)
    verdicts = [Verdict.OVERDUE if row.quarter in overdue else _verdict(row, policy) for row in rows]
    frame["verdict"] = pd.Series([verdict.value for verdict in verdicts], index=frame.index, dtype=object)
    frame["status"] = pd.Series([STATUSES[verdict].value for verdict in verdicts], index=frame.index, dtype=object)
    return frame


def _bounds(row: tuple) -> tuple[float | None, float | None]:
    if not row.eligible_count or not row.response_count:
        return None, None
    low, high = certain_bounds(row.favorable_count, row.response_count, row.eligible_count)
    return float(low), float(high)


def _verdict(row: tuple, policy: Policy) -> Verdict:
    return share_verdict(
        row.favorable_count,
        row.response_count,
        row.eligible_count,
        target=policy["buy_in.target"],
        confidence=policy["statistics.confidence"],
        total_needed=policy["buy_in.responses_needed"],
        response_rate_needed=policy["buy_in.response_rate_needed"],
    )


def _overdue(connection: Connection, frame: pd.DataFrame, *, scope: Scope, policy: Policy) -> set[str]:
    """The quarters without a survey that ended more than so many instructional days before as-of."""
    ends = frame.loc[frame[PEOPLE].isna() & frame["quarter"].notna(), ["quarter", "period_end"]].drop_duplicates()
    last_days = {row.quarter: row.period_end - timedelta(days=1) for row in ends.itertuples()}
    waited = {
        quarter: periods.instructional_days_between(connection, day, scope.as_of) for quarter, day in last_days.items()
    }
    return {quarter for quarter, day_count in waited.items() if day_count > policy["buy_in.overdue_after"]}


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
