"""Which days the school calendar holds, and which periods they belong to."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Integer, String

from data_layer.tables.definition import table

calendar_days = table(
    "calendar_days",
    "one local day of a known school year",
    Column("day", Date),
    Column("is_instructional", Boolean),
    Column("instructional_number", Integer),  # running count of instructional days up to and with this day
    Column("week", Date),  # its Monday
    Column("month", Date),  # its first day
    Column("quarter_id", String),  # "2025-26 Q1"; null where no quarter covers the day
    Column("semester_id", String),
    Column("school_year", String),  # "2025-26"
)
periods = table(
    "periods",
    "one period of a kind (school_year, semester, quarter, month)",
    Column("kind", String),
    Column("period_id", String),
    Column("label", String),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("instructional_day_count", Integer),
)
