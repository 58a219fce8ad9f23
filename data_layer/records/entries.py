"""The entries that people make, each signed, dated, numbered by its versions, and never deleted.

A tool is known by its name, for the numbers of the store change with every import. `signed_by` and `signed_on`
come from outside: who was asked to sign, and the as-of day of the data that was looked at.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import JSON, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_layer.access.capabilities import Role
from data_layer.audit.kinds import Kind
from data_layer.records.base import NAME_LENGTH, Base, Entry
from data_layer.records.board_deck import BoardDeck
from data_layer.records.calendar_note import CalendarNote
from data_layer.records.columns import Exactly, Several
from data_layer.records.kinds import (
    Answer,
    Claim,
    Criterion,
    Design,
    Rating,
    Route,
    Standing,
    State,
    Step,
    Verdict,
    Work,
)

_NAME, _LINK = NAME_LENGTH, 2000


class Decision(Entry):
    """What was decided about a tool, by which rule, and what it is meant to save."""

    __tablename__ = "decisions"

    tool: Mapped[str] = mapped_column(String(_NAME))
    verdict: Mapped[Verdict]
    reason: Mapped[str] = mapped_column(Text)
    rule: Mapped[str | None] = mapped_column(Text)  # the recommendation that it follows, or departs from
    contract_ends_on: Mapped[date | None]
    saved_usd: Mapped[Decimal | None]
    seat_count: Mapped[int | None]


class Exemption(Entry):
    """A tool that the sunset rule is not asked about for a while, and why."""

    __tablename__ = "exemptions"

    tool: Mapped[str] = mapped_column(String(_NAME))
    reason: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]  # the last day, itself included; without one it holds until it is withdrawn


class Incident(Entry):
    """One class's report that a tool cost it instructional time."""

    __tablename__ = "incidents"

    tool: Mapped[str] = mapped_column(String(_NAME))
    occurred_on: Mapped[date]
    what: Mapped[str] = mapped_column(Text)  # reports of one day with the same words are one incident
    lost_minutes: Mapped[int | None]  # none where nobody could say
    outcome: Mapped[str | None] = mapped_column(Text)  # what the review found; none while it is open
    reviewed_on: Mapped[date | None]


class Sunset(Entry):
    """How far a tool has come on the way out. Its steps tell how it came there."""

    __tablename__ = "sunsets"
    __table_args__ = (UniqueConstraint("tool"),)

    tool: Mapped[str] = mapped_column(String(_NAME))
    state: Mapped[State]


class SunsetStep(Entry):
    """One step of a sunset, in the order of its number."""

    __tablename__ = "sunset_steps"
    __table_args__ = (UniqueConstraint("tool", "number"),)

    tool: Mapped[str] = mapped_column(String(_NAME))
    number: Mapped[int]
    step: Mapped[Step]
    taken_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)


class Notice(Entry):
    """The notice of a sunset to one group of affected people. Without a day it was not sent yet."""

    __tablename__ = "notices"

    tool: Mapped[str] = mapped_column(String(_NAME))
    audience: Mapped[str] = mapped_column(String(_NAME))
    sent_on: Mapped[date | None]


class ChecklistEntry(Entry):
    """What a reviewer found on one point of a tool's checklist."""

    __tablename__ = "checklist_entries"
    __table_args__ = (UniqueConstraint("tool", "criterion"),)

    tool: Mapped[str] = mapped_column(String(_NAME))
    criterion: Mapped[Criterion]
    answer: Mapped[Answer]
    evidence_link: Mapped[str | None] = mapped_column(String(_LINK))
    note: Mapped[str | None] = mapped_column(Text)
    reviewed_on: Mapped[date]
    expires_on: Mapped[date | None]  # the first day on which it holds no more


class Study(Entry):
    """One study of a tool, as far as its ESSA tier depends on it. Unknown is neither yes nor no."""

    __tablename__ = "studies"

    tool: Mapped[str] = mapped_column(String(_NAME))
    title: Mapped[str] = mapped_column(String(_NAME))
    evidence_link: Mapped[str | None] = mapped_column(String(_LINK))
    design: Mapped[Design]
    rating: Mapped[Rating]
    student_count: Mapped[int | None]
    site_count: Mapped[int | None]
    p_value: Mapped[Decimal | None] = mapped_column(Exactly())
    is_effect_positive: Mapped[bool | None]
    has_selection_controls: Mapped[bool | None]
    has_negative_evidence: Mapped[bool | None]  # of this or of another study, significant and overriding
    has_same_population: Mapped[bool | None]
    has_same_setting: Mapped[bool | None]
    has_ongoing_study: Mapped[bool | None]


class Selection(Entry):
    """How a tool was chosen."""

    __tablename__ = "selections"
    __table_args__ = (UniqueConstraint("tool"),)

    tool: Mapped[str] = mapped_column(String(_NAME))
    route: Mapped[Route]


class StaffStanding(Entry):
    """A staff member whose seat is not to be reclaimed, by the code that the store knows the person by."""

    __tablename__ = "staff_standings"

    person_key: Mapped[str] = mapped_column(String(64))
    standing: Mapped[Standing]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]  # the last day, itself included


class HiddenFee(Entry):
    """What a tool costs a year beside its contract: training, integration, a premium that is needed."""

    __tablename__ = "hidden_fees"

    tool: Mapped[str] = mapped_column(String(_NAME))
    label: Mapped[str] = mapped_column(String(_NAME))
    annual_cost_usd: Mapped[Decimal]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]  # the last day, itself included


class PaperBaseline(Entry):
    """How much work on paper was collected in the same subject over a term, as somebody counted it in a gradebook."""

    __tablename__ = "paper_baselines"

    subject: Mapped[str] = mapped_column(String(_NAME))
    assignment_type: Mapped[Work]
    school: Mapped[str | None] = mapped_column(String(_NAME))  # its id; none: the whole district
    grade_level: Mapped[str | None] = mapped_column(String(_NAME))
    starts_on: Mapped[date]
    ends_on: Mapped[date]  # the last day, itself included
    expected_count: Mapped[int]
    collected_count: Mapped[int]
    student_count: Mapped[int]
    counted_on: Mapped[date]


class Grant(Entry):
    """Whom a role was given to. The email or group stands here as it is written, since people must find it again."""

    __tablename__ = "grants"
    __table_args__ = (UniqueConstraint("kind", "claim"),)
    AUDITED_AS = Kind.ACCESS

    kind: Mapped[Claim]
    claim: Mapped[str] = mapped_column(String(_NAME))  # in lower case
    role: Mapped[Role]
    schools: Mapped[list] = mapped_column(Several(), default=list)  # ids; they count where the role is bound to schools
    is_disabled: Mapped[bool] = mapped_column(default=False)
    ends_on: Mapped[date | None]  # the last day, itself included


class Revision(Base):
    """An entry as it stood before somebody changed it."""

    __tablename__ = "revisions"

    entry_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str] = mapped_column(String(_NAME))
    contents: Mapped[dict] = mapped_column(JSON)


ENTRIES: dict[str, type[Entry]] = {
    kind.__tablename__: kind
    for kind in (
        Decision,
        Exemption,
        Incident,
        Sunset,
        SunsetStep,
        Notice,
        ChecklistEntry,
        Study,
        Selection,
        StaffStanding,
        HiddenFee,
        PaperBaseline,
        Grant,
        BoardDeck,
        CalendarNote,
    )
}
