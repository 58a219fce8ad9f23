"""The parts of a move add up to it, to the last digit, whoever comes, goes or is left out."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import decomposition
from metrics.decomposition import NOBODY, Count, Pair


def count(part: int, whole: int) -> Count:
    return Count(Fraction(part), Fraction(whole))


def added(groups: list[Pair], place: int) -> Count:
    sides = [pair[place] for pair in groups]
    return Count(sum((each.part for each in sides), Fraction(0)), sum((each.whole for each in sides), Fraction(0)))


@st.composite
def counts(draw) -> Count:
    whole = draw(st.integers(0, 500))
    return count(draw(st.integers(0, whole)), whole)


GROUPS = st.dictionaries(st.integers(0, 9), st.tuples(counts(), counts()), min_size=1).filter(
    lambda groups: all(added(list(groups.values()), place).whole for place in (0, 1))
)


@given(GROUPS, st.sets(st.integers(0, 9)))
def test_parts_and_rest_add_up_to_the_move(groups: dict[int, Pair], left_out: set[int]):
    whole = (added(list(groups.values()), 0), added(list(groups.values()), 1))
    told = {key: pair for key, pair in groups.items() if key not in left_out}
    for effects in (decomposition.shared_out(whole, told), decomposition.stacked(whole, told)):
        together = sum((each.total for each in effects.values()), decomposition.rest(whole, effects))
        assert together == whole[1].value - whole[0].value


@given(GROUPS)
def test_nothing_is_left_over_where_every_group_is_told(groups: dict[int, Pair]):
    whole = (added(list(groups.values()), 0), added(list(groups.values()), 1))
    assert decomposition.rest(whole, decomposition.shared_out(whole, groups)) == 0
    assert decomposition.rest(whole, decomposition.stacked(whole, groups)) == 0


@given(GROUPS)
def test_the_other_way_round_every_part_is_the_opposite(groups: dict[int, Pair]):
    whole = (added(list(groups.values()), 0), added(list(groups.values()), 1))
    forth = decomposition.shared_out(whole, groups)
    back = decomposition.shared_out(whole[::-1], {key: pair[::-1] for key, pair in groups.items()})
    assert {key: -each.total for key, each in forth.items()} == {key: each.total for key, each in back.items()}


def test_groups_of_steady_size_move_the_whole_by_their_own_figures_alone():
    groups = {"oak": (count(10, 50), count(20, 50)), "elm": (count(30, 50), count(30, 50))}
    effects = decomposition.shared_out((count(40, 100), count(50, 100)), groups)
    assert (effects["oak"].within, effects["oak"].mix) == (Fraction(1, 10), 0)
    assert effects["elm"].total == 0


def test_groups_of_steady_figures_move_the_whole_by_their_weights_alone():
    groups = {"oak": (count(10, 50), count(20, 100)), "elm": (count(40, 50), count(40, 50))}
    effects = decomposition.shared_out((count(50, 100), count(60, 150)), groups)
    assert [each.within for each in effects.values()] == [0, 0]
    assert effects["oak"].mix < 0, "more weight for those who use it less"
    assert effects["elm"].mix < 0, "less weight for those who use it more"


@pytest.mark.parametrize("place", [0, 1])
def test_a_group_that_is_there_on_one_side_only_is_all_weight(place: int):
    pair = (NOBODY, count(30, 40)) if place else (count(30, 40), NOBODY)
    rest = (count(10, 40), count(10, 40))
    whole = (added([pair, rest], 0), added([pair, rest], 1))
    effects = decomposition.shared_out(whole, {"new": pair, "old": rest})
    assert effects["new"].within == 0
    assert effects["new"].mix != 0
    assert sum(each.total for each in effects.values()) == whole[1].value - whole[0].value


def test_a_group_with_nobody_on_either_side_did_nothing():
    whole = (count(1, 2), count(2, 2))
    assert decomposition.shared_out(whole, {"none": (NOBODY, NOBODY)})["none"].total == 0
