"""When each seat was last used, and in which band that puts it: the selects behind every license figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from data_layer.tables import first_uses, seats, usage_days, usage_months
from metrics import periods
from metrics.kept_rows import kept_rows
from metrics.known_tools import known_tools
from metrics.policy import Policy
from metrics.remembered import remembered

# The band of a seat: by the instructional days since its last use, or because it has none.
BANDS = ("active", "dormant_first", "dormant_second", "dormant_third", "new", "never_used")
USED_BANDS = BANDS[:4]
_HOLDER = ("school_id", "role", "grade_level")
POLICY = ("dormancy.active_within", "dormancy.first_band_ends", "dormancy.second_band_ends", "dormancy.grace")


@dataclass(frozen=True)
class Look:
    """The day on which the seats are looked at, and the first date of each band, looking back."""

    day: date
    active: date
    dormant_first: date
    dormant_second: date
    new: date


@remembered
def look(connection: Connection, day: date, policy: Policy) -> Look:
    """A use exactly so many instructional days ago is still within; a seat exactly as old as the grace is not new."""
    active, first, second, grace = (int(policy[name]) for name in POLICY)
    edges = periods.earliest_within(connection, day, [active, first, second, grace - 1])
    return Look(day, *edges)


def last_uses(connection: Connection, day: date) -> Subquery:
    """person_id, tool_id and last_on: everybody's last day of qualifying use up to and with `day`.

    The latest day of all is kept ready; only where use went on after `day` are the months before it and the
    days of its own month read.
    """
    ready = select(first_uses.c.person_id, first_uses.c.tool_id, first_uses.c.last_active_on.label("last_on"))
    if all(tool.last_active_on is None or tool.last_active_on <= day for tool in known_tools(connection)):
        return ready.subquery()
    month = day.replace(day=1)
    whole = select(usage_months.c.person_id, usage_months.c.tool_id, usage_months.c.last_active_on.label("last_on"))
    begun = select(usage_days.c.person_id, usage_days.c.tool_id, usage_days.c.day.label("last_on"))
    known = union_all(
        whole.where(usage_months.c.month < month, usage_months.c.last_active_on.is_not(None)),
        begun.where(usage_days.c.day >= month, usage_days.c.day <= day, usage_days.c.is_active),
    ).subquery()
    last_on = func.max(known.c.last_on).label("last_on")
    return select(known.c.person_id, known.c.tool_id, last_on).group_by(known.c.person_id, known.c.tool_id).subquery()


def seats_and_users(connection: Connection, at: Look) -> FromClause:
    """One row per assigned seat, and one per person who used a tool without; its holder, their group and its band.

    Nobody says where a person without a seat belongs, so that a filter on part of the district leaves seats alone.
    """
    return kept_rows(connection, ("seats and users", at), lambda: _seats_and_users(connection, at))


def _seats_and_users(connection: Connection, at: Look) -> Select:
    uses = last_uses(connection, at.day)
    held = _held(at.day, "tool_id", "person_id", *_HOLDER, "assigned_on").subquery()
    is_theirs = and_(uses.c.person_id == held.c.person_id, uses.c.tool_id == held.c.tool_id)
    return select(
        func.coalesce(held.c.tool_id, uses.c.tool_id).label("tool_id"),
        func.coalesce(held.c.person_id, uses.c.person_id).label("person_id"),
        *(held.c[name] for name in _HOLDER),
        func.coalesce(held.c.is_seat, False).label("is_seat"),
        band_of(uses.c.last_on, held.c.assigned_on, at).label("band"),
    ).select_from(held.outerjoin(uses, is_theirs, full=True))


def holders_and_users(at: Look) -> Subquery:
    """The same people, without when they used it: less to read where only they are counted."""
    nobody_says = (null().label(name) for name in _HOLDER)
    used = select(first_uses.c.tool_id, first_uses.c.person_id, *nobody_says, literal(False).label("is_seat"))
    held = _held(at.day, "tool_id", "person_id", *_HOLDER)
    return union_all(held, used.where(first_uses.c.first_active_on <= at.day)).subquery()


def _held(day: date, *columns: str) -> Select:
    """The seats assigned by then; one whose date nobody wrote down was assigned before."""
    assigned = select(*(seats.c[name] for name in columns), literal(True).label("is_seat"))
    return assigned.where(or_(seats.c.assigned_on.is_(None), seats.c.assigned_on <= day))


def band_of(last_on: ColumnElement, assigned_on: ColumnElement, at: Look) -> ColumnElement[str]:
    return case(
        (last_on >= at.active, "active"),
        (last_on >= at.dormant_first, "dormant_first"),
        (last_on >= at.dormant_second, "dormant_second"),
        (last_on.is_not(None), "dormant_third"),
        (assigned_on >= at.new, "new"),
        else_="never_used",
    )
