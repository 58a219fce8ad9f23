"""A filter changes what is said and the address; the address alone brings the same view back."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.visiting import FILLED, choose, drawn, figures, go, movement, sidebar, text, watch_movement

pytestmark = pytest.mark.browser

MOST_MOVEMENT = 0.1  # what Core Web Vitals call good
CHOICES = {
    "School": ("Lake Middle", "school="),
    "Grade level": ("Grade 7", "grade="),
    "Subject": ("Science", "subject="),
    "Role": ("Teachers", "role="),
    "Period": ("Last month", "period="),
}


@pytest.mark.parametrize(("label", "choice"), CHOICES.items(), ids=CHOICES)
def test_a_filter_changes_the_address_and_what_is_said(
    label: str, choice: tuple[str, str], address: str, open_page: Callable[..., Page]
):
    option, parameter = choice
    page = drawn(open_page(f"{address}/adoption"), "Adoption")
    before = text(page)
    choose(page, label, option)
    assert parameter in urlsplit(page.url).query
    assert text(page) != before


@pytest.mark.parametrize("title", FILLED.values())
def test_a_school_changes_the_figures_of_every_filtered_page(title: str, address: str, open_page: Callable[..., Page]):
    path = next(path for path, name in FILLED.items() if name == title)
    page = drawn(open_page(f"{address}/{path}"), title)
    before = figures(page)
    watch_movement(page)
    choose(page, "School", "Lake Middle")
    assert figures(page) != before
    assert "Lake Middle" in text(page)
    assert movement(page) < MOST_MOVEMENT


def test_a_copied_link_opens_the_same_view(address: str, open_page: Callable[..., Page]):
    page = drawn(open_page(f"{address}/adoption"), "Adoption")
    choose(page, "School", "Lake Middle")
    choose(page, "Period", "Last month")
    seen = text(page)
    sidebar(page).get_by_role("button", name="Copy link").click()
    link = page.get_by_test_id("stCode").inner_text().strip()
    assert text(drawn(open_page(link), "Adoption")) == seen


def test_filters_are_kept_from_page_to_page(address: str, open_page: Callable[..., Page]):
    page = drawn(open_page(f"{address}/adoption"), "Adoption")
    choose(page, "School", "Lake Middle")
    for title in ("Staff buy-in", "About the numbers", "Licenses", "Overview"):
        go(page, title)
        assert "school=" in urlsplit(page.url).query
    assert "Lake Middle" in text(page)


@pytest.mark.parametrize("query", ["school=nowhere&grade=99", "period=Someday", "school=%3Cscript%3E"])
def test_an_address_with_choices_that_do_not_exist_shows_the_page_without_them(
    query: str, address: str, open_page: Callable[..., Page]
):
    whole = text(drawn(open_page(f"{address}/adoption"), "Adoption"))
    assert text(drawn(open_page(f"{address}/adoption?{query}"), "Adoption")) == whole
