"""From the portfolio to one tool and back, with the tool in the address."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import drawn, text

pytestmark = pytest.mark.browser


def test_a_tool_is_opened_from_the_portfolio_and_left_again(address: str, open_page: Callable[..., Page]):
    page = drawn(open_page(f"{address}/portfolio"), "Portfolio")
    tools = page.get_by_test_id("stMain").get_by_role("combobox").last
    tools.focus()  # a list closes when the page scrolls beneath it
    tools.press("ArrowDown")
    page.get_by_role("option", name="Canvas", exact=True).click()
    page.get_by_role("link", name="All about Canvas").click()
    drawn(page, "Tool")
    assert "tool=Canvas" in page.url
    assert "$41,238 a year" in text(page)
    page.get_by_role("link", name="All tools").click()
    drawn(page, "Portfolio")


def test_the_page_of_a_tool_leads_to_its_checklist(address: str, open_page: Callable[..., Page]):
    page = drawn(open_page(f"{address}/tool?tool=GoalPath"), "Tool")
    assert "$57,200 a year" in text(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Review it").click()
    checklist = drawn(opened.value, "Checklist")
    expect(checklist.get_by_role("heading", name="GoalPath")).to_be_visible()
