"""A first draft of an instrument file, out of a survey's headers: its questions, and nothing that anybody answered."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from data_layer.importers.contract import Head, fold
from data_layer.importers.instrument import readings
from data_layer.importers.instrument_files import common_answers
from data_layer.importers.survey_answers import points_of
from data_layer.importers.survey_form import beside
from data_layer.importers.survey_platforms import NO_QUESTIONS, platform_of, wordings

_POINTS = (5, 7)
_CODE = re.compile(r"[A-Za-z]\w{0,15}")
_HEAD = """# A draft, made of the questions in {name}. Look it through:
# delete what is no question of the survey, mark each question that is meant the other way round (reversed = true),
# and correct `points` to the number of answers that there were to choose from. No answer is written here.
"""


@dataclass(frozen=True)
class _Question:
    column: str
    said: str
    row: str  # of a grid of questions what tells them apart; else all that is said
    points: int | None


def draft(head: Head, frames: Iterable[pl.DataFrame]) -> str:
    """The TOML text. Questions whose answers are on no common scale stand at the end, as comments."""
    found = _questions(head, list(frames))
    asked = [question for question in found if question.points]
    scales = sorted({question.points for question in asked}) or [_POINTS[0]]
    name = re.sub(r"[^a-z0-9]+", "_", head.name.rsplit("/")[-1].rsplit(".")[0].casefold()).strip("_")
    lines = [_HEAD.format(name=head.name), f"id = {_quoted(name if name[:1].isalpha() else f'survey_{name}')}"]
    lines += ['label = "Our survey"', f"points = {scales[0]}"]
    if not (platform := platform_of(head)) or not platform.tells_when(head):
        lines.append("# administered_on = 2026-03-31  # the file tells no times: on which day was it given?")
    for points in scales if len(scales) > 1 else ():
        lines += ["", "[[scales]]", f'id = "points_{points}"', f"points = {points}"]
    for number, question in enumerate(asked, start=1):
        lines += ["", "[[items]]", *_item(question, number, is_scaled=len(scales) > 1)]
    left = [question for question in found if not question.points]
    lines += ["", "# Left out, for their answers are on no common scale:"] if left else []
    return "\n".join([*lines, *(f"# {_quoted(question.said)}" for question in left)]) + "\n"


def _questions(head: Head, frames: list[pl.DataFrame]) -> list[_Question]:
    asks = {*beside(head).values()}
    scales, said_in = common_answers(), wordings(head)
    rows = Counter(readings(said)[0] for said in said_in.values())
    found = []
    for column, said in said_in.items():
        if fold(column) in NO_QUESTIONS or column in asks:
            continue
        answers = pl.concat([frame[column].cast(pl.String).unique() for frame in (head.sample.clear(), *frames)])
        row = readings(said)[0]
        text = row if rows[row] == 1 else said  # a form may ask the same things in two ways
        found.append(_Question(column, said, text.strip(), points_of(answers, scales, figures_to=_POINTS)))
    return found


def _item(question: _Question, number: int, *, is_scaled: bool) -> list[str]:
    """A column that is a code is known by it; every other by its text, or by the row of its grid."""
    is_code = bool(_CODE.fullmatch(question.column))
    lines = [f"id = {_quoted(question.column if is_code else f'Q{number}')}"]
    if not (is_code and question.said == question.column):
        lines.append(f"text = {_quoted(question.row)}")
    lines += [f'scale = "points_{question.points}"'] if is_scaled else []
    return [*lines, "reversed = false"]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
