"""Cost against use: every tool in its place, as large as its seats, named where there is room."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest

from metrics.recommendation import Recommendation
from pages.parts import theme
from pages.parts.charts import scatter


def line(tool: str, cost: int | None, use: float | None, seats: int | None = 100, advice: str = "renew"):
    license = SimpleNamespace(seat_count=seats)
    rule = SimpleNamespace(recommendation=Recommendation(advice))
    cost_usd = None if cost is None else Decimal(cost)
    return SimpleNamespace(tool=tool, annual_cost_usd=cost_usd, use_rate=use, license=license, rule=rule)


def drawn(*lines) -> dict:
    return scatter.draw(lines).to_dict()["data"][0]


def test_the_area_of_a_mark_goes_with_its_seats():
    marks = drawn(line("Nearpod", 500, 0.5, seats=100), line("Canvas", 900, 0.5, seats=400))
    sizes = dict(zip(marks["text"], marks["marker"]["size"], strict=True))
    assert sizes["Canvas"] ** 2 == pytest.approx(4 * sizes["Nearpod"] ** 2)


def test_a_small_tool_is_drawn_after_a_large_one_so_that_it_is_not_covered():
    assert drawn(line("Nearpod", 500, 0.5, seats=10), line("Canvas", 5, 0.5, seats=400))["text"] == [
        "Canvas",
        "Nearpod",
    ]


def test_a_tool_without_a_number_of_seats_is_a_diamond():
    marks = drawn(line("Nearpod", 500, 0.5), line("Canvas", 900, 0.1, seats=None))
    assert list(marks["marker"]["symbol"]) == ["circle", "diamond"]


@pytest.mark.parametrize(
    ("advice", "color"), [("drop", theme.VERMILION), ("right-size", theme.VERMILION), ("coach", theme.BLUE)]
)
def test_what_should_go_or_shrink_has_a_color_of_its_own(advice: str, color: str):
    assert list(drawn(line("Nearpod", 500, 0.5, advice=advice))["marker"]["color"]) == [color]


def test_a_tool_without_a_cost_or_a_use_is_left_out_and_said_to_be():
    lines = [line("Nearpod", 500, 0.5), line("Canvas", None, 0.5), line("Padlet", 500, None)]
    assert drawn(*lines)["text"] == ["Nearpod"]
    assert scatter.left_out(lines) == ["Canvas", "Padlet"]


def test_of_names_that_would_lie_on_each_other_the_dearer_tool_keeps_its_own():
    marks = drawn(line("Clever", 10000, 0.9), line("Nearpod", 100, 0.0, seats=2), line("Padlet", 90, 0.01, seats=1))
    assert marks["text"] == ["Clever", "Nearpod", ""]
    assert marks["customdata"][2].startswith("Padlet: $90 a year"), "the mark itself still says it"


def test_two_tools_side_by_side_are_named_on_either_side():
    marks = drawn(line("Nearpod", 1000, 0.5, seats=2), line("Canvas", 990, 0.51, seats=1))
    assert marks["text"] == ["Nearpod", "Canvas"]
    assert list(marks["textposition"]) == ["middle left", "middle right"]


def test_every_tool_is_told_in_words_the_dearest_first():
    told = scatter.describe([line("Nearpod", 500, 0.5), line("Canvas", 41237, 0.25, seats=None)])
    assert told.endswith(
        "Canvas: $41,237 a year, 25.0% in use, no number of seats. Nearpod: $500 a year, 50.0% in use, 100 seats."
    )


def test_nothing_to_draw_is_no_error():
    assert drawn()["text"] == []
    assert scatter.describe([]).endswith("a mark for each tool.")
