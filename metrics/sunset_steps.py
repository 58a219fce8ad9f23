"""Which step a sunset can take from where it stands: a table, and the two rules that a table cannot hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data_layer.records.kinds import State, Step
from metrics.sunset_clock import written


class StepBlocked(ValueError):
    """The step cannot be taken; the text says why and what has to happen first."""


@dataclass(frozen=True)
class Transition:
    """One step, the states it may be taken from, and the state that it leads to."""

    step: Step
    before: tuple[State, ...]
    after: State


TRANSITIONS = (
    Transition(Step.FLAG, (State.ACTIVE,), State.FLAGGED),
    Transition(Step.SEND_NOTICE, (State.FLAGGED,), State.NOTICE_SENT),
    Transition(Step.VERIFY_ARCHIVE, (State.NOTICE_SENT,), State.ARCHIVE_VERIFIED),
    Transition(Step.REMOVE, (State.ARCHIVE_VERIFIED,), State.REMOVED),
    Transition(Step.CLEAR, (State.FLAGGED,), State.ACTIVE),
    Transition(Step.RESCIND, (State.NOTICE_SENT, State.ARCHIVE_VERIFIED), State.FLAGGED),
)
_BY_STEP = {transition.step: transition for transition in TRANSITIONS}


def steps_from(state: State) -> list[Step]:
    """What can be done next, whether or not its day has come; the way back comes last."""
    return [transition.step for transition in TRANSITIONS if state in transition.before]


def after(state: State, step: Step) -> State:
    transition = _BY_STEP[step]
    if state not in transition.before:
        known = " or ".join(f'"{before}"' for before in transition.before)
        raise StepBlocked(f'To {step}, the tool must be {known}; it is "{state}". Take the steps in their order.')
    return transition.after


def why_not_removed(unsent: Sequence[str], *, earliest_on: date | None, on: date) -> str | None:
    """What keeps a tool from being removed on a day; None when nothing does."""
    if unsent:
        return f"The notice was not sent yet to: {', '.join(unsent)}. Send it; the thirty days begin with the last one."
    if earliest_on is None:
        return "The calendar ends before the notice has run out. Import the calendar of the coming school year."
    if on < earliest_on:
        days = f"the earliest day is {written(earliest_on)}, and this would be {written(on)}"
        return f"The notice has not run out: {days}."
    return None
