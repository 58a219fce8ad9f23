"""A form as a file for the platform that it is given on: a Google script, a text for Microsoft Forms, a table."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from string import ascii_uppercase

from data_layer.survey_kit.form import Form

_SCRIPT = """// Makes the staff survey in Google Forms. At script.google.com: New project, put this in place of what is
// there, Save, Run. It asks once for leave to make a form; the links of the form are in the execution log.
const SURVEY = {survey};

function makeStaffSurvey() {{
  const form = FormApp.create(SURVEY.title)
    .setDescription(SURVEY.introduction)
    .setCollectEmail(SURVEY.asksAddress);
  for (const question of SURVEY.questions) {{
    const item = question.choices.length
      ? form.addMultipleChoiceItem().setChoiceValues(question.choices)
      : form.addTextItem();
    item.setTitle(question.text).setRequired(true);
  }}
  console.log('To answer: ' + form.getPublishedUrl());
  console.log('To change: ' + form.getEditUrl());
}}
"""


@dataclass(frozen=True)
class Format:
    """How a form is written for one platform. Texts begin with a byte order mark, so that Word and Excel read ñ."""

    seller: str
    file_name: str
    encoding: str
    write: Callable[[Form], str]
    steps: tuple[str, ...]

    def file(self, form: Form) -> bytes:
        return self.write(form).encode(self.encoding)


def _google(form: Form) -> str:
    survey = {
        "title": form.title,
        "introduction": form.introduction,
        "asksAddress": form.asks_address,
        "questions": [{"text": each.text, "choices": each.choices} for each in form.questions],
    }
    return _SCRIPT.format(survey=json.dumps(survey, ensure_ascii=False, indent=2))


def _microsoft(form: Form) -> str:
    """Numbered questions with lettered choices under them, a blank line between: what Quick import takes apart."""
    blocks = [f"{form.title}\n{form.introduction}"]
    for number, question in enumerate(form.questions, 1):
        lettered = [f"{letter}. {choice}" for letter, choice in zip(ascii_uppercase, question.choices, strict=False)]
        blocks.append("\n".join([f"{number}. {question.text}", *lettered]))
    return "\n\n".join(blocks) + "\n"


def _table(form: Form) -> str:
    """One row for each question, for any other platform: its code, its words and its choices from low to high."""
    written = io.StringIO()
    most = max(len(question.choices) for question in form.questions)
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(["code", "question", *(f"choice {number}" for number in range(1, most + 1))])
    rows.writerows([question.code, question.text, *question.choices] for question in form.questions)
    return written.getvalue()


FORMATS: Mapping[str, Format] = {
    "google": Format(
        "Google Forms",
        "staff_survey_google_{language}.gs",
        "utf-8",
        _google,
        (
            "At script.google.com choose *New project*, and put the file's text in the place of what stands there.",
            "Choose *Run* and allow it to make a form; the *Execution log* has the form's links.",
            "When people have answered: *Responses*, the three dots, *Download responses (.csv)*.",
        ),
    ),
    "microsoft": Format(
        "Microsoft Forms",
        "staff_survey_microsoft_{language}.txt",
        "utf-8-sig",
        _microsoft,
        (
            "Open the file in Word, and save it as a Word document (.docx).",
            "At forms.office.com choose *Quick import*, the document, and *Form*. Look the questions through, and "
            "mark them as required.",
            "In the form's settings keep *Record name* on, or switch it off for a survey without addresses.",
            "When people have answered: *Responses*, *Open results in Excel*.",
        ),
    ),
    "csv": Format(
        "Another platform",
        "staff_survey_{language}.csv",
        "utf-8-sig",
        _table,
        (
            "Copy the questions, or their codes PU1 to PEOU6, and the choices as they stand.",
            "When people have answered, download all responses with all header rows.",
        ),
    ),
}
