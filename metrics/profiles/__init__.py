"""Which rules of hiding apply: one profile, written down as data, with the district's own values laid over it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from metrics.policy import Policy
from metrics.statistics import exactly

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Band:
    """From what share on the ends of the scale are only said to be at least (at most) that, for groups of this size.

    `up_to` None: for groups of every size.
    """

    low: float
    high: float
    up_to: int | None = None


class Range(NamedTuple):
    """One end of the scale: the share at which it begins, and how it is told."""

    end: float
    words: str


@dataclass(frozen=True)
class Profile:
    """What is too small to be shown, and what of the rest is told in ranges where it may leave the district.

    `hides_next_smallest`: a group that is not too small itself always goes with one that is.
    `hides_unanimous`: where all or none did it, that is hidden rather than told in a range.
    `is_strict`: a share just at the end of a range is shown (above 95%), else it is in it (95% or more).
    """

    name: str
    label: str
    reference: str
    smallest_group: int
    smallest_staff_group: int
    narrowest_width: int
    hides_next_smallest: bool
    hides_unanimous: bool
    is_strict: bool
    coding: tuple[Band, ...]

    def smallest(self, *, is_staff: bool) -> int:
        """The fewest people that a figure may be about."""
        return self.smallest_staff_group if is_staff else self.smallest_group

    def range_of(self, part: float, whole: float, *, people: int | None = None) -> Range | None:
        """How a share at an end of the scale is told; None for one that is shown. Compared before it is rounded.

        `people`: how many a figure is about, where its base counts something else, such as pieces of work.
        """
        count = whole if people is None else people
        band = next((each for each in self.coding if each.up_to is None or count <= each.up_to), None)
        if band is None or not whole:
            return None
        share, low, high = Fraction(part) / Fraction(whole), exactly(band.low), exactly(band.high)
        if share < low or (share == low and not self.is_strict):
            return Range(band.low, f"{'<' if self.is_strict else '≤'}{float(low * 100):g}%")
        if share > high or (share == high and not self.is_strict):
            return Range(band.high, f"{'>' if self.is_strict else '≥'}{float(high * 100):g}%")
        return None


@lru_cache(maxsize=16)
def profile(policy: Policy, name: str | None = None) -> Profile:
    """The profile of this name, or the one that the policy names."""
    name = name or str(policy["privacy.profile"])
    words = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    coding = tuple(Band(**band) for band in words.pop("coding"))
    return Profile(name=name, coding=coding, **(words | _sizes(words, policy)))


def with_profile(policy: Policy, name: str) -> Policy:
    """The same policy under another profile, as though the district had chosen it."""
    entry = replace(policy.entry("privacy.profile"), value=name, is_overridden=True)
    return Policy(MappingProxyType({**policy.entries, entry.name: entry}))


def _sizes(words: Mapping[str, object], policy: Policy) -> dict[str, int]:
    """The district's value where it set one, else the profile's, else ours."""
    ours = {
        "smallest_group": "privacy.smallest_group",
        "smallest_staff_group": "privacy.smallest_staff_group",
        "narrowest_width": "privacy.narrowest_width",
    }
    return {
        size: int(policy[entry] if policy.entry(entry).is_overridden else words.get(size, policy[entry]))
        for size, entry in ours.items()
    }
