"""How do we stand? Adoption, buy-in and licenses in a sentence each, what changed lately, and where to go on."""

from __future__ import annotations

import streamlit as st

from metrics.definition import Metric, Result
from metrics.periods import Period
from pages.parts import attention, cards, first_steps, opening, section, sentences
from pages.parts.charts import lines
from pages.parts.view import View

_MOST_MOVES = 4


def show(view: View) -> None:
    if view.scope is None or not first_steps.are_over(view):
        opening.title("Overview")
        first_steps.guide(view)
        return
    # All is asked before anything is drawn: a page that comes in one piece is drawn once, and does not jump.
    use, buy_in = cards.of_period(view, "active_day_rate"), cards.of_quarter(view, "staff_buy_in")
    dormancy, spend = cards.of_period(view, "dormancy_rate"), cards.of_period(view, "unused_spend")
    tools, licensed = (view.measure(name, by=("tool",)) for name in ("adoption_rate", "dormancy_rate"))
    changes = _changes(view, use.course, dormancy.result)
    opening.title("Overview")
    st.caption(view.filters_in_words())
    attention.show(view)
    told = sentences.adoption(use.result, before=use.before, since=use.since, tools=tools)
    _answer(view, "adoption", told, use.result.metric)
    told = sentences.buy_in(buy_in.now, view.target("buy_in.target"), before=buy_in.before)
    _answer(view, "buy_in", told, buy_in.result.metric)
    told = sentences.licenses(dormancy.now, spend.now, licensed, view.target("dormancy.alarm_share"))
    _answer(view, "licenses", told, licensed.metric)
    cards.row(view, [use, buy_in, dormancy, spend])
    section.draw(
        view,
        use.course,
        lines.draw(use.course),
        finding=sentences.course(use.course),
        measure="Share of school days on which students used anything, by month",
        alt=lines.describe(use.course),
    )
    if changes:
        _what_changed(*changes)
        page = view.pages["changes"]
        st.page_link(page, label="What changed between any two periods, and where", icon=":material/compare_arrows:")


def _answer(view: View, path: str, told: str, metric: Metric) -> None:
    """One sentence, and the page that says more."""
    with st.container(border=True):
        st.markdown(f"##### {told}")
        opening.unaffected(view, metric)
        page = view.pages[path]
        st.page_link(page, label=f"More on {page.title.lower()}", icon=":material/arrow_forward:")


def _changes(view: View, use: Result, dormancy: Result) -> tuple[Period, Period, list[str]] | None:
    """The last month shown, the one before, and what moved: per school day, so that a month need not be over."""
    months = view.last_months(2)
    if len(months) < 2:
        return None
    earlier, last = months
    spans = view.scope.with_period(earlier.starts_on, last.ends_on)
    tools = view.measure("active_day_rate", by=("tool", "month"), scope=spans)
    unused = view.measure("dormancy_rate", scope=view.scope.with_period(earlier.starts_on, earlier.ends_on))
    told = [
        *sentences.moves(use, earlier=earlier.starts_on, last=last.starts_on),
        *sentences.moves(tools, earlier=earlier.starts_on, last=last.starts_on, group="tool", most=_MOST_MOVES),
        *sentences.move(cards.only(dormancy), cards.only(unused), dormancy, what=dormancy.metric.label),
    ]
    return earlier, last, told


def _what_changed(earlier: Period, last: Period, told: list[str]) -> None:
    st.subheader(f"What changed in {last.label}", anchor=False)
    st.caption(f"Against {earlier.label}. Use is counted per school day, so that a month need not be over.")
    st.markdown("\n".join(f"- {each}" for each in told) or "Nothing that can be compared.")
