"""How many staff were asked, answered and answered favorably, by quarter and group: shared by the survey figures."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection

from data_layer.scope import Scope
from data_layer.tables import survey_responses
from metrics import survey_answers
from metrics.definition import PEOPLE
from metrics.policy import Policy
from metrics.statistics import wilson
from metrics.survey_answers import COUNTS, FAVORABLE_SCORES, Construct, Quarter

GROUPS = ("quarter", "school", "role")
POLICY = (*FAVORABLE_SCORES.values(), "buy_in.answered_items_needed")
USEFULNESS = Construct(survey_responses.c.usefulness_answered_count, survey_responses.c.usefulness_sum)
EASE_OF_USE = Construct(survey_responses.c.ease_answered_count, survey_responses.c.ease_sum)
CAVEATS = (
    "Staff are those whom the roster shows at their home school on the quarter's closing day, or on the as-of day "
    "while the quarter runs. Grade level and subject filters do not apply to them.",
    "Each person counts once a quarter, with the latest complete answer. A split other than by quarter shows the "
    "latest quarter in which a survey was held.",
    "An answer that names nobody in the roster counts under the school it names.",
)


def figures(
    connection: Connection, scope: Scope, *, by: tuple[str, ...], construct: Construct, policy: Policy
) -> pd.DataFrame:
    """One row per quarter and group: who was asked, the counts of the answers, their scale, and the quarter's days.

    The scales are never mixed: a row counts the scale that most of its answers used. people_count is empty
    where no survey was held. What was left out stands in `attrs["notes"]`.
    """
    quarters = _quarters(connection, scope, by)
    ids = [quarter.quarter_id for quarter in quarters]
    keys = ["quarter", *("school_id" if group == "school" else group for group in by if group != "quarter")]
    asked = survey_answers.eligible_staff(scope, ids, keys)
    answers = survey_answers.complete_answers(scope, ids, construct, policy)
    eligible = pd.read_sql(survey_answers.eligible_counts(asked, keys), connection)
    answered = pd.read_sql(survey_answers.counts(scope, asked, answers, keys, policy), connection)
    stranger_count = connection.execute(survey_answers.strangers(scope, asked, answers)).scalar_one()
    cells = _with_one_scale(_cells(eligible, quarters, keys), answered, keys)
    frame = _with_days(cells, quarters)
    frame.attrs["notes"] = _notes(frame, answered, keys=keys, stranger_count=stranger_count)
    return frame


def favorable_share(frame: pd.DataFrame, *, confidence: float) -> pd.DataFrame:
    """The figures with numerator, denominator and interval of the favorable share."""
    intervals = [
        wilson(row.favorable_count, row.response_count, confidence=confidence, population=row.eligible_count)
        for row in frame.itertuples()
    ]
    return frame.assign(
        numerator=frame["favorable_count"],
        denominator=frame["response_count"],
        lower=[interval.lower if interval else None for interval in intervals],
        upper=[interval.upper if interval else None for interval in intervals],
    )


def _quarters(connection: Connection, scope: Scope, by: tuple[str, ...]) -> list[Quarter]:
    """All that have begun; without a split by quarter the latest in which a survey was held, or else the latest."""
    begun = survey_answers.quarters_begun(connection, scope)
    held = [quarter for quarter in begun if quarter.answer_count]
    no_quarter = Quarter(None, scope.period_start, scope.period_end, 0)
    return begun if "quarter" in by else [(held or begun or [no_quarter])[-1]]


def _cells(eligible: pd.DataFrame, quarters: list[Quarter], keys: list[str]) -> pd.DataFrame:
    """Every group with staff; and every quarter, staff or not, where nothing but quarters is asked for."""
    if keys != ["quarter"]:
        return eligible
    asked = pd.DataFrame({"quarter": [quarter.quarter_id for quarter in quarters]}, dtype=object)
    return asked.merge(eligible, on=keys, how="left").fillna({"eligible_count": 0})


def _with_one_scale(cells: pd.DataFrame, answered: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    totals = answered.groupby(keys, dropna=False)[["response_count", "nameless_count"]].sum().reset_index()
    known = answered[answered["scale_points"].isin(FAVORABLE_SCORES)]
    most = known.sort_values(["response_count", "scale_points"], ascending=False).drop_duplicates(keys)
    cells = cells.merge(most, on=keys, how="left").merge(totals, on=keys, how="left", suffixes=("", "_of_all"))
    counts = ["eligible_count", "begun_count", *COUNTS, "response_count_of_all", "nameless_count_of_all"]
    cells = cells.fillna(dict.fromkeys(counts, 0)).astype(dict.fromkeys(counts, "int64"))
    named_count = cells["response_count_of_all"] - cells["nameless_count_of_all"]
    return cells.assign(
        complete_count=cells["response_count_of_all"],
        partial_count=cells["begun_count"] - named_count,
        scale_points=cells["scale_points"].astype("Int64"),
    ).drop(columns=["begun_count", "response_count_of_all", "nameless_count_of_all"])


def _with_days(cells: pd.DataFrame, quarters: list[Quarter]) -> pd.DataFrame:
    named = {quarter.quarter_id: quarter for quarter in quarters}
    mine = [named[quarter_id] for quarter_id in cells["quarter"]]
    is_held = pd.Series([quarter.answer_count > 0 for quarter in mine], index=cells.index, dtype=bool)
    cells = cells.assign(
        period_start=[quarter.starts_on for quarter in mine],
        period_end=[quarter.ends_on for quarter in mine],
    )
    cells[PEOPLE] = cells["response_count"].astype("Int64").where(is_held & (cells["eligible_count"] > 0))
    return cells


def _notes(frame: pd.DataFrame, answered: pd.DataFrame, *, keys: list[str], stranger_count: int) -> tuple[str, ...]:
    """What was left out or kept with a reservation, in sentences."""
    chosen = frame[[*keys, "scale_points"]].rename(columns={"scale_points": "chosen_points"})
    placed = answered.merge(chosen, on=keys, how="left", indicator="place")
    has_group, is_known = placed["place"] == "both", placed["scale_points"].isin(FAVORABLE_SCORES)
    is_other = has_group & is_known & (placed["scale_points"] != placed["chosen_points"]).fillna(False)
    left_out = [
        (stranger_count, "from people who were not staff of these schools on the closing day: left out"),
        (_sum(placed, ~has_group & is_known), "named nobody in the roster and no group shown here: left out"),
        (_sum(placed, ~is_known), "used a scale of neither 5 nor 7 points: left out"),
        (_sum(placed, is_other), "used the scale that fewer people of their group used: left out, never mixed in"),
        (frame["nameless_count"].sum(), "named nobody in the roster: counted where they say they belong"),
        (frame["straight_lined_count"].sum(), "gave all questions the same score: kept"),
        (
            (frame["response_count"] - frame["eligible_count"]).clip(lower=0).sum(),
            "more than there are staff to answer",
        ),
    ]
    mixed = ["The rows use different scales; do not compare them."] if frame["scale_points"].nunique() > 1 else []
    return (*(f"{count} {'answer' if count == 1 else 'answers'} {what}." for count, what in left_out if count), *mixed)


def _surplus(frame: pd.DataFrame) -> int:
    return int((frame["response_count"] - frame["eligible_count"]).clip(lower=0).sum())


def _sum(placed: pd.DataFrame, which: pd.Series) -> int:
    return int(placed.loc[which, "response_count"].sum())
