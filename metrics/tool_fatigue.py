"""For how many teachers were the new tools of a semester too many?"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics.definition import PEOPLE, Metric
from metrics.groups import keys
from metrics.periods import all_periods
from metrics.policy import Policy
from metrics.rows import Answer, Row
from metrics.tool_load import Load, loads

POLICY = ("fatigue.amber_from", "fatigue.alarm_from")
_COUNTS = ("numerator", "denominator")
_CAVEATS = (
    "A tool is new to a teacher when the oldest contract, seat or use at any of the teacher's schools begins in the "
    "semester, or in the break before it: a tool that comes in July is met in August.",
    "Renewals and new versions of a tool that was there already do not count; a replacement counts once.",
    "Only tools count that the teacher holds a seat of, or whose contract covers a school of the teacher's.",
    "Who teaches at two schools counts in both, with the tools of both.",
    "What began before the first semester of the calendar counts as there already.",
    "Grade level, subject, role and tool filters leave it as it is.",
)


def tool_fatigue(connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> Answer:
    """A row for each semester that had begun (and school): how many of its teachers are in alarm."""
    rows = [_fatigue(load, policy) for load in loads(connection, scope, by=by)]
    return Answer((*keys(by), *_COUNTS, "amber_count", "most_tool_count", PEOPLE), rows, _notes(connection, rows))


def _notes(connection: Connection, rows: Sequence[Row]) -> tuple[str, ...]:
    """A calendar does not tell what came in the break before it begins."""
    first = next(iter(all_periods(connection, "semester")), None)
    if first is None or first.period_id not in {row["semester"] for row in rows}:
        return ()
    return (f"What began before {first.label}, the first semester of the calendar, counts as there already.",)


def _fatigue(load: Load, policy: Policy) -> Row:
    amber, alarm = (policy[name] for name in POLICY)
    counts = {"numerator": load.within(alarm), "amber_count": load.within(amber, alarm)}
    return load.group | _people(load) | counts | {"most_tool_count": max(load.tool_counts)}


def new_tool_bands(connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> Answer:
    """The same teachers by how many tools were new to them, in the bands that the policy draws."""
    edges = band_edges(policy)
    without = tuple(group for group in by if group != "band")
    rows = [
        load.group | _people(load) | {"band": band, "numerator": load.within(*between)}
        for load in loads(connection, scope, by=without)
        for band, between in edges.items()
    ]
    return Answer((*keys(by), *_COUNTS, PEOPLE), rows, _notes(connection, rows), {"band": tuple(edges)})


def _people(load: Load) -> Row:
    return dict.fromkeys(("denominator", PEOPLE), len(load.tool_counts))


def band_edges(policy: Policy) -> dict[str, tuple[float, float]]:
    """Each band by its name: from how many new tools on, and below how many."""
    amber, alarm = (int(policy[name]) for name in POLICY)
    calm = {_named(first, end): (first, end) for first, end in ((0, 1), (1, amber), (amber, alarm)) if first < end}
    return calm | {f"{alarm} or more": (alarm, float("inf"))}


def _named(first: int, end: int) -> str:
    if first == 0:
        return "none"
    return str(first) if first + 1 == end else f"{first}-{end - 1}"


METRICS = (
    Metric(
        name="tool_fatigue",
        label="Tool fatigue",
        question="For how many teachers were the new tools of a semester too many?",
        numerator="Of those, the teachers to whom as many tools were new as the alarm says, or more.",
        denominator="Everybody who taught on a day of the semester.",
        unit="rate",
        better="lower",
        groups=("semester", "school"),
        reference="District target; no published evidence for five tools in a semester.",
        compute=tool_fatigue,
        extremes=("most_tool_count",),
        policy=POLICY,
        caveats=_CAVEATS,
        window="each semester, the running one to date",
        is_about="staff",
        always_by=("semester",),
    ),
    Metric(
        name="new_tool_bands",
        label="New tools for a teacher",
        question="How many tools were new to how many teachers in a semester?",
        numerator="Of those, the teachers to whom so many tools were new.",
        denominator="Everybody who taught on a day of the semester.",
        unit="rate",
        better="neither",
        groups=("semester", "school", "band"),
        reference="District choice of bands; no published evidence for them.",
        compute=new_tool_bands,
        policy=POLICY,
        caveats=_CAVEATS,
        window="each semester, the running one to date",
        is_about="staff",
        is_shared_whole=True,
        always_by=("semester", "band"),
    ),
)
