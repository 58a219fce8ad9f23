"""What do the values of a group tell beside the figure without it: tools that add up, months within a quarter?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from metrics.audit_questions import Asked, Cell, Shown
from metrics.bounds import Table
from metrics.shaping import keys_of

_Placed = tuple[tuple, Cell]  # a cell of one of the values
_Counts = dict[_Placed, int]
_Order = tuple[frozenset[_Placed], frozenset[_Placed]]
_WHOLE = ("the whole",)


@dataclass(frozen=True)
class Union:
    """A figure split by a group, the same figure without it, and what is shown of both."""

    each: Asked
    shown_each: Shown
    whole: Asked
    shown_whole: Shown
    group: str

    def sums(self) -> Iterator[Table]:
        """Where the group's figures add up to those without it, those are more sums of the same cells."""
        for key, sums in self.shown_whole.items():
            counts, known = self._placed(key)
            known |= {frozenset(each for each in counts if each[1] in part) for part in sums}
            yield Table(f"{self.whole.named(key)}, added up over {self.group}", counts, known - {frozenset()})

    def spans(self) -> Iterator[Table]:
        """Where it is a group of time: who is counted in a part of the period is counted in the whole of it."""
        for key, sums in self.shown_whole.items():
            counts, known = self._placed(key)
            counts |= {(_WHOLE, cell): count for cell, count in self.whole.cells[key].items()}
            known |= {frozenset((_WHOLE, cell) for cell in part) for part in sums}
            yield Table(f"{self.whole.named(key)}, beside each {self.group}", counts, known, _orders(counts))

    def _placed(self, key: tuple) -> tuple[_Counts, set[frozenset[_Placed]]]:
        """The cells of all values of the group, and the sums of them that are shown."""
        place = self.each.keys.index(keys_of((self.group,))[0])
        mine = [one for one in self.each.cells if one[:place] + one[place + 1 :] == key]
        counts = {(one, cell): count for one in mine for cell, count in self.each.cells[one].items()}
        return counts, {frozenset((one, cell) for cell in part) for one in mine for part in self.shown_each[one]}


def _orders(counts: _Counts) -> list[_Order]:
    """A part is no more than the whole, and the whole no more than all parts; as far as the figure counts so."""
    parts: dict[Cell, list[_Placed]] = {}
    for one, cell in counts:
        if one != _WHOLE and (_WHOLE, cell) in counts:
            parts.setdefault(cell, []).append((one, cell))
    lower = [(frozenset({part}), frozenset({(_WHOLE, cell)})) for cell, of in parts.items() for part in of]
    upper = [(frozenset({(_WHOLE, cell)}), frozenset(of)) for cell, of in parts.items()]
    return [pair for pairs in (lower, upper) if _holds(pairs, counts) for pair in pairs]


def _holds(pairs: list[_Order], counts: _Counts) -> bool:
    return all(sum(counts[cell] for cell in few) <= sum(counts[cell] for cell in many) for few, many in pairs)
