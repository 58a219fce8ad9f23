"""What have you got? Drop the files in, see what they are and what would be refused, take them, or take them back."""

from __future__ import annotations

import streamlit as st

from data_layer import importing
from data_layer.checking import Finding
from data_layer.importers import TEMPLATES
from data_layer.importing import HomeIsBusy, HomeUnwritable
from pages.parts import (
    column_mapping,
    downloads,
    findings,
    first_steps,
    import_history,
    opening,
    read_as,
    running,
    survey_kit,
    uploads,
    vendor_review,
    words,
)
from pages.parts.running import Running
from pages.parts.view import View

_LOOK_SECONDS = 0.3
_DOUBLE_CLICK_SECONDS = 1.0


def show(view: View) -> None:
    opening.title("Import data")
    st.markdown("#### Drop in what your systems export: rosters, activity logs, surveys, license lists, calendars.")
    st.caption(
        "CSV, TSV, TXT, JSON or Excel (.xlsx), also in a ZIP or GZ. Names, emails and ids are replaced by codes "
        "before anything is saved. Nothing is saved until you say so, and every import can be taken back."
    )
    _say_what_happened()
    first_steps.progress(view)
    # Of every kind: what cannot be read is refused below in words, where Streamlit would show a red mark alone.
    given = st.file_uploader(
        "Files to import", accept_multiple_files=True, key=f"uploads_{st.session_state.get('round', 0)}"
    )
    if "import" in st.session_state:
        _follow(st.session_state["import"])
    if given:
        _offer(view, given)
    else:
        _templates()
        survey_kit.offer(view)
    column_mapping.kept(view.home)
    _remarks(view)
    vendor_review.show(view.home)
    import_history.show(view)


def _templates() -> None:
    """The forms for what no system exports."""
    with st.popover("Blank forms for licenses, seats, calendar and tool activity", icon=":material/description:"):
        st.markdown("Fill one in, with the headers as they stand. The rows in it are examples: replace them.")
        handed_out = downloads.to_whoever_looks()
        for path in sorted(TEMPLATES.glob("*.csv")):
            label = path.stem.replace("_", " ").capitalize()
            data = handed_out(path.read_bytes())
            st.download_button(label, data, path.name, "text/csv", key=f"template_{path.stem}", on_click="ignore")


def _remarks(view: View) -> None:
    """What is missing from the data as a whole, or was assumed."""
    if found := importing.remarks(view.home):
        with st.expander(f"Worth knowing about the data ({len(found)})", expanded=True):
            st.markdown("\n".join(f"- {sentence}" for sentence in found))


def _say_what_happened() -> None:
    """What the last click did: the page has been drawn anew since."""
    if "told" in st.session_state:
        st.success(st.session_state.pop("told"), icon=":material/check_circle:")
    if "failed" in st.session_state:
        st.warning(st.session_state.pop("failed"), icon=":material/cancel:")
    if "report" in st.session_state:
        with st.expander("What became of each file", expanded=True):
            findings.show(st.session_state["report"], are_loaded=True)


def _offer(view: View, given: list) -> None:
    """What the files are, what they leave open, and the button that takes them."""
    st.session_state.pop("report", None)
    st.subheader("What was found", anchor=False)
    found, options = _looked_at(view, given)
    st.markdown(findings.summary(found))
    can_load = any(not finding.is_refused for finding in found)
    if st.button("Import these files", type="primary", disabled=not can_load, icon=":material/download_done:"):
        st.session_state["import"] = running.start(view.home, given, options, by=view.by)
        st.rerun()
    findings.show(found, are_loaded=False)
    column_mapping.offer(view.home, found)


def _looked_at(view: View, given: list) -> tuple[list[Finding], dict[str, str]]:
    """What would become of the files, read as the visitor says; and all that was said."""
    options = read_as.chosen(uploads.checked(view.home, given, {}))
    found = uploads.checked(view.home, given, options)
    questions = {finding.question.option: finding.question for finding in found if finding.question}
    answers = findings.ask(questions.values())
    return (uploads.checked(view.home, given, options | answers) if answers else found), options | answers


def _follow(job: Running) -> None:
    """Each file with its rows, until the import is over or cancelled."""
    st.subheader("Importing", anchor=False)
    place = st.empty()
    place.markdown(_lines(job))
    if not job.is_over(within=_DOUBLE_CLICK_SECONDS):  # a second click on "Import these files" cancels nothing
        st.button("Cancel", on_click=job.cancel, icon=":material/cancel:", help="Nothing of these files will be kept.")
    while not job.is_over(within=_LOOK_SECONDS):
        place.markdown(_lines(job))
    _tell(job)
    del st.session_state["import"]  # last: whoever is cut short before finds the import here again
    st.rerun()


def _lines(job: Running) -> str:
    return "\n".join(f"- {line}" for line in job.lines())


def _tell(job: Running) -> None:
    """How it ended, for the page that is drawn next."""
    try:
        report = job.report()
    except running.Cancelled:
        st.session_state["failed"] = "The import was cancelled. Nothing of your files was saved."
    except (HomeIsBusy, HomeUnwritable) as error:
        st.session_state["failed"] = f"Nothing of your files was saved. {error}"
    else:
        st.session_state["report"] = report.findings
        loaded = sum(finding.loaded_count for finding in report.findings)
        aged = f" Removed for their age: {report.removed}; what was counted stays." if report.removed else ""
        st.session_state["told"] = f"{words.number(loaded)} rows were loaded. The pages show them now.{aged}"
        st.session_state["round"] = st.session_state.get("round", 0) + 1
