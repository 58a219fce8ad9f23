"""Whom logs name, and what they did, before they are matched to the roster: no metric reads these."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Double, Integer, String

from data_layer.tables.definition import table

actors = table("actors", "one pseudonym that a log names", Column("actor_id", Integer), Column("actor_key", String))
actor_people = table(
    "actor_people",
    "one actor: the person of the roster it is, or why nobody is",
    Column("actor_id", Integer),
    Column("person_id", Integer),
    Column("match", String),  # matched, unmatched, ambiguous
)
actor_tool_days = table(
    "actor_tool_days",
    "one actor x local day x tool x source, before anybody is matched: recomputed only for days an import touches",
    Column("day", Date),
    Column("actor_id", Integer),
    Column("tool_id", Integer),
    Column("login_count", Integer),
    Column("event_count", Integer),
    Column("action_count", Integer),  # events of any class, logins included
    Column("minutes", Double),
    Column("is_last_seen", Boolean),  # only reports of when somebody was last seen tell of it, and no log
    Column("source", String),  # what the imports that tell of it were recognised as
)
actor_feature_days = table(
    "actor_feature_days",
    "one actor x local day x tool x feature",
    Column("day", Date),
    Column("actor_id", Integer),
    Column("tool_id", Integer),
    Column("feature", String),
    Column("event_count", Integer),
)
actor_course_days = table(
    "actor_course_days",
    "one actor x local day x course, as the log names the course",
    Column("day", Date),
    Column("actor_id", Integer),
    Column("tool_id", Integer),
    Column("course_ref", String),
    Column("login_count", Integer),
    Column("event_count", Integer),
)
