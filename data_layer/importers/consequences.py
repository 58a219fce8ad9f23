"""Why does a wrong cell matter? One plain sentence: what cannot be told while its row is left out.

The column speaks where it is needed for something of its own, else the landing table speaks for the whole row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

ANY_ROW = "A row is taken whole or not at all: until this is mended, nothing of it is counted."
BROKEN_ROW = "Nobody can tell which cell belongs under which header, so nothing of this row is counted."
NOT_YET = "A day that has not come yet would count as the last day with data, up to which every figure is measured."

_ROWS = {
    "events": "Until this is mended, this use is missing from all figures on adoption.",
    "identifiers": "Until this is mended, use under this name is not known to be this person's.",
    "orgs": "Until this is mended, this school is missing, and its people belong to none.",
    "sessions": "Until this is mended, this term is missing, and its classes have no dates.",
    "courses": "Until this is mended, classes of this course have no subject.",
    "classes": "Until this is mended, this class is missing, and its students and teachers with it.",
    "users": "Until this is mended, this person is missing from the roster, and their use matches nobody.",
    "roles": "Until this is mended, this person is not counted in this role at this school.",
    "enrollments": "Until this is mended, this person is not counted in this class.",
    "lms_courses": "Until this is mended, use in this course belongs to no class of the roster.",
    "survey_answers": "Until this is mended, this person's answers are missing from staff buy-in.",
    "assessments": "Until this is mended, this test is not known to have been taken.",
    "product_shares": "Until this is mended, this product's day is missing.",
    "products": "Until this is mended, figures under this product's number have no name.",
    "contracts": "Until this is mended, what this tool costs and whether its seats are used cannot be told.",
    "payments": "Until this is mended, this payment is missing from what was spent.",
    "seats": "Until this is mended, this seat counts as assigned to nobody.",
    "calendar": "Until this is mended, these days count as the weekdays say, and not as your calendar does.",
    "manifest": "Without it, nobody can tell whether the files are whole or changes only.",
    "assignments": "Until this is mended, this work is missing from what students were to hand in.",
    "submissions": "Until this is mended, what this student handed in is not counted.",
}
_DAY = "Without a day, this use cannot be counted on any."
_PERSON = "Without a person, nobody can be counted as a user of the tool."
_SUM = "A wrong number would count as use that never was, or hide use that was."
_LENGTH = "A wrong length would distort the time spent in the tool."
_TERM = "The dates say from when until when this is so; wrong ones would count people on days they were not there."
_LEFT = "It says who has left; read wrongly, people would count who are gone, or be missing who are there."
_CELLS: Mapping[str, Mapping[str, str]] = {
    "events": {
        **dict.fromkeys(("occurred_at", "local_at", "on_day", "when", "course_day", "ended_at", "last_seen_at"), _DAY),
        **dict.fromkeys(("actor", "user", "person", "number", "email"), _PERSON),
        **dict.fromkeys(("tool", "app", "application"), "Without a tool, this use counts for none."),
        **dict.fromkeys(("event_count", "login_count", "resource_count"), _SUM),
        **dict.fromkeys(("minutes", "seconds"), _LENGTH),
        "event_class": "It says whether somebody looked or did something, which is what engagement is measured by.",
        "was_active": "It says whether this was a day of use at all.",
        "module": "Without the course, nobody can tell when its days were.",
        "presentation": "Without the course's start, nobody can tell when its days were.",
    },
    "identifiers": {"owner": "Without it, nobody can tell whose names the others in this row are."},
    "sessions": {
        **dict.fromkeys(("starts_on", "ends_on"), "Without its dates, a term says nothing of when its classes meet."),
        "is_deleted": "It says whether this term still holds.",
    },
    "classes": {
        "school_id": "Without a school, the class counts in the district's figures but in no school's.",
        "course_id": "Without a course, the class has no subject.",
        "is_deleted": "It says whether this class still meets.",
    },
    "users": {
        "person": "Without an id, this person can be matched to no class and to no use.",
        "role": "Without a role, this person counts neither as a student nor as staff.",
        "grade_levels": "It says in which grade this student's use counts.",
        "is_enabled": _LEFT,
        "is_deleted": _LEFT,
    },
    "roles": {
        "role": "Without a role, this person counts neither as a student nor as staff.",
        "org_id": "Without a school, this person counts in none.",
        **dict.fromkeys(("starts_on", "ends_on"), _TERM),
        "is_deleted": _LEFT,
    },
    "enrollments": {
        "class_id": "Without a class, this person is enrolled in none.",
        "person": "Without a person, nobody is enrolled.",
        "role": "Without a role, nobody can tell whether this person teaches the class or learns in it.",
        **dict.fromkeys(("starts_on", "ends_on"), _TERM),
        "is_deleted": _LEFT,
    },
    "survey_answers": {
        **dict.fromkeys(("score",), "An answer that is misread would move the average of all."),
        "submitted_at": "Without a day, these answers belong to no period.",
    },
    "assessments": {"person": "Without a person, nobody can be counted as tested."},
    "contracts": {
        "tool": "Without a tool, the contract pays for none.",
        "seat_count": "Without the number of seats, nobody can tell how many of them stand empty.",
        "annual_cost_usd": "Without the cost, neither cost per active user nor unused spend can be told.",
        **dict.fromkeys(("starts_on", "ends_on"), "Without its dates, nobody can tell when the contract renews."),
        "notice_days": "It says by which day a renewal has to be stopped.",
        "tier": "It says what the tool is expected to reach.",
    },
    "payments": {
        "amount_usd": "Without an amount, this payment adds nothing to what was spent.",
        "vendor": "A payment without its payee can be joined to no tool, and a total would count others twice.",
        **dict.fromkeys(("paid_on", "starts_on", "ends_on"), "Its days say in which year the money was spent."),
    },
    "seats": {
        "tool": "Without a tool, nobody can tell what the seat is for.",
        "person": "Without a person, nobody can tell whether the seat is used.",
        "assigned_on": "It says from when on the seat is expected to be used.",
    },
    "calendar": dict.fromkeys(
        ("starts_on", "ends_on"), "Without its days, a holiday counts as days on which people should have worked."
    ),
    "product_shares": {"used_on": "Without a day, this share belongs to none."},
    "assignments": {
        **dict.fromkeys(("due_at", "due_on"), "Without the day it is due, nobody can tell whether work is late."),
    },
    "submissions": {
        **dict.fromkeys(("person", "user"), "Without a student, nobody can be counted as having handed it in."),
        **dict.fromkeys(("state", "told_state", "word"), "It says whether anything was handed in."),
        "submitted_at": "Without a day, nobody can tell whether it was handed in on time.",
    },
}


def why_it_matters(table: str, column: str) -> str:
    """What this landing table needs this column for; of columns that repeat (score_1, score_2), by their stem."""
    return _CELLS.get(table, {}).get(re.sub(r"_\d+$", "", column)) or _ROWS.get(table, ANY_ROW)
