"""What changed between two periods, or two versions? The largest moves of the headline figures, with their parts.

The rule is the same every time. Each figure of HEADLINES is asked of both sides. A share moves by points; anything
else by its part of the larger of both values, so that both lie between 0 and 1. The five largest are told, if they
moved at all; of two that are equal, the one that stands first in the list. Each is taken apart over its groups.

All is computed from results as they are shown, and from nothing else, so that no sentence, part or rest says more
than the pages of both sides do. A group hidden on either side is left out of both. Where one group alone is left
out, or a group is told as a range, a split is not told at all: its rest would be the figure of that group.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

import pandas as pd

from metrics import decomposition
from metrics.decomposition import NOBODY, Count, Pair
from metrics.definition import Result, Status
from metrics.groups import UnknownGroup
from metrics.moves import Changes, Move, Part, Side, Split
from metrics.policy import Policy
from metrics.rows import Row

MOST = 5
_KEYS = {"school": "school_id"}
Rows = dict[object, Row]  # by their group
_SAME = 12  # decimals in which two moves have to differ for one to be the larger


@dataclass(frozen=True)
class Headline:
    """A figure that is looked at. `shared`: groups that share out all of it; `stacked`: its numerator alone."""

    name: str
    shared: tuple[str, ...] = ()
    stacked: tuple[str, ...] = ()


HEADLINES = (
    Headline("active_day_rate", shared=("school", "grade_level"), stacked=("tool",)),
    Headline("adoption_rate", shared=("school", "grade_level"), stacked=("tool",)),
    Headline("login_frequency", shared=("school", "grade_level"), stacked=("tool",)),
    Headline("submission_rate", shared=("school", "grade_level")),
    Headline("staff_buy_in", shared=("school",)),
    Headline("perceived_ease_of_use", shared=("school",)),
    Headline("survey_response_rate", shared=("school",)),
    Headline("dormancy_rate", shared=("tool", "school", "grade_level")),
    Headline("unused_spend", stacked=("tool", "school")),
)


def changes(before: Side, now: Side, *, policy: Policy, most: int = MOST) -> Changes:
    """The largest moves between two sides, each with its parts."""
    found, unknown = [], []
    for place, headline in enumerate(HEADLINES):
        whole = (before.ask(headline.name, ()), now.ask(headline.name, ()))
        why = _why_unknown(*whole, labels=(before.label, now.label))
        if why:
            unknown.append((whole[1].metric, why))
        else:
            found.append((place, headline, _move(*whole)))
    found.sort(key=lambda each: (-round(each[2].size, _SAME), each[0]))
    told = [(headline, move) for _, headline, move in found if _has_moved(move, policy)][:most]
    moves = tuple(_with_parts(move, headline, before, now) for headline, move in told)
    names = {move.metric.name for move in moves}
    others = tuple(move for _, _, move in found if move.metric.name not in names)
    return Changes(before.label, now.label, moves, others, tuple(unknown))


def _has_moved(move: Move, policy: Policy) -> bool:
    return round(move.size, _SAME) >= policy["changes.least_move"]


def _why_unknown(before: Result, now: Result, *, labels: tuple[str, str]) -> str | None:
    """Why the two cannot be compared."""
    rows = [_only(result) for result in (before, now)]
    for row, label in zip(rows, labels, strict=True):
        if row is None or row["status"] == Status.NOT_MEASURED:
            return f"not measured in {label}"
        if row["status"] == Status.HIDDEN:
            return f"too few people in {label}"
        if isinstance(row.get("told_as"), str):
            return "told as a range"
    if rows[0].get("quarter") is not None and rows[0]["quarter"] == rows[1].get("quarter"):
        return "the same survey in both"
    return None


def _only(result: Result) -> Row | None:
    return None if result.frame.empty else result.frame.iloc[-1].to_dict()


def _move(before: Result, now: Result) -> Move:
    metric, rows = now.metric, (_only(before), _only(now))
    by = abs(rows[1]["value"] - rows[0]["value"])
    largest = max(abs(row["value"]) for row in rows)
    size = by if metric.unit == "rate" or not largest else by / largest
    return Move(metric, *rows, size=size)


def _with_parts(move: Move, headline: Headline, before: Side, now: Side) -> Move:
    whole = tuple(_count(row, move.metric.unit) for row in (move.before, move.now))
    if None in whole:
        return move
    splits = [
        _split(headline, group, whole, before, now, is_weighed=is_weighed)
        for groups, is_weighed in ((headline.shared, True), (headline.stacked, False))
        for group in groups
    ]
    return replace(move, splits=tuple(split for split in splits if split))


def _split(headline: Headline, group: str, whole: Pair, before: Side, now: Side, *, is_weighed: bool) -> Split | None:
    """None where there is nothing to take apart, or where the rest would tell of one group that may not be shown."""
    sides = _sides(headline.name, group, before, now)
    if _tells_of_one(sides):
        return None
    hidden = set().union(*map(_hidden, sides))
    known = _known(sides, without=hidden, unit=now.ask(headline.name, ()).metric.unit)
    if not known or len(known) + len(hidden) < 2:
        return None
    effects = (decomposition.shared_out if is_weighed else decomposition.stacked)(whole, known)
    parts = [_part(key, effects[key], sides, group) for key in known]
    parts.sort(key=lambda part: (-round(abs(part.total), _SAME), str(part.name)))
    return Split(group, tuple(parts), float(decomposition.rest(whole, effects)), len(hidden), is_weighed)


def _sides(name: str, group: str, before: Side, now: Side) -> list[Rows]:
    """The rows of both sides by their group. Filters may leave a figure that cannot be split so: then there is none."""
    try:
        results = [side.ask(name, (group,)) for side in (before, now)]
    except UnknownGroup:
        return [{}, {}]
    return [{_key(row, group): row for row in result.frame.to_dict("records")} for result in results]


def _key(row: Row, group: str) -> object:
    key = row[_KEYS.get(group, group)]
    return None if pd.isna(key) else key


def _hidden(rows: Rows) -> set:
    return {key for key, row in rows.items() if row["status"] == Status.HIDDEN}


def _tells_of_one(sides: list[Rows]) -> bool:
    """Whether the rest would be the figure of a single group: one alone is hidden, or is told as a range."""
    is_ranged = any(isinstance(row.get("told_as"), str) for rows in sides for row in rows.values())
    return is_ranged or any(len(_hidden(rows)) == 1 for rows in sides)


def _known(sides: list[Rows], *, without: set, unit: str) -> dict[object, Pair]:
    """The counts of each group that both sides tell of. One that is in no row of a side had nobody there.

    Those who are in no group, such as seats that nobody holds, are part of the rest.
    """
    keys = [key for key in {**sides[1], **sides[0]} if key is not None and key not in without]
    pairs = {key: tuple(_count(rows[key], unit) if key in rows else NOBODY for rows in sides) for key in keys}
    return {key: pair for key, pair in pairs.items() if None not in pair}


def _count(row: Row, unit: str) -> Count | None:
    """What a row is made of, exactly; None where it does not say."""
    if pd.isna(row["value"]):
        return None
    if unit == "usd":
        return Count(Fraction(round(row["value"] * 100), 100))
    if pd.isna(row["numerator"]) or pd.isna(row["denominator"]):
        return None
    return Count(Fraction(row["numerator"]), Fraction(row["denominator"]))


def _part(key: object, effect: decomposition.Effect, sides: list[Rows], group: str) -> Part:
    names = [rows[key][group] for rows in sides if key in rows]
    values = [rows[key]["value"] if key in rows else None for rows in sides]
    return Part(names[-1], *values, within=float(effect.within), mix=float(effect.mix))
