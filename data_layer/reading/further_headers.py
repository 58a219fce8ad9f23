"""How many rows the header of a survey's export takes, and what its columns are called then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data_layer.importers.contract import fold

MOST = 2  # header rows under the first
_IMPORT_ID = re.compile(r"""\s*\{\s*["']?ImportId["']?\s*:""")
_LEGACY_ID = re.compile(r"V\d+")
_ONE_ANSWER = ("", "response", "open-ended response")  # SurveyMonkey's words under a question with one column
_RESPONDENT = ("respondent id", "respondentid")
_BEGUN = "startdate"


@dataclass(frozen=True)
class Headers:
    """The columns' names, the cells of a further row that says more of them, and how many rows there are beneath."""

    names: list[str]
    beneath: tuple[tuple[str, ...], ...] = ()
    further_count: int = 0


def headers_of(first: list[str], below: Sequence[list[str]]) -> Headers:
    """The header that begins with `first`; `below` are the rows under it, at most two of which are looked at."""
    width = max(len(cells) for cells in (first, *below[:1]))
    codes, *rows = ((cells + [""] * width)[:width] for cells in (first, *below[:MOST]))
    if len(rows) == MOST and any(_IMPORT_ID.match(cell) for cell in rows[1]):
        return Headers(codes, (tuple(rows[0]),), 2)
    if rows and _is_qualtrics(codes):
        return _with_a_row_taken_out(codes, rows[0])
    begins = next((place for place, code in enumerate(codes) if code.strip()), 0)  # an index has no name
    if rows and codes[begins].strip() == "V1" and fold(rows[0][begins]) == "responseid":
        names = [
            said if _LEGACY_ID.fullmatch(code.strip()) else code for code, said in zip(codes, rows[0], strict=True)
        ]
        return Headers(names, (tuple(rows[0]),), 1)
    if rows and fold(codes[begins]) in _RESPONDENT and not rows[0][begins].strip():
        return Headers(_with_options(codes, rows[0]), (), 1)
    return Headers(first)


def _is_qualtrics(codes: list[str]) -> bool:
    return {_BEGUN, "responseid"} <= {fold(code) for code in codes}


def _with_a_row_taken_out(codes: list[str], row: list[str]) -> Headers:
    """Qualtrics's codes with the row of its questions or that of its import ids under them, or with the first answers.

    Over a moment, which has digits, stands its code, or what Qualtrics calls it in some language.
    """
    if any(_IMPORT_ID.match(cell) for cell in row):
        return Headers(codes, (), 1)
    begun = next(cell.strip() for code, cell in zip(codes, row, strict=True) if fold(code) == _BEGUN)
    is_named = bool(begun) and not any(letter.isdecimal() for letter in begun)
    return Headers(codes, (tuple(row),), 1) if is_named else Headers(codes)


def _with_options(questions: list[str], options: list[str]) -> list[str]:
    """`Question [option]` for each column of a question that takes several: the question stands over the first."""
    names, question = [], ""
    for cell, option in zip(questions, options, strict=True):
        question = cell.strip() or question
        is_single = fold(option) in _ONE_ANSWER
        names.append(cell if is_single or not question else f"{question} [{option.strip()}]")
    return names
