"""Which tool an address belongs to: the host it runs on, or the vendor whose hosts are each district's own."""

from __future__ import annotations

import polars as pl

_HOST = r"^https?://(?:www\.)?([^/:?#]+)"
_VENDORS = {
    r"(?i)(?:^|\.)instructure\.com$": "Canvas",
    r"(?i)(?:^|\.)blackboard\.com$": "Blackboard",
    r"(?i)(?:^|\.)brightspace\.com$": "Brightspace",
    r"(?i)(?:^|\.)schoology\.com$": "Schoology",
}


def host(address: pl.Expr) -> pl.Expr:
    return address.str.extract(_HOST)


def vendor(hosted: pl.Expr) -> pl.Expr:
    """The vendor's name for a host of theirs; nothing for every other."""
    known = pl.lit(None, pl.String)
    for pattern, name in _VENDORS.items():
        known = pl.when(hosted.str.contains(pattern)).then(pl.lit(name)).otherwise(known)
    return known
