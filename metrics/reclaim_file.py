"""The reclaim list as a file for the vendor's console, and what is said about it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from data_layer.formulas import safe
from data_layer.identities.sealed import Identity
from metrics.reclaim import Reclaim, Seat

_COLUMNS = ("tool", "seat_number", "name", "email", "seat_login", "school", "last_use", "assigned_on", "code")
_IDENTITY = ("name", "email", "seat_login")
_NAMELESS = (
    "Of {count} nobody is known by name: students are not, unless the seat list names them, and no names were kept of "
    "what was imported before there was an identity file. Take those rosters and seat lists back and import them again."
)


def content(found: Reclaim, people: Mapping[str, Identity]) -> bytes:
    """One line for each seat, with no text that a spreadsheet would run."""
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(_line(seat, people) for seat in found.seats)
    return text.getvalue().encode("utf-8-sig")


def _line(seat: Seat, people: Mapping[str, Identity]) -> dict[str, str]:
    said = [people[code] for code in seat.codes if code in people]
    known = {field: next(filter(None, (getattr(each, field) for each in said)), None) for field in _IDENTITY}
    whole = {**vars(seat), **known, "code": seat.codes[0]}
    return {name: "" if whole[name] is None else safe(str(whole[name])) for name in _COLUMNS}


def told(found: Reclaim, people: Mapping[str, Identity], *, tool: str) -> str:
    """How many seats, how many were left out and why, and whose holder has no name."""
    left_out = (
        f"Left out: {found.new_count:,} new and in their grace, {found.excused_count:,} of people on leave or exempt, "
        f"{found.unknown_count:,} whose holder matches nobody of the roster."
    )
    seats = "1 seat" if len(found.seats) == 1 else f"{len(found.seats):,} seats"
    nameless = sum(people.keys().isdisjoint(seat.codes) for seat in found.seats)
    said = [f"{seats} of {tool} could be reclaimed.", left_out]
    return "\n".join([*said, _NAMELESS.format(count=f"{nameless:,}")] if nameless else said)
