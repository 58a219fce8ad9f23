"""What does each number mean? Every definition and threshold as the figures use them, and where the data comes from."""

from __future__ import annotations

import streamlit as st

from metrics import policy
from metrics.catalogue import METRICS
from metrics.policy import Policy
from metrics.profiles import profile
from pages.parts import change_words, definitions, measures, opening, words
from pages.parts.view import View

_FACTS = {
    "calendar_source": "School calendar",
    "time_zone": "Time zone",
    "first_day": "First day with data",
    "last_day": "Last day with data",
}
_MATCHING = """
Systems name the same person in different ways: a roster id, a login, an email, an id of the student information
system. Each of these is replaced by a code as soon as a file is read, and people are matched by their codes alone.
Use that matches nobody in the roster is kept and counted as unmatched; it is in no figure about students or staff.
The share of use that was matched stands on the Adoption page.
"""
_NOT_MEASURED = """
*Not measured* is not zero: without a log of a tool nobody knows whether it is used, and without a survey nobody knows
what staff think. *Too few to show* stands for any group below the smallest one that is shown, empty ones included,
and for as many others as it takes that nobody can find it by subtracting one answer from another, whatever the filters.
"""
_SHARED = """
Where figures may leave the district, as those that the board and other viewers see, a share near 0% or 100% is told as
a range, since it would say of each one in a group what they do. What would tell it by subtraction is hidden. This is
tried out on every figure by computing how closely anything hidden can be known; not tried are two periods that overlap
by part. Seats and dollars are told as they are. The smaller the group, the wider the range:
"""


def show(view: View) -> None:
    rules = measures.policy_of(view.source) if view.source else policy.load(view.home.policy)
    opening.title("About the numbers")
    st.markdown(
        f"#### {len(METRICS)} figures, each with what is counted, out of what, over which days, and who says so"
    )
    st.subheader("The figures", anchor=False)
    for metric in METRICS.values():
        with st.expander(f"**{metric.label}**: {metric.question}"):
            st.markdown(definitions.metric_in_words(metric, rules))
    _thresholds(rules)
    st.subheader("What counts as a change", anchor=False)
    st.markdown(change_words.RULE)
    st.subheader("How people are matched", anchor=False)
    st.markdown(_MATCHING)
    st.subheader("What is missing, and what is hidden", anchor=False)
    st.markdown(_NOT_MEASURED)
    st.markdown(_SHARED + definitions.ranges(profile(rules)))
    _data(view)


def _thresholds(rules: Policy) -> None:
    st.subheader("The thresholds", anchor=False)
    st.markdown("Your technologist can change each of them for your district; the pages and their words then follow.")
    told = [f"- **{entry.label}:** {definitions.threshold(entry)}" for entry in map(rules.entry, rules)]
    st.markdown("\n".join(told))


def _data(view: View) -> None:
    st.subheader("The data behind these pages", anchor=False)
    if view.choices is None:
        st.markdown("Nothing was imported yet.")
        return
    facts = view.choices.facts
    for name, head in _FACTS.items():
        if name in facts:
            st.markdown(f"- **{head}:** {facts[name].value or 'not known'}. {facts[name].note}")
    st.markdown(f"- **Imports:** {words.imported(view.choices.imports)}")
    st.markdown(f"- **Data version:** {view.source.store.version}")
