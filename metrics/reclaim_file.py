"""The reclaim list as a file for the vendor's console, and what the command says about it."""

from __future__ import annotations

import csv
from dataclasses import asdict, fields
from pathlib import Path

from data_layer.formulas import safe
from metrics.reclaim import Reclaim, Seat

_OWNER_ALONE = 0o600
NO_NAMES = "People stand in the list by their codes alone. Names need the identity file, which comes with sign-in."


def write(found: Reclaim, path: Path) -> None:
    """Readable by its owner alone: who does not use a tool is nobody else's business."""
    path.touch(mode=_OWNER_ALONE)
    path.chmod(_OWNER_ALONE)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([field.name for field in fields(Seat)])
        writer.writerows([_cell(value) for value in asdict(seat).values()] for seat in found.seats)


def _cell(value: object) -> str:
    return "" if value is None else safe(str(value))


def told(found: Reclaim, *, tool: str) -> str:
    """How many seats, and how many were left out and why."""
    left_out = (
        f"Left out: {found.new_count:,} new and in their grace, {found.excused_count:,} of people on leave or exempt, "
        f"{found.unknown_count:,} whose holder matches nobody of the roster."
    )
    seats = "1 seat" if len(found.seats) == 1 else f"{len(found.seats):,} seats"
    return f"{seats} of {tool} could be reclaimed.\n{left_out}\n{NO_NAMES}"
