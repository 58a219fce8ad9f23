"""The words that an entry may choose from."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What was decided about a tool."""

    RENEW = "renew"
    RENEW_FEWER = "renew with fewer seats"
    COACH = "coach"
    DROP = "drop"
    WAIT = "wait"


class Step(StrEnum):
    """One step of a sunset."""

    FLAG = "flag"
    CLEAR = "clear the flag"
    SEND_NOTICE = "send notice"
    RESCIND = "rescind the notice"
    VERIFY_ARCHIVE = "verify the archive"
    REMOVE = "remove"


class State(StrEnum):
    """How far the sunset of a tool has come."""

    ACTIVE = "active"
    FLAGGED = "flagged"
    NOTICE_SENT = "notice sent"
    ARCHIVE_VERIFIED = "archive verified"
    REMOVED = "removed"


class Criterion(StrEnum):
    """The six points of the checklist."""

    PRIVACY = "privacy"
    SINGLE_SIGN_ON = "single sign-on"
    ACCESSIBILITY = "accessibility"
    COST = "cost"
    EVIDENCE = "evidence"
    MOBILE = "mobile"


class Answer(StrEnum):
    """What a reviewer found. What nobody looked at is unknown: neither passed nor failed."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Route(StrEnum):
    """How a tool was chosen."""

    MANDATED = "mandated"
    COLLABORATIVE = "collaborative"
    MIXED = "mixed"


class Work(StrEnum):
    """What kind of work students hand in, as the rollup of submissions names it."""

    ASSIGNMENT = "assignment"
    QUIZ = "quiz"
    DISCUSSION = "discussion"
    QUESTION = "question"


class Occasion(StrEnum):
    """What happened on a day that is marked on trends."""

    ROLLOUT = "rollout"
    TRAINING = "training day"
    OUTAGE = "outage"
    OTHER = "other"


class Standing(StrEnum):
    """Why a seat of a staff member is not to be reclaimed."""

    ON_LEAVE = "on leave"
    EXEMPT = "exempt"
    NEW = "new"


class Design(StrEnum):
    """How a study was made."""

    EXPERIMENT = "randomized experiment"
    QUASI_EXPERIMENT = "quasi-experiment"
    CORRELATION = "correlational study"
    LOGIC_MODEL = "logic model"


class Rating(StrEnum):
    """What the What Works Clearinghouse says of a study."""

    WITHOUT_RESERVATIONS = "meets standards without reservations"
    WITH_RESERVATIONS = "meets standards with reservations"
    NOT_MET = "does not meet standards"
    NOT_REVIEWED = "not reviewed"


class Claim(StrEnum):
    """What of a signed-in person a grant is matched by."""

    EMAIL = "email"
    GROUP = "group"
