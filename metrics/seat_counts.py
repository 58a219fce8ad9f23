"""How many seats were bought, assigned, ever used and in use, by tool and group: shared by the license figures."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Subquery, case, func, select, union_all

from data_layer.scope import Scope
from metrics import periods, seat_notes, seat_use
from metrics.definition import PEOPLE
from metrics.licenses import License, licenses
from metrics.policy import Policy
from metrics.seat_use import BANDS, USED_BANDS, Look

GROUPS = ("tool", "school", "role", "grade_level")
CAVEATS = (
    "A tool of which no log was imported is left out: its use is unknown, not zero.",
    "Within a school, role or grade level the base is the seats assigned to its people, because a district's "
    "contract cannot be split. A holder stands where the roster had them when the seat was assigned.",
    "Where no list of assigned seats was imported, everybody who used the tool stands for an assigned seat.",
    "A subject filter leaves seats as they are.",
)
# Counts that no log is needed for: the second pair only a seat list.
_BOUGHT = ("base_count", "purchased_count", PEOPLE)
_GIVEN = ("assigned_count", "unassigned_count")
_HOLDER_KEYS = {"school": "school_id", "role": "role", "grade_level": "grade_level"}


@dataclass(frozen=True)
class SeatCounts:
    """`frame`: one row per tool and group of holders, measured or not, with the distinct holders of each.

    `people`: the distinct holders of a split in which the measured tools are added up; None where tools stay apart.
    `is_filtered`: the scope leaves part of the district out. `is_cut`: the scope or the split looks inside the
    district, where only assigned seats can be counted.
    """

    frame: pd.DataFrame
    people: pd.DataFrame | None
    licenses: dict[int, License]
    is_filtered: bool
    is_cut: bool
    notes: tuple[str, ...]

    def split(self, by: tuple[str, ...]) -> pd.DataFrame:
        """The counts of each group of the split: of every tool by itself, or summed over those that are measured."""
        rows = self.frame if self.people is None else _summed(self.frame[self.frame["is_measured"]], self.people, by)
        used = [column for column in rows.columns if column.endswith("_count") and column not in _BOUGHT + _GIVEN]
        is_given = rows["is_measured"] | rows["is_listed"]
        known = dict.fromkeys(used, rows["is_measured"]) | dict.fromkeys(_GIVEN, is_given)
        rows = rows.assign(**{column: rows[column].astype("Int64").where(which) for column, which in known.items()})
        rows.attrs["notes"] = self.notes
        return rows.drop(columns=["tool_id"], errors="ignore")

    def unpriced(self) -> list[str]:
        """A sentence on the tools that no contract gives a price."""
        tools = self.frame.loc[self.frame["is_measured"], ["tool_id", "tool"]].drop_duplicates()
        names = [row.tool for row in tools.itertuples() if self.licenses[row.tool_id].annual_cost_usd is None]
        return [f"Not measured, because no contract says the annual cost: {', '.join(names)}."] if names else []


def keys_of(by: tuple[str, ...]) -> list[str]:
    """The columns of the groups that seats fall into; bands and stages are none."""
    return [_HOLDER_KEYS.get(group, group) for group in by if group in GROUPS]


def _summed(frame: pd.DataFrame, people: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """The counts added up for each group; one row for the whole, even of nothing."""
    keys = keys_of(by)
    counts = [column for column in frame.columns if column.endswith("_count") and column != PEOPLE]
    if not keys:
        whole = frame[counts].sum().to_frame().T.assign(is_measured=len(frame) > 0, is_listed=False)
        return whole.merge(people, how="cross")
    groups = frame.groupby(keys, dropna=False, sort=False)[counts].sum().reset_index()
    return groups.assign(is_measured=True, is_listed=True).merge(people, on=keys, how="left")


def seat_counts(
    connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy, needs_seats: bool = True
) -> SeatCounts:
    """Count the seats on the last known day of the period. `needs_seats`: leave out tools bought without a number."""
    day = periods.last_known_day(scope)
    known = {each.tool_id: each for each in licenses(connection, scope, day=day)}
    choices = (scope.allowed_schools, scope.grade_levels, scope.roles)
    is_filtered = any(choice is not None for choice in choices)
    is_cut = is_filtered or any(group in _HOLDER_KEYS for group in by)
    reasons = {each.tool: each.why_unmeasured(is_cut=is_cut, needs_seats=needs_seats) for each in known.values()}
    missing = {tool: reason for tool, reason in reasons.items() if reason}
    look = seat_use.look(connection, day, policy)
    seats = _seats(scope, known, look, is_cut=is_cut)
    frame = _counted(connection, seats, known, keys=[key for key in keys_of(by) if key != "tool"], is_cut=is_cut)
    frame["is_measured"] = ~frame["tool"].isin(missing)
    measured = [each.tool_id for each in known.values() if each.tool not in missing]
    people = None if "tool" in by else _people(connection, seats, tool_ids=measured, keys=keys_of(by))
    notes = seat_notes.notes(connection, frame, look, missing=missing, is_whole=not is_filtered, policy=policy)
    return SeatCounts(frame, people, known, is_filtered, is_cut, notes)


def _seats(scope: Scope, known: dict[int, License], look: Look, *, is_cut: bool) -> Subquery:
    """One row per seat: its holder, the holder's group and the band of its last use."""
    rows = seat_use.listed_seats(scope, look)
    unlisted = [each.tool_id for each in known.values() if not each.has_seat_list]
    if unlisted and not is_cut:
        rows = union_all(rows, seat_use.unlisted_users(unlisted, look))
    return rows.subquery()


