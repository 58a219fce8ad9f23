"""What was published of a month, what has changed since and why, and the way to the pages as they were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from data_layer import history, settings
from data_layer.access.capabilities import Capability
from data_layer.publishing import editions, keeping, months, revisions
from data_layer.publishing.editions import Edition
from data_layer.publishing.revisions import Revision
from metrics.periods import Period
from pages.parts import as_published, downloads, exports, month_figures, month_record, words
from pages.parts.measures import Source
from pages.parts.month_figures import Moved
from pages.parts.view import View

_UNTOLD = "Which figures moved cannot be told: what was published cannot be opened any more."
_MOST = 5  # moves that are read at a glance; the table has all


def show(view: View, month: Period) -> None:
    """`view` is of this month."""
    st.subheader("As published", anchor=False)
    every = revisions.of(editions.all_of(view.home), month.starts_on)
    if not every:
        st.markdown(_not_yet(view, month))
        return
    for before, each in zip([None, *every], every, strict=False):
        _draw(view, before, each, is_newest=each is every[-1])
    if view.published is None:
        _since(view, every[-1])


def _not_yet(view: View, month: Period) -> str:
    """From which day on, or why not."""
    opens_on = months.opens_on(month.starts_on, publishing_day=settings.load(view.home).publishing_day)
    if view.choices.as_of < opens_on:
        return (
            f"{month.label} is published with the first import from {words.day(opens_on)} on. From then on every page "
            "can be opened as it was published."
        )
    return (
        f"{month.label} was not published: that begins with the month that comes due first once Rollcall runs."
        f"{_how(view, month.starts_on, lead=' It can still be, by ')}"
    )


def _draw(view: View, before: Revision | None, each: Revision, *, is_newest: bool) -> None:
    """One revision: since when, why, which figures moved, and the button that opens the pages as they were."""
    with st.container(border=True):
        st.markdown(f"**{_name(each)}: {words.day(each.edition.kept_on)}**")
        if before is not None:
            _reasons(view, before.edition, each.edition, each.month)
            sources = [as_published.source_of(view.source, state.edition, view.home) for state in (before, each)]
            _moves(view, *sources, key=str(each.number))
        elif each.edition.why:
            st.markdown(words.plain(each.edition.why))
        if month_record.may_be_seen(view):
            _record(view, each)
        if each.edition.store(view.home):
            shown = view.published == each
            st.button(
                "Shown now" if shown else "Open the pages as published",
                on_click=as_published.open_,
                args=(each,),
                kwargs={"is_newest": is_newest},
                disabled=shown,
                icon=":material/history:",
                key=f"open_{each.number}",
            )
        else:
            st.caption("Its pages cannot be opened any more: somebody was to be forgotten.")


def _record(view: View, each: Revision) -> None:
    """What its page said, where what was kept of it no longer says the same."""
    found = month_record.otherwise(view, each)
    if found:
        st.caption(
            f"{len(found)} of its figures were published otherwise than they are counted today: a definition changed, "
            "or somebody was taken out. The table has both, as a board may see them."
        )
        _table(view, found, versions=("as it was printed", "as it is counted today"), key=f"printed_{each.number}")


def _since(view: View, last: Revision) -> None:
    """What has changed since the newest revision: never silent, and a revision with the next month."""
    past, standing = as_published.source_of(view.source, last.edition, view.home), keeping.unpublished(view.home)
    if past is None or standing is None or not month_figures.moved(past, view.source, view.scope):
        st.caption("No figure of this page has changed since." if past else _UNTOLD)
        return
    with st.container(border=True):
        st.markdown(f"**Changed since {words.day(last.edition.kept_on)}: revision {last.number + 1} is due**")
        _reasons(view, last.edition, standing, last.month)
        _moves(view, past, view.source, key="since")
        st.caption(f"It is published with the next month{_how(view, last.month, lead=', or at once by ')}")


def _how(view: View, month: date, *, lead: str) -> str:
    """By which command a month is published now, for whoever brings the files; for others nothing."""
    command = f'`python -m data_layer publish --month {months.written(month)} --why "..."`'
    return f"{lead}{command}" if view.viewer.may(Capability.IMPORT_FILES) else ""


def _name(each: Revision) -> str:
    return "First published" if each.number == 1 else f"Revision {each.number}"


def _reasons(view: View, before: Edition, after: Edition, month: date) -> None:
    stores = (before.store(view.home), after.store(view.home) or view.source.store)
    found = revisions.why(before, after, month, stores=stores)
    labels = {row["import_id"]: row["label"] for row in history.history(view.home)}
    st.markdown(" ".join(words.plain(sentence) for sentence in found.told(labels)))


def _moves(view: View, before: Source | None, now: Source | None, *, key: str) -> None:
    if before is None or now is None:
        st.caption(_UNTOLD)
        return
    found = month_figures.moved(before, now, view.scope)
    if not found:
        st.caption("No figure of this page reads otherwise.")
        return
    st.markdown("\n".join(f"- {_told(each)}" for each in found[:_MOST]))
    if len(found) > _MOST:
        st.caption(f"And {len(found) - _MOST} more.")
    _table(view, found, versions=(before.version, now.version), key=key)


def _told(each: Moved) -> str:
    of = "" if each.of == month_figures.EVERYBODY else f", {words.plain(each.of)}"
    return f"{each.figure}{of}: {words.plain(each.before)} before, {words.plain(each.now)} after"


def _table(view: View, found: Sequence[Moved], *, versions: tuple[str, str], key: str) -> None:
    shown = month_figures.table(found)
    what = "figures of a published month that read otherwise"
    how = [
        ("Table", what),
        ("Filters", view.filters_in_words()),
        ("Before", versions[0]),
        ("After", versions[1]),
        ("Rows", words.number(shown.height)),
    ]
    with st.popover("Table and download", icon=":material/table:"):
        st.dataframe(shown, hide_index=True, key=f"moved_{key}")
        for kind, write in (("csv", exports.noted_csv), ("xlsx", exports.noted_xlsx)):
            downloads.button(
                view,
                f"Download {kind.upper()}",
                lambda write=write: write(shown, how),
                file_name=f"moved_{months.written(view.scope.period_start)}_{key}.{kind}",
                what=what,
                filters=view.filters_in_words(),
                row_count=shown.height,
                key=f"moved_{kind}_{key}",
            )
