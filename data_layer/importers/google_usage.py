"""Google's usage reports: what each user did on a day, as the interface, GAM or the Ed-Fi LMS Toolkit write it.

Counts of what a person does (posts, files, mail sent) are that day's use; what comes to a person (mail received) is
nobody's. "Last" times tell of their own moment alone. Google's days are those of Pacific Standard Time and are taken
for the district's, so that what is done in the small hours there may stand on the day before.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace

import polars as pl

from data_layer.importers.contract import FileRefused, Head
from data_layer.importers.json_cells import opened
from data_layer.importers.usage_figures import Figure, Shape, usage_report

_PARAMETER = re.compile(r"[a-z_]+:[a-z0-9_]+")
_FULL_PARAMETER = f"^{_PARAMETER.pattern}$"
_CUSTOMER = r'"type": *"CUSTOMER"'


def _is_parameter(header: str) -> bool:
    return _PARAMETER.fullmatch(header) is not None


def _spread(text: pl.DataFrame) -> pl.DataFrame:
    """A column for the user's email, and one for each parameter in the interface's list."""
    text = opened(text, {"email": ("entity", "$.userEmail")})
    named = [_named(cell) for cell in text["parameters"]]
    found = sorted(set().union(*named))
    return text.with_columns(pl.Series(name, [row.get(name) for row in named], pl.String) for name in found)


def _named(cell: str | None) -> dict[str, str]:
    """`name: value` for each parameter; the value stands under a key that says its type."""
    listed = json.loads(cell) if (cell or "").startswith("[") else []
    return {
        str(each["name"]): value
        for each in listed
        if isinstance(each, dict) and "name" in each
        for key, value in each.items()
        if key.endswith("Value") and isinstance(value, str)
    }


_INTERFACE = Shape(
    who="email",
    on_day="date",
    tool="Google Workspace",
    counts=(
        Figure("classroom:num_posts_created", "Google Classroom", "Posts", "create"),
        Figure("classroom:num_courses_created", "Google Classroom", "Courses", "create"),
        Figure("drive:num_items_created", "Google Drive", "Files", "create"),
        Figure("drive:num_items_edited", "Google Drive", "Files", "participate"),
        Figure("drive:num_items_viewed", "Google Drive", "Files", "view"),
        Figure("gmail:num_emails_sent", "Gmail", "Mail sent", "participate"),
    ),
    last=(
        Figure("classroom:last_interaction_time", "Google Classroom", "Last interaction", "view"),
        Figure("gmail:last_interaction_time", "Gmail", "Last interaction", "view"),
        Figure("accounts:last_login_time", "Google Workspace", "Login", "login"),
    ),
    other_names={
        "classroom:timestamp_last_interaction": "classroom:last_interaction_time",
        "accounts:timestamp_last_login": "accounts:last_login_time",
    },
    is_figure=_is_parameter,
    prepare=_spread,
)
_GAM = replace(_INTERFACE, prepare=lambda text: text)
_ED_FI = Shape(
    who="email",
    on_day="asOfDate",
    tool="Google Workspace",
    counts=(Figure("numberOfPosts", "Google Classroom", "Posts", "create"),),
    last=(
        Figure("lastInteractionTime", "Google Classroom", "Last interaction", "view"),
        Figure("lastLoginTime", "Google Workspace", "Login", "login"),
    ),
)


def _has_parameters(head: Head) -> bool:
    return any(_is_parameter(column) for column in head.columns)


def _is_of_users(head: Head) -> bool:
    """Whether the interface's report is about users: those about a whole customer look the same."""
    entities = head.sample["entity"].drop_nulls()
    return entities.is_empty() or not entities.str.contains(_CUSTOMER).all()


def _lists_parameters(head: Head) -> bool:
    """GAM writes the figures of a whole customer one below the other."""
    return head.has("date", "name", "value") and head.sample["name"].fill_null("").str.contains(_FULL_PARAMETER).all()


def explain(head: Head) -> FileRefused | None:
    """A whole customer's figures, or sums by user or by date, do not tell who did what on which day."""
    if head.has("date", "entity", "parameters") or _lists_parameters(head):
        return FileRefused(
            "This is Google's usage report of the whole domain: it names no people.",
            "Export the usage of users: userUsageReport of the Reports API, or `gam report users` for a range of days.",
        )
    if not _has_parameters(head) or head.has("email", "date"):
        return None
    lacks = "days" if head.has("email") else "people"
    return FileRefused(
        f"This is a GAM report that names no {lacks}: it was summed up, or is about the whole domain.",
        "Export it again without aggregatebyuser and aggregatebydate: `gam report users` for a range of days.",
    )


USAGE = (
    usage_report(
        "user_usage",
        "a Google user usage report",
        signature=("date", "entity", "parameters"),
        shape=_INTERFACE,
        matches=_is_of_users,
    ),
    usage_report(
        "user_usage_gam",
        "a GAM report of users by date",
        signature=("email", "date"),
        shape=_GAM,
        matches=_has_parameters,
        known_as="user_usage",
    ),
    usage_report(
        "user_usage_ed_fi",
        "a Google usage list of the Ed-Fi LMS Toolkit",
        signature=("email", "asOfDate", "numberOfPosts", "lastInteractionTime", "lastLoginTime"),
        shape=_ED_FI,
    ),
)
