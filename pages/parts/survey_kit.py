"""Which form shall the staff answer? The survey's questions for a platform, in a language, to be downloaded."""

from __future__ import annotations

import streamlit as st

from data_layer.access.capabilities import Capability
from data_layer.survey_kit.files import FORMATS
from data_layer.survey_kit.form import POINTS, Form, staff_form, words
from pages.parts import downloads
from pages.parts.view import View

_SCALES = {7: "7, from Extremely unlikely to Extremely likely", 5: "5, from Strongly disagree to Strongly agree"}


def offer(view: View) -> None:
    """The form for whoever may import the answers."""
    if not view.viewer.may(Capability.IMPORT_FILES):
        return
    with st.popover("The staff survey as a form to give", icon=":material/ballot:"):
        st.markdown("The twelve TAM questions. The answers import as they are, in either language.")
        languages = words()
        language = st.selectbox(
            "Language", list(languages), format_func=lambda code: languages[code]["language"], key="kit_language"
        )
        platform = st.selectbox(
            "Platform", list(FORMATS), format_func=lambda name: FORMATS[name].seller, key="kit_platform"
        )
        form = _form(view, language)
        chosen = FORMATS[platform]
        name = chosen.file_name.format(language=language)
        downloads.button(view, "Download the form", lambda: chosen.file(form), file_name=name, what="Staff survey form")
        st.markdown("\n".join(f"{number}. {step}" for number, step in enumerate(chosen.steps, 1)))


def _form(view: View, language: str) -> Form:
    """The form as it was chosen. A form without addresses asks for one of the district's schools."""
    points = st.selectbox("Answers to choose from", POINTS, format_func=_SCALES.__getitem__, key="kit_points")
    tool = st.text_input("The tool that is asked about", placeholder="All classroom technology", key="kit_tool")
    is_anonymous = st.checkbox("Ask for school and role in place of the email address", key="kit_anonymous")
    schools = tuple(view.choices.schools.values()) if view.choices else ()
    return staff_form(language=language, points=points, tool=tool, is_anonymous=is_anonymous, schools=schools)
