"""The landing tables of assignments and of what students handed in. No title, text, comment or grade is kept."""

from __future__ import annotations

from data_layer.importers.landing_shape import MOMENT, REAL, TEXT, WHOLE, YES, Landing

STATES = {
    "submitted": "handed in through the LMS, late or not",
    "offline": "scored above zero, though nothing was handed in there: on paper, say",
    "unresolved": "scored zero, or marked as graded, though nothing was handed in: nobody can say what that means",
    "missing": "nothing handed in so far",
    "excused": "need not be handed in",
}
BASES = {
    "assigned": "the export lists everybody to whom the work was assigned",
    "begun": "it lists those alone who began, so that who is left out has handed in nothing",
    "scores": "a gradebook: it tells scores, and not what was handed in",
    "exceptions": "it lists late or missing work alone, so that no share can be taken from it",
}

COURSEWORK = (
    Landing(
        "assignments",
        "one piece of work that an LMS sets, as one export tells of it",
        {
            "assignment_ref": TEXT,  # `system:id`; a pseudonym, since some exports know it by its title alone
            "course_ref": TEXT,  # `system:id` of the course, or a class sourcedId
            "assignment_type": TEXT,  # assignment, quiz, discussion, question
            "due_at": MOMENT,  # UTC, where the source gives an instant
            "due_local_at": MOMENT,  # the district's wall clock, where it gives only that; a day alone: its last second
            "basis": TEXT,  # one of BASES: whom this source's submissions list
            "points": REAL,
            "is_expected": YES,  # students are to hand something in, in the LMS; null: yes
            "is_deleted": YES,
            "updated_at": MOMENT,  # when the source last changed it, where it says so
        },
        frozenset({"assignment_ref"}),
    ),
    Landing(
        "submissions",
        "where one student stands with one assignment, as one export tells of it",
        {
            "assignment_ref": TEXT,
            "course_ref": TEXT,
            "person": TEXT,
            "basis": TEXT,  # one of BASES
            "state": TEXT,  # one of STATES; null: the row tells of no such thing
            "is_late": YES,  # what the source itself says; null: the due date decides
            "due_at": MOMENT,  # this student's own due date, where the source gives it
            "submitted_at": MOMENT,  # UTC
            "submitted_local_at": MOMENT,  # the district's wall clock, where the source gives only that
            "is_graded": YES,
            "attempt": WHOLE,
            "is_deleted": YES,
            "updated_at": MOMENT,
        },
        frozenset({"assignment_ref", "person"}),
    ),
)
