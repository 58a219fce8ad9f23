"""The forms of the register: the next step of a sunset, an exemption, an incident and the end of its review.

Each button carries the version that was on the page when it was drawn, so that nobody overwrites what they did not see.
"""

from __future__ import annotations

from datetime import date

import streamlit as st

from data_layer.records import keeping
from data_layer.records.database import Session
from data_layer.records.entries import Exemption, Incident, Notice
from data_layer.records.kinds import State, Step
from metrics import periods, sunset_acts, sunset_steps
from metrics.incidents import Review
from metrics.sunset_register import Line
from pages.parts import measures, signing, sunset_words, words
from pages.parts.view import View

_ARCHIVES = (
    "Student work is in the shared archive folder, and somebody opened it to check.",
    "The tool holds no student work: archive not applicable, attested by whoever signs.",
)
_ASK = {
    Step.FLAG: "Why is it flagged?",
    Step.CLEAR: "Why may it stay?",
    Step.SEND_NOTICE: "What does the notice give as the reason?",
    Step.RESCIND: "Why is the notice taken back? The thirty days begin anew with the next one.",
    Step.VERIFY_ARCHIVE: "Where is it, and who may see it?",
    Step.REMOVE: "What was done: accounts closed, sign-on tile removed, vendor told?",
}


def next_step(view: View, line: Line) -> None:
    """The step that may come next, with what it needs to be known."""
    steps = sunset_steps.steps_from(line.state)
    if not steps:
        return
    step = st.segmented_control(
        "Next step", steps, format_func=sunset_words.STEPS.get, default=steps[0], key=f"next_{line.tool}_{line.version}"
    )
    if step is None:
        return
    why = _why_blocked(view, line) if step is Step.REMOVE else None
    if why:
        st.warning(why, icon=":material/hourglass_top:")
    mark = f"{step}_{line.tool}_{line.version}"
    with st.form(f"form_{mark}"):
        if step is Step.SEND_NOTICE:
            _ask_whom(line, mark=mark)
        if step is Step.VERIFY_ARCHIVE:
            st.radio("Student work", _ARCHIVES, key=f"archive_{mark}")
            st.caption("A shared folder of student work is an education record: open it to those alone who need it.")
        st.text_area(_ASK[step], key=f"reason_{mark}", max_chars=2000)
        as_of = view.choices.as_of
        st.date_input("On which day", value=as_of, max_value=as_of, key=f"day_{mark}", format="MM/DD/YYYY")
        st.form_submit_button(
            sunset_words.STEPS[step], type="primary", disabled=bool(why), on_click=_take, args=(view, line, step, mark)
        )


def _why_blocked(view: View, line: Line) -> str | None:
    return sunset_steps.why_not_removed(line.unsent, earliest_on=line.earliest_on, on=view.choices.as_of)


def _ask_whom(line: Line, *, mark: str) -> None:
    """Everybody who could use the tool; whoever has not got the notice yet stays unticked, and blocks the removal."""
    st.markdown("To whom did the notice go? Print it below. Untick whoever has not got it yet.")
    for role in line.roles:
        st.checkbox(sunset_words.AUDIENCES[role], value=True, key=f"to_{role}_{mark}")
    st.text_input("Anybody else", key=f"to_others_{mark}", max_chars=200)


def _take(view: View, line: Line, step: Step, mark: str) -> None:
    given = st.session_state
    signed = signing.signature(view)
    taken_on = given[f"day_{mark}"]
    reason = given[f"reason_{mark}"]
    if step is Step.VERIFY_ARCHIVE and reason.strip():
        reason = f"{given[f'archive_{mark}']} {reason}"
    with view.source.store.connect() as connection:
        school_days = periods.school_days(connection)

    def act(session: Session) -> None:
        if step is Step.SEND_NOTICE:
            sunset_acts.notify(session, line.tool, _audiences(line, mark=mark, sent_on=taken_on), signed=signed)
        sunset_acts.take(
            session,
            step,
            tool=line.tool,
            seen_version=line.version,
            taken_on=taken_on,
            reason=reason,
            signed=signed,
            school_days=school_days,
            policy=measures.policy_of(view.source),
        )

    signing.attempt(view, act, told=f"{line.tool}: {sunset_words.TAKEN[step].lower()}, signed by {signed.by}.")


def _audiences(line: Line, *, mark: str, sent_on: date) -> dict[str, date | None]:
    given = st.session_state
    told = {sunset_words.AUDIENCES[role]: sent_on if given[f"to_{role}_{mark}"] else None for role in line.roles}
    others = given[f"to_others_{mark}"].strip()
    return told | ({others: sent_on} if others else {})


