"""The only way to move a sunset: each step is checked against the rules, signed, dated and kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from data_layer.records import keeping
from data_layer.records.database import ChangedMeanwhile
from data_layer.records.entries import Exemption, Incident, Notice, Sunset, SunsetStep
from data_layer.records.kinds import State, Step
from metrics import sunset_clock, sunset_steps
from metrics.incidents import Review
from metrics.policy import Policy
from metrics.sunset_register import in_force, notice_day, unsent
from metrics.sunset_steps import StepBlocked


@dataclass(frozen=True)
class Signature:
    """Who takes a step, and the day up to which the data behind it is known."""

    by: str
    as_of: date


def take(
    session: Session,
    step: Step,
    *,
    tool: str,
    seen_version: int,
    taken_on: date,
    reason: str,
    signed: Signature,
    school_days: Sequence[date] = (),
    policy: Policy,
) -> Sunset:
    """Take one step of a tool's sunset. `seen_version` is that of the register's line that was looked at."""
    sunset = _seen(session, tool, seen_version)
    state = sunset_steps.after(sunset.state if sunset else State.ACTIVE, step)
    steps = keeping.entries(session, SunsetStep, tool=tool)
    _check_words(reason, taken_on=taken_on, steps=steps, as_of=signed.as_of)
    if step is Step.FLAG:
        _check_exemption(session, tool, on=taken_on)
    if step is Step.REMOVE:
        _check_notice(session, tool, on=taken_on, school_days=school_days, policy=policy)
    if step is Step.RESCIND:
        _withdraw_notices(session, tool, signed)
    entry = SunsetStep(tool=tool, number=len(steps) + 1, step=step, taken_on=taken_on, reason=reason.strip())
    keeping.add(session, entry, by=signed.by, on=signed.as_of)
    if sunset is None:
        return keeping.add(session, Sunset(tool=tool, state=state), by=signed.by, on=signed.as_of)
    return keeping.change(session, sunset, seen_version=seen_version, by=signed.by, on=signed.as_of, state=state)


def notify(session: Session, tool: str, sent: Mapping[str, date | None], *, signed: Signature) -> None:
    """Keep to whom a notice goes and on which day it went; without a day it is still to be sent."""
    if not sent:
        raise StepBlocked("Nobody was named who is affected. Name at least one group that gets the notice.")
    for audience, sent_on in sent.items():
        entry = Notice(tool=tool, audience=audience, sent_on=sent_on)
        keeping.add(session, entry, by=signed.by, on=signed.as_of)


def send(session: Session, notice: Notice, *, sent_on: date, signed: Signature) -> None:
    """Say that a notice went to a group that had not got it."""
    kept = _same(session, notice)
    keeping.change(session, kept, seen_version=notice.version, by=signed.by, on=signed.as_of, sent_on=sent_on)


def close(session: Session, review: Review, *, outcome: str, signed: Signature) -> None:
    """End a review with what was found."""
    if not outcome.strip():
        raise StepBlocked("A review ends with what was found. Write it down.")
    for report in review.reports:
        words = {"outcome": outcome.strip(), "reviewed_on": signed.as_of}
        kept = _same(session, report)
        keeping.change(session, kept, seen_version=report.version, by=signed.by, on=signed.as_of, **words)


def _same(session: Session, entry: Notice | Incident) -> Notice | Incident:
    """The entry as it is now; it was shown by an earlier session."""
    kept = session.get(type(entry), entry.entry_id)
    if kept is None:
        raise ChangedMeanwhile
    return kept


def _seen(session: Session, tool: str, seen_version: int) -> Sunset | None:
    found = keeping.entries(session, Sunset, tool=tool)
    if (found[0].version if found else 0) != seen_version:
        raise ChangedMeanwhile
    return found[0] if found else None


def _check_words(reason: str, *, taken_on: date, steps: Sequence[SunsetStep], as_of: date) -> None:
    if not reason.strip():
        raise StepBlocked(
            "Every step has a reason. Write one or two sentences that somebody will understand next year."
        )
    if taken_on > as_of:
        raise StepBlocked(
            f"The step is dated after the last day with data ({as_of}). Import newer data, or date it back."
        )
    if steps and taken_on < max(step.taken_on for step in steps):
        raise StepBlocked("The step is dated before the one that it follows. Correct its day.")


def _check_exemption(session: Session, tool: str, *, on: date) -> None:
    exemption = in_force(keeping.entries(session, Exemption, tool=tool), on)
    if exemption:
        raise StepBlocked(f"The tool is exempt ({exemption.reason}). Take the exemption back first.")


def _check_notice(session: Session, tool: str, *, on: date, school_days: Sequence[date], policy: Policy) -> None:
    notices = keeping.entries(session, Notice, tool=tool)
    sent_on = notice_day(notices)
    earliest_on = sent_on and sunset_clock.earliest_removal(sent_on, school_days=school_days, policy=policy)
    why = sunset_steps.why_not_removed(unsent(notices), earliest_on=earliest_on, on=on)
    if why:
        raise StepBlocked(why)


def _withdraw_notices(session: Session, tool: str, signed: Signature) -> None:
    """The clock begins anew with the next notice."""
    for notice in keeping.entries(session, Notice, tool=tool):
        keeping.withdraw(session, notice, seen_version=notice.version, by=signed.by, on=signed.as_of)
