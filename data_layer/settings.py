"""The few thresholds that decide what an import makes of a file; the district's policy may override them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from data_layer.store import Home

_SHORTEST_MONTH = 28  # days that every month has
_POLICY = Path(__file__).parent.parent / "metrics" / "policy.toml"


@dataclass(frozen=True)
class Settings:
    """What rollups are computed with, and how long refused rows and single events are kept."""

    quiet_minutes: int
    answered_items_needed: int
    quiz_grace_seconds: int
    time_zone: str
    vendor_likeness_needed: float
    refused_rows_days: int
    raw_events_months: int
    late_events_days: int
    publishing_day: int


def load(home: Home) -> Settings:
    """The shipped policy with the home's own values laid over it."""
    entries = values(home)
    return Settings(
        quiet_minutes=int(entries["logins.quiet_minutes"]),
        answered_items_needed=int(entries["buy_in.answered_items_needed"]),
        quiz_grace_seconds=int(entries["submissions.quiz_grace"]),
        time_zone=str(entries["district.time_zone"]),
        vendor_likeness_needed=float(entries["vendors.likeness_needed"]),
        refused_rows_days=int(entries["privacy.refused_rows_kept"]),
        raw_events_months=int(entries["privacy.raw_events_kept"]),
        late_events_days=int(entries["privacy.late_events_kept"]),
        publishing_day=min(max(int(entries["publishing.day"]), 1), _SHORTEST_MONTH),
    )


def values(home: Home) -> dict[str, object]:
    """Every threshold by name, as it holds in this home."""
    entries = _read(_POLICY)
    if home.policy.exists():
        entries |= {name: value for name, value in _read(home.policy).items() if name in entries}
    return entries


def own_values(home: Home) -> dict[str, object]:
    """The district's own values by name; ValueError where its file is none."""
    return _read(home.policy) if home.policy.exists() else {}


def _read(path: Path) -> dict[str, object]:
    headings = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        f"{heading}.{name}": entry["value"]
        for heading, entries in headings.items()
        for name, entry in entries.items()
        if isinstance(entry, dict) and "value" in entry
    }
