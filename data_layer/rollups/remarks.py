"""What a reader should know of the data as a whole: one sentence for each thing that is missing or out of line."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from data_layer.rollups.calendar import note
from data_layer.rollups.submissions import UNPLACED
from data_layer.store import Home

PREFIX = "remark_"


def build(connection: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Note the remarks as facts, under names that begin with PREFIX; and whether this is sample data."""
    connection.execute("DELETE FROM facts WHERE starts_with(name, ?) OR name = 'sample'", [PREFIX])
    if home.is_sample:
        note(connection, "sample", "yes", "The district, its schools and its people are invented.")
    for number, (value, words) in enumerate(_remarks(connection)):
        note(connection, f"{PREFIX}{number}", value, words)


def _remarks(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[object, str]]:
    (people_count,) = connection.execute("SELECT count(*) FROM people").fetchone()
    found = dict(connection.execute("SELECT match, sum(event_count) FROM match_days GROUP BY match").fetchall())
    total, matched = sum(found.values()), found.get("matched", 0)
    if total and not people_count:
        yield total, "No roster was imported yet, so nobody in the logs can be matched. Import the roster next."
    elif matched < total:
        share = f"{matched:,} of {total:,} log entries ({100 * matched / total:.1f}%) belong to somebody on the roster."
        yield total - matched, f"{share} The others are counted under Adoption as not matched, and nowhere else."
    (differing,) = connection.execute(
        "SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM facts WHERE name = 'roster_disagreement_count'"
    ).fetchone()
    if differing:
        yield differing, f"Two rosters of one school year differ about {differing:,} people; the newer one is believed."
    for name in ("calendar_source", "time_zone"):
        words = connection.execute("SELECT value, note FROM facts WHERE name = ?", [name]).fetchone()
        if words and any(
            mark in words[1] for mark in ("assumed", "No school calendar", "Neither", "are halves", "are fourths")
        ):
            yield words[0], words[1].replace("this one is assumed", f"{words[0]} is assumed")
    (seats, strangers) = connection.execute(
        "SELECT count(*), count(*) FILTER (person_id IS NULL) FROM seats"
    ).fetchone()
    if strangers:
        yield strangers, f"{strangers:,} of {seats:,} assigned seats are held by somebody who is not on the roster."
    yield from connection.execute(
        "SELECT value, note FROM facts WHERE list_contains(?, name) AND CAST(value AS BIGINT) > 0 ORDER BY name",
        [list(UNPLACED)],
    ).fetchall()
