"""Canvas's tables that are known and of which nothing is kept: what they say, other files say better."""

from __future__ import annotations

from data_layer.importers.contract import Layout

_TABLES = {  # the words for each, the headers it is known by, and those it never has
    "quizzes": (("quiz_type", "assignment_id", "due_at"), ()),
    "accounts": (("name", "parent_account_id", "sis_source_id"), ("enrollment_term_id",)),
    "course sections": (("course_id", "nonxlist_course_id", "name"), ()),
    "terms": (("name", "start_at", "end_at", "sis_source_id"), ("course_id",)),
    "roles": (("name", "base_role_type"), ()),
}
_WHY = {"quizzes": "graded quizzes stand among the assignments; nothing here is kept"}


def _ignored(name: str, *, key: str, value: str) -> Layout:
    signature, absent = _TABLES[name]
    suffix = "_dap" if value else ""
    return Layout(
        name=f"{name.replace(' ', '_')}_set_aside{suffix}",
        label=f"a Canvas {name} table ({_WHY.get(name, 'nothing in it is kept')})",
        table="ignored",
        signature=(f"{key}id", *(f"{value}{header}" for header in signature)),
        absent=tuple(f"{value}{header}" for header in absent),
        columns=(),
    )


INSTALLED_TOOLS = Layout(
    name="lti_report",
    label="a Canvas report of external tools (it lists what is installed, not what is used; nothing in it is kept)",
    table="ignored",
    signature=("context_type", "context_id", "tool_type_name", "tool_type_id", "launch_url"),
    columns=(),
)
SET_ASIDE = (
    INSTALLED_TOOLS,
    *(_ignored(name, key=key, value=value) for name in _TABLES for key, value in (("", ""), ("key.", "value."))),
)
