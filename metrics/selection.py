"""Are tools used more where those who teach helped to choose them? Adoption at equal exposure, by way of selection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

import pandas as pd

from data_layer.records.kinds import Route
from metrics.definition import Metric, Result, Status
from metrics.policy import Policy
from metrics.rows import Row, frame_of
from metrics.statistics import exactly

REFERENCES = {
    Route.MANDATED: "selection.mandated_reference",
    Route.COLLABORATIVE: "selection.collaborative_reference",
}
_SHOWN = (Status.MEASURED, Status.HIDDEN)
_COLUMNS = ("period_start", "period_end", "route", "numerator", "denominator", "value", "lower", "upper", "status")
_OWN = ("tool_count", "against_reference", "note")


class Against(StrEnum):
    """Where a share lies beside the article's figure, compared before anything is rounded."""

    ABOVE = "above"
    AT = "at"
    BELOW = "below"


@dataclass(frozen=True)
class _Counted:
    """What the tools chosen in one way have together. Tools too small to show are not among them."""

    adopted: int
    exposed: int
    tool_count: int


def by_route(result: Result, routes: Mapping[str, Route], *, policy: Policy) -> Result:
    """`result`: early adoption by tool, small groups hidden. A row for each way of selection, in their order."""
    rows = [_row(route, _counted(result, routes, route), result=result, policy=policy) for route in Route]
    return replace(
        result,
        metric=_metric(result.metric),
        by=("route",),
        frame=frame_of((*_COLUMNS, *_OWN), rows),
        hidden_count=0,
        notes=(*_too_few(rows), *_left_out(result, routes)),
    )


def _metric(early: Metric) -> Metric:
    return replace(
        early,
        name="adoption_by_selection",
        label="Adoption by way of selection",
        question="Are tools used more when those who teach helped to choose them?",
        numerator=f"{early.numerator} Added up over the tools chosen in this way.",
        denominator=f"{early.denominator} Who had several tools counts once for each.",
        groups=("route",),
        policy=(*early.policy, "selection.tools_needed", *REFERENCES.values()),
        caveats=(
            *early.caveats,
            "With fewer tools than it takes, a way of selection is not compared.",
            "Schools that choose together may differ in much else: this compares, and proves no cause.",
        ),
        always_by=(),
    )


def _counted(result: Result, routes: Mapping[str, Route], route: Route) -> _Counted:
    mine = [
        row
        for row in result.frame.to_dict("records")
        if routes.get(row["tool"]) is route and row["status"] == Status.MEASURED and _is_exact(row)
    ]
    return _Counted(sum(row["numerator"] for row in mine), sum(row["denominator"] for row in mine), len(mine))


def _is_exact(row: Row) -> bool:
    return pd.notna(row["numerator"])


def _row(route: Route, counted: _Counted, *, result: Result, policy: Policy) -> Row:
    span = {"period_start": result.scope.period_start, "period_end": result.scope.period_end}
    told = {**span, "route": route.value, "tool_count": counted.tool_count}
    needed = int(policy["selection.tools_needed"])
    if counted.tool_count < needed:
        note = f"{counted.tool_count} of the {needed} tools that it takes"
        return told | {"status": Status.NOT_MEASURED.value, "note": note}
    return told | {
        "numerator": counted.adopted,
        "denominator": counted.exposed,
        "value": counted.adopted / counted.exposed,
        "status": Status.MEASURED.value,
        "against_reference": against(counted.adopted, counted.exposed, route=route, policy=policy),
    }


def against(adopted: int, exposed: int, *, route: Route, policy: Policy) -> str | None:
    """Above, at or below the article's figure for this way; it has none for a mixed one."""
    if route not in REFERENCES:
        return None
    share, reference = Fraction(adopted, exposed), exactly(policy[REFERENCES[route]])
    if share == reference:
        return Against.AT.value
    return (Against.ABOVE if share > reference else Against.BELOW).value


def _too_few(rows: Iterable[Row]) -> list[str]:
    """Ways that are not compared, with the tools that they have."""
    return [f"{row['route'].capitalize()} is not compared: it has {row['note']}." for row in rows if row.get("note")]


def _left_out(result: Result, routes: Mapping[str, Route]) -> list[str]:
    """Tools that count in no row, and why."""
    rows = result.frame.to_dict("records")
    unsaid = sorted(row["tool"] for row in rows if row["tool"] not in routes)
    unknown = sorted(row["tool"] for row in rows if row["tool"] in routes and row["status"] not in _SHOWN)
    small = [row["tool"] for row in rows if row["tool"] in routes and row["status"] == Status.HIDDEN]
    notes = [f"Nobody has said how it was chosen: {', '.join(unsaid)}."] if unsaid else []
    notes += [f"Nobody has had it for long enough, or it has no log: {', '.join(unknown)}."] if unknown else []
    ranged = sorted(row["tool"] for row in rows if row["status"] == Status.MEASURED and not _is_exact(row))
    notes += [f"Told as a range, and so not added up: {', '.join(ranged)}."] if ranged else []
    return notes + ([f"Too few people to show: {', '.join(sorted(small))}."] if small else [])
