"""The frame around every page: the bar above it, the filters beside it, and which data all of it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import streamlit as st

from data_layer.access.viewer import Viewer
from data_layer.choices import Choices
from data_layer.scope import Entitlement
from data_layer.store import Home, current
from metrics.policy import PolicyError
from pages.parts import ahead, as_published, doors, filters, freshness, gate, look, measures, view_as
from pages.parts.gate import Closed
from pages.parts.measures import Source
from pages.parts.places import PAGES, Place
from pages.parts.view import View

_ICON = str(Path(__file__).with_name("icon.svg"))  # a named icon would be fetched from another host
_LOOK_AGAIN_SECONDS = 20
_LOOKED_BY_ITSELF = "looked_by_itself"


def run() -> None:
    """Draw the page that the address asks for, inside the frame; or the door, for whoever is not let in."""
    with ahead.drawing():
        _run()


def _run() -> None:
    st.set_page_config(page_title="Rollcall", page_icon=_ICON, layout="wide")
    look.wear()
    home = Home.from_environment()
    seen = gate.who(home, is_active=not st.session_state.pop(_LOOKED_BY_ITSELF, False))
    if isinstance(seen, Viewer) and gate.is_sample_for_all(home):
        seen = view_as.ask_role()
    viewer = seen if isinstance(seen, Viewer) else None
    view = View(home, viewer)
    pages = {place.path: _page(place, viewer, lambda: view) for place in PAGES}
    page = st.navigation(_under_heads(pages), position="top" if viewer else "hidden")
    _watch(home, _state(home, seen))
    if isinstance(seen, Closed):
        doors.show(seen, home)
        return
    place = next(place for place in PAGES if place.path == page.url_path)
    if viewer.may(place.needs):
        view = _view(replace(view, pages=pages), place)
        doors.beside(viewer, home)
        page.run()
        ahead.of_others(view)
    else:
        doors.beside(viewer, home)
        doors.not_yours(replace(view, pages=pages), place.title)


def _under_heads(pages: Mapping[str, st.Page]) -> dict[str, list[st.Page]]:
    """The bar above the page: what everybody opens stands in it, the rest under a few words."""
    bar: dict[str, list[st.Page]] = {}
    for place in PAGES:
        bar.setdefault(place.head, []).append(pages[place.path])
    return bar


def _page(place: Place, viewer: Viewer | None, view: Callable[[], View]) -> st.Page:
    """A page whose view is looked up when it is drawn: by then the filters have been read."""
    is_listed = viewer is not None and viewer.may(place.needs)
    return st.Page(
        lambda: place.draw(view()),
        title=place.title,
        icon=place.icon,
        url_path=place.path or None,
        default=not place.path,
        visibility="visible" if is_listed else "hidden",
    )


def _view(view: View, place: Place) -> View:
    source = Source.of(view.home)
    if source is None:
        return view
    freshness.stop_when_older(source)
    _check_policy(source)
    if gate.is_sample_for_all(view.home):
        view = replace(view, viewer=view_as.ask_school(measures.choices_of(source, Entitlement())))
    entitlement = view.viewer.entitlement(place.needs)
    choices = measures.choices_of(source, entitlement)
    view = replace(view, source=source, choices=choices)
    _say_when_sample(choices)
    if choices.as_of is None:
        return view
    sooner = st.sidebar.container()
    view = as_published.chosen(view, entitlement=entitlement, is_used=place.has_past)
    with sooner:
        asked = {"are_used": place.is_filtered, "has_period": not place.has_own_periods}
        scope, period = filters.ask(view.source, view.choices, entitlement=entitlement, **asked)
    with st.sidebar:
        filters.copy_link()
        freshness.show(view.source, view.choices, can_be_late=not (view.published or freshness.is_sample(choices)))
    return replace(view, scope=scope, period=period)


def _state(home: Home, seen: Viewer | Closed) -> tuple:
    """What a page depends on beside its address: the data, the look, and who looks."""
    store = current(home)
    role_and_schools = (seen.role, seen.schools, seen.name) if isinstance(seen, Viewer) else (seen,)
    return (store.version if store else None, st.context.theme.type, *role_and_schools)


@st.fragment(run_every=_LOOK_AGAIN_SECONDS)
def _watch(home: Home, drawn: tuple) -> None:
    """Draw the page again once other data is served, the look changed, or access was given or taken. Draws nothing."""
    if _state(home, gate.who(home, is_active=False)) != drawn:
        st.session_state[_LOOKED_BY_ITSELF] = True
        st.rerun(scope="app")


def _check_policy(source: Source) -> None:
    try:
        measures.policy_of(source)
    except PolicyError as error:
        st.error(
            f"The district's thresholds cannot be read, so nothing is shown that depends on them. {error}",
            icon=":material/error:",
        )
        st.stop()


def _say_when_sample(choices: Choices) -> None:
    if freshness.is_sample(choices):
        st.info(
            "**Sample data.** This district, its schools and its people are invented.",
            icon=":material/science:",
        )