def unsent_notices(view: View, line: Line) -> None:
    """A button for each group that has not got its notice."""
    for notice in line.notices:
        if notice.sent_on is None and line.state in (State.NOTICE_SENT, State.ARCHIVE_VERIFIED):
            with st.form(f"sent_{notice.entry_id}"):
                key, as_of = f"sent_on_{notice.entry_id}", view.choices.as_of
                st.date_input(f"{notice.audience}: sent on", value=as_of, max_value=as_of, key=key, format="MM/DD/YYYY")
                st.form_submit_button("It was sent", on_click=_send, args=(view, notice, key))


def _send(view: View, notice: Notice, key: str) -> None:
    sent_on, signed = st.session_state[key], signing.signature(view)
    signing.attempt(
        view,
        lambda session: sunset_acts.send(session, notice, sent_on=sent_on, signed=signed),
        told=f"The notice to {notice.audience} was sent on {words.day(sent_on)}.",
    )


def exemption(view: View, line: Line) -> None:
    """Let a tool off the rule with a reason, or take that back."""
    if line.exemption:
        st.button("Take the exemption back", on_click=_take_back, args=(view, line.exemption))
        return
    with st.form(f"exempt_{line.tool}"):
        st.text_area("Why is the rule not to be asked?", key=f"why_{line.tool}", max_chars=2000)
        until = f"until_{line.tool}"
        st.date_input("Until (leave empty for: until it is taken back)", value=None, key=until, format="MM/DD/YYYY")
        st.form_submit_button("Exempt the tool", on_click=_exempt, args=(view, line.tool))


def _exempt(view: View, tool: str) -> None:
    signed = signing.signature(view)
    reason, ends_on = st.session_state[f"why_{tool}"].strip(), st.session_state[f"until_{tool}"]

    def act(session: Session) -> None:
        if not reason:
            raise sunset_steps.StepBlocked("An exemption has a reason. Write it down.")
        entry = Exemption(tool=tool, reason=reason, starts_on=signed.as_of, ends_on=ends_on)
        keeping.add(session, entry, by=signed.by, on=signed.as_of)

    signing.attempt(view, act, told=f"{tool} is exempt.")


def _take_back(view: View, entry: Exemption) -> None:
    signed = signing.signature(view)

    def act(session: Session) -> None:
        kept = session.get(Exemption, entry.entry_id)
        keeping.withdraw(session, kept, seen_version=entry.version, by=signed.by, on=signed.as_of)

    signing.attempt(view, act, told=f"The exemption of {entry.tool} was taken back.")


def incident(view: View, tools: list[str]) -> None:
    """Log that a tool cost a class instructional time."""
    with st.form("incident", clear_on_submit=True):
        st.selectbox("Which tool", tools, key="incident_tool")
        as_of = view.choices.as_of
        st.date_input("On which day", value=as_of, max_value=as_of, key="incident_on", format="MM/DD/YYYY")
        st.text_input("What happened (no names)", key="incident_what", max_chars=500)
        st.number_input(
            "Minutes lost in this class (leave empty if nobody counted)",
            min_value=0, max_value=600, value=None, step=1, key="incident_minutes",
        )  # fmt: skip
        st.caption("Reports of one day in the same words are one incident; log one for each class.")
        st.form_submit_button("Log the incident", on_click=_log, args=(view,))


def _log(view: View) -> None:
    given, signed = st.session_state, signing.signature(view)
    what, minutes = given["incident_what"].strip(), given["incident_minutes"]

    def act(session: Session) -> None:
        if not what:
            raise sunset_steps.StepBlocked("Say what happened, so that the review knows what to look at.")
        entry = Incident(tool=given["incident_tool"], occurred_on=given["incident_on"], what=what, lost_minutes=minutes)
        keeping.add(session, entry, by=signed.by, on=signed.as_of)

    opens = "No time was lost, so it is only kept." if minutes == 0 else "A review is open."
    signing.attempt(view, act, told=f"The incident is logged. {opens}")


def close_review(view: View, review: Review) -> None:
    """End a review with what was found."""
    mark = review.reports[0].entry_id
    with st.form(f"close_{mark}"):
        st.text_area("What did the review find?", key=f"found_{mark}", max_chars=2000)
        st.form_submit_button("Close the review", on_click=_close, args=(view, review, mark))


def _close(view: View, review: Review, mark: str) -> None:
    outcome, signed = st.session_state[f"found_{mark}"], signing.signature(view)
    signing.attempt(
        view,
        lambda session: sunset_acts.close(session, review, outcome=outcome, signed=signed),
        told="The review is closed.",
    )
