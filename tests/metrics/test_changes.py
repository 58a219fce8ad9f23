"""The same moves are told in the same order every time, and what cannot be compared is said."""

from __future__ import annotations

from datetime import date

import pytest

from metrics import changes as telling
from metrics import compared_periods
from metrics.catalogue import METRICS
from metrics.changes import HEADLINES, changes
from metrics.definition import Result
from metrics.groups import UnknownGroup
from metrics.moves import Changes, Side
from metrics.periods import period_of
from tests.metrics.changing import DOLLARS, POLICY, SHARE, share, side, told, whole
from tests.pages.results import hidden, not_measured


def names(found: Changes) -> list[str]:
    return [move.metric.name for move in found.moves]


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


def test_a_split_that_the_filters_do_not_allow_is_left_out():
    now = side(whole(SHARE, 500))

    def ask(name: str, by: tuple[str, ...]) -> Result:
        if by:
            raise UnknownGroup("not by this")
        return now.ask(name, by)

    found = changes(side(whole(SHARE, 400)), Side("now", ask), policy=POLICY)
    assert found.moves[0].splits == ()


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
