"""The parts of a move are its groups, and none of them tells of a hidden one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.moves import Move
from tests.metrics.changing import DOLLARS, SHARE, schools, share, told, whole
from tests.pages.results import hidden, not_measured


def parts(move: Move, group: str) -> dict:
    (split,) = [split for split in move.splits if split.group == group]
    return {part.name: round(part.total, 6) for part in split.parts} | {"rest": round(split.rest, 6)}


def test_the_parts_of_a_move_are_its_schools_grade_levels_and_tools():
    before = whole(SHARE, 400) | schools(oak=share(100, 500), elm=share(300, 500))
    now = whole(SHARE, 500) | schools(oak=share(210, 500), elm=share(290, 500))
    before[SHARE, ("tool",)] = [share(300, tool="Canvas"), share(200, tool="Nearpod")]
    now[SHARE, ("tool",)] = [share(450, tool="Canvas"), share(200, tool="Nearpod")]
    (move,) = told(before, now).moves
    assert parts(move, "school") == {"oak School": 0.11, "elm School": -0.01, "rest": 0}
    assert parts(move, "tool") == {"Canvas": 0.15, "Nearpod": 0, "rest": -0.05}


def test_seats_that_nobody_holds_are_no_school_and_part_of_the_rest():
    rows = lambda oak, nobody: {  # noqa: E731
        (DOLLARS, ()): [{"value": oak + nobody, "numerator": 1, "denominator": 2}],
        (DOLLARS, ("school",)): [
            {"school_id": key, "school": key, "value": value, "numerator": 1, "denominator": 2}
            for key, value in (("oak", oak), ("elm", 5.0), (None, nobody))
        ],
    }
    (move,) = told(rows(100.0, 20.0), rows(150.0, 30.5)).moves
    assert parts(move, "school") == {"oak": 50, "elm": 0, "rest": 10.5}


def two_hidden(**others: dict) -> dict:
    return schools(yew={**hidden()}, ash={**hidden()}, **others)


@pytest.mark.parametrize("is_before", [True, False])
def test_a_school_hidden_on_one_side_is_left_out_of_both(is_before: bool):
    known = schools(yew=share(40, 50), ash=share(30, 50), oak=share(330, 900))
    small = two_hidden(oak=share(330, 900))
    before, now = (small, known) if is_before else (known, small)
    (move,) = told(whole(SHARE, 400) | before, whole(SHARE, 450) | now).moves
    (split,) = move.splits
    assert [part.name for part in split.parts] == ["oak School"]
    assert split.hidden_count == 2


def test_one_hidden_school_alone_leaves_no_parts_since_the_rest_would_be_its_own():
    before = whole(SHARE, 400) | schools(yew=hidden(), oak=share(100, 500), elm=share(290, 480))
    now = whole(SHARE, 450) | schools(yew=share(20, 20), oak=share(100, 500), elm=share(330, 480))
    (move,) = told(before, now).moves
    assert move.splits == ()


def test_a_school_told_as_a_range_leaves_no_parts():
    ranged = {**share(490, 500), "told_as": "≥95%"}
    before = whole(SHARE, 590) | schools(oak=ranged, elm=share(100, 500))
    now = whole(SHARE, 620) | schools(oak=share(470, 500), elm=share(150, 500))
    (move,) = told(before, now).moves
    assert move.splits == ()


def test_a_rounded_figure_has_no_parts():
    rounded = {(SHARE, ()): [{"value": 0.4, "numerator": None, "denominator": None}]}
    groups = schools(oak=share(100, 500), elm=share(300, 500))
    (move,) = told(rounded | groups, whole(SHARE, 500) | groups).moves
    assert move.splits == ()


def test_one_school_alone_is_no_part():
    (move,) = told(whole(SHARE, 400) | schools(oak=share(400)), whole(SHARE, 500) | schools(oak=share(500))).moves
    assert move.splits == ()


def test_a_tool_whose_log_is_missing_on_one_side_is_part_of_the_rest():
    before = whole(SHARE, 400) | {(SHARE, ("tool",)): [share(300, tool="Canvas"), not_measured(tool="Padlet")]}
    now = whole(SHARE, 500) | {(SHARE, ("tool",)): [share(350, tool="Canvas"), share(150, tool="Padlet")]}
    before[SHARE, ("tool",)].append(share(100, tool="Nearpod"))
    now[SHARE, ("tool",)].append(share(90, tool="Nearpod"))
    (move,) = told(before, now).moves
    assert parts(move, "tool") == {"Canvas": 0.05, "Nearpod": -0.01, "rest": 0.06}


COUNTS = st.tuples(st.integers(0, 100), st.integers(100, 200))


@given(
    st.lists(st.tuples(COUNTS, COUNTS, st.booleans(), st.booleans()), min_size=2, max_size=8),
)
def test_no_part_names_a_hidden_group_and_no_rest_is_that_of_one(groups: list):
    """Whoever is hidden on either side stands in no part; and what is left over is never a single hidden group's."""
    sides = []
    for place in (0, 1):
        rows = {f"s{n}": hidden() if group[2 + place] else share(*group[place]) for n, group in enumerate(groups)}
        total = [sum(group[place][end] for group in groups) for end in (0, 1)]
        sides.append(whole(SHARE, *total) | schools(**rows))
    secret = {f"s{n} School" for n, group in enumerate(groups) if group[2] or group[3]}
    alone = any(sum(group[2 + place] for group in groups) == 1 for place in (0, 1))
    for move in told(*sides).moves:
        assert not alone or not move.splits
        for split in move.splits:
            assert not secret & {part.name for part in split.parts}
            assert split.hidden_count == len(secret)
            assert sum(part.total for part in split.parts) + split.rest == pytest.approx(move.by)
