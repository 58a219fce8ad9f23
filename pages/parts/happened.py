"""What happened meanwhile, as people entered it: put on every chart over time, and said below it in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import plotly.graph_objects as go

from data_layer.access.capabilities import Capability
from data_layer.records import annotating
from data_layer.records.calendar_note import CalendarNote
from data_layer.records.database import Session, opened
from data_layer.records.kinds import Occasion
from data_layer.scope import Choice, Scope
from metrics.definition import Result
from metrics.periods import TIME_GROUPS, Period
from pages.parts import words
from pages.parts.charts import marked
from pages.parts.charts.marked import Days
from pages.parts.view import View


def visible(session: Session, view: View) -> list[CalendarNote]:
    """Those that the viewer may read."""
    return annotating.visible(session, view.viewer.entitlement(Capability.SEE_FIGURES))


def put(view: View, result: Result, figure: go.Figure) -> list[str]:
    """Mark on a chart what happened in its days, and say what that is, in the order of the numbers."""
    if not (marked.is_along_time(figure) or _has_several_moments(result)):
        return []
    notes = known(view, result)
    shown = marked.lay(figure, [Days(note.starts_on, note.last_on) for note in notes])
    return [told(notes[place], view.choices.schools) for place in shown]


def known(view: View, result: Result) -> list[CalendarNote]:
    """What may be marked on a chart of a result."""
    with opened(view.home) as session:
        return [note for note in visible(session, view) if is_about(note, result.scope)]


def within(view: View, periods: Sequence[Period]) -> list[str]:
    """What happened in any of these periods at the schools looked at, in words."""
    with opened(view.home) as session:
        notes = [note for note in visible(session, view) if is_about(note, view.scope)]
    meanwhile = [note for note in notes if any(_overlaps(note, period) for period in periods)]
    return [told(note, view.choices.schools) for note in meanwhile]


def _overlaps(note: CalendarNote, period: Period) -> bool:
    return note.starts_on < period.ends_on and note.last_on >= period.starts_on


def _has_several_moments(result: Result) -> bool:
    """Whether its chart must run along time: one semester of several tools does not."""
    return any(result.frame[group].nunique() > 1 for group in TIME_GROUPS.keys() & set(result.by))


def is_about(note: CalendarNote, scope: Scope) -> bool:
    """Whether it is about schools and tools that are looked at."""
    return _meets(note.schools, scope.allowed_schools) and _meets([note.tool] if note.tool else [], scope.tools)


def _meets(own: Collection[str], asked: Choice) -> bool:
    return not own or asked is None or not asked.isdisjoint(own)


def told(note: CalendarNote, schools: Mapping[str, str]) -> str:
    """When, what kind of thing, what and where: `Mar 2, 2026: training day, Canvas for grade 3 (East School)`."""
    about = [*where(note, schools), *([note.tool] if note.tool else [])]
    return f"{when(note)}: {what(note)}{f' ({words.listed(about)})' if about else ''}"


def what(note: CalendarNote) -> str:
    """The kind and the words; of another kind the words alone."""
    return note.words if note.occasion is Occasion.OTHER else f"{note.occasion}, {note.words}"


def when(note: CalendarNote) -> str:
    if note.ends_on is None:
        return words.short_day(note.starts_on)
    return f"{words.short_day(note.starts_on)} to {words.short_day(note.ends_on)}"


def where(note: CalendarNote, schools: Mapping[str, str]) -> list[str]:
    """The names of its schools, as far as the viewer sees them; none for the whole district."""
    return [schools[key] for key in note.schools if key in schools]


def legend(lines: Sequence[str]) -> str:
    """What stands under a chart: each number with its words, in which nothing is taken for markup."""
    return "  \n".join(f"**{number}** {words.plain(line)}" for number, line in enumerate(lines, start=1))


def in_words(lines: Sequence[str]) -> str:
    """The same for whoever does not see the chart."""
    marks = "; ".join(f"{number}, {line}" for number, line in enumerate(lines, start=1))
    return f"Marked days: {marks}." if marks else ""
