"""Board night by keyboard alone: from sign-in over the slides to a saved deck; and every stop can be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from data_layer.records.database import URL_VARIABLE
from tests.browser.accessibility import violations
from tests.browser.serving import run
from tests.browser.signing_in import Dashboard, asked_to_sign_in, person, signed_in_dashboard
from tests.browser.visiting import drawn, settled
from tests.pages import district

pytestmark = pytest.mark.browser

PROJECTOR = {"width": 1280, "height": 720}
MOST_TABS = 60
HAS_FOCUS = "element => element.closest('a, button, input, textarea') === document.activeElement"
# A ring around the stop itself, or around the field that it is written in.
IS_SEEN = """() => {
    const rung = [document.activeElement, document.activeElement.parentElement].map(one => getComputedStyle(one));
    return rung.some(one => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 2);
}"""


@pytest.fixture
def dashboard(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Dashboard]:  # noqa: ARG001
    """A small district that one board member may see; skips where there is no browser."""
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    home = district.home_of(tmp_path).path
    run("data_layer", "access", "grant", "v1@example.org", "viewer", home=home)
    with signed_in_dashboard(home, person("v1")) as found:
        yield found


def test_a_deck_is_shown_arranged_and_saved_by_keyboard_alone(dashboard: Dashboard, open_page: Callable[..., Page]):
    page = open_page(dashboard.address, **PROJECTOR)
    _sign_in(page)
    _press(page, page.get_by_test_id("stTopNavLink").get_by_text("Board", exact=True))
    drawn(page, "Board")
    _press(page, page.get_by_role("button", name="Present"))
    expect(_slide(page, 1)).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(_slide(page, 2)).to_be_visible()
    page.keyboard.press("d")
    expect(page.get_by_text("Out of: ")).to_be_visible()
    page.keyboard.press("Escape")
    drawn(page, "Board")
    _press(page, page.get_by_role("button", name="Move down"))
    expect(page.get_by_role("listitem").first).to_have_text("Adoption by tool")
    _reach(page, page.get_by_label("Save under the name"))
    page.keyboard.type("May meeting")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved as May meeting")).to_be_visible()
    link = page.url
    page.goto("about:blank")
    page.goto(f"{link}&slide=1")
    expect(page.get_by_role("heading", level=1)).to_contain_text("of those who may use it")


def test_the_first_stop_of_a_page_leads_past_navigation_and_filters(address: str, open_page: Callable[..., Page]):
    page = drawn(open_page(address), "Overview")
    _press(page, page.get_by_role("link", name="Skip to main content"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').contains(document.activeElement)")


def test_every_stop_of_a_page_can_be_seen(address: str, open_page: Callable[..., Page]):
    page = drawn(open_page(f"{address}/licenses"), "Licenses")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        where = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        assert where.startswith("<body") or page.evaluate(IS_SEEN), where


def _sign_in(page: Page) -> None:
    """At the door, and with the name that the provider knows."""
    asked_to_sign_in(page)
    settled(page)
    assert not violations(page)
    _reach(page, page.get_by_role("button", name="Sign in with District account"))
    page.keyboard.press("Enter")
    _reach(page, page.get_by_placeholder("sub"))
    page.keyboard.type("v1")
    _reach(page, page.get_by_role("button", name="Authorize", exact=True))
    page.keyboard.press("Enter")
    drawn(page, "Overview")


def _slide(page: Page, number: int) -> Locator:
    return page.locator(f'section[aria-label^="Slide {number} of "]')


def _press(page: Page, wanted: Locator) -> None:
    _reach(page, wanted)
    page.keyboard.press("Enter")
    settled(page)


def _reach(page: Page, wanted: Locator) -> None:
    """Step to it by the tabulator key, as somebody without a mouse does."""
    wanted.wait_for()
    for _ in range(MOST_TABS):
        if wanted.evaluate(HAS_FOCUS):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} cannot be reached by the keyboard")
