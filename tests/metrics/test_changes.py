"""The same moves are told in the same order every time, and none of their parts tells of a hidden group."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import changes as telling
from metrics import compared_periods, policy
from metrics.catalogue import METRICS, metric
from metrics.changes import HEADLINES, changes
from metrics.definition import Result
from metrics.groups import UnknownGroup
from metrics.moves import Changes, Move, Side
from tests.pages.results import hidden, not_measured, result_of

POLICY = policy.load()
SHARE, DOLLARS = "active_day_rate", "unused_spend"
Rows = Mapping[tuple[str, tuple[str, ...]], list[dict]]


def side(rows: Rows, label: str = "now") -> Side:
    """Every figure that is not among the rows was not measured."""

    def ask(name: str, by: tuple[str, ...]) -> Result:
        return result_of(rows.get((name, by), [not_measured()] if not by else []), by=by, metric=metric(name))

    return Side(label, ask)


def told(before: Rows, now: Rows, *, rules: policy.Policy = POLICY) -> Changes:
    return changes(side(before, "before"), side(now), policy=rules)


def share(part: int, whole: int = 1000, **groups: object) -> dict:
    return {"numerator": part, "denominator": whole, **groups}


def whole(name: str, part: int, whole: int = 1000) -> Rows:
    return {(name, ()): [share(part, whole)]}


def schools(**rows: dict) -> dict:
    return {(SHARE, ("school",)): [{"school_id": key, "school": f"{key} School", **row} for key, row in rows.items()]}


def names(found: Changes) -> list[str]:
    return [move.metric.name for move in found.moves]


def parts(move: Move, group: str) -> dict:
    (split,) = [split for split in move.splits if split.group == group]
    return {part.name: round(part.total, 6) for part in split.parts} | {"rest": round(split.rest, 6)}


def test_the_largest_moves_come_first():
    before = whole("adoption_rate", 500) | whole(SHARE, 500) | whole("dormancy_rate", 500)
    now = whole("adoption_rate", 510) | whole(SHARE, 470) | whole("dormancy_rate", 520)
    assert names(told(before, now)) == [SHARE, "dormancy_rate", "adoption_rate"]


def test_of_equal_moves_the_one_that_stands_first_in_the_list_is_told_first():
    listed = ("active_day_rate", "adoption_rate", "dormancy_rate")
    before = {key: rows for name in reversed(listed) for key, rows in whole(name, 500).items()}
    now = {key: rows for name in reversed(listed) for key, rows in whole(name, 400 + 200 * (name[0] == "d")).items()}
    assert names(told(before, now)) == list(listed)


def test_five_are_told_and_the_others_are_named():
    every = [headline.name for headline in HEADLINES if METRICS[headline.name].unit == "rate"]
    before = {key: rows for name in every for key, rows in whole(name, 500).items()}
    now = {key: rows for place, name in enumerate(every) for key, rows in whole(name, 501 + place).items()}
    found = told(before, now)
    assert names(found) == every[::-1][:5]
    assert [move.metric.name for move in found.others] == every[::-1][5:]


def test_a_figure_without_a_ceiling_counts_by_its_part_of_the_larger_value():
    dollars = lambda value: {(DOLLARS, ()): [{"value": value, "numerator": 1, "denominator": 2}]}  # noqa: E731
    up, down = (told(dollars(one), dollars(other)) for one, other in ((750.0, 1000.0), (1000.0, 750.0)))
    assert up.moves[0].size == down.moves[0].size == 0.25
    beaten = told(dollars(750.0) | whole(SHARE, 100), dollars(1000.0) | whole(SHARE, 351))
    assert names(beaten) == [SHARE, DOLLARS]


@pytest.mark.parametrize(("now", "has_moved"), [(50099, False), (50100, True), (50101, True), (49901, False)])
def test_a_figure_has_moved_from_a_tenth_of_a_point_on(now: int, has_moved: bool):
    found = told(whole(SHARE, 50000, 100_000), whole(SHARE, now, 100_000))
    assert bool(found.moves) == has_moved
    assert bool(found.others) != has_moved


def test_what_stands_still_is_no_move():
    found = told(whole(SHARE, 500), whole(SHARE, 500))
    assert found.moves == ()
    assert [move.metric.name for move in found.others] == [SHARE]


@pytest.mark.parametrize(
    ("before", "now", "why"),
    [
        ([not_measured()], [share(5)], "not measured in before"),
        ([share(5)], [hidden()], "too few people in now"),
        ([share(5)], [share(0) | {"told_as": "≤2%"}], "told as a range"),
        ([share(5, quarter="Q3")], [share(6, quarter="Q3")], "the same survey in both"),
    ],
)
def test_what_cannot_be_compared_is_said_with_its_reason(before: list, now: list, why: str):
    found = told({(SHARE, ()): before}, {(SHARE, ()): now})
    assert SHARE not in names(found)
    assert (SHARE, why) in [(metric.name, told) for metric, told in found.unknown]


def test_two_quarters_of_a_survey_are_compared():
    found = told({(SHARE, ()): [share(500, quarter="Q2")]}, {(SHARE, ()): [share(600, quarter="Q3")]})
    assert names(found) == [SHARE]


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


def test_a_split_that_the_filters_do_not_allow_is_left_out():
    now = side(whole(SHARE, 500))

    def ask(name: str, by: tuple[str, ...]) -> Result:
        if by:
            raise UnknownGroup("not by this")
        return now.ask(name, by)

    found = changes(side(whole(SHARE, 400)), Side("now", ask), policy=POLICY)
    assert found.moves[0].splits == ()


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


def test_every_headline_is_in_the_catalogue_and_can_be_split_as_it_says():
    for headline in HEADLINES:
        assert {*headline.shared, *headline.stacked} <= set(METRICS[headline.name].groups)
        assert METRICS[headline.name].unit in {"rate", "per_day", "usd"}


def test_a_figure_is_taken_apart_only_where_it_is_told():
    asked = []

    def counting(inner: Side) -> Side:
        return Side(inner.label, lambda name, by: asked.append((name, by)) or inner.ask(name, by))

    before, now = side(whole(SHARE, 400)), side(whole(SHARE, 400))
    changes(counting(before), counting(now), policy=POLICY)
    assert all(not by for _, by in asked)


def test_a_month_is_whole_once_its_last_day_is_over(monkeypatch: pytest.MonkeyPatch):
    from metrics.periods import period_of

    months = [period_of("month", date(2026, number, 1)) for number in (1, 2, 3)]
    monkeypatch.setattr(compared_periods, "all_periods", lambda *_: months)
    counts = {1: 20, 2: 5, 3: 20}
    monkeypatch.setattr(compared_periods, "_day_count", lambda _, month: counts[month.starts_on.month])
    asked = lambda day, needs: compared_periods.last_whole_months(None, as_of=day, needs=needs)  # noqa: E731
    assert asked(date(2026, 3, 30), 5) == (months[0], months[1])
    assert asked(date(2026, 3, 31), 5) == (months[1], months[2])
    assert asked(date(2026, 3, 31), 6) == (months[0], months[2]), "a month of too few school days is passed over"
    assert asked(date(2026, 2, 27), 5) is None


def test_the_rule_reads_results_and_no_table():
    """What it tells can therefore not say more than the pages do."""
    assert not {"Connection", "select", "catalogue"} & vars(telling).keys()