def _counted(
    connection: Connection, seats: Subquery, known: dict[int, License], *, keys: list[str], is_cut: bool
) -> pd.DataFrame:
    """One row per tool and group: the seats of each band, and what follows from them."""
    columns = [seats.c[name] for name in ("tool_id", *keys)]
    figures = [func.count(case((seats.c.band == band, 1))).label(f"{band}_count") for band in BANDS]
    figures += [func.count(case((seats.c.person_id.is_(None), 1))).label("unknown_count"), _holders(seats)]
    found = pd.read_sql(select(*columns, *figures).where(seats.c.tool_id.in_(known)).group_by(*columns), connection)
    bought = pd.DataFrame(
        [(each.tool_id, each.tool, each.seat_count, each.has_seat_list) for each in known.values()],
        columns=["tool_id", "tool", "purchased_count", "is_listed"],
    ).astype({"tool_id": found["tool_id"].dtype, "tool": object, "purchased_count": "Int64", "is_listed": bool})
    frame = bought.merge(found, on="tool_id", how="right" if is_cut else "left")
    names = [*(f"{band}_count" for band in BANDS), "unknown_count"]
    frame[names] = frame[names].fillna(0).astype("int64")
    return _derived(frame.astype({PEOPLE: "Int64"}), is_cut=is_cut)


def _derived(frame: pd.DataFrame, *, is_cut: bool) -> pd.DataFrame:
    """The base is what was bought, or inside the district what is assigned.

    Dormant is never negative: more seats taken than bought are an overage of their own.
    """
    assigned = frame[[f"{band}_count" for band in BANDS]].sum(axis=1)
    base = assigned if is_cut else frame["purchased_count"]
    return frame.assign(
        base_count=base,
        assigned_count=assigned,
        ever_used_count=frame[[f"{band}_count" for band in USED_BANDS]].sum(axis=1),
        unassigned_count=(base - assigned).clip(lower=0),
        overage_count=(assigned - base).clip(lower=0),
        dormant_count=(base - frame["active_count"]).clip(lower=0),
    )


def _people(connection: Connection, seats: Subquery, *, tool_ids: list[int], keys: list[str]) -> pd.DataFrame:
    columns = [seats.c[key] for key in keys]
    found = select(*columns, _holders(seats)).where(seats.c.tool_id.in_(tool_ids)).group_by(*columns)
    return pd.read_sql(found, connection).astype({PEOPLE: "Int64", **dict.fromkeys(keys, object)})


def _holders(seats: Subquery) -> ColumnElement[int]:
    """The distinct holders; nothing where seats have no holder that anybody knows, and so nobody to protect."""
    return func.nullif(func.count(seats.c.person_id.distinct()), 0).label(PEOPLE)
