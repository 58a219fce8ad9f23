"""What the register says: the page's sentence, each tool's line, and each step, in the words of a school."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from data_layer.records.entries import SunsetStep
from data_layer.records.kinds import State, Step
from metrics.incidents import Review
from metrics.policy import Entry, Policy
from metrics.sunset_register import Line
from metrics.sunset_rule import Judged, Judgment
from pages.parts import words

STATES = {
    State.ACTIVE: (":material/play_circle:", "In use"),
    State.FLAGGED: (":material/flag:", "Flagged"),
    State.NOTICE_SENT: (":material/mail:", "Notice sent"),
    State.ARCHIVE_VERIFIED: (":material/inventory_2:", "Archive verified"),
    State.REMOVED: (":material/cancel:", "Removed"),
}
STEPS = {
    Step.FLAG: "Flag the tool",
    Step.CLEAR: "Clear the flag",
    Step.SEND_NOTICE: "Record the notice",
    Step.RESCIND: "Rescind the notice",
    Step.VERIFY_ARCHIVE: "Record the archive",
    Step.REMOVE: "Remove the tool",
}
TAKEN = {
    Step.FLAG: "Flagged",
    Step.CLEAR: "Flag cleared",
    Step.SEND_NOTICE: "Notice given",
    Step.RESCIND: "Notice rescinded",
    Step.VERIFY_ARCHIVE: "Archive verified",
    Step.REMOVE: "Removed",
}
AUDIENCES = {"student": "Students and their families", "teacher": "Teachers", "staff": "Other staff"}
ON_THE_WAY = (State.FLAGGED, State.NOTICE_SENT, State.ARCHIVE_VERIFIED)
_JUDGMENTS = {
    Judgment.FLAG: "Below the target",
    Judgment.KEEP: "Keep",
    Judgment.TOO_EARLY: "Too early to say",
    Judgment.SMALL_BASE: "Too few teachers: people decide",
    Judgment.NOT_MEASURED: "Not measured",
}


def answer(lines: Sequence[Line]) -> str:
    """The page's question in one sentence: what is on the way out, and what waits for somebody."""
    leaving = [line.tool for line in lines if line.state in ON_THE_WAY]
    due = [line.tool for line in lines if is_due(line)]
    reviews = sum(len(line.open_reviews) for line in lines)
    told = [f"**{_tools(len(leaving))} on the way out**" + (f" ({words.listed(leaving)})" if leaving else "")]
    if due:
        told.append(f"{words.listed(due)} should be flagged")
    if reviews:
        told.append(f"{reviews} {'incident waits' if reviews == 1 else 'incidents wait'} for a review")
    return f"{'; '.join(told)}."


def is_due(line: Line) -> bool:
    """Whether the rule asks for a flag that nobody has set or ruled out."""
    return line.state is State.ACTIVE and line.exemption is None and line.judged.judgment is Judgment.FLAG


def _tools(count: int) -> str:
    return "No tool is" if count == 0 else "1 tool is" if count == 1 else f"{count} tools are"


def rule(line: Line) -> str:
    return "Exempt" if line.exemption else _JUDGMENTS[line.judged.judgment]


def table(lines: Iterable[Line]) -> pl.DataFrame:
    """One row for each tool."""
    return pl.DataFrame([_row(line) for line in lines], infer_schema_length=None)


def _row(line: Line) -> dict[str, object]:
    figures = line.judged.row if line.judged.judgment in (Judgment.FLAG, Judgment.KEEP) else None
    return {
        "Tool": line.tool,
        "State": STATES[line.state][1],
        "The rule says": rule(line),
        "Semester": line.judged.semester,
        "Teachers who used it": figures and f"{_part(figures, 'numerator')} ({words.percent(figures['value'])})",
        "On 3 days or more": figures and _part(figures, "3_day_count"),
        "On 10 days or more": figures and _part(figures, "10_day_count"),
        "Open reviews": len(line.open_reviews) or None,
        "Can be removed from": line.earliest_on if line.state in ON_THE_WAY else None,
        "Saved so far": None if line.saved_usd is None else float(line.saved_usd),
    }


def _part(figures: dict, name: str) -> str:
    """So many of the teachers; only the share where it is told as a range."""
    is_told = words.is_number(figures[name]) or name == "numerator"
    return words.counted(figures | {"numerator": figures[name]}) if is_told else "–"


def judged(found: Judged, target: Entry) -> str:
    """Why the rule says what it says of one tool."""
    if found.judgment not in (Judgment.FLAG, Judgment.KEEP):
        return f"**{_JUDGMENTS[found.judgment]}.** {words.sentence_case(found.note)}".strip()
    share = words.percent(found.row["value"], beside=target.value)
    goal = words.whole_percent(target.value)
    side = "below" if found.judgment is Judgment.FLAG else "not below"
    return (
        f"In {found.semester} **{share}** of its teachers used it ({_part(found.row, 'numerator')}), {side} the {goal} "
        f"that the district asks for. Judged on {words.day(found.due_on)}. {target.reference}"
    )


def step(entry: SunsetStep) -> str:
    """One step as it was taken, who signed it, and why."""
    return f"**{words.day(entry.taken_on)}: {TAKEN[entry.step]}** ({entry.signed_by}). {entry.reason}"


def review(found: Review, policy: Policy) -> str:
    """One incident: when, what, and how much time of how many classes."""
    classes = "1 class" if found.class_count == 1 else f"{found.class_count} classes"
    if found.lost_minutes is None:
        lost = f"{classes}, minutes not counted"
    else:
        severity = words.percent(float(found.severity(policy)))
        lost = f"{classes}, {found.lost_minutes} minutes lost, {severity} of their day"
    return f"**{words.day(found.occurred_on)}:** {found.what} ({lost})"


def removed(line: Line) -> str:
    """What the removal saved."""
    if line.saved_usd is None:
        return f"Removed. Saved so far: {words.NOT_MEASURED}, because a contract of it gives no cost."
    return f"Removed. Saved so far: **{words.dollars(float(line.saved_usd), with_cents=True)}**."


def used_after(line: Line) -> str:
    return (
        f"{line.tool} was removed, but its log shows use after that, last on {words.day(line.used_after_on)}. "
        "Find out who still has an account, or correct the day of the removal."
    )
