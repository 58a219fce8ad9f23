"""What to do before there is anything to see: look at the sample district, or bring the files, one after the other."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st

from data_layer.access.capabilities import Capability
from pages.parts.view import View

_STEPS = Path(__file__).with_suffix(".toml")
_DONE, _OPEN = ":material/check_circle:", ":material/radio_button_unchecked:"


@dataclass(frozen=True)
class Step:
    """A file to bring: what it is for, and for each system where to find it."""

    name: str
    landing: str
    needed: bool
    why: str
    sources: Mapping[str, str]

    def is_done(self, view: View) -> bool:
        return view.choices is not None and self.landing in view.choices.landings


@cache
def steps() -> tuple[Step, ...]:
    told = tomllib.loads(_STEPS.read_text(encoding="utf-8"))
    return tuple(Step(**step) for step in told["steps"])


def are_over(view: View) -> bool:
    """Whether a roster and a log are in: from then on there is a first page."""
    return all(step.is_done(view) for step in steps() if step.needed)


def guide(view: View) -> None:
    """The choice between the sample and one's own files, and how far one is."""
    if not view.viewer.may(Capability.IMPORT_FILES):
        st.markdown("#### Nothing can be shown yet")
        st.markdown("Whoever runs Rollcall for your district brings the files. Then this page fills by itself.")
        return
    st.markdown(f"#### {headline(view)}")
    with st.container(border=True):
        st.subheader("Bring your files", anchor=False)
        for step in steps():
            _draw(step, is_done=step.is_done(view))
        st.page_link(view.pages["import_data"], label="Import data", icon=":material/upload_file:")
    with st.container(border=True):
        st.subheader("Or look at the sample district first", anchor=False)
        st.markdown(
            "Where Rollcall is installed, run `make demo PORT=8502` and open http://localhost:8502. It shows an "
            "invented district in a folder of its own: nothing of it comes in here. The README has the commands for "
            "Windows."
        )


def headline(view: View) -> str:
    """How far one is, in a sentence."""
    missing = [step.name.lower() for step in steps() if step.needed and not step.is_done(view)]
    if not missing:
        return "A roster and a log are in."
    if len(missing) == 2:
        return f"Two files make the first page: {' and '.join(missing)}."
    (done,) = (step.name for step in steps() if step.needed and step.is_done(view))
    return f"{done} is in. One more file makes the first page: {missing[0]}."


def progress(view: View) -> None:
    """On the page where files are brought: what is in, and what is still to come. Nothing once all are in."""
    came = [step.name.lower() for step in steps() if step.is_done(view)]
    awaited = [step.name.lower() for step in steps() if not step.is_done(view)]
    if not awaited:
        return
    st.caption(f"In so far: {', '.join(came) or 'nothing'}. Still to come: {', '.join(awaited)}.")
    if came and are_over(view):
        st.page_link(view.pages[""], label="See the first page", icon=":material/home:")


def _draw(step: Step, *, is_done: bool) -> None:
    standing = "is in" if is_done else "needed" if step.needed else "welcome"
    with st.expander(f"{step.name}: {standing}", icon=_DONE if is_done else _OPEN):
        st.markdown(step.why)
        st.markdown("\n".join(f"- **{system}.** {how}" for system, how in step.sources.items()))
