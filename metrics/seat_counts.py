"""How many seats were bought, assigned, ever used and in use, by tool and group: shared by the license figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, FromClause, Row, case, func, or_, select

from data_layer.scope import Scope
from metrics import periods, seat_notes, seat_use
from metrics.definition import PEOPLE
from metrics.licenses import License, licenses
from metrics.policy import Policy
from metrics.remembered import remembered
from metrics.rows import Answer
from metrics.seat_row import SeatRow, added, seat_row
from metrics.seat_use import BANDS, Look

GROUPS = ("tool", "school", "role", "grade_level")
CAVEATS = (
    "A tool of which no log was imported is left out: its use is unknown, not zero.",
    "Within a school, role or grade level the base is the seats assigned to its people, because a district's "
    "contract cannot be split. A holder stands where the roster had them when the seat was assigned.",
    "Where no list of assigned seats was imported, everybody who used the tool stands for an assigned seat.",
    "A subject filter leaves seats as they are.",
)
_HOLDER_KEYS = {"school": "school_id", "role": "role", "grade_level": "grade_level"}


@dataclass(frozen=True)
class SeatCounts:
    """`rows`: every tool by itself, in each group of holders, measured or not. `people`: the holders of each group.

    `is_filtered`: the scope leaves part of the district out. `is_cut`: the scope or the split looks inside the
    district, where only assigned seats can be counted.
    """

    by: tuple[str, ...]
    rows: list[SeatRow]
    people: dict[tuple, int | None]
    licenses: dict[str, License]
    is_filtered: bool
    is_cut: bool
    notes: tuple[str, ...]

    def split(self) -> list[SeatRow]:
        """The rows of the split: tools by themselves, or those that are measured added up."""
        if "tool" in self.by:
            return self.rows
        keys = _keys_of(self.by)
        groups: dict[tuple, list[SeatRow]] = {} if keys else {(): []}
        for row in self.rows:
            if row.is_measured:
                groups.setdefault(tuple(row.group[key] for key in keys), []).append(row)
        return [
            added(rows, group=dict(zip(keys, values, strict=True)), people_count=self.people.get(values))
            for values, rows in groups.items()
        ]

    def of_tool(self, tool: str) -> list[SeatRow]:
        return [row for row in self.rows if row.group["tool"] == tool]

    def unpriced(self) -> list[str]:
        """A sentence on the measured tools without a price: unknown is not free."""
        measured = dict.fromkeys(row.group["tool"] for row in self.rows if row.is_measured)
        reasons: dict[str, list[str]] = {}
        for each in (self.licenses[tool] for tool in measured):
            if each.annual_cost_usd is None:
                which = "a contract in force gives no cost" if each.has_contract else "no contract says the annual cost"
                reasons.setdefault(which, []).append(each.tool)
        return [f"Not measured, because {why}: {', '.join(names)}." for why, names in reasons.items()]

    def answer(self, told: Iterable[tuple[SeatRow, dict]], *names: str) -> Answer:
        """What a metric tells of each row; `names` are what it tells."""
        rows = [{**row.group, PEOPLE: row.people_count, **words} for row, words in told]
        return Answer((*_keys_of(self.by), PEOPLE, *names), rows, self.notes)


def seat_counts(
    connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy, needs_seats: bool = True
) -> SeatCounts:
    """Count the seats on the last known day of the period. `needs_seats`: leave out tools bought without a number.

    Bands and stages are read from the same counts, which the license figures of a page share.
    """
    groups = tuple(group for group in by if group in GROUPS)
    return _counted(connection, scope, by=groups, policy=policy, needs_seats=needs_seats)


@remembered
def _counted(
    connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy, needs_seats: bool
) -> SeatCounts:
    day = periods.last_known_day(scope)
    look = seat_use.look(connection, day, policy)
    known = licenses(connection, scope, day=look.day)
    is_filtered = any(choice is not None for choice in (scope.allowed_schools, scope.grade_levels, scope.roles))
    is_cut = is_filtered or any(group in _HOLDER_KEYS for group in by)
    reasons = {each.tool: each.why_unmeasured(is_cut=is_cut, needs_seats=needs_seats) for each in known}
    counted = [each for each in known if "tool" in by or reasons[each.tool] is None]
    measured = tuple(each for each in known if reasons[each.tool] is None)
    at_look = scope.with_period(day, day + timedelta(days=1))
    found = _found(connection, at_look, look, keys=tuple(holder_keys(by)), known=tuple(known), measured=measured)
    rows = [
        row for each in counted for row in _of_tool(found.seats, each, by=by, is_cut=is_cut, why=reasons[each.tool])
    ]
    unlisted = {row.tool_id: row.active for row in found.seats if not row.is_seat and not is_filtered}
    notes = seat_notes.notes(rows, look, known=known, reasons=reasons, unlisted=unlisted, policy=policy)
    return SeatCounts(by, rows, found.people, {each.tool: each for each in known}, is_filtered, is_cut, notes)


@dataclass(frozen=True)
class _Found:
    """`seats`: how many lie in each band, by tool and group, seats apart from use without one, and their holders.

    `people`: the distinct holders of each group over the measured tools, as a person may hold several seats.
    """

    seats: Sequence[Row]
    people: dict[tuple, int | None]


@remembered
def _found(
    connection: Connection,
    scope: Scope,
    look: Look,
    *,
    keys: tuple[str, ...],
    known: tuple[License, ...],
    measured: tuple[License, ...],
) -> _Found:
    rows = scope.restrict(select(table := seat_use.seats_and_users(connection, look)), table).subquery()
    bands = [func.count(case((rows.c.band == band, 1))).label(band) for band in BANDS]
    unknown = func.count(case((rows.c.person_id.is_(None), 1))).label("unknown")
    people = func.nullif(func.count(rows.c.person_id), 0).label(PEOPLE)  # nobody holds two seats of one tool
    groups = [rows.c.tool_id, rows.c.is_seat, *(rows.c[key] for key in keys)]
    counted = select(*groups, *bands, unknown, people).where(_is_of(rows, known)).group_by(*groups)
    return _Found(connection.execute(counted).all(), _people(connection, scope, look, keys=keys, measured=measured))


def _people(
    connection: Connection, scope: Scope, look: Look, *, keys: tuple[str, ...], measured: tuple[License, ...]
) -> dict[tuple, int | None]:
    rows = seat_use.holders_and_users(look)
    groups = [rows.c[key] for key in keys]
    is_held = or_(rows.c.is_seat, _is_of(rows, [each for each in measured if not each.has_seat_list]))
    people = func.nullif(func.count(rows.c.person_id.distinct()), 0)
    counted = scope.restrict(select(*groups, people).where(_is_of(rows, measured), is_held), rows).group_by(*groups)
    return {tuple(group): count for *group, count in connection.execute(counted)}


def _is_of(rows: FromClause, tools: Iterable[License]) -> ColumnElement[bool]:
    return rows.c.tool_id.in_([each.tool_id for each in tools])


def _of_tool(
    found: Sequence[Row], license: License, *, by: tuple[str, ...], is_cut: bool, why: str | None
) -> list[SeatRow]:
    """A tool's rows. Without seats it still has one where whole tools are counted; `why`: it is not measured."""
    names = (*BANDS, "unknown")
    nothing = dict.fromkeys((*names, PEOPLE), 0) | {PEOPLE: None}
    mine = [row._mapping for row in found if row.tool_id == license.tool_id and row.is_seat == license.has_seat_list]
    mine = [row for row in mine if license.has_seat_list or not is_cut]
    return [
        seat_row(
            {"tool": license.tool, **{key: row[key] for key in holder_keys(by)}},
            {name: row[name] for name in names},
            license=license,
            people_count=row[PEOPLE],
            is_cut=is_cut,
            is_measured=why is None,
        )
        for row in mine or ([] if is_cut else [nothing])
    ]


def _keys_of(by: tuple[str, ...]) -> list[str]:
    """The columns of the groups that seats fall into; bands and stages are none."""
    return [_HOLDER_KEYS.get(group, group) for group in by if group in GROUPS]


def holder_keys(by: tuple[str, ...]) -> list[str]:
    """Those of them that tell of the holder."""
    return [key for key in _keys_of(by) if key != "tool"]
