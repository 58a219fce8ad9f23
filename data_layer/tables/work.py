"""What became of the work that students were to hand in."""

from __future__ import annotations

from sqlalchemy import Column, Date, Integer, String

from data_layer.tables.definition import table

class_memberships = table(
    "class_memberships",
    "one student in one class over one span, within a stay at the home school",
    Column("person_id", Integer),
    Column("class_id", String),
    Column("starts_on", Date),
    Column("ends_on", Date),
)
due_days = table(
    "due_days",
    "one student x local day x class x type of assignment: the work due on that day, by what became of it",
    Column("day", Date),
    Column("class_id", String),  # null where the LMS's course is tied to no class of the roster
    Column("subject", String),  # "(no subject)" where no class gives it
    Column("assignment_type", String),  # assignment, quiz, discussion, question
    Column("school_id", String),  # the student's home school on that day
    Column("grade_level", String),
    Column("person_id", Integer),
    Column("on_time_count", Integer),
    Column("late_count", Integer),
    Column("missing_count", Integer),
    Column("unresolved_count", Integer),  # scored zero, or marked as graded, though nothing was handed in
    Column("excused_count", Integer),
)
