"""The view that a command or a link asks for, without a page: home, viewer, filters and period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from data_layer import schema
from data_layer.access.capabilities import Capability, Role
from data_layer.access.viewer import Viewer
from data_layer.scope import Scope
from data_layer.store import Home
from metrics.periods import Period
from pages.parts import measures, period_choice
from pages.parts.exports import ExportIncomplete
from pages.parts.measures import Source
from pages.parts.view import View


def view_of(home: Home, viewer: Viewer, *, period: str | None = None) -> View:
    """All that the viewer may see, in a period by its name; without one, the first that the calendar offers."""
    source = _served(home)
    entitlement = viewer.entitlement(Capability.SEE_FIGURES)
    choices = measures.choices_of(source, entitlement)
    if choices.as_of is None:
        raise ExportIncomplete("There is no dated data yet. Import a roster and a log first.")
    chosen = _period(source, choices.as_of, period)
    scope = Scope(chosen.starts_on, chosen.ends_on, as_of=choices.as_of, entitlement=entitlement)
    return View(home, viewer, source=source, choices=choices, scope=scope, period=chosen)


def at_schools(view: View, names: Iterable[str] | None) -> View:
    """The same of some schools, by name."""
    if not names:
        return view
    known = view.choices.schools
    unknown = [name for name in names if name.casefold() not in {each.casefold() for each in known.values()}]
    if unknown:
        raise ExportIncomplete(f'No school is called "{unknown[0]}". Known: {", ".join(known.values())}.')
    asked = {name.casefold() for name in names}
    chosen = frozenset(key for key, name in known.items() if name.casefold() in asked)
    return replace(view, scope=replace(view.scope, schools=chosen))


def _served(home: Home) -> Source:
    source = Source.of(home)
    if source is None:
        raise ExportIncomplete(
            "There is no data yet. Import a roster and a log first: python -m data_layer import PATH"
        )
    with source.store.connect() as connection:
        if schema.is_served_older(connection):
            raise ExportIncomplete("An earlier version computed the figures. Run: python -m data_layer rebuild")
    return source


def _period(source: Source, as_of: date, name: str | None) -> Period:
    offered = period_choice.offered(source, as_of)
    if name is None:
        return period_choice.year_of(offered, as_of)
    if name not in offered:
        raise ExportIncomplete(f'No period is called "{name}". Known: {", ".join(offered) or "none"}.')
    return offered[name]


def of_school(view: View, school: str) -> View:
    """What the principal of one school sees: no filter, but the right to that school alone."""
    viewer = Viewer(Role.PRINCIPAL, frozenset({school}))
    entitlement = viewer.entitlement(Capability.SEE_FIGURES)
    choices = measures.choices_of(view.source, entitlement)
    scope = replace(view.scope, schools=None, entitlement=entitlement)
    return replace(view, viewer=viewer, choices=choices, scope=scope, asked=[], told=set())
