"""One tool under several names is noticed; two tools whose names are merely close are not."""

from __future__ import annotations

import pytest

from metrics.tool_names import alike


@pytest.mark.parametrize("other", ["NEARPOD", "Near Pod", "Nearpod, Inc.", "nearpod.com", "Nearpod LLC"])
def test_case_blanks_legal_forms_and_web_endings_make_no_other_tool(other: str):
    assert alike(["Canvas", other, "Nearpod"]) == [tuple(sorted([other, "Nearpod"], key=str.casefold))]


def test_three_names_are_one_group():
    assert alike(["Nearpod", "Near Pod", "Nearpod, Inc."]) == [("Near Pod", "Nearpod", "Nearpod, Inc.")]


@pytest.mark.parametrize("pair", [("Canvas", "Canva"), ("Lexia Core5", "Lexia PowerUp"), ("Inc", "LLC")])
def test_names_that_are_close_are_still_two(pair: tuple[str, str]):
    assert alike(pair) == []


def test_one_name_alone_is_like_no_other():
    assert alike(["Nearpod", "Canvas"]) == []
