"""Canvas's provisioning reports: what Canvas itself holds. They tell whose its numbers are, and are no roster.

People and courses are landed as names for Canvas's numbers; who is in which course, the roster says.
"""

from __future__ import annotations

from data_layer.importers.canvas_ids import canvas_id
from data_layer.importers.columns import identifier, text
from data_layer.importers.contract import Column, Layout

_IGNORED = {
    "accounts": (("canvas_account_id", "canvas_parent_id", "name"), ()),
    "terms": (("canvas_term_id", "term_id", "name"), ("canvas_course_id",)),
    "sections": (("canvas_section_id", "section_id", "canvas_course_id", "name"), ("canvas_user_id",)),
    "enrollments": (("canvas_user_id", "role", "canvas_section_id"), ()),
    "groups": (("canvas_group_id", "group_id", "name"), ("canvas_user_id",)),
    "group categories": (("canvas_group_category_id", "category_name"), ("canvas_group_id",)),
    "group memberships": (("canvas_group_id", "canvas_user_id"), ("login_id",)),  # with logins it lists people
    "cross-listed sections": (("canvas_xlist_course_id", "canvas_section_id"), ()),
    "observers": (("canvas_observer_id", "canvas_student_id"), ()),
    "admins": (("canvas_user_id", "canvas_account_id", "role"), ("canvas_section_id",)),
}

_COURSES = Layout(
    name="provisioning_courses",
    label="a Canvas provisioning report of courses",
    table="lms_courses",
    signature=("canvas_course_id", "course_id", "short_name", "long_name"),
    columns=(
        Column("course_ref", ("canvas_course_id",), canvas_id(), required=True),
        Column("sis_id", ("course_id",), identifier()),
        Column("title", ("long_name",), text()),
        Column("course_code", ("short_name",), text()),
    ),
    identity=("course_ref",),
)


def _ignored(name: str, signature: tuple[str, ...], absent: tuple[str, ...]) -> Layout:
    label = f"a Canvas provisioning report of {name} (nothing in it is kept)"
    return Layout(f"provisioning_{name.replace(' ', '_')}", label, "ignored", signature, (), absent=absent)


PROVISIONING = (_COURSES, *(_ignored(name, *known) for name, known in _IGNORED.items()))
