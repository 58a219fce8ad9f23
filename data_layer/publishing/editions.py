"""An edition: the version of the store that was kept on a day, with the thresholds of that day, and why it was kept."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path

from data_layer.publishing import months
from data_layer.publishing.contents import Contents
from data_layer.store import Home, Store

_TOLD = "edition.json"


@dataclass(frozen=True)
class Edition:
    """`months` were published with it for the first time; `contents` tells each month's data from another state."""

    number: int
    version: str
    kept_at: datetime  # UTC
    kept_on: date  # in the district
    months: tuple[date, ...]
    contents: Contents
    imports: tuple[int, ...]  # those that stood
    policy: tuple[tuple[str, object], ...]  # every threshold that held
    own: tuple[str, ...] = ()  # which of them the district had set
    why: str = ""  # what a person said
    by: str = ""
    forgotten_count: int = 0  # people taken out of it since

    def digest_of(self, month: date) -> str | None:
        return dict(self.contents).get(months.written(month))

    def folder(self, home: Home) -> Path:
        return home.published / f"{self.number:04d}"

    def store(self, home: Home) -> Store | None:
        """None where its data had to go: it held somebody's, and this program cannot compute it anew."""
        path = self.path(home)
        return Store(path) if path.exists() else None

    def path(self, home: Home) -> Path:
        return self.folder(home) / f"{self.version}.duckdb"


def all_of(home: Home) -> tuple[Edition, ...]:
    """Every edition, oldest first."""
    return tuple(_read(path) for path in sorted(home.published.glob(f"[0-9]*/{_TOLD}")))


def file_of(home: Home, edition: Edition) -> Path:
    return edition.folder(home) / _TOLD


def written(edition: Edition) -> bytes:
    told = asdict(edition) | {"kept_at": edition.kept_at.isoformat(), "kept_on": edition.kept_on.isoformat()}
    told["months"] = [months.written(month) for month in edition.months]
    return json.dumps(told, indent=1).encode()


def _read(path: Path) -> Edition:
    told = json.loads(path.read_bytes())
    known = Edition(**told)
    return replace(
        known,
        kept_at=datetime.fromisoformat(told["kept_at"]),
        kept_on=date.fromisoformat(told["kept_on"]),
        months=tuple(months.read(month) for month in told["months"]),
        **{name: tuple(map(tuple, told[name])) for name in ("contents", "policy")},
        **{name: tuple(told[name]) for name in ("imports", "own")},
    )
