"""Which figures are looked at: today's, or those of a month as it was published? The choice stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from data_layer.publishing import editions, months, revisions
from data_layer.publishing.editions import Edition
from data_layer.publishing.revisions import Revision
from data_layer.scope import Entitlement
from data_layer.store import Home
from pages.parts import measures, words
from pages.parts.measures import Source
from pages.parts.view import View

KEY, TODAY = "as", "Today's figures"
MONTH_KEY = "month"  # which month the page Month shows
_ICON = ":material/history:"


def offered(home: Home) -> dict[str, Revision]:
    """What can be opened, by its name, the newest month first; a month's own name is its newest revision."""
    kept, found = editions.all_of(home), {}
    for month in reversed(revisions.published(kept)):
        *earlier, newest = revisions.of(kept, month)
        found[_month(newest)] = newest
        found |= {name_of(each): each for each in reversed(earlier)}
    return found


def name_of(revision: Revision) -> str:
    """A revision that others came after."""
    which = "as first published" if revision.number == 1 else f"revision {revision.number}"
    return f"{_month(revision)}, {which}"


def chosen(view: View, *, entitlement: Entitlement, is_used: bool) -> View:
    """Draw the choice, where anything was published, and look at what was chosen. It stands still where not used."""
    known = offered(view.home)
    said = _said(known)
    if said and said not in known and is_used:
        _say_unknown(known)
    if not known:
        return view
    name = st.sidebar.selectbox(
        "As published",
        [TODAY, *known],
        key=KEY,
        bind="query-params",
        disabled=not is_used,
        on_change=_to_its_month,
        args=(known,),
    )
    if name not in known or not is_used:
        return view
    source = source_of(view.source, known[name].edition, view.home)
    if source is None:
        _cannot_be_opened(known[name])
        st.stop()
    _banner(view.home, known[name])
    choices = measures.choices_of(source, entitlement)
    return replace(view, source=source, choices=choices, published=known[name])


def source_of(today: Source, edition: Edition, home: Home) -> Source | None:
    """What is kept of an edition; None where that cannot be opened any more."""
    store = edition.store(home)
    if store is None or measures.is_older(store):
        return None
    return Source(store, today.policy_file, today.policy_changed_at, edition)


def _banner(home: Home, revision: Revision) -> None:
    """On every page that shows it: these are not today's figures, and the way back to them."""
    with st.container(key="as_published", border=True):
        st.markdown(f"{_ICON} {told(revision)}{_others(home, revision)}")
        st.caption(
            " ".join([_forgotten(revision), "What people entered, such as decisions and notices, is as it is today."])
        )
        back()


def back() -> None:
    st.button("Back to today's figures", on_click=_to_today, icon=":material/today:", key="back_to_today")


def told(revision: Revision) -> str:
    """The line that no reader should miss."""
    which = "" if revision.number == 1 else f" (revision {revision.number})"
    return f"**As published on {words.day(revision.edition.kept_on)} for {_month(revision)}**{which}."


def open_(revision: Revision, *, is_newest: bool) -> None:
    """What a button does that leads to a revision."""
    st.session_state[KEY] = _month(revision) if is_newest else name_of(revision)


def _to_today() -> None:
    st.session_state[KEY] = TODAY


def _to_its_month(known: Mapping[str, Revision]) -> None:
    """Whoever opens what March was published with wants to see March."""
    if st.session_state[KEY] in known:
        st.session_state[MONTH_KEY] = _month(known[st.session_state[KEY]])


def _said(known: Mapping[str, Revision]) -> str:
    """What the address asks for; a month may be written as 2026-03, too."""
    said = st.query_params.get(KEY, "")
    name = next((name for name, each in known.items() if months.written(each.month) == said), said)
    if name != said:
        st.query_params.pop(KEY)
        st.session_state[KEY] = name
    return "" if name == TODAY else name


def _say_unknown(known: Mapping[str, Revision]) -> None:
    published = words.listed(dict.fromkeys(_month(each) for each in known.values())) or "no month yet"
    st.warning(
        f"What the address asks for was never published, so these are today's figures. Published so far: {published}.",
        icon=_ICON,
    )


def _others(home: Home, revision: Revision) -> str:
    """Whether the month was published otherwise, before or since."""
    every = revisions.of(editions.all_of(home), revision.month)
    later = [each for each in every if each.number > revision.number]
    return f" It was corrected on {words.listed(words.day(each.edition.kept_on) for each in later)}." if later else ""


def _forgotten(revision: Revision) -> str:
    count = revision.edition.forgotten_count
    if not count:
        return "Later imports change nothing here."
    people = "1 person was" if count == 1 else f"{words.number(count)} people were"
    return f"Later imports change nothing here; {people} taken out since, for good."


def _cannot_be_opened(revision: Revision) -> None:
    st.warning(
        f"{told(revision)} Its pages cannot be opened any more: an earlier version of Rollcall computed them. The page "
        "Month still says what changed and why.",
        icon=_ICON,
    )
    back()


def _month(revision: Revision) -> str:
    return f"{revision.month:%B %Y}"
