"""What a reader of the license figures has to know about the data behind them, in sentences."""

from __future__ import annotations

from metrics.licenses import License
from metrics.policy import Policy
from metrics.profiles import profile
from metrics.seat_row import SeatRow
from metrics.seat_use import Look


def notes(
    rows: list[SeatRow],
    look: Look,
    *,
    known: list[License],
    reasons: dict[str, str | None],
    unlisted: dict[int, int],
    policy: Policy,
) -> tuple[str, ...]:
    """`reasons`: why a tool is not measured. `unlisted`: how many are active in a tool without a seat of their own."""
    measured = [each for each in known if reasons[each.tool] is None]
    return (
        *_left_out(reasons),
        *_overage(rows),
        *_unlisted(measured, unlisted, smallest=profile(policy).smallest_group),
        *_unknown_holders(rows),
        *_quiet_logs(measured, look),
    )


def _left_out(reasons: dict[str, str | None]) -> list[str]:
    tools: dict[str, list[str]] = {}
    for tool, reason in reasons.items():
        if reason:
            tools.setdefault(reason, []).append(tool)
    return [f"Not measured, because {reason}: {', '.join(names)}." for reason, names in tools.items()]


def _overage(rows: list[SeatRow]) -> list[str]:
    """More assigned than bought."""
    return [
        f"{row.group['tool']}: {row['assigned']} seats are taken and {row['base']} were bought."
        for row in rows
        if row["overage"]
    ]


def _unlisted(measured: list[License], unlisted: dict[int, int], *, smallest: int) -> list[str]:
    """More in use than assigned: people who use a tool whose seat list leaves them out. A few are not counted out."""
    active = {each.tool: unlisted.get(each.tool_id, 0) for each in measured if each.has_seat_list}
    return [
        f"{tool}: {count if count >= smallest else 'A few'} people use it without a seat on the list."
        for tool, count in active.items()
        if count
    ]


def _unknown_holders(rows: list[SeatRow]) -> list[str]:
    count = sum(row["unknown"] or 0 for row in rows)
    unknown = f"Counted as not used, because the roster does not know who holds them: {count} of the seats."
    return [unknown] if count else []


def _quiet_logs(measured: list[License], look: Look) -> list[str]:
    """Where a log has had nothing for so long that no seat can be active, it may have ended rather than the use."""
    return [
        f"{each.tool}: its log has nothing after {last:%B} {last.day}, {last.year}. "
        "If the log ends there, seats may be in use all the same."
        for each in measured
        if (last := each.last_logged_on) and last < look.active
    ]
