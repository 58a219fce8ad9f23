"""Files that are understood and still cannot be taken: what each leaves out, and what to bring instead."""

from __future__ import annotations

from data_layer.importers.contract import FileRefused, Head

_SHARES = ("lp_id", "pct_access", "engagement_index")


def explain_understood(head: Head) -> FileRefused | None:
    """Why a file of a known kind is turned away; None for every other file."""
    if head.has(*_SHARES):
        return FileRefused(
            "The file gives the share of a district that opened each product on a day. It names no people, so nobody "
            "of the roster can be found in it.",
            "Bring an export that names who used the tool, or fill in the tool activity template (tool_activity.csv).",
        )
    return None
