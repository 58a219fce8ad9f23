"""What became of each file, or would: what it is, how many rows are taken, and which are refused and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl
import streamlit as st

from data_layer.checking import Finding
from data_layer.importers.catalogue import SAY_YOURSELF
from data_layer.importers.contract import NeedsAnswer
from pages.parts import downloads, exports, read_as, words

_REFUSAL_HEADS = {
    "row": "Row",
    "column": "Column",
    "value": "What it says",
    "problem": "What is wrong",
    "consequence": "Why it matters",
    "remedy": "How to mend it",
}


def summary(found: Sequence[Finding]) -> str:
    """All files in a few words: `12 of 13 files can be imported: 34,787 rows. 1 row is refused.`"""
    taken = [finding for finding in found if not finding.is_refused and not finding.is_set_aside]
    loaded, refused = (sum(getattr(each, name) for each in taken) for name in ("loaded_count", "refused_count"))
    aside = sum(finding.is_set_aside for finding in found)
    said = [
        f"{len(taken)} of {_counted(len(found), 'file')} can be imported: {words.number(loaded)} rows.",
        f"{_counted(refused, 'row')} {_be(refused)} refused." if refused else "",
        f"{_counted(aside, 'file')} {_be(aside)} set aside." if aside else "",
    ]
    return " ".join(sentence for sentence in said if sentence)


def _counted(count: int, what: str) -> str:
    return f"{words.number(count)} {what if count == 1 else f'{what}s'}"


def _be(count: int) -> str:
    return "is" if count == 1 else "are"


def show(found: Sequence[Finding], *, are_loaded: bool) -> None:
    """One line for each file that opens to its details; `are_loaded` says whether this has happened or would."""
    named: set[str] = set()
    for number, finding in enumerate(found):
        told = f"{_icon(finding)} **{words.plain(finding.file_name)}**, {_told(finding, are_loaded=are_loaded)}"
        if finding.is_refused:
            with st.container(border=True):
                st.markdown(told)
                _read_differently(finding, named, are_loaded=are_loaded)
        else:
            with st.expander(told):
                st.caption(finding.note or "Nothing more to say.")
                _details(finding, key=f"{'loaded' if are_loaded else 'checked'}_{number}")
                _read_differently(finding, named, are_loaded=are_loaded)


def _read_differently(finding: Finding, named: set[str], *, are_loaded: bool) -> None:
    """Offered before anything is loaded, once for each file name."""
    if not are_loaded and finding.file_name not in named:
        read_as.ask(finding)
    named.add(finding.file_name)


def ask(questions: Iterable[NeedsAnswer]) -> dict[str, str]:
    """Ask what the files themselves do not say; an option for each question that was answered."""
    answers = {question.option: _answer(question) for question in questions}
    return {option: answer for option, answer in answers.items() if answer}


def _answer(question: NeedsAnswer) -> str | None:
    """One of several choices; or a text, where the only choice says what to write."""
    key = f"answer_{question.option}"
    if len(question.choices) == 1:
        placeholder, meaning = next(iter(question.choices.items()))
        return st.text_input(f"{question.question} Give {meaning}.", placeholder=placeholder, key=key).strip()
    return st.radio(question.question, list(question.choices), format_func=question.choices.get, index=None, key=key)


def _icon(finding: Finding) -> str:
    if finding.question:
        return ":material/help:"
    if finding.is_refused:
        return ":material/block:"
    if finding.is_set_aside:
        return ":material/remove:"
    return ":material/warning:" if finding.refused_count else ":material/check_circle:"


def _told(finding: Finding, *, are_loaded: bool) -> str:
    what = finding.label or "not recognized"
    if finding.is_refused:
        return f"{what}. Not taken: {finding.problem} {_remedy(finding, are_loaded=are_loaded)}".strip()
    if finding.is_set_aside:
        return f"{what}: set aside."
    counts = [
        f"{_counted(finding.read_count, 'row')} read",
        f"{words.number(finding.loaded_count)} {'loaded' if are_loaded else 'can be loaded'}",
        f"{words.number(finding.known_count)} already known" if are_loaded else "",
        f"{words.number(finding.refused_count)} refused",
    ]
    return f"{what}: {', '.join(count for count in counts if count)}."


def _remedy(finding: Finding, *, are_loaded: bool) -> str:
    """On the page itself a mapping is made further down, of files that have not been let go of."""
    if finding.remedy != SAY_YOURSELF:
        return finding.remedy
    return "Drop it in again to say what its columns mean." if are_loaded else "Say further down what its columns mean."


def _details(finding: Finding, *, key: str) -> None:
    if finding.refusals.height:
        st.markdown("**What is refused, and why**")
        refusal_table(finding.refusals, key=key)
    if finding.preview.height:
        st.markdown("**First rows as they would be loaded**")
        st.dataframe(finding.preview, hide_index=True, key=f"preview_{key}")


def refusal_table(refusals: pl.DataFrame, *, key: str) -> None:
    """Every refused cell of the visitor's own file with its remedy, on screen and as a file."""
    shown = refusals_on_screen(refusals, key=key)
    handed_out = downloads.to_whoever_looks()
    st.download_button(
        "Download as CSV",
        data=lambda: handed_out(exports.plain_csv(shown)),
        file_name="refused_rows.csv",
        on_click="ignore",
        key=f"download_refusals_{key}",
        icon=":material/download:",
    )


def refusals_on_screen(refusals: pl.DataFrame, *, key: str) -> pl.DataFrame:
    """Draw every refused cell with its remedy; what was drawn."""
    heads = {name: head for name, head in _REFUSAL_HEADS.items() if name in refusals.columns}
    shown = refusals.select(list(heads)).rename(heads)
    st.dataframe(shown, hide_index=True, key=f"refusals_{key}")
    return shown
