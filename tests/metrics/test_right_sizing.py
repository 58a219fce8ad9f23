"""Right-sizing: those who use it and a tenth, never part of a seat; dollars that add up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.right_sizing import Engaged, engaged, resized, seats_to_renew
from tests.metrics.renewing import POLICY, line, only
from tests.pages.results import hidden, metric_of, result_of

UNKNOWN = {"numerator": None, "denominator": None, "value": None, "status": "not measured"}


@pytest.mark.parametrize(("count", "seats"), [(0, 0), (1, 2), (9, 10), (10, 11), (11, 13), (100, 110), (164, 181)])
def test_a_tenth_more_than_those_who_use_it_rounded_up(count: int, seats: int):
    assert seats_to_renew(count, POLICY) == seats


def test_fewer_seats_save_their_price_to_the_cent():
    """23,741.37 / 300 * 181 is 14,323.9599."""
    found = resized(only(line("23741.37", seat_count=300)), 181)
    assert (found.cents, found.saved_cents) == (1_432_396, 941_741)
    assert found.cents + found.saved_cents == 2_374_137


def test_more_seats_than_were_bought_cost_more():
    assert resized(only(line("1000.00")), 110).saved_cents == -10_000


@given(st.integers(1, 10**8), st.integers(1, 10**8), st.integers(1, 5000), st.integers(0, 9000))
def test_the_lines_share_the_new_price_out_to_the_cent(first: int, second: int, bought: int, seats: int):
    lines = [line(f"{cents / 100:.2f}", seat_count=bought) for cents in (first, second)]
    found = resized(only(lines[0], lines[1]), seats)
    assert sum(found.line_cents) == found.cents
    assert found.cents + found.saved_cents == first + second


@pytest.mark.parametrize("words", [{"seat_count": None}, {"seat_count": 0}, {"cost": None}])
def test_without_seats_or_a_cost_there_is_nothing_to_resize(words: dict):
    assert resized(only(line(**words)), 10) is None


def results(cost: dict | None, seats: dict | None) -> list:
    return [
        result_of([{"tool": "Nearpod", **row}] if row else [], by=("tool",), metric=metric_of(name=name))
        for name, row in (("cost_per_active_user", cost), ("seat_utilization", seats))
    ]


def test_who_uses_it_is_read_from_the_seats_in_use():
    assert engaged(results({"numerator": 1000, "denominator": 164}, None), "Nearpod") == Engaged(164)
    unpriced = results(UNKNOWN, {"numerator": 20, "denominator": 30})
    assert engaged(unpriced, "Nearpod") == Engaged(20), "without a cost the seats still tell"


def test_too_few_unmeasured_and_not_in_force_are_three_different_things():
    assert engaged(results(hidden(), None), "Nearpod").why == "too few people to show"
    assert engaged(results(UNKNOWN, UNKNOWN), "Nearpod").why == "its use was not measured"
    assert engaged(results(None, None), "Nearpod").why == "no contract was in force on that day"
