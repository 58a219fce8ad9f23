"""The district after February was published on March 14, and a log of more students of East came on the 15th."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from data_layer import importing
from data_layer.store import Home
from tests.data_layer.exports import activity

CORRECTED_AT = datetime(2026, 3, 15, 6, 0)
FEBRUARY = date(2026, 2, 1)
MORE = [f"s-east-{number}" for number in range(12, 24)]
DAYS = [date(2026, 2, 10) + timedelta(days=number) for number in range(3)]


def late_log(path: Path, people: Iterable[str], days: Iterable[date]) -> Path:
    """Use of Nearpod that nobody had sent before."""
    return activity(path, *(f"{day} 09:00:00,{who},Nearpod,Quiz,participate,1,5" for who in people for day in days))


def correct(home: Home, folder: Path) -> int:
    """Bring the log; the number of its import."""
    report = importing.run(home, [late_log(folder / "late.csv", MORE, DAYS)], received_at=CORRECTED_AT)
    return report.findings[0].import_id
