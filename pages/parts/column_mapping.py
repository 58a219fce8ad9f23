"""Tell us what these columns mean: a mapping for a file that nobody recognises, tried while it is made, and kept."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

import polars as pl
import streamlit as st

from data_layer.checking import Finding, preview
from data_layer.importers.catalogue import IMPORTERS
from data_layer.importers.contract import Head, fold
from data_layer.importers.instrument_files import with_own
from data_layer.mapping import shelf
from data_layer.mapping.document import ColumnMapping, WrongMapping
from data_layer.mapping.evidence import look
from data_layer.mapping.guess import guess, guess_for
from data_layer.mapping.layouts import layout_of
from data_layer.mapping.trial import Trial, attempt
from data_layer.store import Home
from pages.parts import column_choices, findings, words

T = TypeVar("T")

_OFFERED = 5  # kinds of files; of more the first are enough to begin with
_REFUSALS = 10
_ROWS = 5
_HEADS = {"occurred_at": "Time (UTC)", "local_at": "Local time", "is_daily": "Whole day", "login_count": "Logins"}


def offer(home: Home, found: Iterable[Finding]) -> None:
    """A form for each kind of file among these that nobody recognises."""
    unknown = {frozenset(map(fold, finding.head.columns)): finding.head for finding in found if finding.head}
    for head in list(unknown.values())[:_OFFERED]:
        label = f"Tell us what the columns of {column_choices.plain(head.label)} mean"
        with st.expander(label, icon=":material/table_chart:", expanded=len(unknown) == 1):
            _form(home, head, key=_key(head))
    if unknown:
        _known()


def _known() -> None:
    """What could have been meant: perhaps another report of the same system is one of these."""
    with st.popover("Exports that are known", icon=":material/list:"):
        st.markdown("\n".join(f"- {importer.label}" for importer in IMPORTERS))


def kept(home: Home) -> None:
    """The mappings of the home, each with a way to forget it."""
    shelved = shelf.saved(home)
    for problem in shelved.problems:
        st.warning(problem, icon=":material/warning:")
    if shelved.mappings:
        with st.popover(f"Your mappings ({len(shelved.mappings)})", icon=":material/table_chart:"):
            st.markdown("Files with these columns are read without asking. To change a mapping, forget it first.")
            for mapping in shelved.mappings:
                _kept_one(home, mapping)


def _kept_one(home: Home, mapping: ColumnMapping) -> None:
    headers = ", ".join(column_choices.plain(header) for header in mapping.headers)
    st.markdown(f"**{column_choices.plain(mapping.name)}**: {mapping.about.label.lower()}  \n:small[{headers}]")
    if st.button(f"Forget {mapping.name}", key=f"forget_{mapping.slug}", help="What it has imported stays."):
        shelf.forget(home, mapping)
        _again(f"The mapping {mapping.name} is forgotten. What it has imported stays.")


def _form(home: Home, head: Head, *, key: str) -> None:
    st.markdown(
        "No export that we know has these columns. Say once what they mean: next month's file with the same columns "
        "is then read without asking. What you see of the file is shown to you alone and is not kept."
    )
    seen = _once(f"seen_{key}", lambda: look(head))
    guessed = _once(f"guess_{key}", lambda: guess(head))
    purpose = column_choices.purpose(guessed.purpose, key=key)
    draft = _once(f"guess_{key}_{purpose}", lambda: guess_for(purpose, head, seen=seen))
    mapping, doubled = column_choices.choose(draft, head, seen, key=key)
    trial = Trial(tuple(doubled)) if doubled else attempt(mapping, head, with_own(home.instruments))
    _tell(trial, mapping, key=key)
    name = st.text_input(
        "Name of this mapping", placeholder="Such as the tool that the file comes from", key=f"name_{key}"
    )
    if st.button("Save and check the file", type="primary", disabled=bool(trial.problems), key=f"save_{key}"):
        _save(home, replace(mapping, name=name.strip()))


def _tell(trial: Trial, mapping: ColumnMapping, *, key: str) -> None:
    """What is still missing; or what the first rows would become."""
    if trial.problems:
        st.warning("\n".join(f"- {column_choices.plain(problem)}" for problem in trial.problems))
        return
    readable = trial.read_count - trial.refused_count
    told = f"{words.number(readable)} of the first {words.number(trial.read_count)} rows can be read."
    if trial.refused_count:
        st.warning(told, icon=":material/warning:")
        findings.refusal_table(trial.refusals.head(_REFUSALS), key=f"trial_{key}")
    else:
        st.success(told, icon=":material/check_circle:")
    if trial.rows.height:
        st.markdown("**First rows as they would be loaded**")
        st.dataframe(_first_rows(trial, mapping), hide_index=True, key=f"trial_rows_{key}")


def _first_rows(trial: Trial, mapping: ColumnMapping) -> pl.DataFrame:
    """A few rows under plain headers, without the columns that hold nothing."""
    about = mapping.about
    heads = {about.column(meaning.name).name: meaning.label.split(":")[0] for meaning in about.meanings} | _HEADS
    shown = preview(layout_of(mapping), trial.rows.head(_ROWS))
    filled = [name for name in shown.columns if shown[name].null_count() < shown.height]
    return shown.select(pl.col(name).alias(heads.get(name, name)) for name in filled)


def _save(home: Home, mapping: ColumnMapping) -> None:
    try:
        shelf.save(home, mapping)
    except WrongMapping as wrong:
        st.error(str(wrong), icon=":material/block:")
        return
    _again(f"The mapping {mapping.name} is saved. Files with these columns are read by it from now on.")


def _again(told: str) -> None:
    """Look at the files anew, for they may be recognised now, or no longer."""
    st.session_state["told"] = told
    st.session_state.pop("checked", None)
    st.session_state.pop("column_guesses", None)
    st.rerun()


def _key(head: Head) -> str:
    """By what a file is known again at the next click."""
    return f"{zlib.crc32(head.sample.write_csv().encode()):08x}"


def _once(name: str, make: Callable[[], T]) -> T:
    """What is found out about a file, kept from click to click until a mapping is saved or forgotten."""
    known = st.session_state.setdefault("column_guesses", {})
    if name not in known:
        known[name] = make()
    return known[name]
