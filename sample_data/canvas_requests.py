"""What people ask of Canvas: each kind of page or action, how Canvas names it, and how often each role does it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sample_data.use import pick


@dataclass(frozen=True)
class Request:
    """One kind of page or action: how Canvas names it, and how often each role does it."""

    controller: str
    action: str
    method: str
    path: str
    student: float
    staff: float
    is_in_course: bool = True


# A page that stays open says so from time to time: nobody did anything.
PING = Request("courses", "ping", "GET", "/ping", 4, 4)
REQUESTS = (
    Request("courses", "show", "GET", "", 14, 10),
    Request("context_modules", "index", "GET", "/modules", 12, 8),
    Request("assignments", "show", "GET", "/assignments", 16, 7),
    Request("submissions", "create", "POST", "/assignments/submissions", 7, 0),
    Request("wiki_pages", "show", "GET", "/pages", 9, 3),
    Request("files", "show", "GET", "/files", 8, 4),
    Request("quizzes/quizzes", "show", "GET", "/quizzes", 8, 3),
    Request("quizzes/quiz_submissions", "create", "POST", "/quizzes/submissions", 4, 0),
    Request("discussion_topics", "show", "GET", "/discussion_topics", 4, 2),
    Request("discussion_entries", "create", "POST", "/discussion_topics/entries", 2, 1),
    Request("announcements", "index", "GET", "/announcements", 3, 3),
    Request("gradebooks", "grade_summary", "GET", "/grades", 7, 0),
    Request("gradebooks", "show", "GET", "/gradebook", 0, 16),
    Request("gradebooks", "speed_grader", "GET", "/gradebook/speed_grader", 0, 12),
    Request("assignments", "create", "POST", "/assignments", 0, 3),
    PING,
    Request("users", "user_dashboard", "GET", "/", 10, 12, is_in_course=False),
    Request("calendars", "show", "GET", "/calendar", 3, 3, is_in_course=False),
    Request("conversations", "index", "GET", "/conversations", 2, 6, is_in_course=False),
)
AGENTS = ("CrOS Chrome/136", "iPad Safari/604", "Windows Edg/136")
AGENT_WEIGHTS = np.array([80, 12, 8])


def requests(rng: np.random.Generator, *, is_student: np.ndarray, is_first: np.ndarray) -> np.ndarray:
    """A place in REQUESTS for each event. A visit never begins with a ping, so that each visit is use."""
    student = pick(rng, np.array([it.student for it in REQUESTS]), len(is_student))
    staff = pick(rng, np.array([it.staff for it in REQUESTS]), len(is_student))
    found = np.where(is_student, student, staff)
    return np.where(is_first & (found == REQUESTS.index(PING)), 0, found)
