"""Which grade levels a cell names: systems write numbers, codes and words, and student information systems count down.

K is 0 in their numbers, and the years before it are -1, -2, ...; CEDS has codes, and Clever has words.
"""

from __future__ import annotations

import re

import polars as pl

from data_layer.importers.contract import Reading

GRADE_LEVELS = ("PK", "KG", *(f"{number:02d}" for number in range(1, 13)))
_WORDS = {
    **dict.fromkeys(("pk", "prek", "prekindergarten", "preschool", "p", "pr"), "PK"),
    **dict.fromkeys(("it", "infanttoddler", "infant/toddler"), "PK"),
    **dict.fromkeys(("k", "kg", "kindergarten", "kinder", "tk", "transitionalkindergarten", "0", "00"), "KG"),
}
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)
_BEFORE_KINDERGARTEN = re.compile(r"-[1-9]")
_AROUND = re.compile(r"grades?|gr\.|levels?\b|[-. ]")
_RANGE = re.compile(r"(.+?)\s*[-–]\s*(.+)")
_OF_A_LIST = str.maketrans("", "", '[]"')  # some systems write the list as JSON: ["09","10"]


def grade_level_code(cell: str) -> str | None:
    """PK, KG or 01 to 12 for one written grade level ("K", "Grade 3", "3rd", "09"); None for anything else."""
    word = cell.casefold().strip().removesuffix(".0")
    if _BEFORE_KINDERGARTEN.fullmatch(word):
        return "PK"
    if re.search(r"\d\s*[-–]\s*\d", word):
        return None  # 1-2 is a range, and not 12
    word = _AROUND.sub("", word)
    if word in _WORDS:
        return _WORDS[word]
    if word in _ORDINALS:
        return f"{_ORDINALS.index(word) + 1:02d}"
    for ending in ("st", "nd", "rd", "th"):
        word = word.removesuffix(ending)
    return f"{int(word):02d}" if word.isdecimal() and 1 <= int(word) <= 12 else None


def grade_levels() -> Reading:
    """One cell of grade levels ("K", "09,10,11", "9-12", "Grade 3") as a comma list of codes, duplicates dropped.

    A written grade outside PK to 12 (13, UG, Other) is kept out of the list; a cell with none left is "".
    """

    def parse(cell: pl.Expr) -> pl.Expr:
        return cell.map_elements(_grade_list, return_dtype=pl.String)

    return Reading(parse, "is no grade level", "Write PK, KG or 01 to 12, several separated by commas.")


def _grade_list(cell: str) -> str:
    parts = cell.translate(_OF_A_LIST).replace(";", ",").replace("|", ",").split(",")
    return ",".join(sorted({code for part in parts for code in _codes(part)}, key=GRADE_LEVELS.index))


def _codes(part: str) -> tuple[str, ...]:
    """The grade levels of one entry of a list: one, all of a range, or none."""
    if code := grade_level_code(part):
        return (code,)
    ends = _RANGE.fullmatch(part.strip())
    first, last = (grade_level_code(end) for end in ends.groups()) if ends else (None, None)
    return GRADE_LEVELS[GRADE_LEVELS.index(first) : GRADE_LEVELS.index(last) + 1] if first and last else ()
