"""A slide draws as many groups as it has room for, the highest, and says of how many."""

from __future__ import annotations

from pages.board.foremost import MOST_ROWS, foremost
from tests.pages.results import hidden, result_of


def tools(count: int, **extra: object) -> list[dict]:
    return [{"tool": f"T{n:02d}", "numerator": n, "denominator": 100, **extra} for n in range(count)]


def test_as_many_as_there_is_room_for_stay_as_they_are():
    result = result_of(tools(MOST_ROWS), by=("tool",))
    assert foremost(result, "tool") == (result, "")


def test_of_one_more_the_lowest_is_left_away_and_it_is_said():
    shown, remark = foremost(result_of(tools(MOST_ROWS + 1), by=("tool",)), "tool")
    assert sorted(shown.frame["tool"]) == [f"T{n:02d}" for n in range(1, MOST_ROWS + 1)]
    assert remark == "The first 12 of 13 tools are drawn; the page shows all."


def test_hidden_groups_come_after_all_that_are_shown_zero_among_them():
    shown, _ = foremost(result_of([hidden(tool="Small"), *tools(MOST_ROWS)], by=("tool",)), "tool")
    assert "Small" not in set(shown.frame["tool"])
    assert "T00" in set(shown.frame["tool"])


def test_a_split_by_two_keeps_every_row_of_a_group_and_may_go_by_its_sum():
    rows = [
        {"subject": name, "grade_level": grade, "numerator": count, "denominator": 100, "value": 1.0}
        for name, count in (("Math", 1), ("Arts", 30), ("Music", 20))
        for grade in ("03", "04")
    ]
    shown, remark = foremost(result_of(rows, by=("subject", "grade_level")), "subject", most=2, by="numerator")
    assert list(shown.frame["subject"]) == ["Arts", "Arts", "Music", "Music"]
    assert remark.startswith("The first 2 of 3 subjects")
