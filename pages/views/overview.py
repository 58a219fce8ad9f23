"""How do we stand? Adoption, buy-in and licenses in a sentence each, what changed lately, and where to go on."""

from __future__ import annotations

import streamlit as st

from pages.parts import cards, opening, section, sentences, words
from pages.parts.charts import lines
from pages.parts.view import View

FILES = (
    "A roster: OneRoster CSV, as a zip or a folder",
    "A log of what people do: Canvas, Moodle, Clever",
    "A staff survey with the TAM questions",
    "A license list and, if you have one, a list of assigned seats",
    "The school calendar",
)
_MOVING = ("active_day_rate", "login_frequency", "weekly_active_users", "dormancy_rate")
_MOVES_OF_TOOLS = 3


def show(view: View) -> None:
    opening.title("Overview")
    if view.scope is None:
        opening.empty(view, missing="Nothing has been imported yet", files=FILES)
        return
    use, buy_in = cards.of_period(view, "active_day_rate"), cards.of_quarter(view, "staff_buy_in")
    dormancy, spend = cards.of_period(view, "dormancy_rate"), cards.of_period(view, "unused_spend")
    st.caption(view.filters_in_words())
    tools = view.measure("adoption_rate", by=("tool",))
    _answer(view, "adoption", sentences.adoption(use.result, before=use.before, since=use.since, tools=tools))
    _answer(view, "buy_in", sentences.buy_in(buy_in.now, view.target("buy_in.target"), before=buy_in.before))
    licensed = view.measure("dormancy_rate", by=("tool",))
    alarm = view.target("dormancy.alarm_share")
    _answer(view, "licenses", sentences.licenses(dormancy.now, spend.now, licensed, alarm))
    cards.row(view, [use, buy_in, dormancy, spend])
    section.draw(
        view,
        use.course,
        lines.draw(use.course),
        finding=sentences.course(use.course),
        measure="Share of school days on which students used anything, by month",
        alt=lines.describe(use.course),
    )
    _what_changed(view)


def _answer(view: View, path: str, told: str) -> None:
    """One sentence, and the page that says more."""
    with st.container(border=True):
        st.markdown(f"##### {told}")
        page = view.pages[path]
        st.page_link(page, label=f"More on {page.title.lower()}", icon=":material/arrow_forward:")


def _what_changed(view: View) -> None:
    """This month so far against as many school days of the last one."""
    month = view.this_month()
    earlier = view.before_of(month)
    if earlier is None:
        return
    told = []
    for name in _MOVING:
        now, before = view.measure(name, scope=month), view.measure(name, scope=earlier)
        told.append(sentences.move(cards.only(now), cards.only(before), now, what=now.metric.label))
    tools = [view.measure("adoption_rate", by=("tool",), scope=scope) for scope in (month, earlier)]
    told += sentences.largest_moves(*tools, group="tool", most=_MOVES_OF_TOOLS)
    st.subheader("What changed since last month", anchor=False)
    st.caption(
        f"{words.span(month.period_start, month.known_end)} against "
        f"{words.span(earlier.period_start, earlier.known_end)}: as many school days"
    )
    st.markdown("\n".join(f"- {each}" for each in told if each) or "Nothing that can be compared.")
