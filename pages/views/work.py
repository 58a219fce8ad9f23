"""Of the work that students were to hand in, how much did they hand in, and is it more than on paper?"""

from __future__ import annotations

import streamlit as st

from data_layer.access.capabilities import Capability
from data_layer.records.entries import PaperBaseline
from data_layer.records.keeping import entries
from metrics.paper_baseline import CAVEATS, Compared, compared, scope_beside
from pages.parts import cards, measures, opening, paper_form, section, sentences, signing, work_words
from pages.parts.charts import bars, lines
from pages.parts.view import View

FILES = (
    "What students handed in, as your LMS exports it: Canvas assignments and submissions, Classroom course work, "
    "Moodle, or the Ed-Fi LMS files",
    "A roster, so that students and subjects are known",
)
_FIGURE = "submission_rate"
_SHARE = st.column_config.NumberColumn(format="percent")


def show(view: View) -> None:
    opening.title("Work handed in")
    if view.scope is None:
        opening.empty(view, missing="No work handed in has been imported yet", files=FILES)
        return
    signing.say_what_happened()
    card = cards.of_period(view, _FIGURE)
    if card.result.is_empty and not card.result.hidden_count:
        _explain_nothing(view)
    else:
        opening.sentence(view, work_words.answer(card.now), card.result.metric)
        cards.row(view, [card])
        _over_time(view)
        _by(view, "subject")
        _by(view, "school")
    _paper(view)


def _explain_nothing(view: View) -> None:
    if view.measure(_FIGURE, scope=view.without_filters()).is_empty:
        opening.empty(view, missing="No work handed in has been imported yet", files=FILES)
    else:
        opening.nothing_matches(view, what="work handed in")


def _over_time(view: View) -> None:
    months = view.measure(_FIGURE, by=("month",), scope=view.over_time())
    section.draw(
        view,
        months,
        lines.draw(months),
        finding=sentences.course(months),
        measure="Share of the work due in the month that was handed in, late or not",
        alt=lines.describe(months),
    )


def _by(view: View, group: str) -> None:
    result = view.measure(_FIGURE, by=(group,))
    section.draw(
        view,
        result,
        bars.draw(result, group=group),
        finding=sentences.most(result, group=group),
        measure=f"Share of the work due that was handed in, late or not, by {group}",
        alt=bars.describe(result, group=group),
    )


def _paper(view: View) -> None:
    """What was counted on paper, beside the same kind of work of the period chosen."""
    st.subheader("Beside work on paper", anchor=False)
    known = signing.read(view, lambda session: entries(session, PaperBaseline))
    found = [each for each in (_beside(view, entry) for entry in known) if each]
    if found:
        schools = view.choices.schools
        st.markdown("\n".join(f"- {work_words.compared(each, schools)}" for each in found))
        may_read = view.viewer.may(Capability.SEE_RECORDS)
        table = work_words.table(found, schools, with_names=may_read)
        st.dataframe(table, hide_index=True, key="paper_table", column_config={"On paper": _SHARE, "Online": _SHARE})
        st.caption(" ".join(CAVEATS))
    else:
        st.markdown("Nobody has counted work on paper yet, so nothing is compared.")
    if view.viewer.may(Capability.EDIT_RECORDS):
        _enter(view, known)


def _beside(view: View, baseline: PaperBaseline) -> Compared | None:
    """None where the viewer may not see that school."""
    scope = scope_beside(view.scope, baseline)
    if scope is None:
        return None
    result = view.measure(_FIGURE, by=("assignment_type",), scope=scope)
    return compared(baseline, result, policy=measures.policy_of(view.source))


def _enter(view: View, known: list[PaperBaseline]) -> None:
    signing.ask()
    with st.expander("Enter a count of work on paper"):
        paper_form.ask(view)
    if known:
        with st.expander("Take a count back"):
            paper_form.take_back(view, known)
