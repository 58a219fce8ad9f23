"""The answers of a survey as points: in figures or in words, on as many points as the whole file shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from data_layer.importers.contract import FileRefused, NeedsAnswer, Reading
from data_layer.importers.instrument import AnswerScale, Instrument

NOT_ANSWERED = 0  # a cell that says so in words; it is neither a score nor a mistake
_DECLINED = (
    *("n/a", "na", "not applicable", "don't know", "dont know", "i don't know", "i dont know", "not sure"),
    *("no opinion", "no answer", "prefer not to answer", "prefer not to say", "none", "-", "?"),
    *("-99", "-1"),  # Qualtrics, of a question that was seen and not answered
)
_FIGURE = r"^(\d+)(?:[.,]0+)?(?:(?:\s*[-–—:.=)(]+\s*|\s+)(\D.*?)\)?)?$"  # "5", "5.0", "5,0", "5 - Agree", "5 Agree"
_FIGURE_LAST = r"^(\D*?[^\W\d])[\s\-–—:=(]+(\d+)\)?$"  # "Agree (5)", "Agree - 5"
_FIGURE_BRACED = r"^\((\d+)\)\s*"  # "(5) Agree"
_CODE = r"^ao?\d{1,2}$"  # LimeSurvey's codes of answers, which each form numbers in the order it asks in
_SAID_IN_HEADER = re.compile(r"\b1\s*(?:-|–|—|to|through)\s*(\d{1,2})\b")


@dataclass(frozen=True)
class Scoring:
    """How one file's answers become points; `points` is None where nobody answered anything.

    `is_turned`: the form numbers its answers from the other end, so that "1 - Strongly agree" is the most.
    """

    points: int | None
    words: Mapping[str, int]
    declined: frozenset[str] = frozenset(_DECLINED)
    is_turned: bool = False


def settle_scoring(
    instrument: Instrument,
    answers: pl.Series,
    *,
    offered: tuple[int, ...],
    headers: Iterable[str],
    options: Mapping[str, str],
) -> Scoring:
    """Decide on the scale by all the different answers of a file; `offered` are the points that it may have."""
    declined = frozenset(_DECLINED) | instrument.no_answer
    scales = [scale for scale in instrument.answers if scale.points in offered]
    said = _said(answers, scales)
    figures = set(said["figure"].drop_nulls()) & set(range(1, max(offered) + 1))
    words = set(said["word"].drop_nulls()) - {"", *declined}
    if not figures and not words:
        return Scoring(offered[0] if len(offered) == 1 else None, {}, declined)
    spoken = _spoken_points(scales, words, asked=options.get("scale"))
    if not figures and not spoken:
        raise _not_understood(words, scales, most=max(offered))
    fitting = [points for points in offered if points >= max(figures, default=0)]
    shown = fitting[0] if len(fitting) == 1 else spoken or _told_in_headers(headers, offered)
    points = shown or _answered(options.get("scale"), offered)
    meant = _words(scales, points)
    return Scoring(points, meant, declined, _is_turned(said, meant, points=points))


def points_of(answers: pl.Series, scales: Iterable[AnswerScale], *, figures_to: tuple[int, ...]) -> int | None:
    """The points of the smallest common scale on which all of these answers lie; None where they are something else."""
    said = _said(answers, scales)
    figures, words = set(said["figure"].drop_nulls()), set(said["word"].drop_nulls()) - {"", *_DECLINED}
    if not figures <= set(range(1, max(figures_to) + 1)):
        return None
    if words:
        fitting = [scale.points for scale in scales if words <= set(scale.words)]
        return next((points for points in fitting if points >= max(figures, default=0)), None)
    return next((points for points in figures_to if figures and points >= max(figures)), None)


def _said(answers: pl.Series, scales: Iterable[AnswerScale]) -> pl.DataFrame:
    """The figure and the word of every different answer; "5 - Agree" has both."""
    known = {word for scale in scales for word in scale.words}
    cells = answers.drop_nulls().unique().to_frame("answer").with_columns(_tidy(pl.col("answer")))
    figure, label = _parted(pl.col("answer"))
    is_known = pl.col("answer").is_in(sorted(known))
    return cells.select(
        pl.when(~is_known).then(figure.cast(pl.Int64, strict=False)).alias("figure"),
        pl.when(is_known | figure.is_null()).then("answer").otherwise(label).alias("word"),
    )


def _parted(tidy: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """An answer's figure and its label, whichever stands first."""
    first = tidy.str.replace(_FIGURE_BRACED, "$1 ").str.replace(_FIGURE_LAST, "$2 - $1")
    return first.str.extract(_FIGURE, 1), first.str.extract(_FIGURE, 2)


