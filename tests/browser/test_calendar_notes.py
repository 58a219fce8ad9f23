"""A training day is entered on its page, and stands on the trend of Adoption, on a phone too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data_layer.records.database import URL_VARIABLE
from tests.browser.serving import serving
from tests.browser.visiting import drawn, overflow, settled

pytestmark = pytest.mark.browser


def test_a_day_is_marked_and_seen_on_adoption(
    own_home: Path, open_page: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    with serving(own_home) as address:
        page = drawn(open_page(f"{address}/calendar_notes", width=360), "Calendar notes")
        main = page.get_by_test_id("stMain")
        main.get_by_label("Who signs what you enter here").fill("Technologist")
        form = main.get_by_test_id("stExpander").filter(has_text="Mark a day")
        form.locator("summary").click()
        form.get_by_label("What happened").fill("Nearpod <b>for</b> everybody")
        form.get_by_role("spinbutton", name="month, Day, or first day").focus()
        page.keyboard.type("02092026")
        settled(page)
        assert overflow(page) <= 0
        form.get_by_role("button", name="Save the note").click()
        expect(page.get_by_text("The day is marked on every trend.")).to_be_visible()
        page = drawn(open_page(f"{address}/adoption", width=360, color_scheme="dark"), "Adoption")
        legend = page.get_by_text("Feb 9, 2026: rollout, Nearpod <b>for</b> everybody")
        expect(legend.first).to_be_visible()
        assert overflow(page) <= 0
        chart = page.locator(".st-key-section_adoption_rate_tool_month .js-plotly-plot")
        expect(chart.locator(".annotation-text").get_by_text("2", exact=True)).to_be_visible()  # of three days
        expect(chart.locator(".shapelayer path")).not_to_have_count(0)
