"""Numbers the rows that share one key: which of them is a row that stands already, which corrects one, which is new.

A row that says the same as a standing one is that one, wherever in its moment an export begins. What remains of a
file corrects what remains of the standing rows. Only of logs it is new, where a moment has several rows: there one
window ends and another begins.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

# Where rows happen at a moment, and several may; a day's total or a person's entry is one fact, and is restated.
_HAPPENED = {"events": "NOT coalesce(is_daily, false) AND NOT coalesce(is_last_seen, false)"}


def number(scratch: duckdb.DuckDBPyConnection, name: str, earlier: Sequence[str]) -> None:
    """Make the view `<name>_numbered`: the rows of the view `name` with their `occurrence`.

    `earlier` are the parts of earlier imports, oldest first. Equal rows are numbered within their file, whatever their
    order. Only keys that do repeat are looked at closely, and against other files only those that say different things.
    """
    _count_equal(scratch, name)
    _claim_differing(scratch, name, earlier)
    files = scratch.execute("SELECT DISTINCT file_number FROM claims ORDER BY file_number").fetchall()
    for (file_number,) in files:
        _place(scratch, file_number)
    scratch.execute(f"""
        CREATE OR REPLACE VIEW {name}_numbered AS
        SELECT {name}.*, CAST(coalesce(occurrence, 1) AS INTEGER) AS occurrence
        FROM {name} LEFT JOIN places USING (file_number, row_number, row_key)""")


def _count_equal(scratch: duckdb.DuckDBPyConnection, name: str) -> None:
    """Number the rows whose key repeats within a file, by their content; whoever has no place is the first."""
    scratch.execute(f"""
        CREATE OR REPLACE TEMP TABLE repeated AS
        SELECT file_number, row_key FROM {name} GROUP BY ALL HAVING min(row_number) < max(row_number);
        CREATE OR REPLACE TEMP TABLE places AS
        SELECT file_number, row_number, row_key, row_number() OVER (
            PARTITION BY file_number, row_key ORDER BY min(content_key), row_number) AS occurrence
        FROM {name} SEMI JOIN repeated USING (file_number, row_key)
        GROUP BY file_number, row_key, row_number QUALIFY occurrence > 1""")


def _claim_differing(scratch: duckdb.DuckDBPyConnection, name: str, earlier: Sequence[str]) -> None:
    """Take the places back of those rows whose key repeats somewhere and says different things."""
    scratch.execute(f"""
        CREATE OR REPLACE TEMP TABLE repeating AS
        SELECT DISTINCT row_key FROM repeated UNION
        SELECT row_key FROM ({_stood(earlier)}) SEMI JOIN {name} USING (row_key) WHERE occurrence > 1;
        CREATE OR REPLACE TEMP TABLE stands AS
        SELECT row_key, occurrence, min(content_key) AS content_key FROM (
            FROM ({_stood(earlier)}) SEMI JOIN repeating USING (row_key)
            QUALIFY part = max(part) OVER (PARTITION BY row_key, occurrence))
        GROUP BY row_key, occurrence;
        CREATE OR REPLACE TEMP TABLE claims AS
        SELECT file_number, row_number, row_key, min(content_key) AS content_key,
            bool_and({_HAPPENED.get(name, "false")}) AS happened
        FROM {name} SEMI JOIN repeating USING (row_key) GROUP BY file_number, row_number, row_key;
        CREATE OR REPLACE TEMP TABLE alike AS
        SELECT row_key FROM (
            SELECT row_key, content_key FROM claims UNION ALL SELECT row_key, content_key FROM stands)
        GROUP BY row_key HAVING min(content_key) = max(content_key);
        DELETE FROM claims WHERE row_key IN (FROM alike);
        DELETE FROM places WHERE row_key IN (SELECT row_key FROM claims)""")


def _stood(earlier: Sequence[str]) -> str:
    """The select of what earlier imports said, and in which part; parts sort by their import's number."""
    if not earlier:
        return "SELECT 0::UBIGINT AS row_key, 0 AS occurrence, 0::UBIGINT AS content_key, '' AS part WHERE false"
    parts = f"read_parquet({list(earlier)}, filename = 'part')"
    return f"SELECT row_key, occurrence, content_key, part FROM {parts}"


def _place(scratch: duckdb.DuckDBPyConnection, file_number: int) -> None:
    """Give one file's claims their numbers; from then on these rows are what stands."""
    scratch.execute(f"""
        CREATE OR REPLACE TEMP TABLE placed AS
        WITH mine AS (
            SELECT row_key, content_key, row_number, happened,
                row_number() OVER (PARTITION BY row_key, content_key ORDER BY row_number) AS nth,
                count(*) OVER (PARTITION BY row_key) AS row_count
            FROM claims WHERE file_number = {file_number}),
        held AS (
            SELECT *, row_number() OVER (PARTITION BY row_key, content_key ORDER BY occurrence) AS nth
            FROM stands SEMI JOIN mine USING (row_key)),
        found AS (SELECT mine.*, occurrence FROM mine LEFT JOIN held USING (row_key, content_key, nth)),
        rest AS (
            SELECT *, row_number() OVER (PARTITION BY row_key ORDER BY content_key, row_number) AS turn
            FROM found WHERE occurrence IS NULL),
        limits AS (SELECT row_key, max(occurrence) AS highest, count(*) AS held_count FROM held GROUP BY row_key),
        open AS (
            SELECT row_key, occurrence, row_number() OVER (PARTITION BY row_key ORDER BY occurrence) AS turn
            FROM held ANTI JOIN found USING (row_key, occurrence))
        SELECT row_key, content_key, row_number, occurrence FROM found WHERE occurrence IS NOT NULL UNION ALL
        SELECT rest.row_key, content_key, row_number,
            CASE WHEN happened AND greatest(row_count, held_count) > 1 THEN coalesce(highest, 0) + rest.turn
                ELSE coalesce(open.occurrence, coalesce(highest, 0) + rest.turn - coalesce(open_count, 0)) END
        FROM rest LEFT JOIN limits USING (row_key) LEFT JOIN open USING (row_key, turn)
        LEFT JOIN (SELECT row_key, count(*) AS open_count FROM open GROUP BY row_key) USING (row_key);
        DELETE FROM stands USING placed
        WHERE stands.row_key = placed.row_key AND stands.occurrence = placed.occurrence;
        INSERT INTO stands SELECT row_key, occurrence, content_key FROM placed;
        INSERT INTO places SELECT {file_number}, row_number, row_key, occurrence FROM placed""")
