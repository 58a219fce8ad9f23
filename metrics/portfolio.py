"""Every tool in one line: what it costs, who uses it, what staff think, what is risky, and what follows from that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pandas as pd
from sqlalchemy import Connection, select

from data_layer.records.entries import Decision
from data_layer.records.kinds import Criterion
from data_layer.tables import contracts, survey_responses, tools
from metrics.checklist import Checklist, Standing
from metrics.decisions import standing
from metrics.definition import Result, Status
from metrics.licenses import License, holds, licensed
from metrics.policy import Policy
from metrics.recommendation import Evidence, Rule, Share, Trend, recommend, trend
from metrics.sunset_register import Line as RegisterLine

_JUDGED = (Status.MET, Status.NOT_MET, Status.INCONCLUSIVE)
_WRONG = (Standing.FAILED, Standing.EXPIRED)
Cells = Mapping[str, object]


@dataclass(frozen=True)
class Figures:
    """What was measured, split by tool, small groups hidden. `buy_in`: a result for each tool asked about."""

    seat_use: Result
    funnel: Result
    cost: Result
    dormancy: Result
    adoption: Result
    months: Result
    teachers: Result
    buy_in: Mapping[str, Result]


@dataclass(frozen=True)
class Line:
    """One tool. A figure is None where it was not measured or is hidden; `is_hidden` tells the two apart."""

    tool: str
    license: License | None
    checklist: Checklist
    register: RegisterLine
    stages: Mapping[str, int | None]
    use: Share | None
    is_hidden: bool
    cost_per_active_usd: float | None
    cost_per_student_usd: Decimal | None
    teachers: Cells | None
    months: tuple[Share, ...]
    trend: Trend
    buy_in: Status | None
    renews_on: date | None
    rule: Rule
    decision: Decision | None

    @property
    def annual_cost_usd(self) -> Decimal | None:
        return self.license.annual_cost_usd if self.license else None

    @property
    def is_priced(self) -> bool:
        return self.annual_cost_usd is not None

    @property
    def overage_count(self) -> int:
        """Seats taken beyond those bought; 0 where that is not known or not shown."""
        taken = max((self.stages.get(stage) or 0 for stage in ("assigned", "active")), default=0)
        bought = self.license.seat_count if self.license else None
        return 0 if bought is None else max(taken - bought, 0)

    @property
    def use_rate(self) -> float | None:
        return self.use[0] / self.use[1] if self.use else None

    @property
    def month_rates(self) -> list[float]:
        return [part / whole for part, whole in self.months]


def portfolio(
    connection: Connection,
    *,
    figures: Figures,
    checklists: Sequence[Checklist],
    register: Sequence[RegisterLine],
    decided: Sequence[Decision],
    as_of: date,
    policy: Policy,
) -> list[Line]:
    """A line for each tool of the checklists, in their order."""
    known = {license.tool: license for license in licensed(connection, day=as_of)}
    registered = {line.tool: line for line in register}
    ends = renewals(connection, as_of)
    return [
        _line(
            each,
            figures=figures,
            license=known.get(each.tool),
            register=registered[each.tool],
            renews_on=ends.get(each.tool),
            decision=standing(decided, each.tool, ends_on=ends.get(each.tool)),
            policy=policy,
        )
        for each in checklists
    ]


def renewals(connection: Connection, as_of: date) -> dict[str, date]:
    """For each tool the last day of the contract in force that ends first."""
    columns = (tools.c.name, contracts.c.starts_on, contracts.c.ends_on)
    rows = connection.execute(select(*columns).join_from(contracts, tools, tools.c.tool_id == contracts.c.tool_id))
    ends: dict[str, list[date]] = {}
    for row in rows:
        if row.ends_on is not None and holds(row, as_of):
            ends.setdefault(row.name, []).append(row.ends_on)
    return {tool: min(days) for tool, days in ends.items()}


def surveyed(connection: Connection) -> frozenset[str]:
    """The tools that a survey asks about by name."""
    asked = select(survey_responses.c.tool).distinct().where(survey_responses.c.tool.is_not(None))
    return frozenset(connection.execute(asked).scalars())


def _line(
    checklist: Checklist,
    *,
    figures: Figures,
    license: License | None,
    register: RegisterLine,
    renews_on: date | None,
    decision: Decision | None,
    policy: Policy,
) -> Line:
    tool = checklist.tool
    use, is_hidden = _use(figures, tool, license)
    months = tuple(_shares(row for row in _rows(figures.months, tool) if not row["is_partial"]))
    told = {
        "use": use,
        "is_hidden": is_hidden,
        "buy_in": _status(_last(figures.buy_in.get(tool), tool=None)),
        "trend": trend(months, policy),
    }
    teachers = _last_judged(_rows(figures.teachers, tool))
    evidence = Evidence(
        state=register.state,
        is_exempt=register.exemption is not None,
        has_contract=license is not None and license.has_contract,
        has_open_review=bool(register.open_reviews),
        has_failed_point=has_failed_point(checklist),
        is_over_alarm=_status(_last(figures.dormancy, tool=tool)) is Status.NOT_MET,
        teachers=_status(teachers),
        **told,
    )
    cost = _last(figures.cost, tool=tool)
    return Line(
        tool,
        license,
        checklist,
        register,
        stages={row["stage"]: _whole(row["numerator"]) for row in _rows(figures.funnel, tool)},
        cost_per_active_usd=_number(cost and cost["value"]),
        cost_per_student_usd=_per_student(checklist),
        teachers=teachers,
        months=months,
        renews_on=renews_on,
        rule=recommend(evidence, policy),
        decision=decision,
        **told,
    )


def _per_student(checklist: Checklist) -> Decimal | None:
    """With the fees beside the contract. A cost and its share would tell how many students there are."""
    return None if checklist.cost.is_small else checklist.cost.per_student_usd


def has_failed_point(checklist: Checklist) -> bool:
    """Whether a point was looked at and does not stand. The cost is judged by the use it buys, and not here."""
    return any(point.standing in _WRONG for point in checklist.points if point.criterion is not Criterion.COST)


def _use(figures: Figures, tool: str, license: License | None) -> tuple[Share | None, bool]:
    """Seats in use of those bought; else people with use this year of those who may. And whether it is hidden."""
    has_seats = license is not None and license.seat_count is not None
    row = _last(figures.seat_use if has_seats else figures.adoption, tool=tool)
    is_hidden = row is not None and row["status"] == Status.HIDDEN
    return next(iter(_shares([row] if row else [])), None), is_hidden


def _shares(rows: Iterable[Cells]) -> Iterable[Share]:
    """The measured ones. One that is told as a range stands where the range begins."""
    for row in rows:
        part, whole = _whole(row["numerator"]), _whole(row["denominator"])
        if part is None and whole and isinstance(row.get("told_as"), str):
            part = round(row["value"] * whole)
        if part is not None and whole:
            yield part, whole


def _rows(result: Result, tool: str) -> list[Cells]:
    return result.rows_by_tool.get(tool, [])


def _last(result: Result | None, *, tool: str | None) -> Cells | None:
    """The tool's last row; of a result about one tool alone, its last row."""
    if result is None:
        return None
    rows = result.frame.to_dict("records") if tool is None else _rows(result, tool)
    return rows[-1] if rows else None


def _last_judged(rows: Sequence[Cells]) -> Cells | None:
    return next((row for row in reversed(rows) if row["status"] in _JUDGED), None)


def _status(row: Cells | None) -> Status | None:
    """The verdict of a row; None where nothing was judged."""
    return Status(row["status"]) if row is not None and row["status"] in _JUDGED else None


def _whole(value: object) -> int | None:
    found = _number(value)
    return None if found is None else int(found)


def _number(value: object) -> float | None:
    """A figure of a frame; what is missing there is None here."""
    return None if pd.isna(value) else float(value)
