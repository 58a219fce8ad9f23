"""Every slide fits a projector of 1280 by 720, and the file that is taken along says what the slide says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.serving import ROOT
from tests.browser.visiting import drawn, overflow, settled
from tests.pages.board import reading

pytestmark = pytest.mark.browser

PICTURES = ROOT / "test_pictures"
PROJECTOR = {"width": 1280, "height": 720}


def test_every_slide_fits_a_projector_and_leaves_a_picture(address: str, open_page: Callable[..., Page]):
    PICTURES.mkdir(exist_ok=True)
    page = open_page(f"{address}/board?slide=1", **PROJECTOR, color_scheme="dark")
    expect(_slide(page, 1)).to_be_visible()
    count = int(_slide(page, 1).get_attribute("aria-label").rpartition(" ")[2])
    for number in range(1, count + 1):
        expect(_slide(page, number)).to_be_visible()
        settled(page)
        assert _height(page) <= PROJECTOR["height"]
        assert overflow(page) <= 0
        assert page.locator(".slide img").evaluate_all("all => all.every(one => one.naturalWidth && one.alt)")
        page.screenshot(path=PICTURES / f"slide_{number:02d}.png")
        if number < count:
            page.keyboard.press("ArrowRight")


def test_the_file_that_is_downloaded_says_what_the_slide_says(address: str, open_page: Callable[..., Page]):
    page = drawn(open_page(f"{address}/board?school=Lake+Middle"), "Board")
    with page.expect_download() as caught:
        page.get_by_role("button", name="PowerPoint").click()
    slides = reading.slides_of(Path(caught.value.path()).read_bytes())
    page.get_by_role("button", name="Present").click()
    headline = _slide(page, 1).get_by_role("heading", level=1).inner_text()
    figures = _slide(page, 1).locator(".facts strong").all_inner_texts()
    told = reading.texts_of(slides[headline])
    assert len(figures) == 3
    assert all(figure in told for figure in figures)


def _slide(page: Page, number: int) -> Locator:
    return page.locator(f'section[aria-label^="Slide {number} of "]')


def _height(page: Page) -> int:
    return page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
