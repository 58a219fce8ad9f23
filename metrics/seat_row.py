"""The seats of one tool, or of several added up, in one group of holders, and what is known of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics.licenses import License
from metrics.seat_use import BANDS, USED_BANDS

_BOUGHT = ("base", "purchased")  # known without any log
_GIVEN = ("assigned", "unassigned")  # known from a list of seats, without any log


@dataclass(frozen=True)
class SeatRow:
    """`row["dormant"]` and the like are whole seats; None where nothing tells them.

    The base is what was bought, or inside the district what is assigned. Dormant is never negative: more seats
    taken than bought are an overage of their own.
    """

    group: Mapping[str, object]  # tool, school_id, role, grade_level: those of the split
    counts: Mapping[str, int | None]
    people_count: int | None  # distinct holders; None where nobody is known to hold one
    is_measured: bool
    is_listed: bool

    def __getitem__(self, name: str) -> int | None:
        is_known = name in _BOUGHT or self.is_measured or (name in _GIVEN and self.is_listed)
        return self.counts.get(name) if is_known else None


def seat_row(
    group: Mapping[str, object],
    bands: Mapping[str, int],
    *,
    license: License,
    people_count: int | None,
    is_cut: bool,
    is_measured: bool,
) -> SeatRow:
    """One tool's seats, from those of each band."""
    assigned = sum(bands[band] for band in BANDS)
    base = assigned if is_cut else license.seat_count
    counts = {
        **bands,
        "base": base,
        "purchased": license.seat_count,
        "assigned": assigned,
        "ever_used": sum(bands[band] for band in USED_BANDS),
    }
    if base is not None:
        counts["unassigned"] = max(0, base - assigned)
        counts["overage"] = max(0, assigned - base)
        counts["dormant"] = max(0, base - bands["active"])
    return SeatRow(group, counts, people_count, is_measured, license.has_seat_list)


def added(rows: Sequence[SeatRow], *, group: Mapping[str, object], people_count: int | None) -> SeatRow:
    """Several rows as one; nothing was measured where there is none."""
    names = dict.fromkeys(name for row in rows for name in row.counts)
    counts = {name: sum(row.counts.get(name) or 0 for row in rows) for name in names}
    is_listed = any(row.is_listed for row in rows)
    return SeatRow(group, {"base": 0, **counts}, people_count, bool(rows), is_listed)
