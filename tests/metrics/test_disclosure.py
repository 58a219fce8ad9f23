"""Small groups are hidden, and nothing that stays gives them away."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.scope import Scope
from metrics import disclosure, policy
from metrics.cube import Cube
from metrics.definition import Metric, Status
from metrics.profiles import profile
from metrics.rows import Row

POLICY = policy.load()
EVERYBODY = Scope(date(2025, 8, 1), date(2026, 6, 1), as_of=date(2026, 3, 31))


def metric(**words: object) -> Metric:
    texts = dict.fromkeys(("name", "label", "question", "numerator", "denominator", "reference"), "made for a test")
    return Metric(**{**texts, "unit": "rate", "better": "higher", "groups": (), "compute": None, **words})


def table(people: dict[tuple, int | None], *groups: str) -> list[Row]:
    """Computed rows, one for each group, in which half of the people are counted."""
    names = (*groups, "people_count", "numerator", "value", "status")
    rows = [(*key, count, count and count / 2, 0.5, "measured") for key, count in people.items()]
    return [dict(zip(names, row, strict=True)) for row in rows]


def hide(rows: list[Row], *groups: str, rules: policy.Policy = POLICY, **words: object) -> list[Row]:
    """As one table by itself, of which nothing else is shown."""
    told = metric(**words)
    return disclosure.hide(rows, metric=told, groups=groups, cube=Cube(told, EVERYBODY, groups, profile(rules)))


def hidden(rows: list[Row], *groups: str, **words: object) -> set[tuple]:
    shown = hide(rows, *groups, **words)
    return {tuple(row[group] for group in groups) for row in shown if row["status"] == Status.HIDDEN}


@pytest.mark.parametrize(("people", "is_hidden"), [(0, True), (9, True), (10, False)])
def test_a_row_about_fewer_than_ten_people_is_hidden(people, is_hidden):
    (row,) = hide(table({(): people}))
    assert (row["status"] == Status.HIDDEN) == is_hidden


@pytest.mark.parametrize(("people", "is_hidden"), [(4, True), (5, False)])
def test_a_row_about_fewer_than_five_staff_is_hidden(people, is_hidden):
    (row,) = hide(table({(): people}), is_about="staff")
    assert (row["status"] == Status.HIDDEN) == is_hidden


def test_nobody_and_nine_people_look_the_same():
    looks = [hide(table({(): n})) for n in (0, 9)]
    assert looks[0] == looks[1]
    assert not any(looks[0][0].get(name) for name in ("people_count", "numerator", "value"))


def test_a_row_that_measured_nobody_stays_not_measured():
    assert hidden(table({("Pine",): None}, "school_id"), "school_id") == set()


def test_the_next_smallest_school_goes_with_the_only_hidden_one():
    rows = table({("Ash",): 40, ("Elm",): 22, ("Oak",): 14, ("Yew",): 4}, "school_id")
    assert hidden(rows, "school_id") == {("Yew",), ("Oak",)}


def test_two_hidden_schools_with_ten_people_between_them_protect_each_other():
    rows = table({("Ash",): 40, ("Elm",): 22, ("Oak",): 9, ("Yew",): 4}, "school_id")
    assert hidden(rows, "school_id") == {("Oak",), ("Yew",)}


def test_two_hidden_schools_with_nine_people_between_them_need_a_third():
    rows = table({("Ash",): 40, ("Elm",): 22, ("Oak",): 5, ("Yew",): 4}, "school_id")
    assert hidden(rows, "school_id") == {("Elm",), ("Oak",), ("Yew",)}


def test_groups_that_do_not_add_up_need_no_second_hidden_row():
    rows = table({("Ash",): 40, ("Yew",): 4}, "school_id")
    assert hidden(rows, "school_id", additive=False) == {("Yew",)}


def test_each_month_is_a_table_of_its_own():
    rows = table({("03", "Ash"): 40, ("03", "Yew"): 4, ("04", "Ash"): 40, ("04", "Yew"): 12}, "month", "school_id")
    assert hidden(rows, "month", "school_id") == {("03", "Yew"), ("03", "Ash")}


def test_in_a_two_way_table_no_line_keeps_a_single_hidden_cell():
    cells = {
        ("Ash", "01"): 4, ("Ash", "02"): 20, ("Ash", "03"): 30,
        ("Elm", "01"): 25, ("Elm", "02"): 35, ("Elm", "03"): 45,
        ("Oak", "01"): 50, ("Oak", "02"): 60, ("Oak", "03"): 70,
    }  # fmt: skip
    found = hidden(table(cells, "school_id", "grade_level"), "school_id", "grade_level")
    assert found == {("Ash", "01"), ("Ash", "02"), ("Elm", "01"), ("Elm", "02")}


def test_every_figure_of_a_hidden_row_is_gone_and_its_names_stay():
    rows = table({("Ash",): 40, ("Elm",): 30, ("Yew",): 9}, "school_id")
    rows = [row | {"unused_usd": 12.5, "school": "Yew School"} for row in rows]
    row = hide(rows, "school_id")[2]
    told = {name: value for name, value in row.items() if value is not None}
    assert told == {"school_id": "Yew", "school": "Yew School", "status": "too few to show"}


CELLS = st.dictionaries(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("123")), st.integers(0, 40), min_size=1, max_size=15
)


@given(CELLS)
def test_no_line_is_left_with_hidden_cells_that_the_shown_ones_give_away(cells):
    rows = table(cells, "school_id", "grade_level")
    out = hidden(rows, "school_id", "grade_level")
    assert {cell for cell, people in cells.items() if people < 10} <= out
    for place in (0, 1):
        for value in {cell[place] for cell in cells}:
            line = {cell: people for cell, people in cells.items() if cell[place] == value}
            gone = [people for cell, people in line.items() if cell in out]
            assert not gone or len(gone) == len(line) or (len(gone) > 1 and sum(gone) >= 10)


@given(CELLS, st.randoms())
def test_what_is_hidden_does_not_depend_on_the_order_of_rows_of_different_size(cells, chance):
    sizes = {cell: 5 + 3 * place for place, cell in enumerate(sorted(cells))}
    shuffled = list(sizes.items())
    chance.shuffle(shuffled)
    found = hidden(table(sizes, "school_id", "grade_level"), "school_id", "grade_level")
    assert found == hidden(table(dict(shuffled), "school_id", "grade_level"), "school_id", "grade_level")
