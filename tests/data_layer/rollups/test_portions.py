"""A long log is counted some days at a time, and gives the figures that it would give at once."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer import importing
from data_layer.rollups import portions
from data_layer.rollups.portions import Held
from tests.data_layer.exports import activity
from tests.data_layer.figures import figures

FIRST, ONE_DAY = date(2026, 3, 2), timedelta(days=1)
EVER = date(2, 1, 1), date(9998, 12, 30)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@st.composite
def parts_with_events(draw: st.DrawFn) -> list[Held]:
    spans = st.tuples(st.integers(0, 60), st.integers(0, 40), st.integers(1, 12_000_000))
    given_spans = draw(st.lists(spans, min_size=1, max_size=4))
    return [Held("", (day(begins), day(begins + length)), rows) for begins, length, rows in given_spans]


@given(parts_with_events())
def test_portions_are_all_days_of_events_in_order_and_each_once(files):
    found = list(portions.portions(files, EVER))
    assert found[0][0] == min(file.days[0] for file in files) - ONE_DAY
    assert found[-1][1] == max(file.days[1] for file in files) + ONE_DAY
    assert all(first <= last for first, last in found)
    assert all(following == last + ONE_DAY for (_, last), (following, _) in pairwise(found))


@pytest.mark.parametrize(
    ("row_count", "portion_count"), [(1, 1), (5_000_000, 1), (5_000_010, 2), (10_000_000, 2), (10_000_100, 3)]
)
def test_ten_days_are_parted_at_five_million_rows(row_count, portion_count):
    files = [Held("", (day(0), day(9)), row_count)]
    assert len(list(portions.portions(files, EVER))) == portion_count


def test_one_day_is_never_parted():
    assert list(portions.portions([Held("", (FIRST, FIRST), 50_000_000)], (FIRST, FIRST))) == [(FIRST, FIRST)]


def test_figures_are_the_same_a_day_at_a_time(home, bring, people, tmp_path, monkeypatch):
    rng = random.Random(3)
    moments = sorted(datetime(2026, 3, 2) + timedelta(minutes=rng.randrange(20 * 24 * 60)) for _ in range(400))
    told = [f"s{rng.randint(1, 3)}@example.org,Example Tool,Quiz,{rng.choice(['view', 'login'])},," for _ in moments]
    rows = [f"{moment:%Y-%m-%dT%H:%M}:00Z,{each}" for moment, each in zip(moments, told, strict=True)]
    bring(people, activity(tmp_path / "first.csv", *rows[:250]))
    bring(activity(tmp_path / "second.csv", *rows[200:]))
    whole = figures(home)
    assert len({row[1] for row in whole["match_days"]}) > 15
    monkeypatch.setattr(portions, "_ROWS", 1)
    importing.rebuild(home)
    assert figures(home) == whole
