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
)
_FIGURE = r"^(\d+)(?:[.,]0+)?(?:\s*[-–—:.=)(]+\s*(\D.*?)\)?)?$"  # "5", "5.0", "5,0", "5 - Agree"
_SAID_IN_HEADER = re.compile(r"\b1\s*(?:-|–|—|to|through)\s*(\d{1,2})\b")


@dataclass(frozen=True)
class Scoring:
    """How one file's answers become points; `points` is None where nobody answered anything."""

    points: int | None
    words: Mapping[str, int]
    declined: frozenset[str] = frozenset(_DECLINED)


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
    figures, words = _said(answers, declined=declined, most=max(offered))
    if not figures and not words:
        return Scoring(offered[0] if len(offered) == 1 else None, {}, declined)
    scales = [scale for scale in instrument.answers if scale.points in offered]
    spoken = _spoken_points(scales, words, asked=options.get("scale"))
    if not figures and not spoken:
        raise FileRefused(
            "The answers to the survey's questions are neither numbers nor known words.",
            f"Use 1 to {max(offered)}{_known_words(scales)}, or list the words in an instrument file.",
        )
    fitting = [points for points in offered if points >= max(figures, default=0)]
    shown = fitting[0] if len(fitting) == 1 else spoken or _told_in_headers(headers, offered)
    points = shown or _answered(options.get("scale"), offered)
    return Scoring(points, _words(scales, points), declined)


def points_of(answers: pl.Series, scales: Iterable[AnswerScale], *, figures_to: tuple[int, ...]) -> int | None:
    """The points of the smallest common scale on which all of these answers lie; None where they are something else."""
    most = max(figures_to)
    cells = answers.drop_nulls()
    known = cells.to_frame("answer").select(
        _tidy(pl.col("answer")).str.extract(_FIGURE, 1).cast(pl.Int64, strict=False)
    )
    figures, words = _said(cells, declined=frozenset(_DECLINED), most=most)
    if set(known["answer"].drop_nulls()) - figures:
        return None
    if words:
        fitting = [scale.points for scale in scales if words <= set(scale.words)]
        return next((points for points in fitting if points >= max(figures, default=0)), None)
    return next((points for points in figures_to if figures and points >= max(figures)), None)


def _said(answers: pl.Series, *, declined: frozenset[str], most: int) -> tuple[set[int], set[str]]:
    """The figures up to `most` and the words that were answered; "5 - Agree" is both."""
    cells = _tidy(pl.col("answer"))
    is_figure, figure, label = cells.str.contains(_FIGURE), cells.str.extract(_FIGURE, 1), cells.str.extract(_FIGURE, 2)
    parts = answers.drop_nulls().to_frame("answer").select(
        figure.cast(pl.Int64, strict=False).alias("figure"),
        pl.when(is_figure).then(label).otherwise(cells).alias("word"),
    )  # fmt: skip
    figures = set(parts["figure"].drop_nulls()) & set(range(1, most + 1))
    return figures, set(parts["word"].drop_nulls()) - {"", *declined}


def answer(scoring: Scoring, *, is_reversed: bool) -> Reading:
    """An answer's points, or NOT_ANSWERED."""
    points = scoring.points or 7

    def parse(cell: pl.Expr) -> pl.Expr:
        tidy = _tidy(cell)
        figure = tidy.str.extract(_FIGURE, 1).cast(pl.Int64, strict=False)
        word = tidy.replace_strict(dict(scoring.words), default=None, return_dtype=pl.Int64)
        score = pl.coalesce(pl.when(figure.is_between(1, points)).then(figure), word)
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

    Where none knows them all, of the one that knows most; the other words are refused.
    """
    most = max((len(words & set(scale.words)) for scale in scales), default=0)
    best = [scale.points for scale in scales if len(words & set(scale.words)) == most]
    if not most:
        return None
    return next((points for points in best if str(points) == asked), best[0])


def _words(scales: list[AnswerScale], points: int) -> dict[str, int]:
    """All words of the scales with so many points: a form may ask for agreement here and for likelihood there."""
    fitting = [scale.words for scale in scales if scale.points == points]
    return {word: score for words in reversed(fitting) for word, score in words.items()}


def _known_words(scales: list[AnswerScale]) -> str:
    ends = [(next(iter(scale.words)), list(scale.words)[-1]) for scale in scales]
    return "".join(f", {low.capitalize()} to {high.capitalize()}" for low, high in dict.fromkeys(ends))


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
