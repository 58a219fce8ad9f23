"""Which groups moved a figure, and by how much? A move is taken apart exactly: its parts and the rest add up to it.

A figure that groups share out is the sum of their own figures, each by its weight (its part of the denominator). The
move of such a sum is split evenly between the two: what the groups' own figures did, at the average of both weights;
and what the change of weights did, at the average of both figures, against that of the whole. A figure whose
numerator alone is shared out, such as dollars over tools, has no weights: the part of a group is what it brings.

Whatever is not told of by itself (groups too small to show, people who are in several groups) is the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

_HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Count:
    """What a figure is made of: its numerator and its denominator, which is 1 where there is none."""

    part: Fraction
    whole: Fraction = Fraction(1)

    @property
    def value(self) -> Fraction | None:
        return self.part / self.whole if self.whole else None


NOBODY = Count(Fraction(0), Fraction(0))


@dataclass(frozen=True)
class Effect:
    """What one group did to the figure of the whole: by its own figure, and by its weight."""

    within: Fraction
    mix: Fraction = Fraction(0)

    @property
    def total(self) -> Fraction:
        return self.within + self.mix


Pair = tuple[Count, Count]  # before and now


def shared_out(whole: Pair, groups: Mapping[object, Pair]) -> dict[object, Effect]:
    """The effect of each group that brings its part of the numerator and of the denominator."""
    middle = _HALF * sum(each.value for each in whole)
    return {key: _weighed(pair, whole, middle=middle) for key, pair in groups.items()}


def _weighed(pair: Pair, whole: Pair, *, middle: Fraction) -> Effect:
    """A group that was not there before, or is there no longer, has no figure to compare: all of it is weight."""
    weights = [each.whole / every.whole for each, every in zip(pair, whole, strict=True)]
    known = [each.value for each in pair if each.value is not None]
    if not known:
        return Effect(Fraction(0))
    before, now = (each.value if each.value is not None else known[0] for each in pair)
    return Effect(
        within=_HALF * sum(weights) * (now - before),
        mix=(_HALF * (before + now) - middle) * (weights[1] - weights[0]),
    )


def stacked(whole: Pair, groups: Mapping[object, Pair]) -> dict[object, Effect]:
    """The effect of each group that brings its part of the numerator alone."""
    return {
        key: Effect(now.part / whole[1].whole - before.part / whole[0].whole) for key, (before, now) in groups.items()
    }


def rest(whole: Pair, effects: Mapping[object, Effect]) -> Fraction:
    """What the groups told of leave over of the move."""
    before, now = whole
    return now.value - before.value - sum((each.total for each in effects.values()), Fraction(0))
