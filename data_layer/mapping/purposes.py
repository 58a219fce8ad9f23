"""What a file may be for: each purpose is one of our templates, and words for what its columns tell."""

from __future__ import annotations

from dataclasses import dataclass

from data_layer.importers.columns import day
from data_layer.importers.contract import Column, Layout
from data_layer.importers.licenses import CONTRACTS, SEATS
from data_layer.importers.moments import moment_or_day
from data_layer.importers.tool_activity import ACTIVITY
from data_layer.mapping.people import PEOPLE
from data_layer.mapping.surveys import ITEMS, SURVEY

DATED = (day().problem, moment_or_day().problem)


@dataclass(frozen=True)
class Meaning:
    """What a column may tell: the template's own header for it, its words on screen, and headers it often has.

    `is_often_same`: files that are about one tool, one role and so on leave it out; then it is said once for all rows.
    `never` are words of headers that tell something else, however alike (the day a report was made, of any day).
    """

    name: str
    label: str
    headers: tuple[str, ...]
    is_often_same: bool = False
    never: tuple[str, ...] = ()


@dataclass(frozen=True)
class Purpose:
    """One template that files of other shapes can be read as; `heart` are meanings of which it has at least one."""

    name: str
    label: str
    template: Layout
    meanings: tuple[Meaning, ...]
    heart: tuple[str, ...] = ()

    def meaning(self, name: str) -> Meaning:
        return next(each for each in self.meanings if each.name == name)

    def column(self, name: str) -> Column:
        """The template's column of this meaning, with its reading."""
        return next(each for each in self.template.columns if name in each.sources)

    def is_date(self, name: str) -> bool:
        return self.knows(name) and self.column(name).reading.problem in DATED

    def knows(self, name: str) -> bool:
        """Whether the template has such a column; a survey's mapping may also name the items of another instrument."""
        return any(name == meaning.name for meaning in self.meanings)


_TOOL = Meaning(
    "tool",
    "Tool",
    ("tool", "app", "application", "product", "app name", "product name", "resource", "software", "program"),
    is_often_same=True,
)
_PERSON = (
    *("email", "email address", "user email", "student email", "username", "user", "user id", "login", "login id"),
    *(
        "sis id",
        "student id",
        "staff id",
        "employee id",
        "student number",
        "person",
        "assigned to",
        "user principal name",
    ),
)
_SCHOOL = ("school", "school name", "building", "campus", "site", "location", "org", "organization")

_PURPOSES = (
    Purpose(
        "activity",
        "Who used a tool, and when",
        ACTIVITY,
        (
            Meaning(
                "date_time",
                "Day, or day and time",
                (
                    "date",
                    "date time",
                    "datetime",
                    "timestamp",
                    "day",
                    "accessed at",
                    "created at",
                    "event time",
                    "time",
                    *("last activity", "last active", "last login", "last access", "last used", "last seen"),
                ),
                never=(
                    *("refresh", "pull", "updated", "modified", "synced", "deleted"),
                    *("expiration", "expires", "expiry", "birth", "due"),
                ),
            ),
            Meaning("user", "Person: email, username or SIS id", _PERSON),
            _TOOL,
            Meaning("feature", "Part of the tool", ("feature", "activity", "module", "page", "lesson", "category")),
            Meaning(
                "action",
                "What was done: login, view, participate or create",
                ("action", "event", "event type", "event name", "activity type", "type"),
                is_often_same=True,
            ),
            Meaning(
                "count",
                "How many times",
                ("count", "logins", "launches", "sessions", "visits", "clicks", "views", "hits", "times", "total"),
            ),
            Meaning(
                "minutes",
                "How long",
                (
                    "minutes",
                    "seconds",
                    "hours",
                    "duration",
                    "time spent",
                    "total time",
                    "time on task",
                    "usage time",
                    "time",
                ),
            ),
        ),
    ),
    Purpose(
        "seats",
        "Who holds a seat of a tool",
        SEATS,
        (
            _TOOL,
            Meaning("person", "Person: email, username or SIS id", _PERSON),
            Meaning(
                "assigned_on",
                "Day the seat was given",
                (
                    "assigned on",
                    "assigned",
                    "date assigned",
                    "assigned date",
                    "license assigned",
                    "added",
                    "start date",
                ),
            ),
        ),
    ),
    Purpose(
        "licenses",
        "What tools cost, and until when",
        CONTRACTS,
        (
            _TOOL,
            Meaning("vendor", "Vendor", ("vendor", "vendor name", "supplier", "company", "publisher", "payee")),
            Meaning("category", "Category", ("category", "type", "subject")),
            Meaning("core_or_supplemental", "Core or supplemental", ("core or supplemental", "tier")),
            Meaning("school", "School", _SCHOOL),
            Meaning("seats", "Seats bought", ("seats", "licenses", "quantity", "qty", "license count", "users")),
            Meaning(
                "annual_cost",
                "Cost for a year, in US dollars",
                ("annual cost", "cost", "price", "amount", "total cost", "total price", "annual price", "total"),
            ),
            Meaning(
                "start",
                "First day of the term",
                ("start", "start date", "begin date", "contract start", "effective date", "begins"),
                is_often_same=True,
            ),
            Meaning(
                "end",
                "Last day of the term",
                ("end", "end date", "expiration", "expiration date", "expires", "renewal date", "contract end"),
                is_often_same=True,
            ),
            Meaning("notice_days", "Days of notice before the end", ("notice days", "notice period", "notice")),
        ),
    ),
    Purpose(
        "people",
        "Who works or learns at which school",
        PEOPLE,
        (
            Meaning(
                "person",
                "Person: the id that stays (SIS id)",
                ("sis id", "student id", "staff id", "employee id", "person id", "user id", "student number", "id"),
            ),
            Meaning(
                "role",
                "Role: student, teacher or staff",
                ("role", "user role", "user type", "type", "position", "job title", "staff type"),
                is_often_same=True,
            ),
            Meaning("school", "School", _SCHOOL, is_often_same=True),
            Meaning("grade", "Grade level", ("grade", "grade level", "grades", "year level"), is_often_same=True),
            Meaning("username", "Username", ("username", "user name", "login", "login id", "user principal name")),
            Meaning("email", "Email address", ("email", "email address", "user email", "student email", "staff email")),
        ),
    ),
    Purpose(
        "survey",
        "What somebody answered to a survey",
        SURVEY,
        (
            Meaning(
                "answered_on",
                "Day, or day and time, of the answer",
                ("date", "timestamp", "submitted", "submitted at", "completed", "completed at", "end date", "answered"),
                is_often_same=True,
            ),
            Meaning("person", "Person: email, username or SIS id", _PERSON),
            Meaning("school", "School", _SCHOOL, is_often_same=True),
            Meaning("role", "Role: teacher or staff", ("role", "position", "job title"), is_often_same=True),
            _TOOL,
            *(Meaning(item, f"{item}: {label}", (item, f"{item} {label}", label)) for item, label in ITEMS.items()),
        ),
        heart=tuple(ITEMS),
    ),
)

PURPOSES = {purpose.name: purpose for purpose in _PURPOSES}
