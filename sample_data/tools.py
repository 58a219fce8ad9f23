"""The four tools that write our activity template: what they offer, and whom each knows its users by."""

from __future__ import annotations

from dataclasses import dataclass

from sample_data.seats import INKWELL, NEARPOD

NUMBER_TRAIL, GOALPATH = "Number Trail", "GoalPath"


@dataclass(frozen=True)
class Feature:
    name: str
    action: str  # view, participate, create
    weight: float
    minutes: float  # on average
    most_at_once: int = 1  # how many one row may stand for


@dataclass(frozen=True)
class Tool:
    name: str
    user_key: str  # the attribute of a person that the tool's log writes: email, username, sis_id
    features: tuple[Feature, ...]
    extra_visits: float  # mean number beyond the first of a day
    used_share: float  # of the visits: those that go further than the login
    events_per_visit: float  # of those visits
    unknown_share: float = 0  # of the visits: by users whom no roster knows


NUMBER_TRAIL_TOOL = Tool(
    NUMBER_TRAIL,
    "username",
    (
        Feature("Practice path", "participate", 40, 4, 12),
        Feature("Skill check", "participate", 14, 6),
        Feature("Worked examples", "view", 9, 2),
        Feature("Fact sprint", "participate", 9, 2, 20),
        Feature("Hints", "view", 8, 0.5),
        Feature("Number puzzles", "participate", 6, 5),
        Feature("My progress", "view", 5, 1),
        Feature("Badges", "view", 4, 0.5),
        Feature("Word problems", "participate", 3, 6),
        Feature("Drawing board", "create", 1.5, 5),
        Feature("Family report", "view", 0.4, 1),
        Feature("Make a problem", "create", 0.1, 6),
    ),
    extra_visits=0.1,
    used_share=1,
    events_per_visit=9,
    unknown_share=0.02,  # accounts of parents
)
GOALPATH_TOOL = Tool(
    GOALPATH,
    "sis_id",
    (
        Feature("Dashboard", "view", 80, 0.5),
        Feature("My goals", "view", 10, 1),
        Feature("Weekly check-in", "participate", 4, 1.5),
        Feature("Announcements", "view", 2, 0.5),
        Feature("Pathway map", "view", 1, 1),
        Feature("Goal editor", "create", 0.8, 3),
        Feature("Evidence upload", "create", 0.6, 2),
        Feature("Advisor notes", "view", 0.5, 1),
        Feature("Peer feedback", "participate", 0.4, 2),
        Feature("Reflection journal", "create", 0.3, 4),
        Feature("Career quiz", "participate", 0.3, 8),
        Feature("Report builder", "create", 0.1, 5),
    ),
    extra_visits=0,
    used_share=0.22,
    events_per_visit=1.2,
)
NEARPOD_TOOL = Tool(
    NEARPOD,
    "email",
    (
        Feature("Lesson library", "view", 16, 3),
        Feature("Live lesson", "participate", 22, 20),
        Feature("Lesson editor", "create", 14, 12),
        Feature("Student-paced lesson", "participate", 12, 8),
        Feature("Reports", "view", 10, 3),
        Feature("Quiz", "create", 7, 5),
        Feature("Poll", "create", 5, 2),
        Feature("Open-ended question", "create", 4, 3),
        Feature("Drawing activity", "create", 3, 4),
        Feature("Matching pairs", "create", 3, 4),
        Feature("Virtual field trip", "view", 3, 15),
        Feature("Collaborate board", "create", 1, 5),
    ),
    extra_visits=0.05,
    used_share=1,
    events_per_visit=7,
)
INKWELL_TOOL = Tool(
    INKWELL,
    "email",
    (
        Feature("Getting started", "view", 70, 2),
        Feature("Story board", "create", 20, 4),
        Feature("Draft room", "create", 10, 6),
        Feature("Word bank", "view", 0, 1),
        Feature("Peer review", "participate", 0, 4),
        Feature("Style coach", "view", 0, 2),
        Feature("Comic maker", "create", 0, 8),
        Feature("Poetry corner", "create", 0, 6),
        Feature("Portfolio", "create", 0, 3),
        Feature("Class anthology", "view", 0, 3),
        Feature("Teacher comments", "view", 0, 2),
        Feature("Publish", "create", 0, 2),
    ),
    extra_visits=0,
    used_share=1,
    events_per_visit=1,
)
TOOLS = (NUMBER_TRAIL_TOOL, GOALPATH_TOOL, NEARPOD_TOOL, INKWELL_TOOL)
