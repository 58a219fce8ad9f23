"""What stays of events that were removed for their age: sums for each actor and day, as parts of an import.

It is the import that brought them first. They are counted like the events were: matched to people anew with each
roster, taken back with their import.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
import polars as pl

from data_layer import parts
from data_layer.importers.contract import ROW, Layout
from data_layer.importers.landing import LANDINGS
from data_layer.importers.landing_shape import DAY, REAL, TEXT, WHOLE, YES, Landing
from data_layer.rollups.landed import every
from data_layer.store import Home

TOOLS, FEATURES, COURSES = "tool_day_sums", "feature_day_sums", "course_day_sums"
_WHO = {"on_day": DAY, "actor": TEXT, "tool": TEXT}  # tools in small letters
_DAYS = {"tool": TEXT, "on_day": DAY}
SUMS = {
    landing.name: landing
    for landing in (
        Landing(
            TOOLS,
            "one actor x local day x tool; apart where a source told only of when somebody was last seen",
            _WHO
            | {
                "is_last_seen": YES,
                "visit_count": WHOLE,
                "login_count": WHOLE,  # logins that the source itself counted
                "use_count": WHOLE,
                "action_count": WHOLE,
                "minutes": REAL,
            },
            frozenset({"actor"}),
        ),
        Landing(
            FEATURES,
            "one actor x local day x tool x feature",
            _WHO | {"feature": TEXT, "use_count": WHOLE},
            frozenset({"actor"}),
        ),
        Landing(
            COURSES,
            "one actor x local day x tool x course",
            _WHO | {"course_ref": TEXT, "visit_count": WHOLE, "use_count": WHOLE},
            frozenset({"actor"}),
        ),
    )
}


def personal_of(part: str) -> frozenset[str]:
    """Which columns of a part hold codes of people."""
    return (LANDINGS.get(part) or SUMS[part]).personal


def show(connection: duckdb.DuckDBPyConnection, home: Home, *, days: tuple[date, date]) -> bool:
    """Each kind of sums of these days as a temporary table, with the label of its source. Whether there are any."""
    found = {name: parts.standing(home, connection, name) for name in SUMS}  # of an import either all kinds, or none
    if not found[TOOLS]:
        return False
    for name, files in found.items():
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS "
            "SELECT on_day AS day, coalesce(actor, '') AS actor_key, label AS source, * EXCLUDE (on_day, actor, label) "
            f"FROM ({every(files)}) JOIN (SELECT import_id, label FROM imports) USING (import_id) "
            "WHERE on_day BETWEEN ? AND ?",
            list(days),
        )
    return True


def insert(connection: duckdb.DuckDBPyConnection) -> None:
    """Put what `show` has shown beside what was counted from events. The actors are numbered, the tools named."""
    known = "JOIN actors USING (actor_key) JOIN tools ON lower(tools.name) = tool"
    connection.execute(f"""
        INSERT INTO actor_tool_days
        SELECT day, actor_id, tool_id, sum(CASE WHEN has_own_logins THEN login_count ELSE visit_count END),
               sum(use_count), sum(action_count), sum(minutes), bool_and(is_last_seen), source
        FROM {TOOLS} {known} GROUP BY day, actor_id, tool_id, source ORDER BY day""")
    connection.execute(f"""
        INSERT INTO actor_feature_days
        SELECT day, actor_id, tool_id, feature, sum(use_count) FROM {FEATURES} {known} GROUP BY ALL ORDER BY day""")
    connection.execute(f"""
        INSERT INTO actor_course_days
        SELECT day, actor_id, tool_id, course_ref, sum(visit_count), sum(use_count)
        FROM {COURSES} {known} GROUP BY ALL ORDER BY day""")
    _insert_sources(connection)


def _insert_sources(connection: duckdb.DuckDBPyConnection) -> None:
    """A source whose other tools came later has events of the same day as well, and one row in all."""
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE summed_sources AS
        SELECT day, source, sum(event_count) AS event_count FROM (
            SELECT day, source, action_count AS event_count FROM {TOOLS} WHERE NOT is_last_seen
            UNION ALL SELECT day, source, event_count FROM source_days SEMI JOIN {TOOLS} USING (day, source))
        GROUP BY day, source""")
    connection.execute(f"DELETE FROM source_days WHERE (day, source) IN (SELECT (day, source) FROM {TOOLS})")
    connection.execute("INSERT INTO source_days FROM summed_sources ORDER BY day, source")
    connection.execute("DROP TABLE summed_sources")


def told_again(row_count: int) -> str:
    return (
        f"{row_count:,} rows are of days whose single events were removed for their age and stay counted as they were: "
        "they count as known. Were some of them never counted, take the imports of those days back, and import these "
        "files together."
    )


@dataclass(frozen=True)
class Closed:
    """The days of each tool of which one source's events were summed up and removed: what it tells again is known."""

    days: pl.DataFrame
    zone: str

    @classmethod
    def of(cls, connection: duckdb.DuckDBPyConnection, home: Home, *, source: str, zone: str) -> Closed:
        rows = connection.execute(
            "SELECT import_id FROM parts JOIN imports USING (import_id) WHERE landing = ? AND label = ?",
            [TOOLS, source],
        ).fetchall()
        files = [str(parts.folder(home, import_id) / f"{TOOLS}.parquet") for (import_id,) in rows]
        held = pl.read_parquet(files, columns=["tool", "on_day"]) if files else pl.DataFrame(schema=_DAYS)
        return cls(held.unique(), zone)

    def without(self, layout: Layout, rows: pl.DataFrame) -> tuple[pl.DataFrame, int]:
        """Rows of a file but for those of such days; and how many of the file's rows told of nothing else."""
        if self.days.is_empty() or layout.table != "events":
            return rows, 0
        local = pl.col("occurred_at").dt.replace_time_zone("UTC").dt.convert_time_zone(self.zone)
        day = pl.coalesce(pl.col("local_at").dt.date(), local.dt.date())
        keyed = rows.with_columns(
            day.alias("__day"), pl.col("tool").str.strip_chars().str.to_lowercase().alias("__tool")
        )
        kept = keyed.join(
            self.days, left_on=["__tool", "__day"], right_on=["tool", "on_day"], how="anti", maintain_order="left"
        )
        return kept.select(rows.columns), rows[ROW].n_unique() - kept[ROW].n_unique()


_DAYS = {"tool": TEXT, "on_day": DAY}
