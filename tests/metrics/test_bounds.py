"""The auditor finds what can be worked out from a published table, and lets a safe one pass."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.bounds import Table, audited

# The table of the FCSM's working paper 22, whose counts under 5 are to be hidden.
ROWS = {"Alpha": (15, 1, 3, 1), "Beta": (20, 10, 10, 15), "Gamma": (3, 10, 10, 2), "Delta": (12, 14, 7, 2)}
COUNTS = {(name, place): count for name, row in ROWS.items() for place, count in enumerate(row, start=1)}
UNDER_FIVE = {cell for cell, count in COUNTS.items() if count < 5}
PATTERN_1 = {("Alpha", 2), ("Alpha", 3), ("Alpha", 4), ("Beta", 2), ("Beta", 3)} | {
    (name, place) for name in ("Gamma", "Delta") for place in (1, 4)
}


def with_totals(counts: dict, hidden: Iterable) -> Table:
    """A table of two directions, with the totals of its rows and columns and of the whole."""
    lines = [frozenset(cell for cell in counts if cell[0] == name) for name in {cell[0] for cell in counts}]
    lines += [frozenset(cell for cell in counts if cell[1] == place) for place in {cell[1] for cell in counts}]
    cells = [frozenset({cell}) for cell in counts.keys() - set(hidden)]
    return Table("made for a test", counts, {*cells, *lines, frozenset(counts)})


def test_hiding_small_cells_alone_gives_every_one_of_them_away():
    found = audited(with_totals(COUNTS, UNDER_FIVE), width=3)
    assert {each.cell: (each.low, each.high) for each in found.findings} == {
        cell: (COUNTS[cell], COUNTS[cell]) for cell in UNDER_FIVE
    }


def test_two_hidden_cells_in_each_line_still_give_one_away():
    found = audited(with_totals(COUNTS, PATTERN_1), width=3)
    alpha_4 = next(each for each in found.findings if each.cell == ("Alpha", 4))
    assert (alpha_4.low, alpha_4.high) == (1, 1)
    assert all(sum(cell[0] == name for cell in PATTERN_1) >= 2 for name in ROWS)


def test_a_rectangle_of_hidden_cells_is_safe():
    hidden = {(name, place) for name in ROWS for place in (1, 2, 3, 4)}
    found = audited(with_totals(COUNTS, hidden), width=3)
    assert (found.findings, found.narrowest) == ((), 20)


@pytest.mark.parametrize(("width", "is_found"), [(8, False), (9, True)])
def test_bounds_just_as_far_apart_as_asked_are_wide_enough(width, is_found):
    two = Table("made for a test", {"a": 3, "b": 5}, {frozenset({"a", "b"})})
    assert bool(audited(two, width=width).findings) == is_found


def test_a_cell_of_which_no_sum_is_shown_can_be_anything():
    assert audited(Table("made for a test", {"a": 3}, set()), width=3).narrowest == float("inf")


def test_a_difference_of_two_sums_gives_away_what_lies_between_them():
    counts = {"Ash": 40, "Elm": 30, "Yew": 4}
    shown = {frozenset(counts), frozenset({"Ash", "Elm"}), frozenset({"Ash"}), frozenset({"Elm"})}
    (found,) = audited(Table("made for a test", counts, shown), width=3).findings
    assert (found.cell, found.low, found.high) == ("Yew", 4, 4)


@given(
    st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from("123")), st.integers(0, 30), min_size=1),
    st.data(),
)
def test_the_true_count_always_lies_within_the_bounds(counts, data):
    hidden = data.draw(st.sets(st.sampled_from(sorted(counts))))
    found = audited(with_totals(counts, hidden), width=0)
    assert {each.cell for each in found.cells} <= hidden
    assert all(each.low - 1e-4 <= counts[each.cell] <= each.high + 1e-4 for each in found.cells)
