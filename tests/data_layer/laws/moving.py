"""The same log at another moment: each date and time in its rows is replaced, and written in the same way."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from tests.data_layer.laws.rewriting import Export

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ])\d{2}:\d{2}(:\d{2}(\.\d+)?)?(\s?UTC|Z|[+-]\d{2}:?\d{2})?")
_EPOCH = re.compile(r"\b1[67]\d{8}\b")  # seconds since 1970


def moved(export: Export, moment: datetime) -> Export:
    """The export as though all of it had happened at this moment in UTC."""
    return export.with_rows([_moved(row, lambda text: _at(text, moment)) for row in export.rows])


def _moved(row: Any, change: Callable[[str], str]) -> Any:
    if isinstance(row, str):
        return change(row)
    if isinstance(row, dict):
        return json.loads(change(json.dumps(row)))
    return [change(cell) if isinstance(cell, str) else cell for cell in row]


def _at(text: str, moment: datetime) -> str:
    return _EPOCH.sub(str(int(moment.replace(tzinfo=UTC).timestamp())), _ISO.sub(lambda at: _like(at, moment), text))


def _like(written: re.Match, moment: datetime) -> str:
    """The moment as this one was written: with its mark between day and time, its seconds and its offset."""
    mark, seconds, fraction, zone = written.groups()
    local = moment
    if zone and zone[0] in "+-":
        hours, minutes = int(zone[:3]), int(zone[0] + zone[-2:])
        offset = timezone(timedelta(hours=hours, minutes=minutes))
        local = moment.replace(tzinfo=UTC).astimezone(offset)
    told = local.strftime(f"%Y-%m-%d{mark}%H:%M:%S" if seconds else f"%Y-%m-%d{mark}%H:%M")
    return f"{told}{re.sub('[1-9]', '0', fraction or '')}{zone or ''}"
