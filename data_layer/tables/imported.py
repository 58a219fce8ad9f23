"""What was imported, when, and what was refused of it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Integer, String

from data_layer.tables.definition import table

imports = table(
    "imports",
    "one import: the files of one source that came together",
    Column("import_id", Integer),
    Column("importer", String),
    Column("label", String),
    Column("received_at", DateTime),
    Column("read_count", BigInteger),
    Column("loaded_count", BigInteger),
    Column("known_count", BigInteger),
    Column("refused_count", BigInteger),
    Column("undone_at", DateTime),  # null while the import stands
)
import_files = table(
    "import_files",
    "one table (file, or sheet of a workbook) of one import",
    Column("import_id", Integer),
    Column("file_name", String),
    Column("label", String),  # what the file was recognised as, in words
    Column("layout", String),  # and by name
    Column("digest", String),  # SHA-256 of the bytes under the home's key
    Column("read_count", BigInteger),
    Column("loaded_count", BigInteger),
    Column("known_count", BigInteger),
    Column("refused_count", BigInteger),
    Column("note", String),  # encoding, separator and what else was found out
)
refusals = table(
    "refusals",
    "one cell (or row) that could not be loaded",
    Column("import_id", Integer),
    Column("file_name", String),
    Column("row", BigInteger),
    Column("column", String),
    Column("value", String),
    Column("problem", String),
    Column("remedy", String),
    Column("consequence", String),  # why it matters
)
facts = table(
    "facts",
    "one thing that is so of the whole store, with words for the screen",
    Column("name", String),  # time_zone, calendar_source, first_day, last_day, ...
    Column("value", String),
    Column("note", String),
)

parts = table(
    "parts",
    "one Parquet part of one import: the rows of one landing table, kept whole and never changed",
    Column("import_id", Integer),
    Column("landing", String),
    Column("row_count", BigInteger),
    Column("first_on", Date),  # events only: the days its rows span, as the source wrote them
    Column("last_on", Date),
)

part_tools = table(
    "part_tools",
    "one tool in the events of one import: whether they hold logins that the tool itself recorded",
    Column("import_id", Integer),
    Column("tool", String),
    Column("has_own_logins", Boolean),
)
