"""What changed, in sentences: the largest moves, the groups that moved them, and what is left over or left out."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from metrics.definition import Metric
from metrics.moves import Changes, Move, Part, Split
from metrics.rows import Row
from pages.parts import words

Pairs = list[tuple[str, str]]
REST, WHOLE = "All else together", "The whole move"
_NAMED = 2  # parts that a sentence names for each kind of group
_KINDS = {"school": "By school", "grade_level": "By grade level", "tool": "By tool"}
_NOUNS = {"school": "school", "grade_level": "grade level", "tool": "tool"}
RULE = (
    "A share counts by the points that it moved, every other figure by its part of the larger of both values; the five "
    "largest are told, and of equal ones that which stands first in the list of figures. A move is taken apart into "
    "what each group's own figure did and what its weight in the whole did, split evenly between the two, so that all "
    "parts and the rest add up to it. Tools have no weight; people who use several count with each, and once in the "
    "whole, for which the rest makes up. A group that is hidden on either side is left out of both, and is part of the "
    "rest; where the rest would be one such group, there are no parts. Nothing here proves a cause."
)


def answer(found: Changes) -> str:
    """The page's question in one sentence."""
    if not found.moves:
        return f"Nothing that can be compared moved from {found.before} to {found.now}."
    first = found.moves[0]
    return f"From {found.before} to {found.now} this moved the most: {headline(first, found)}."


def headline(move: Move, found: Changes) -> str:
    """One figure with both values, and how far they lie apart: `**Active days** fell from 42.0% to 37.5%`."""
    before, now = (words.amount(row["value"], move.metric) for row in (move.before, move.now))
    sides = (_when(move.before, found.before), _when(move.now, found.now))
    verb = "rose" if move.by > 0 else "fell"
    if "quarter" in move.now:
        before, now = f"{before} in {sides[0]}", f"{now} in {sides[1]}"
    return f"**{move.metric.label}** {verb} from {before} to {now}, by {words.difference(move.by, move.metric)}"


def icon(move: Move) -> str:
    return ":material/trending_up:" if move.by > 0 else ":material/trending_down:"


def parts(move: Move) -> list[str]:
    """A sentence for each kind of group that the move can be taken apart by."""
    return [told for split in move.splits if (told := _split(split, move.metric))]


def _split(split: Split, metric: Metric) -> str:
    shown = [part for part in split.parts if not is_nothing(part.total, metric)]
    if not shown:
        return ""
    named = [_part(part, split, metric) for part in shown[:_NAMED]]
    left = sum((part.total for part in split.parts), start=split.rest) - sum(part.total for part in shown[:_NAMED])
    others = "" if is_nothing(left, metric) else f"; all else together {signed(left, metric)}"
    return f"{_KINDS[split.group]}: {', '.join(named)}{others}.{left_out(split)}"


def _part(part: Part, split: Split, metric: Metric) -> str:
    name = words.plain(name_of(split, part))
    told = f"{name} {signed(part.total, metric)}"
    if not split.is_weighed or abs(part.mix) <= abs(part.within):
        return told
    return f"{told} (because its weight in the whole changed)"


def left_out(split: Split) -> str:
    """How many groups are too small to show."""
    count = split.hidden_count
    if not count:
        return ""
    noun = _NOUNS[split.group]
    return f" {count} {noun}s too small to show are left out." if count > 1 else f" 1 {noun} is too small to show."


def name_of(split: Split, part: Part) -> str:
    return words.group(split.group, part.name)


def signed(value: float, metric: Metric) -> str:
    """A part with its sign and unit."""
    return f"{number_signed(value, metric)} points" if metric.unit == "rate" else number_signed(value, metric)


def number_signed(value: float, metric: Metric) -> str:
    """A part with its sign, and without the word points."""
    shown = _unsigned(abs(value), metric)
    return f"{'−' if value < 0 else '+'}{shown}"


def is_nothing(value: float, metric: Metric) -> bool:
    """Whether it would print as nothing."""
    return _unsigned(abs(value), metric) == _unsigned(0, metric)


def _unsigned(value: float, metric: Metric) -> str:
    forms = {
        "rate": lambda: f"{value * 100:.1f}",
        "per_day": lambda: f"{value:.3f}",
        "usd": lambda: words.dollars(value),
    }
    return forms[metric.unit]()


def _when(row: Row, label: str) -> str:
    """A survey is of its quarter, whatever the period."""
    quarter = row.get("quarter")
    return str(quarter) if words.is_number(quarter) else label


def remarks(found: Changes) -> list[str]:
    """What moved less, and what cannot be compared and why."""
    still = [move.metric.label for move in found.others if is_nothing(move.by, move.metric)]
    less = [
        f"{move.metric.label} ({signed(move.by, move.metric)})"
        for move in found.others
        if not is_nothing(move.by, move.metric)
    ]
    reasons = dict.fromkeys(why for _, why in found.unknown)
    unknown = [(f"Not compared, {why}", [one.label for one, each in found.unknown if each == why]) for why in reasons]
    named = (("Moved less", less), ("Stood still", still), *unknown)
    return [f"{what}: {', '.join(names)}." for what, names in named if names]


def subtitle(move: Move, split: Split, found: Changes) -> str:
    """What the bars are, in which unit and between what."""
    unit = {"rate": "in points", "per_day": "per student and school day", "usd": "in dollars a year"}[move.metric.unit]
    kind = _KINDS[split.group].lower()
    return f"{move.metric.label}: parts of the move {kind}, {unit}, from {found.before} to {found.now}"


def table(found: Changes) -> pl.DataFrame:
    """Every move by every group that may be shown, with a row for the rest; numbers as they are, shares from 0 to 1."""
    rows = [row for move in found.moves for row in _rows(move)]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


_SCHEMA = {
    "Figure": pl.String,
    "Unit": pl.String,
    "By": pl.String,
    "Group": pl.String,
    "Before": pl.Float64,
    "Now": pl.Float64,
    "Part of the move": pl.Float64,
    "By its own figure": pl.Float64,
    "By its weight": pl.Float64,
}
_UNITS = {"rate": "share, 0 to 1", "per_day": "per student and school day", "usd": "dollars a year"}


def _rows(move: Move) -> Iterable[tuple]:
    metric = move.metric
    start = (metric.label, _UNITS[metric.unit])
    yield (*start, "", WHOLE, move.before["value"], move.now["value"], move.by, None, None)
    for split in move.splits:
        kind = words.sentence_case(_NOUNS[split.group])
        for part in split.parts:
            weighed = (part.within, part.mix) if split.is_weighed else (None, None)
            yield (*start, kind, name_of(split, part), part.before, part.now, part.total, *weighed)
        if split.has_rest:
            yield (*start, kind, REST, None, None, split.rest, None, None)


def how_made(found: Changes, *, whom: str, as_of: str, version: str, imports: str) -> Pairs:
    """The lines that travel with the file."""
    hidden = sum(split.hidden_count for move in found.moves for split in move.splits)
    return [
        ("Table", f"What changed from {found.before} to {found.now}"),
        ("Filters", whom),
        ("Rule", RULE),
        ("Groups too small to show", words.number(hidden)),
        *(("Note", remark) for remark in remarks(found)),
        ("Data as of", as_of),
        ("Data version", version),
        ("Imports", imports),
    ]
