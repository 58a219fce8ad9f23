"""What people did in which tool, summed up by day, week, month, feature and subject."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Double, Integer, String

from data_layer.tables.definition import table

tools = table(
    "tools",
    "one tool that a log, a contract or a seat list names",
    Column("tool_id", Integer),
    Column("name", String),
    Column("vendor", String),
    Column("category", String),
    Column("tier", String),  # core, supplemental
    Column("has_own_logins", Boolean),  # whether any log holds its logins; where none does, visits are counted
    Column("has_log", Boolean),  # whether any log of this tool was imported: without one, no use is unknown, not zero
    Column("has_seat_list", Boolean),  # whether any list tells who holds its seats
    Column("first_logged_on", Date),  # of what a log tells day by day
    Column("last_logged_on", Date),  # of that, and of lists of when somebody was last seen
    Column("last_active_on", Date),  # the latest qualifying use by anybody on the roster
)
usage_days = table(
    "usage_days",
    "one person x local day x tool, at the person's home school, grade level and role of that day",
    Column("day", Date),
    Column("tool_id", Integer),
    Column("school_id", String),
    Column("grade_level", String),
    Column("role", String),
    Column("person_id", Integer),
    Column("login_count", Integer),
    Column("event_count", Integer),  # qualifying events: view or better
    Column("minutes", Double),
    Column("is_instructional", Boolean),
    Column("is_active", Boolean),  # at least one qualifying event
)
active_days = table(
    "active_days",
    "one local day x tool x school x grade level x role: how many people used it; without a tool: any tool",
    Column("day", Date),
    Column("tool_id", Integer),  # null: any tool, where a person who used two counts once
    Column("school_id", String),
    Column("grade_level", String),
    Column("role", String),
    Column("is_instructional", Boolean),
    Column("people_count", Integer),
    Column("login_count", Integer),
)
usage_weeks = table(
    "usage_weeks",
    "one person x school week (its Monday) x tool",
    Column("week", Date),
    Column("tool_id", Integer),
    Column("school_id", String),
    Column("grade_level", String),
    Column("role", String),
    Column("person_id", Integer),
    Column("active_day_count", Integer),
)
usage_months = table(
    "usage_months",
    "one person x calendar month x tool",
    Column("month", Date),
    Column("tool_id", Integer),
    Column("school_id", String),
    Column("grade_level", String),
    Column("role", String),
    Column("person_id", Integer),
    Column("login_count", Integer),  # on instructional days
    Column("active_day_count", Integer),  # instructional days with use
    Column("other_active_day_count", Integer),  # weekends, breaks
    Column("event_count", Integer),
    Column("last_active_on", Date),
)
feature_months = table(
    "feature_months",
    "one person x calendar month x tool x feature",
    Column("month", Date),
    Column("tool_id", Integer),
    Column("feature", String),
    Column("school_id", String),
    Column("grade_level", String),
    Column("role", String),
    Column("person_id", Integer),
    Column("event_count", Integer),
    Column("last_active_on", Date),
)
feature_days = table(
    "feature_days",
    "one local day x tool x feature x school x grade level x role: how many people used it",
    Column("day", Date),
    Column("tool_id", Integer),
    Column("feature", String),
    Column("school_id", String),
    Column("grade_level", String),
    Column("role", String),
    Column("people_count", Integer),
)
subject_days = table(
    "subject_days",
    "one student x local day x subject: use inside courses of that subject",
    Column("day", Date),
    Column("subject", String),
    Column("school_id", String),
    Column("grade_level", String),
    Column("person_id", Integer),
    Column("login_count", Integer),  # visits: 30 quiet minutes begin a new one
    Column("event_count", Integer),
    Column("is_instructional", Boolean),
)
match_days = table(
    "match_days",
    "one local day x tool x source x match: how many events and actors; unmatched ones are kept here alone",
    Column("day", Date),
    Column("tool_id", Integer),
    Column("match", String),  # matched, unmatched, ambiguous, not enrolled (known, but no membership that day)
    Column("event_count", BigInteger),
    Column("actor_count", Integer),
    Column("is_last_seen", Boolean),  # no log tells of the day, only reports of when somebody was last seen
    Column("source", String),  # what the imports that tell of it were recognised as
)
source_days = table(
    "source_days",
    "one local day x source of logs: how many events it told of; what only says when somebody was last seen is none",
    Column("day", Date),
    Column("source", String),  # what its imports were recognised as
    Column("event_count", BigInteger),
)
first_uses = table(
    "first_uses",
    "one person x tool: the first and the last day of qualifying use in the whole store",
    Column("person_id", Integer),
    Column("tool_id", Integer),
    Column("first_active_on", Date),
    Column("last_active_on", Date),
)
