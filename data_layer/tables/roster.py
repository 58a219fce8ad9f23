"""Who is at which school, in which grade level and class, and for how many days."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Integer, String

from data_layer.tables.definition import table

schools = table("schools", "one school", Column("school_id", String), Column("name", String), Column("level", String))
people = table(
    "people",
    "one key under which a roster lists a person; rosters of several systems may list one person under several",
    Column("person_id", Integer),
    Column("person_key", String),
)
memberships = table(
    "memberships",
    "one person at one school in one role (and grade level, for students) over one span",
    Column("person_id", Integer),
    Column("school_id", String),
    Column("grade_level", String),  # PK, KG, 01..12; null for staff and where the roster gives none
    Column("role", String),  # student, teacher, staff
    Column("school_year", String),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("is_home", Boolean),  # the one school under which the person's own use is counted
)
subject_memberships = table(
    "subject_memberships",
    "one student in at least one class of one subject at one school over one span",
    Column("person_id", Integer),
    Column("school_id", String),
    Column("grade_level", String),
    Column("subject", String),
    Column("starts_on", Date),
    Column("ends_on", Date),
)
class_subjects = table(
    "class_subjects", "one class and its broad subject", Column("class_id", String), Column("subject", String)
)
enrolled_days = table(
    "enrolled_days",
    "one instructional day x school x grade level x role: how many people are enrolled there (home school only)",
    Column("day", Date),
    Column("school_id", String),
    Column("grade_level", String),
    Column("role", String),
    Column("people_count", Integer),
)
subject_enrolled_days = table(
    "subject_enrolled_days",
    "one instructional day x school x grade level x subject: how many students are enrolled",
    Column("day", Date),
    Column("school_id", String),
    Column("grade_level", String),
    Column("subject", String),
    Column("people_count", Integer),
)
