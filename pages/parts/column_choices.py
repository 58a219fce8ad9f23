"""Each column of a file with a sample beside it, and what it means: chosen by a person, the guess filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from data_layer.importers.contract import Head
from data_layer.mapping.date_order import ORDERS, told_by
from data_layer.mapping.document import ColumnMapping
from data_layer.mapping.durations import UNITS
from data_layer.mapping.evidence import Evidence
from data_layer.mapping.guess import known_by
from data_layer.mapping.purposes import PURPOSES, Meaning, Purpose
from pages.parts.words import plain

_WORDS = {"action": ("login", "view", "participate", "create"), "role": ("student", "teacher", "staff")}
_NOT_USED = ""
_FOUND_OUT = "as each file shows"


def purpose(guessed: str, *, key: str) -> str:
    """What the file is for."""
    known = list(PURPOSES)
    return st.radio(
        "What does each row tell?",
        known,
        index=known.index(guessed),
        format_func=lambda name: PURPOSES[name].label,
        key=f"purpose_{key}",
    )


def choose(
    draft: ColumnMapping, head: Head, seen: Mapping[str, Evidence], *, key: str
) -> tuple[ColumnMapping, list[str]]:
    """The draft as the visitor changed it, and what is said of two columns at once."""
    key = f"{key}_{draft.purpose}"
    chosen = _meanings(draft, seen, key=key)
    doubled = [name for name, count in Counter(chosen.values()).items() if count > 1]
    columns = {name: header for header, name in chosen.items()}
    headers = known_by(head, chosen)
    same = _same(draft, columns, key=key)
    reading = _reading(draft, columns, head, key=key)
    mapping = replace(draft, headers=headers, columns=columns, same=same, reading=reading)
    return mapping, [_twice(draft.about.meaning(name), chosen) for name in doubled]


def _meanings(draft: ColumnMapping, seen: Mapping[str, Evidence], *, key: str) -> dict[str, str]:
    """What each column that is used means."""
    guessed = {header: name for name, header in draft.columns.items()}
    names = [_NOT_USED, *(meaning.name for meaning in draft.about.meanings)]
    chosen = {}
    for number, (header, cells) in enumerate(seen.items()):
        sample, choice = st.columns([3, 2], vertical_alignment="center", gap="small")
        sample.markdown(f"**{plain(header)}**  \n:small[{plain(cells.told)}]")
        chosen[header] = choice.selectbox(
            f"What {plain(header)} means",
            names,
            index=names.index(guessed.get(header, _NOT_USED)),
            format_func=lambda name: draft.about.meaning(name).label if name else "Not used",
            label_visibility="collapsed",
            key=f"column_{key}_{number}",
        )
    return {header: name for header, name in chosen.items() if name != _NOT_USED}


def _twice(meaning: Meaning, chosen: Mapping[str, str]) -> str:
    headers = [header for header, name in chosen.items() if name == meaning.name]
    return f"{' and '.join(headers)} are both said to be: {meaning.label}. Choose one of them."


def _same(draft: ColumnMapping, columns: Mapping[str, str], *, key: str) -> dict[str, str]:
    """What no column says, where files leave it out because it is the same in all rows."""
    about = draft.about
    left = [meaning for meaning in about.meanings if meaning.is_often_same and meaning.name not in columns]
    if not left:
        return {}
    st.markdown("**The same in every row of the file**")
    said = {meaning.name: _said_once(about, meaning, draft.same.get(meaning.name, ""), key=key) for meaning in left}
    return {name: value for name, value in said.items() if value}


def _said_once(about: Purpose, meaning: Meaning, guessed: str, *, key: str) -> str:
    needed = "" if about.column(meaning.name).required else " (may stay blank)"
    label, key = f"{meaning.label}{needed}", f"same_{key}_{meaning.name}"
    if meaning.name in _WORDS:
        known = _WORDS[meaning.name]
        return st.selectbox(label, known, index=known.index(guessed) if guessed else None, key=key) or ""
    placeholder = "12/31/2026" if about.is_date(meaning.name) else ""
    return st.text_input(label, placeholder=placeholder, key=key).strip()


def _reading(draft: ColumnMapping, columns: Mapping[str, str], head: Head, *, key: str) -> dict[str, str]:
    """How cells are read that can be read in more than one way."""
    found = {}
    dates = [header for name, header in columns.items() if draft.about.is_date(name)]
    if any(told_by([head.sample], dates)):
        orders = [_FOUND_OUT, *ORDERS]
        order = st.radio(
            "Dates are written",
            orders,
            index=orders.index(draft.reading.get("date_order", _FOUND_OUT)),
            format_func=lambda name: ORDERS.get(name, name),
            key=f"order_{key}",
        )
        found |= {"date_order": order} if order in ORDERS else {}
    if "minutes" in columns:
        units = list(UNITS)
        guessed = units.index(draft.reading.get("duration_unit", units[0]))
        unit = st.radio("How long is written in", units, index=guessed, horizontal=True, key=f"unit_{key}")
        found["duration_unit"] = unit
    return found
