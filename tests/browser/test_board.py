"""Board night by keyboard alone: from sign-in over the slides to a saved deck, on a projector of 1280 by 720."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from data_layer.records.database import URL_VARIABLE
from tests.browser.serving import ROOT, run
from tests.browser.signing_in import person, sign_in, signed_in_dashboard
from tests.browser.visiting import drawn, overflow, settled
from tests.pages import district
from tests.pages.board import reading

pytestmark = pytest.mark.browser

PICTURES = ROOT / "test_pictures"
PROJECTOR = {"width": 1280, "height": 720}
MOST_TABS = 60


def test_a_deck_is_shown_arranged_and_saved_by_keyboard_alone(
    browser: Browser,  # noqa: ARG001 - skips first
    open_page: Callable[..., Page],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    home = district.home_of(tmp_path).path
    run("data_layer", "access", "grant", "v1@example.org", "viewer", home=home)
    with signed_in_dashboard(home, person("v1")) as dashboard:
        page = drawn(sign_in(open_page(f"{dashboard.address}/board", **PROJECTOR), "v1"), "Board")
        _press(page, "Present")
        expect(_slide(page, 1)).to_be_visible()
        page.keyboard.press("ArrowRight")
        expect(_slide(page, 2)).to_be_visible()
        page.keyboard.press("d")
        expect(page.get_by_text("Out of: ")).to_be_visible()
        page.keyboard.press("Escape")
        drawn(page, "Board")
        _press(page, "Move down")
        expect(page.get_by_role("listitem").first).to_have_text("Adoption by tool")
        _reach(page, page.get_by_label("Save under the name"))
        page.keyboard.type("May meeting")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Saved as May meeting")).to_be_visible()
        link = page.url
        page.goto("about:blank")
        page.goto(f"{link}&slide=1")
        expect(page.get_by_role("heading", level=1)).to_contain_text("of those who may use it")


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


def _press(page: Page, name: str) -> None:
    _reach(page, page.get_by_role("button", name=name))
    page.keyboard.press("Enter")
    settled(page)


def _reach(page: Page, wanted: Locator) -> None:
    """Step to it by the tabulator key, as somebody without a mouse does."""
    wanted.wait_for()
    for _ in range(MOST_TABS):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} cannot be reached by the keyboard")
