"""How long after a click on a filter is a page still: measured inside the browser, from the click to the last change.

The real page's measure holds all that a visitor waits for: figures, new sentences, charts drawn again. One school is
chosen at a time, which is what the server has worked out ahead by then if it had the time (pages/parts/ahead.py).
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.serving import serving
from tests.browser.visiting import FILLED, drawn, settled

BARE_PAGE = Path(__file__).with_name("bare_page.py")
SIZE = {"width": 1280, "height": 900}
_QUIET_MS = 500  # no change of the page for this long: it is still
_WATCH = """() => {
    const watch = window.watch = {clickedAt: null, lastChangeAt: null};
    document.addEventListener("mousedown", () => { watch.clickedAt ??= performance.now(); }, {capture: true});
    new MutationObserver(() => {
        if (watch.clickedAt !== null) watch.lastChangeAt = performance.now();
    }).observe(document.querySelector('[data-testid="stMain"]'),
        {attributes: true, characterData: true, childList: true, subtree: true});
}"""
_IS_STILL = """(quiet) => window.watch.lastChangeAt !== null
    && document.querySelector('[data-testid="stApp"]').dataset.testScriptState === "notRunning"
    && performance.now() - window.watch.lastChangeAt > quiet"""
_TOOK = "() => window.watch.lastChangeAt - window.watch.clickedAt"
_COUNT = "(id) => document.querySelectorAll(`[data-testid='${id}']`).length"
_CHARTS = """() => [...document.querySelectorAll(".js-plotly-plot")].map(
    (chart) => chart.data.map((trace) => (trace.x ?? trace.y ?? []).length || 1))"""
_IN_POPOVER = """() => document.querySelectorAll(
    "[data-testid='stPopoverBody'] :is([data-testid='stDownloadButton'], [data-testid='stButton'])").length"""


@dataclass(frozen=True)
class Redraw:
    """The medians of one page and of its bare twin, in milliseconds."""

    title: str
    page_ms: float
    bare_ms: float
    shape: dict

    @property
    def ratio(self) -> float:
        return self.page_ms / self.bare_ms


def measured(browser: Browser, home: Path, schools: Sequence[str]) -> list[Redraw]:
    """Every filtered page against its bare twin, their clicks in turn, so that both meet the same machine."""
    with serving(home) as address:
        return [_compare(browser, home, f"{address}/{path}", title, schools) for path, title in FILLED.items()]


def _compare(browser: Browser, home: Path, url: str, title: str, schools: Sequence[str]) -> Redraw:
    page = drawn(_opened(browser, url), title)
    page.wait_for_timeout(1500)
    shape = _shape(page)
    with serving(home, script=BARE_PAGE, BARE_SHAPE=json.dumps(shape)) as bare_url:
        bare = drawn(_opened(browser, bare_url), "Bare")
        bare.wait_for_timeout(1500)
        pairs = [
            (_redraw_ms(page, "School", school), _redraw_ms(bare, "Filter", f"Choice {number}"))
            for number, school in enumerate(schools)
        ]
        for each in (page, bare):
            each.context.close()
    page_ms, bare_ms = (statistics.median(times) for times in zip(*pairs, strict=True))
    return Redraw(title, page_ms, bare_ms, shape)


def _opened(browser: Browser, url: str) -> Page:
    page = browser.new_context(viewport=SIZE).new_page()
    page.goto(url)
    return page


def _redraw_ms(page: Page, label: str, choice: str) -> float:
    """Choose this alone in the filter of this label, and take it away again: each choice is made once."""
    filter_ = page.get_by_test_id("stSidebar").get_by_label(label, exact=True).first
    filter_.click()
    option = page.get_by_role("option", name=choice, exact=True)
    option.wait_for()
    page.wait_for_timeout(300)
    page.evaluate(_WATCH)
    option.click()
    page.wait_for_function(_IS_STILL, arg=_QUIET_MS)
    took = page.evaluate(_TOOK)
    filter_.press("Backspace")
    page.keyboard.press("Escape")
    page.wait_for_timeout(_QUIET_MS)
    settled(page)
    return took


def _shape(page: Page) -> dict:
    """What stands on the page, and how many widgets behind each of its popovers."""

    def count(*ids: str) -> int:
        return sum(page.evaluate(_COUNT, name) for name in ids)

    return {
        "multiselects": count("stMultiSelect"),
        "selectboxes": count("stSelectbox", "stDateInput"),
        "buttons": count("stButton", "stDownloadButton", "stPageLink"),
        "cards": count("stMetric"),
        "charts": page.evaluate(_CHARTS),
        "popovers": [_in_popover(page, place) for place in range(count("stPopover"))],
    }


def _in_popover(page: Page, place: int) -> int:
    page.get_by_test_id("stPopover").nth(place).get_by_role("button").first.click()
    page.get_by_test_id("stPopoverBody").wait_for()
    found = page.evaluate(_IN_POPOVER)
    page.keyboard.press("Escape")
    page.get_by_test_id("stPopoverBody").wait_for(state="detached")
    return found
