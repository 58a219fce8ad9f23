"""Four vendors' activity logs in our template: one tool grows, one is mandated, one has seats, one lies idle."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from sample_data.files import write_frame
from sample_data.people import People
from sample_data.school_calendar import YEARS
from sample_data.tools import NEARPOD_TOOL, TOOLS, Tool
from sample_data.use import District, Events, Visits, events, moments, pick, some, visits

PARENT_COUNT = 30
BAD_ROWS = (
    "2026-02-30 09:15:00,u1031@example.org,Nearpod,Live lesson,participate,1,18",  # no such day
    "2026-03-02 10:02:10,u1032@example.org,Nearpod,Poll,hover,1,2",  # no such action
    "2026-03-03 13:20:45,u1033@example.org,Nearpod,Quiz,create,1,5,,draft",  # two cells too many
)
BAD_ROWS_AFTER = 200  # lines into the file


def write_activity(
    out: Path, district: District, active: dict[str, np.ndarray], rng: np.random.Generator, *, scale: float
) -> None:
    for tool, stream in zip(TOOLS, rng.spawn(len(TOOLS)), strict=True):
        who, what = stream.spawn(2)  # what they do depends on `scale`, who they are does not
        found = visits(who, district, active[tool.name], extra=tool.extra_visits)
        found, users = _with_unknown_users(district.people, tool, found, who)
        is_used = who.random(len(found)) < tool.used_share
        happened = events(what, some(found, is_used), mean=tool.events_per_visit, scale=scale)
        uses = _uses(tool, users.filter(pl.Series(is_used)), happened, what)
        _write(out, tool, pl.concat([_logins(tool, users, found), uses]))
    _spoil(_path(out, NEARPOD_TOOL, YEARS[1].name))


def _with_unknown_users(
    people: People, tool: Tool, found: Visits, rng: np.random.Generator
) -> tuple[Visits, pl.Series]:
    """The visits and the user of each, as this tool's log writes people; parents sit beside some of the children."""
    known = pl.Series([getattr(person, tool.user_key) for person in people.persons]).gather(found.person)
    beside = rng.choice(len(found), size=round(len(found) * tool.unknown_share), replace=False)
    parents = pl.Series([f"parent{number + 1:02d}" for number in range(PARENT_COUNT)])
    unknown = parents.gather(rng.integers(PARENT_COUNT, size=len(beside)))
    return some(found, np.append(np.arange(len(found)), beside)), pl.concat([known, unknown])


def _write(out: Path, tool: Tool, log: pl.DataFrame) -> None:
    """One file per school year in which anybody used the tool, in the order of time."""
    ordered = log.sort("date_time", maintain_order=True)
    for year in YEARS:
        part = ordered.filter(pl.col("date_time").dt.date().is_between(year.first, year.after))
        if part.height:
            write_frame(_path(out, tool, year.name), part, datetime_format="%Y-%m-%d %H:%M:%S")


def _path(out: Path, tool: Tool, year: str) -> Path:
    return out / "activity" / f"{tool.name.lower().replace(' ', '_')}_{year}.csv"


def _logins(tool: Tool, users: pl.Series, found: Visits) -> pl.DataFrame:
    return pl.DataFrame({"date_time": moments(found.day, found.start), "user": users}).select(
        "date_time",
        "user",
        pl.lit(tool.name).alias("tool"),
        pl.lit(None, dtype=pl.String).alias("feature"),
        pl.lit("login").alias("action"),
        pl.lit(1, dtype=pl.Int64).alias("count"),
        pl.lit(None, dtype=pl.Float64).alias("minutes"),
    )


def _uses(tool: Tool, users: pl.Series, happened: Events, rng: np.random.Generator) -> pl.DataFrame:
    size = len(happened.visit)
    feature = pick(rng, np.array([it.weight for it in tool.features]), size)
    minutes = np.array([it.minutes for it in tool.features])[feature] * rng.gamma(3, 1 / 3, size)
    most = np.array([it.most_at_once for it in tool.features])[feature]
    return pl.DataFrame(
        {
            "date_time": happened.moment,
            "user": users.gather(happened.visit),
            "tool": pl.repeat(tool.name, size, eager=True),
            "feature": _of([it.name for it in tool.features], feature),
            "action": _of([it.action for it in tool.features], feature),
            "count": rng.integers(1, most + 1),
            "minutes": np.maximum(minutes, 0.1).round(1),
        }
    )


def _of(values: Sequence[str], place: np.ndarray) -> pl.Series:
    return pl.Series(list(values), dtype=pl.String).gather(place)


def _spoil(path: Path) -> None:
    """Put three rows that cannot be read into a file, as exports mended by hand have them."""
    lines = path.read_bytes().split(b"\n")
    lines[BAD_ROWS_AFTER:BAD_ROWS_AFTER] = [row.encode() for row in BAD_ROWS]
    path.write_bytes(b"\n".join(lines))
