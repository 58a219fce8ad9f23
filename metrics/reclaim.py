"""Which seats of a tool could be given to somebody else? Dormant ones, whose holder is neither on leave nor exempt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Row, and_, or_, select

from data_layer.records.entries import StaffStanding
from data_layer.tables import people, schools, seats, tools
from metrics import seat_use
from metrics.dormancy_bands import band_names
from metrics.licenses import holds
from metrics.policy import Policy

_IN_USE, _NEW = "active", "new"


class NotReclaimable(ValueError):
    """Nothing can be said of the seats of this tool; the text says why and what to do."""


@dataclass(frozen=True)
class Seat:
    """A seat to reclaim. Its holder is known by codes alone: those of the rosters, and that of the seat list."""

    tool: str
    seat_number: int
    codes: tuple[str, ...]
    school: str | None
    last_use: str
    assigned_on: date | None


@dataclass(frozen=True)
class Reclaim:
    """The seats to reclaim, and how many dormant or unknown ones are left out for each reason."""

    seats: tuple[Seat, ...]
    new_count: int
    excused_count: int
    unknown_count: int


def reclaim(
    connection: Connection, tool: str, *, standings: Iterable[StaffStanding], as_of: date, policy: Policy
) -> Reclaim:
    """Seats as they stand on a day. A holder who matches nobody of the roster may well use the tool: left out."""
    found = _seats(connection, tool, as_of=as_of, policy=policy)
    idle = [row for row in found if row.band != _IN_USE]
    known = [row for row in idle if row.person_id is not None]
    old = [row for row in known if row.band != _NEW]
    excused = {entry.person_key for entry in standings if holds(entry, as_of)}
    names, codes = band_names(policy), _codes(connection, old)
    free = [row for row in old if excused.isdisjoint(codes[row.seat_number])]
    return Reclaim(
        tuple(
            Seat(tool, row.seat_number, codes[row.seat_number], row.school, names[row.band], row.assigned_on)
            for row in free
        ),
        new_count=len(known) - len(old),
        excused_count=len(old) - len(free),
        unknown_count=len(idle) - len(known),
    )


def _codes(connection: Connection, rows: Iterable[Row]) -> dict[int, tuple[str, ...]]:
    """By the number of the seat, every code of its holder; several rosters may list one person."""
    held = {row.seat_number: row for row in rows}
    listed: dict[int, list[str]] = {}
    wanted = people.c.person_id.in_({row.person_id for row in held.values()})
    for person_id, key in connection.execute(select(people).where(wanted).order_by(people.c.person_key)):
        listed.setdefault(person_id, []).append(key)
    every = {number: [*listed[row.person_id], row.holder_key] for number, row in held.items()}
    return {number: tuple(dict.fromkeys(filter(None, codes))) for number, codes in every.items()}


def _seats(connection: Connection, tool: str, *, as_of: date, policy: Policy) -> list:
    asked = connection.execute(select(tools.c.tool_id, tools.c.has_log).where(tools.c.name == tool)).first()
    if asked is None:
        known = connection.execute(select(tools.c.name).order_by(tools.c.name)).scalars()
        raise NotReclaimable(f'No tool is called "{tool}". Known: {", ".join(known) or "none"}.')
    if not asked.has_log:
        raise NotReclaimable(f"No log of {tool} was imported, so that nobody knows which of its seats are used.")
    at = seat_use.look(connection, as_of, policy)
    uses = seat_use.last_uses(connection, as_of)
    is_theirs = and_(uses.c.person_id == seats.c.person_id, uses.c.tool_id == seats.c.tool_id)
    rows = select(
        seats.c.seat_number,
        seats.c.person_id,
        seats.c.holder_key,
        schools.c.name.label("school"),
        seats.c.assigned_on,
        seat_use.band_of(uses.c.last_on, seats.c.assigned_on, at).label("band"),
    ).select_from(seats.outerjoin(schools, schools.c.school_id == seats.c.school_id).outerjoin(uses, is_theirs))
    is_held = or_(seats.c.assigned_on.is_(None), seats.c.assigned_on <= as_of)
    return list(connection.execute(rows.where(seats.c.tool_id == asked.tool_id, is_held).order_by(seats.c.seat_number)))