def _is_turned(said: pl.DataFrame, meant: Mapping[str, int], *, points: int) -> bool:
    """Whether every label that is known stands for the points at the other end of its figure's scale."""
    scores = [(figure, meant[word]) for figure, word in said.drop_nulls().rows() if word in meant]
    apart = [(figure, score) for figure, score in scores if 2 * score != points + 1]  # the middle tells nothing
    return bool(apart) and all(figure == points + 1 - score for figure, score in apart)


def _not_understood(words: set[str], scales: list[AnswerScale], *, most: int) -> FileRefused:
    if all(re.match(_CODE, word) for word in words):
        return FileRefused(
            "The answers are codes of answers, such as A1, which do not say how far anybody agrees.",
            "Export them again with the answers in full: in LimeSurvey, Responses, Export, Full answers.",
        )
    return FileRefused(
        "The answers to the survey's questions are neither numbers nor known words.",
        f"Use 1 to {most}{_known_words(scales)}, or list the words in an instrument file.",
    )


def answer(scoring: Scoring, *, is_reversed: bool) -> Reading:
    """An answer's points, or NOT_ANSWERED."""
    points = scoring.points or 7

    def parse(cell: pl.Expr) -> pl.Expr:
        tidy = _tidy(cell)
        part, label = _parted(tidy)
        figure = part.cast(pl.Int64, strict=False)
        counted = points + 1 - figure if scoring.is_turned else figure
        words = [
            each.replace_strict(dict(scoring.words), default=None, return_dtype=pl.Int64) for each in (tidy, label)
        ]
        score = pl.coalesce(*words, pl.when(figure.is_between(1, points)).then(counted))
        declined = pl.when(tidy.is_in(sorted(scoring.declined))).then(NOT_ANSWERED)
        return pl.coalesce(points + 1 - score if is_reversed else score, declined)

    return Reading(
        parse,
        f"is no answer on a scale of {points}",
        f"Use 1 to {points} or the form's own words, such as Strongly agree; leave it blank where there is no answer.",
    )


def _tidy(cell: pl.Expr) -> pl.Expr:
    return cell.str.to_lowercase().str.replace_all("’", "'").str.replace_all(r"\s+", " ").str.strip_chars(" .!")


def _spoken_points(scales: list[AnswerScale], words: set[str], *, asked: str | None) -> int | None:
    """The points of a scale that knows every word: of the one asked for, or of the first.

    Where none knows them all, of one that together with those of as many points knows most; the others are refused.
    """
    known = [(len(words & set(_words(scales, scale.points))), len(words & set(scale.words))) for scale in scales]
    whole = [scale.points for scale in scales if words <= set(scale.words)]
    most = max(known, default=(0, 0))
    best = whole or [scale.points for scale, count in zip(scales, known, strict=True) if count == most]
    return next((points for points in best if str(points) == asked), best[0]) if most > (0, 0) else None


def _words(scales: list[AnswerScale], points: int) -> dict[str, int]:
    """All words of the scales with so many points: a form may ask for agreement here and for likelihood there."""
    fitting = [scale.words for scale in scales if scale.points == points]
    return {word: score for words in reversed(fitting) for word, score in words.items()}


def _known_words(scales: list[AnswerScale]) -> str:
    ends = [(scale.choices[0], scale.choices[-1]) for scale in scales]
    return "".join(f", {low} to {high}" for low, high in dict.fromkeys(ends))


def _told_in_headers(headers: Iterable[str], offered: tuple[int, ...]) -> int | None:
    said = {int(found.group(1)) for header in headers if (found := _SAID_IN_HEADER.search(header))}
    told = said & set(offered)
    return told.pop() if len(told) == 1 else None


def _answered(scale: str | None, offered: tuple[int, ...]) -> int:
    if scale in {str(points) for points in offered}:
        return int(scale)
    raise NeedsAnswer(
        f"All answers in this survey are numbers up to {min(offered)}: "
        f"was {_either([str(points) for points in offered])} the highest that could be chosen?",
        option="scale",
        choices={str(points): f"1 to {points}" for points in offered},
    )


def _either(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"
