"""The register of sunsets: for every tool what the rule says, how far it has come, by whom, and what it saved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, Row, Select, func, select
from sqlalchemy.orm import Session

from data_layer.records.entries import Exemption, HiddenFee, Incident, Notice, Sunset, SunsetStep
from data_layer.records.keeping import entries
from data_layer.records.kinds import State, Step
from data_layer.tables import entitlements, first_uses, memberships, tools
from metrics import incidents, savings, sunset_clock
from metrics.definition import Result
from metrics.incidents import Review
from metrics.periods import all_periods, school_days
from metrics.policy import Policy
from metrics.sunset_rule import Judged, judge, live_dates, rows_of


@dataclass(frozen=True)
class Line:
    """One tool. `version` is that of its sunset, 0 before its first step; `roles` are those of its users.

    `earliest_on`: when it may be removed; None while a notice is not sent. `planned_on`: if all were sent on as-of.
    """

    tool: str
    judged: Judged
    state: State = State.ACTIVE
    version: int = 0
    exemption: Exemption | None = None
    reviews: tuple[Review, ...] = ()
    steps: tuple[SunsetStep, ...] = ()
    notices: tuple[Notice, ...] = ()
    earliest_on: date | None = None
    planned_on: date | None = None
    roles: tuple[str, ...] = ()
    saved_usd: Decimal | None = None
    used_after_on: date | None = None

    @property
    def open_reviews(self) -> list[Review]:
        return [review for review in self.reviews if review.is_open]

    @property
    def unsent(self) -> list[str]:
        return unsent(self.notices)


def unsent(notices: Iterable[Notice]) -> list[str]:
    """Whom the notice has not reached."""
    return [notice.audience for notice in notices if notice.sent_on is None]


def notice_day(notices: Sequence[Notice]) -> date | None:
    """The day from which the thirty days count: that of the last notice; None while one is not sent."""
    return None if unsent(notices) or not notices else max(notice.sent_on for notice in notices)


def register(connection: Connection, session: Session, *, result: Result, policy: Policy) -> list[Line]:
    """Every tool of the store or of an earlier sunset, by name. `result`: teacher utilization in all semesters."""
    as_of = result.as_of
    known = _Known(connection, session, result=result, policy=policy)
    names = {*known.live, *known.sunsets}
    return [known.line(tool, as_of=as_of) for tool in sorted(names, key=str.casefold)]


class _Known:
    """All that is known of all tools, read once."""

    def __init__(self, connection: Connection, session: Session, *, result: Result, policy: Policy) -> None:
        self.connection, self.result, self.policy = connection, result, policy
        self.live = live_dates(connection)
        self.semesters = all_periods(connection, "semester")
        self.school_days = school_days(connection)
        self.sunsets = {entry.tool: entry for entry in entries(session, Sunset)}
        self.steps = _by_tool(entries(session, SunsetStep))
        self.notices = _by_tool(sorted(entries(session, Notice), key=lambda notice: notice.audience))
        self.exemptions = _by_tool(entries(session, Exemption))
        self.reviews = _by_tool(incidents.reviews(entries(session, Incident)))
        self.fees = entries(session, HiddenFee)
        self.roles = _rolled(connection.execute(_roles()))
        self.last_used = dict(tuple(row) for row in connection.execute(_last_used()))

    def line(self, tool: str, *, as_of: date) -> Line:
        sunset = self.sunsets.get(tool)
        steps = tuple(sorted(self.steps[tool], key=lambda step: step.number))
        notices = tuple(self.notices[tool])
        sent_on = notice_day(notices)
        words = {} if sunset is None else {"state": sunset.state, "version": sunset.version}
        return Line(
            tool,
            self._judged(tool, as_of=as_of),
            **words,
            exemption=in_force(self.exemptions[tool], as_of),
            reviews=tuple(self.reviews[tool]),
            steps=steps,
            notices=notices,
            earliest_on=sent_on and self._earliest(sent_on),
            planned_on=self._earliest(sent_on or as_of),
            roles=self.roles.get(tool, ()),
            **self._since_removal(tool, steps, as_of=as_of) if sunset and sunset.state is State.REMOVED else {},
        )

    def _judged(self, tool: str, *, as_of: date) -> Judged:
        return judge(
            self.live.get(tool),
            semesters=self.semesters,
            rows=rows_of(self.result, tool),
            school_days=self.school_days,
            as_of=as_of,
        )

    def _earliest(self, sent_on: date) -> date | None:
        return sunset_clock.earliest_removal(sent_on, school_days=self.school_days, policy=self.policy)

    def _since_removal(self, tool: str, steps: Sequence[SunsetStep], *, as_of: date) -> dict[str, object]:
        """What was saved since a tool was removed, and whether its log shows use after that day."""
        flagged_on = last_taken(steps, Step.FLAG)
        removed_on = last_taken(steps, Step.REMOVE)
        paid = savings.costs(self.connection, tool, self.fees)
        used_on = self.last_used.get(tool)
        return {
            "saved_usd": savings.saved(paid, flagged_on=flagged_on, removed_on=removed_on, as_of=as_of),
            "used_after_on": used_on if used_on and used_on > removed_on else None,
        }


def last_taken(steps: Iterable[SunsetStep], step: Step) -> date | None:
    """The day of the last step of a kind."""
    return max((each.taken_on for each in steps if each.step is step), default=None)


def _by_tool(found: Iterable) -> Mapping[str, list]:
    grouped = defaultdict(list)
    for entry in found:
        grouped[entry.tool].append(entry)
    return grouped


def in_force(found: Iterable[Exemption], as_of: date) -> Exemption | None:
    """The exemption that holds on a day."""
    holds = (entry for entry in found if entry.starts_on <= as_of and (entry.ends_on is None or as_of <= entry.ends_on))
    return next(holds, None)


def _roles() -> Select:
    """The roles of those who might ever use a tool: whoever has work in it is affected."""
    rows = select(tools.c.name, memberships.c.role).distinct()
    rows = rows.join_from(entitlements, tools, tools.c.tool_id == entitlements.c.tool_id)
    rows = rows.join(memberships, memberships.c.person_id == entitlements.c.person_id)
    return rows.order_by(tools.c.name, memberships.c.role)


def _rolled(rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for tool, role in rows:
        found[tool].append(role)
    return {tool: tuple(roles) for tool, roles in found.items()}


def _last_used() -> Select:
    rows = select(tools.c.name, func.max(first_uses.c.last_active_on)).group_by(tools.c.name)
    return rows.join_from(first_uses, tools, tools.c.tool_id == first_uses.c.tool_id)
